import type { SyncReport } from '../../app/sync/work.js'
import { EXIT } from '../../kernel/errors.js'
import { command, worldOf } from '../command.js'

export const syncCommand = command({
  name: 'sync [remote]',
  describe: 'fetch what was decided elsewhere, merge it, and push what was decided here',
  positionals: { remote: { describe: 'its name; origin when left out' } },
  options: {
    rewritten: { choices: ['restore', 'accept'] as const, describe: 'where history was rewritten there: bring back what was there, or go on from what is there now' },
    merge: { type: 'boolean', default: false, describe: 'where main takes no pushes: merge the pull request of what was decided here at once, if its host lets you' }
  },
  examples: [['sync', 'after reviewing, and before'], ['sync origin --rewritten restore', 'undo a force push']],
  async run(args, io) {
    const { withRemote } = await import('../../app/compose.js')
    const { sync } = await import('../../app/sync/sync.js')
    const name = args['remote'] as string | undefined
    const report = await withRemote(await worldOf(args, io), name, (context, remote) => sync(context, remote, { rewritten: args.rewritten, merge: args.merge }))
    const code = report.alarms.some((alarm) => /^(?:main|ledger) /.test(alarm)) ? EXIT.refused : report.conflicts.length > 0 ? EXIT.environment : EXIT.done
    return { json: report, text: describe(report), quotes: true, code }
  }
})

function describe({ remote, done, alarms, conflicts, notes }: SyncReport): string {
  const lines = [
    ...alarms.map((text) => `ALARM: ${text}`),
    ...done.map(({ branch, what }) => `${branch}: ${what}`),
    ...conflicts.flatMap(({ branch, paths, fix }) => [`${branch}: both sides changed ${paths.join(', ')}`, `  to do: ${fix}`]),
    ...notes.map((text) => `note: ${text}`)
  ]
  return lines.length === 0 ? `in step with ${remote}` : lines.join('\n')
}
