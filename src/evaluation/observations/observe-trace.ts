import { oncePer } from '../../kernel/once-per.js'
import type { Trace } from '../../kernel/types.js'
import { liveCalls, liveMessages, type PlacedCall, type PlacedMessage } from '../../traces/live-messages.js'
import { observe } from './observe.js'
import type { CallOutcome, Observation } from './types.js'

/** What took place in a session and what was observed in it. */
export interface ObservedTrace {
  live: readonly PlacedMessage[]
  placed: readonly PlacedCall[]
  observations: readonly Observation[]
  calls: readonly CallOutcome[]
}

/** Observed once for each trace that is held: its score, what there is to learn from it and its datasets ask the same. */
export const observeTrace = oncePer((trace: Pick<Trace, 'messages'>): ObservedTrace => {
  const live = liveMessages(trace)
  const placed = liveCalls(live)
  return { live, placed, ...observe(placed) }
})
