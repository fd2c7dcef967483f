import { readVerdicts } from '../../evaluation/people/events.js'
import { readOutcomes } from '../../evaluation/rubric/outcomes.js'
import type { Session } from '../types.js'

/** Whether a session went well, by whom, and what they said. */
export interface OutcomeVerdict { good: boolean; by: 'rating' | 'source' | 'verified' | 'label'; because: string }

// The mean of ratings of 1 to 5 as 0 to 1: 4 and 5 are good, 1 and 2 bad, between them nothing is said.
const GOOD = 0.75
const BAD = 0.25

/** What people said of a session by rating it; undefined where nobody did, or not clearly. */
export function ratingOf({ trace, events = [] }: Session): OutcomeVerdict | undefined {
  const current = events.filter(({ traceSha256 }) => traceSha256 === trace.sha256)
  const { rating } = readVerdicts(current, trace.sha256)
  if (!rating || (rating.value < GOOD && rating.value > BAD)) return undefined
  return { good: rating.value >= GOOD, by: 'rating', because: `rated ${Number((1 + 4 * rating.value).toFixed(2))} of 5 by ${rating.people === 1 ? 'a person' : `${rating.people} people`}` }
}

/** What was verified: the source's own verdict, or claims that observations bear out or deny. */
export function verifiedOutcome({ trace, evaluation: { label, claims } }: Session): OutcomeVerdict | undefined {
  const told = readOutcomes(trace.outcomes)
  if (told) return told.value >= 1 || told.value <= 0 ? { good: told.value >= 1, by: 'source', because: `its source says ${told.names.join(', ')}: ${told.value}` } : undefined
  const has = (verdict: 'verified' | 'contradicted'): boolean => claims.some((claim) => claim.verdict === verdict)
  if (label === 'success' && has('verified') && !has('contradicted')) return { good: true, by: 'verified', because: 'what it claims was verified' }
  if (label === 'failure' && has('contradicted')) return { good: false, by: 'verified', because: 'what it claims was contradicted' }
  return undefined
}

/** The best word there is on a session: people's, its source's, what was verified, the evaluation's label. */
export function verdictOn(session: Session): OutcomeVerdict | undefined {
  const { label, score } = session.evaluation
  const known = ratingOf(session) ?? verifiedOutcome(session)
  if (known) return known
  return label === 'success' || label === 'failure' ? { good: label === 'success', by: 'label', because: `evaluated as ${label}, score ${score}` } : undefined
}
