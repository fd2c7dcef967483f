import type { Pointer } from '../../kernel/types.js'
import { isEdit } from '../claims/verdicts.js'
import type { CallOutcome, Observation } from '../observations/types.js'

/** What failed, what was changed because of it, and what of the same doing then worked. */
export interface Recovery { failed: CallOutcome; changed: readonly Pointer[]; worked: CallOutcome }

/** Pairs kept, the latest. */
const MOST = 50

/**
 * Failed calls that a later call of the same doing made good. Between a failure and its success only the last failure
 * counts: three red runs before a green one are one error that was recovered from.
 */
export function readRecoveries(calls: readonly CallOutcome[], observations: readonly Observation[]): Recovery[] {
  const edits = observations.filter(isEdit).map(({ at }) => at)
  const open = new Map<string, CallOutcome>()
  const found: Recovery[] = []
  let next = 0
  for (const call of calls) {
    while ((edits[next]?.message ?? Infinity) < call.at.message) next++
    if (call.state === 'failed') open.set(call.what, call)
    const failed = open.get(call.what)
    if (call.state !== 'ok' || !failed) continue
    open.delete(call.what)
    found.push({ failed, changed: edits.slice(Math.max(0, next - 3), next).filter(({ message }) => message > failed.at.message), worked: call })
  }
  return found.slice(-MOST)
}
