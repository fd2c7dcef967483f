import type { TickResult } from '../../app/tick/tick.js'
import { plural } from '../../kernel/text.js'
import type { Run, Tick } from '../../kernel/types.js'

const LISTED = 20

/** A report of the controller for people. */
export function describeTick(report: Run & { controller: Tick }, troubles: readonly { where: string; problem: string }[] = report.skipped): string {
  const { counts, controller: { stages, proposals, candidates, waits, readiness, seconds, peakMemoryMb } } = report
  const listed = troubles.slice(0, LISTED)
  return [
    `${report.id}  ${report.at.slice(0, 16).replace('T', ' ')}${seconds === undefined ? '' : `, ${seconds.toFixed(1)} s`}${peakMemoryMb === undefined ? '' : `, at most ${peakMemoryMb} MB`}`,
    `  came in    ${plural(counts['ingested'] ?? 0, 'new session')}, ${plural(counts['updated'] ?? 0, 'update')}`,
    `  judged     ${plural(counts['evaluated'] ?? 0, 'session')}`,
    `  proposed   ${proposals.length}${(counts['support'] ?? 0) > 0 ? `, and ${counts['support'] ?? 0} further in support of known ones` : ''}`,
    ...proposals.slice(0, LISTED).map(({ id, kind, title }) => `    ${id}  ${kind.padEnd(6)}  ${title}`),
    ...(proposals.length > LISTED ? [`    … and ${proposals.length - LISTED} more`] : []),
    ...((counts['uses'] ?? 0) > 0 ? [`  used       ${plural(counts['uses'] ?? 0, 'use')} of skills`] : []),
    ...(candidates.length > 0 ? [`  not yet    ${plural(candidates.length, 'candidate')}, e.g. ${candidates[0]?.title ?? ''}: ${candidates[0]?.waitsFor ?? ''}`] : []),
    `  dataset    ${readiness.ready ? `ready: ${plural(readiness.records, 'session')} pass` : readiness.reasons.join('; ')}`,
    ...stages.filter(({ note }) => note !== undefined).map(({ name, outcome, note }) => `  ${name.padEnd(9)}  ${outcome === 'failed' ? 'failed: ' : ''}${note ?? ''}`),
    ...(listed.length > 0 ? [`  left out   ${plural(troubles.length, 'thing')}:`, ...listed.map(({ where, problem }) => `    ${where}: ${problem}`)] : []),
    ...(troubles.length > LISTED ? [`    … and ${troubles.length - LISTED} more`] : []),
    `  waits      ${waits.pending === 0 ? 'nothing to review' : `${plural(waits.pending, 'proposal')} for review${waits.oldest === undefined ? '' : `, the oldest ${waits.oldest}`}`}${waits.disputed + waits.altered > 0 ? `; ${waits.disputed} disputed, ${waits.altered} altered` : ''}`
  ].join('\n')
}

/** One line on a report. */
export function tickLine({ id, at, counts, controller: { stages } }: Run & { controller: Tick }): string {
  const failed = stages.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name)
  const parts = [plural(counts['ingested'] ?? 0, 'new session'), ...(counts['updated'] ? [plural(counts['updated'], 'update')] : []), `${counts['evaluated'] ?? 0} judged`, plural(counts['proposals'] ?? 0, 'proposal'), ...(counts['skipped'] ? [`${counts['skipped']} left out`] : []), ...failed.map((name) => `${name} failed`)]
  return `${id}  ${at.slice(0, 16).replace('T', ' ')}  ${parts.join(', ')}`
}

/** What a tick gives programs. */
export function tickJson({ report, troubles, code, commit, resumed }: TickResult): object {
  return { ...report, troubles, code, resumed, ...(commit !== undefined && { commit }) }
}
