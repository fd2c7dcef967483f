import { EXIT } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

export const doctorCommand = command({
  name: 'doctor',
  describe: 'what is wrong with the store, its sources and this machine, each with its remedy',
  options: { fix: { type: 'boolean', default: false, describe: 'mend what can be mended: permissions, locks left behind, the index; changes nothing else' } },
  async run(args, io) {
    const { doctor } = await import('../../app/compose-doctor.js')
    const findings = await doctor(await worldOf(args, io), io, args.fix)
    const bad = findings.filter(({ health, fixed }) => health === 'bad' && !fixed)
    const rows = findings.flatMap(({ name, health, found, remedy, fixed }) => [
      `${fixed ? 'mended' : health.padEnd(6)}  ${name.padEnd(12)} ${found}`, ...(remedy !== undefined && !fixed ? [`                      to do: ${remedy}`] : [])
    ])
    return { json: { findings, bad: bad.length }, text: [...rows, '', bad.length === 0 ? 'nothing is in the way' : `${plural(bad.length, 'thing')} to mend`].join('\n'), code: bad.length === 0 ? EXIT.done : EXIT.refused, quotes: true }
  }
})
