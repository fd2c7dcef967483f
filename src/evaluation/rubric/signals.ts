import type { Pointer, Trace, TraceEvent } from '../../kernel/types.js'
import { personMessages } from '../../traces/live-messages.js'
import { finalAnswer, placeClaims } from '../claims/place-claims.js'
import { isCheck, isEdit, judgeClaims, lastCall, type JudgedClaim } from '../claims/verdicts.js'
import { readOpenSteps } from '../observations/plan.js'
import { observeTrace } from '../observations/observe-trace.js'
import type { CallOutcome, Observation } from '../observations/types.js'
import { readDialogue, type Dialogue } from '../course/changes.js'
import { readEnding, type Ending } from '../course/ending.js'
import { findLoop, type Loop } from '../course/loops.js'
import { readRecoveries, type Recovery } from '../course/recoveries.js'
import { readVerdicts, type Verdicts } from '../people/events.js'
import { findReactions, type Reaction } from '../people/reactions.js'
import { readOutcomes } from './outcomes.js'

/** Everything the rubric's rules ask of a session. */
export interface Signals {
  end: Trace['end']['state']
  observations: readonly Observation[]
  calls: readonly CallOutcome[]
  /** The last result of each class of check: its observations of one call, and how it went. */
  test: LastCheck | undefined
  build: LastCheck | undefined
  lint: LastCheck | undefined
  service: LastCheck | undefined
  /** Checks after the last edit that went well. */
  fresh: readonly Observation[]
  edited: boolean
  /** Reads and searches before the first edit; all of them where nothing was edited. */
  lookedFirst: number
  /** Steps that the agent's last plan leaves open. */
  openSteps: { count: number; at: Pointer } | undefined
  claims: readonly JudgedClaim[]
  answer: { text: string; at: Pointer[] }
  /** Turns that people began, at least one. */
  turns: number
  errors: { recovered: readonly Recovery[]; unresolved: CallOutcome | undefined; loop: Loop | undefined }
  ending: Ending
  /** Where somebody was served through a service's tools alone. */
  dialogue: Dialogue | undefined
  reactions: readonly Reaction[]
  outcome: { value: number; names: string[] } | undefined
  /** What people said of the session after it. */
  verdicts: Verdicts
  /** The last test, build or service check failed: no word can make up for it. */
  red: boolean
  /** Something was observed, said by a person, or carried by the source that bears the result out. */
  evidence: boolean
}

export interface LastCheck { ok: boolean | undefined; afterEdit: boolean; seen: Observation[] }

export function readSignals(trace: Trace, events: readonly TraceEvent[] = []): Signals {
  const { live, placed, observations, calls } = observeTrace(trace)
  const firstEdit = observations.findIndex(isEdit)
  const lastEdit = observations.findLastIndex(isEdit)
  const last = (belongs: (seen: Observation) => boolean): LastCheck | undefined => lastCheck(observations, lastEdit, belongs)
  const test = last(({ kind, ok, counts }) => kind === 'test' && (ok !== undefined || counts !== undefined))
  const build = last(({ kind, ok }) => kind === 'build' && ok !== undefined)
  const lint = last(({ kind, ok }) => kind === 'lint' && ok !== undefined)
  const service = last(({ shows, ok }) => shows === 'service' && ok !== undefined)
  const fresh = observations.slice(lastEdit + 1).filter((seen) => isCheck(seen) && wentWell(seen))
  const reactions = findReactions(live)
  const outcome = readOutcomes(trace.outcomes)
  const verdicts = readVerdicts(events, trace.sha256)
  const answer = finalAnswer(live)
  return {
    end: trace.end.state, observations, calls, test, build, lint, service, fresh, edited: lastEdit >= 0,
    lookedFirst: observations.slice(0, firstEdit === -1 ? undefined : firstEdit).filter(({ kind, ok }) => (kind === 'read' || kind === 'search') && ok !== false).length,
    openSteps: readOpenSteps(placed),
    claims: judgeClaims(placeClaims(live), observations), answer, turns: Math.max(1, personMessages(live).length), reactions, outcome, verdicts,
    errors: { recovered: readRecoveries(calls, observations), unresolved: lastUnresolved(calls), loop: findLoop(placed, calls) },
    ending: readEnding(trace, live, answer.text, calls.length), dialogue: readDialogue(live, observations),
    red: [test, build, service].some((check) => check?.ok === false),
    evidence: outcome !== undefined || verdicts.rating !== undefined || fresh.some(({ kind }) => kind !== 'lint') || reactions.some(({ kind, last: isLast }) => kind === 'acceptance' && isLast)
  }
}

/** A check whose result says that it went well; reading back shows by itself what it shows. */
function wentWell({ kind, ok, shows, counts }: Observation): boolean {
  if (kind === 'test') return ok === true && counts?.failed !== undefined ? counts.failed === 0 : ok === true
  return ok === true || (shows === 'read-back' && ok === undefined)
}

function lastCheck(observations: readonly Observation[], lastEdit: number, belongs: (seen: Observation) => boolean): LastCheck | undefined {
  const index = observations.findLastIndex(belongs)
  if (index === -1) return undefined
  const seen = lastCall(observations.filter(belongs))
  const ok = seen.some((one) => one.ok === false) ? false : seen.every((one) => one.ok === true) ? true : undefined
  return { ok, afterEdit: index > lastEdit, seen }
}

/**
 * The last failure is unresolved when nothing of any weight worked after it. How many failures there were says nothing:
 * longer runs, which pass more often, have more.
 */
function lastUnresolved(calls: readonly CallOutcome[]): CallOutcome | undefined {
  const lastFailed = calls.findLastIndex(({ state }) => state === 'failed')
  return calls.slice(lastFailed + 1).some(({ state, kind }) => state === 'ok' && kind !== 'other') ? undefined : calls[lastFailed]
}
