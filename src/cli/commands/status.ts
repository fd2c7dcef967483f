import { plural } from '../../kernel/text.js'
import { command, worldOf, type GlobalArguments } from '../command.js'
import type { Io, Output } from '../io.js'

async function running(args: GlobalArguments, io: Io): Promise<Output> {
  const { withStore } = await import('../../app/compose.js')
  const { spoolOf } = await import('../../app/sources.js')
  const { runningSessions } = await import('../../app/ingest-spool.js')
  const sessions = await withStore(await worldOf(args, io), async (context) => runningSessions(spoolOf(context.repository.root, context.policy.ingestion, io)))
  const rows = sessions.map(({ runtime, session, startedAt, toolCalls, distinctTools, errors }) => (
    `${runtime} ${session}, since ${startedAt.slice(0, 16).replace('T', ' ')}: ${plural(toolCalls, 'tool call')}, ${plural(distinctTools, 'distinct tool')}, ${plural(errors, 'error')}`
  ))
  return { json: sessions, text: rows.join('\n') || 'no session that hooks report on is running' }
}

export const statusCommand = command({
  name: 'status',
  describe: 'where the store stands, and what to do next',
  options: { session: { type: 'boolean', default: false, describe: 'the sessions that run now, as their hooks tell' } },
  async run(args, io) {
    if (args.session) return running(args, io)
    const { withIndex } = await import('../../app/compose.js')
    const { status } = await import('../../app/status.js')
    const found = await withIndex(await worldOf(args, io), (context) => Promise.resolve(status(context)))
    const list = (counts: Record<string, number>): string => Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ') || 'none'
    const { fresh, stale, missing, evaluator } = found.evaluations
    const lines = [
      `store        ${found.store}`,
      `traces       ${found.traces}${found.traces > 0 ? ` (${list(found.runtimes)})` : ''}${found.newest ? `, newest ${found.newest.slice(0, 16).replace('T', ' ')}` : ''}${found.quarantined > 0 ? `; ${found.quarantined} in quarantine` : ''}`,
      `evaluations  ${fresh} fresh, ${stale} stale, ${missing} missing (${evaluator})`,
      ...found.otherEvaluations.map((other) => `             ${other.fresh} fresh, ${other.stale} stale, ${other.missing} missing (${other.evaluator})`),
      `proposals    ${list(found.proposals)}`,
      `datasets     ${found.datasets}`,
      ...(found.lastRun ? [`last run     ${found.lastRun.command}, ${found.lastRun.at.slice(0, 16).replace('T', ' ')}`] : []),
      ...(found.damaged > 0 ? [`damaged      ${plural(found.damaged, 'file')}`] : []),
      ...(found.next.length > 0 ? ['', 'next:', ...found.next.map((step) => `  ${step}`)] : [])
    ]
    return { json: found, text: lines.join('\n') }
  }
})
