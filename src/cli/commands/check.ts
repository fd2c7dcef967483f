import { EXIT } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'
import { annotation } from '../show/annotation.js'

const LISTED = 50

export const checkCommand = command({
  name: 'check',
  describe: 'every stored file against its schema, hashes and references',
  options: {
    range: { type: 'string', describe: 'only the files that the commits A..B changed, each commit by itself' },
    format: { choices: ['text', 'github'] as const, default: 'text' as const, describe: 'github: each problem as an annotation of a workflow' },
    'without-ledger': { type: 'boolean', default: false, describe: 'in a clone that the ledger was not published to: its absence is no problem' }
  },
  examples: [['check', 'all branches as they are'], ['check --range origin/main..main', 'what a push would add']],
  async run(args, io) {
    const { withIndex, withStore } = await import('../../app/compose.js')
    const { check, checkRange } = await import('../../app/check.js')
    const { range } = args
    const world = await worldOf(args, io)
    const result = range === undefined ? await withIndex(world, (context) => check(context, { withoutLedger: args['without-ledger'] })) : await withStore(world, (context) => checkRange(context, range))
    const { problems } = result
    const annotations = args.format === 'github' ? problems.map(annotation) : undefined
    const text = [
      ...(annotations ?? []), ...(annotations ? [] : problems).slice(0, LISTED).map(({ where, path, problem }) => `${where}:${path}: ${problem}`),
      ...(problems.length > LISTED && !annotations ? [`… and ${problems.length - LISTED} more`] : []), ...result.notes,
      `${plural(result.files, 'file')} in ${plural(result.commits, range === undefined ? 'branch' : 'commit', range === undefined ? 'branches' : 'commits')} checked: ${problems.length === 0 ? 'nothing wrong' : plural(problems.length, 'problem')}`
    ].join('\n')
    return { json: result, text, code: problems.length === 0 ? EXIT.done : EXIT.refused }
  }
})
