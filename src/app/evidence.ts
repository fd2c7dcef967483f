import { readVerdicts } from '../evaluation/people/events.js'
import type { Evidence } from '../kernel/types.js'
import { evidenceState, isBroken, type EvidenceState } from '../proposals/evidence.js'
import type { Context } from './context.js'
import { verdictOn } from './examples.js'
import { readTrace } from './ledger-files.js'
import { quarantined } from './quarantine.js'

/** A quote with what became of the session it is from. */
export interface CheckedEvidence extends Evidence {
  state: EvidenceState
  /** The session's score today, where it was evaluated. */
  scoreNow?: number
}

/** Looks up each quote in the sessions that are here. Those that have not changed are not read. */
export async function checkEvidence(context: Context, evidence: readonly Evidence[]): Promise<CheckedEvidence[]> {
  const { index } = context
  const out = quarantined(context)
  const { evaluator } = context.policy.evaluation
  return Promise.all(evidence.map(async (item) => {
    const rows = index.traceRows(item.trace)
    const row = rows.find(({ data }) => data.sha256 === item.traceSha256) ?? rows[0]
    const events = index.eventsOf(item.trace).map(({ data }) => data)
    const trace = row && (row.data.sha256 === item.traceSha256 ? { sha256: row.data.sha256, messages: [] } : await readTrace(context, row))
    const sha256 = row?.data.sha256 ?? item.traceSha256
    const state = evidenceState(item, { trace, corrected: readVerdicts(events, sha256).corrected.map(({ message }) => message), isBad: out.has(item.trace) || verdictOn(context, events, sha256).verdict === 'bad' })
    const scoreNow = index.evaluation(evaluator, item.trace)?.data.score
    return { ...item, state, ...(scoreNow !== undefined && { scoreNow }) }
  }))
}

/** How many of the quotes hold no longer: as checkEvidence says, without a look at those from sessions that are as they were and of which nobody said anything. */
export async function countBrokenQuotes(context: Context, evidence: readonly Evidence[]): Promise<number> {
  const untouched = context.index.untouched(evidence.map(({ trace, traceSha256 }) => [trace, traceSha256]))
  return countBroken(await checkEvidence(context, evidence.filter(({ trace, traceSha256 }) => !untouched.has(`${trace} ${traceSha256}`))))
}

/** How many quotes hold no longer. */
export function countBroken(checked: readonly CheckedEvidence[]): number {
  return checked.filter(({ state }) => isBroken(state)).length
}
