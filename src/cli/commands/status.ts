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

function describeSource({ name, lagSeconds, waiting, problem }: { name: string; lagSeconds?: number; waiting?: number; problem?: string }): string {
  const read = lagSeconds === undefined ? 'not read yet' : `read ${ago(lagSeconds)}`
  return `${name}: ${read}${waiting === undefined ? '' : `, ${waiting} more wait`}${problem === undefined ? '' : `; ${problem}`}`
}

function ago(seconds: number): string {
  if (seconds < 90) return 'just now'
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes ago`
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} hours ago` : `${Math.round(seconds / 86_400)} days ago`
}

export const statusCommand = command({
  name: 'status',
  describe: 'where the store stands, and what to do next',
  options: { session: { type: 'boolean', default: false, describe: 'the sessions that run now, as their hooks tell' } },
  async run(args, io) {
    if (args.session) return running(args, io)
    const { localMemo, withIndex } = await import('../../app/compose.js')
    const { status } = await import('../../app/status.js')
    const { localStatus } = await import('../../app/local-status.js')
    const found = await withIndex(await worldOf(args, io), async (context) => status(context, await localStatus(context, (name) => localMemo(context, name))))
    const list = (counts: Record<string, number>): string => Object.entries(counts).map(([name, count]) => `${count} ${name}`).join(', ') || 'none'
    const { fresh, stale, missing, evaluator } = found.evaluations
    const lines = [
      `store        ${found.store}`,
      `traces       ${found.traces}${found.traces > 0 ? ` (${list(found.runtimes)})` : ''}${found.newest ? `, newest ${found.newest.slice(0, 16).replace('T', ' ')}` : ''}${found.quarantined > 0 ? `; ${found.quarantined} in quarantine` : ''}`,
      `evaluations  ${fresh} fresh, ${stale} stale, ${missing} missing (${evaluator})`,
      ...found.otherEvaluations.map((other) => `             ${other.fresh} fresh, ${other.stale} stale, ${other.missing} missing (${other.evaluator})`),
      ...found.sources.map((source, i) => `${i === 0 ? 'sources' : '       '}      ${describeSource(source)}`),
      `proposals    ${list(found.proposals)}${found.oldest ? `; ${found.oldest.id} has waited longest, since ${found.oldest.since.slice(0, 10)}` : ''}`,
      `datasets     ${found.datasets}; ${found.readiness.passing} sessions pass, ${found.readiness.needed} are needed`,
      ...found.targets.map(({ target, artifacts, behind }, i) => `${i === 0 ? 'targets' : '       '}      ${target}: ${artifacts} there, ${behind === 0 ? 'as in force' : `${behind} behind`}`),
      ...(found.ticks.last === undefined ? [] : [`last tick    ${found.ticks.last.slice(0, 16).replace('T', ' ')}${found.ticks.troubles > 0 ? `, ${plural(found.ticks.troubles, 'thing')} left out (skillloop controller show)` : ''}`]),
      ...(found.ticks.interrupted ? ['             a tick was interrupted, or runs now: the next one goes on with it'] : []),
      ...(found.ticks.service === undefined ? [] : [`service      ${found.ticks.service}, every ${found.ticks.every} s${found.ticks.next === undefined ? '' : `, next ${found.ticks.next.slice(0, 16).replace('T', ' ')}`}`]),
      ...(found.lastRun ? [`last run     ${found.lastRun.command}, ${found.lastRun.at.slice(0, 16).replace('T', ' ')}`] : []),
      ...(found.damaged > 0 ? [`damaged      ${plural(found.damaged, 'file')}`] : []),
      ...(found.next.length > 0 ? ['', 'next:', ...found.next.map((step) => `  ${step}`)] : [])
    ]
    return { json: found, text: lines.join('\n') }
  }
})
