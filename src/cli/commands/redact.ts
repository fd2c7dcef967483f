import { badInput, EXIT } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

const LISTED = 20

export const redactCommand = command({
  name: 'redact',
  describe: 'mask again what an older redactor, or another policy, let through',
  options: {
    stale: { type: 'boolean', default: false, describe: 'traces that an older redactor or other rules made: read again from their source where it still exists, else as they are stored' },
    'dry-run': { type: 'boolean', default: false, describe: 'say what would be found, store nothing' },
    check: { type: 'boolean', default: false, describe: 'only say whether there are any: exit 1 if so' }
  },
  examples: [['redact --stale --dry-run', 'what a newer redactor or a changed policy would find'], ['redact --stale --check', 'for CI']],
  async run(args, io) {
    if (!args.stale) throw badInput('what is to be redacted?', { expected: 'redact --stale', fix: 'everything is redacted when it is taken in; --stale is for what an older redactor or other rules made' })
    const { withStore, localMemo } = await import('../../app/compose.js')
    const { openFile, planRereading } = await import('../../app/sources.js')
    const { redactStale } = await import('../../app/redact-stale.js')
    const isDry = args['dry-run'] || args.check
    const result = await withStore(await worldOf(args, io), async (context) => (
      redactStale(context, { memo: localMemo(context, 'files.json'), plan: planRereading, open: openFile }, { dryRun: isDry, only: args.check })
    ))
    const { stale, found, others, commit } = result
    const list = (kinds: Record<string, number>): string => Object.entries(kinds).map(([kind, count]) => `${count} ${kind}`).join(', ')
    const changed = stale.filter((one) => Object.keys(one.found).length > 0)
    const reread = stale.filter(({ from }) => from === 'source').length
    const text = [
      `${stale.length} of ${plural(result.traces, 'trace')} ${stale.length === 1 ? 'was' : 'were'} made by an older redactor or under other rules`,
      ...changed.slice(0, LISTED).map((one) => `${one.id.slice(0, 10)}  ${list(one.found)}${one.from === 'source' ? '  (read again)' : ''}`),
      ...(changed.length > LISTED ? [`… and ${changed.length - LISTED} more`] : []),
      ...(stale.length === 0 || args.check ? [] : [
        `${reread} read again from the source, ${stale.length - reread} redacted as stored: ${changed.length === 0 ? 'nothing more was found' : `found ${list(found)}`}${isDry ? ' (dry run: nothing stored)' : ''}`
      ]),
      ...(others > 0 ? [`${plural(others, 'other session')} of the same sources taken in`] : []),
      ...(commit ? [`ledger is at ${commit.slice(0, 10)}`] : []),
      ...(commit && changed.length > 0 ? ['the history before it still has what was found: see skillloop scan --history'] : []),
      ...(commit ? ['', 'next: skillloop eval --stale'] : [])
    ].join('\n')
    return { json: result, text, code: args.check && stale.length > 0 ? EXIT.refused : EXIT.done }
  }
})
