import { badInput } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'
import type { Quarantined } from '../../app/quarantine-trace.js'

export const quarantineCommand = command({
  name: 'quarantine [trace]',
  describe: 'take a poisoned or private session out of every use, and open proposals to retire what came from it',
  positionals: { trace: { describe: 'a trace, or the beginning of its id; without one, the sessions in quarantine are listed' } },
  options: {
    reason: { type: 'string', describe: 'why; kept on the ledger' },
    lift: { type: 'boolean', default: false, describe: 'let the session be used again' }
  },
  examples: [['quarantine 4f2a --reason "the issue it read was planted"', 'nothing is learned from it any more'], ['quarantine 4f2a --lift --reason "a false alarm"', 'it may be used again']],
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { quarantine, lift } = await import('../../app/quarantine-trace.js')
    const world = await worldOf(args, io)
    const given = args['trace']
    if (typeof given !== 'string' && typeof given !== 'number') {
      const { quarantined } = await import('../../app/quarantine.js')
      const held = [...(await withIndex(world, (context) => Promise.resolve(quarantined(context)))).values()]
      return { json: held, text: held.map(({ trace, reason, by, at }) => `${trace}  ${at.slice(0, 10)}  ${by}: ${reason}`).join('\n') || 'no session is in quarantine', quotes: true }
    }
    const trace = String(given)
    const { reason } = args
    if (reason === undefined || reason.trim() === '') throw badInput('a reason is missing', { fix: `skillloop quarantine ${trace}${args.lift ? ' --lift' : ''} --reason "…"` })
    if (!args.lift) {
      const result = await withIndex(world, (context) => quarantine(context, trace, reason))
      const { impactText } = await import('../show/impact.js')
      return { json: { ...result, commit: result.commit ?? null }, text: quarantineText(result, impactText(result.impact)), quotes: true }
    }
    const result = await withIndex(world, (context) => lift(context, trace, reason))
    const text = [`${result.trace} may be used again${result.commit ? ` (${result.commit.slice(0, 10)})` : ''}`, ...result.retirements.map((id) => `  still open: ${id} would retire what came from it; to keep that: skillloop review reject ${id} --reason …`)]
    return { json: { ...result, commit: result.commit ?? null }, text: text.join('\n') }
  }
})

function quarantineText({ trace, commit, retirements, held, impact }: Quarantined, cameFromIt: string): string {
  return [
    commit ? `${trace} is in quarantine now (${commit.slice(0, 10)}): it is not judged, learned from, counted or exported any more` : `${trace} was in quarantine already`,
    '', 'what came from it:', cameFromIt.split('\n').slice(1).map((line) => (line.trimStart().startsWith('in quarantine:') ? '' : `  ${line}`)).filter((line) => line !== '').join('\n'),
    ...(retirements.length > 0 ? ['', `${plural(retirements.length, 'proposal')} to retire what is in force, which stays so until you decide:`, ...retirements.map(({ id, path, branch, isNew }) => `  ${id}  ${path}${isNew ? '' : ', open already'}\n    skillloop review show ${id}; skillloop review approve ${id}; or git merge ${branch}`)] : []),
    ...(held.length > 0 ? ['', `${plural(held.length, 'proposal')} that ${held.length === 1 ? 'waits' : 'wait'} for review and cannot be approved now: ${held.join(', ')}`] : []),
    ...(impact.datasets.length > 0 ? ['', 'its records are in datasets that were made before; an export now leaves it out'] : [])
  ].join('\n')
}
