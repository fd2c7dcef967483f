import { resolve } from 'node:path'
import { EXIT } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

export const okf = command({
  name: 'okf',
  describe: 'approved memories and skills as a bundle of the Open Knowledge Format',
  options: {
    out: { type: 'string', demandOption: true, describe: 'the bundle\'s folder' },
    'dry-run': { type: 'boolean', default: false, describe: 'count, write nothing' }
  },
  examples: [['export okf --out knowledge', 'index.md, log.md and a file for each memory and skill']],
  async run(args, io) {
    const { withIndex, TargetFolder } = await import('../../app/compose.js')
    const { exportOkf } = await import('../../app/export-okf.js')
    const out = resolve(io.cwd, args.out)
    const result = await withIndex(await worldOf(args, io), (context) => exportOkf(context, new TargetFolder(out), { dryRun: args['dry-run'] }))
    const text = [...result.refused.map(({ path, reason }) => `${path} left out: ${reason}`), `${plural(result.concepts, 'concept')} ${args['dry-run'] ? 'would be written' : 'written'} to ${out}`].join('\n')
    return { json: result, text, code: result.refused.length > 0 ? EXIT.refused : EXIT.done }
  }
})
