import type { Evaluation } from '../kernel/types.js'
import type { Candidate, KnownCandidate, Session } from './types.js'

/** What a session must meet to be in a dataset. */
export interface Gate {
  minScore: number
  /** Name of the evaluator whose score counts. */
  evaluator: string
  /** Scores count whose evaluator, configuration or trace has changed since. */
  allowStale?: boolean
  /** Only sessions that a person approved as examples. */
  requireApproval?: boolean
  /** Only sessions that were evaluated as this. */
  label?: Evaluation['label']
  /** Only sessions whose evaluation has all of these tags. */
  tags?: readonly string[]
  runtime?: string
  /** Only sessions that began at this moment or later, ISO. */
  since?: string
}

/** A reason to leave a session out; `failed`: it was understood, and was not good enough as an example. */
export interface TurnedDown { reason: string; failed?: true }

/**
 * The one place where it is decided which sessions are in a dataset at all.
 * @param examples its records are to be followed: the score, the label, contradicted claims and people's word on it count
 */
export function turnDown(candidate: KnownCandidate, gate: Gate, examples: boolean): TurnedDown | undefined {
  const { trace, evaluation, stale } = candidate
  if (candidate.quarantined) return { reason: 'in quarantine' }
  if (gate.runtime !== undefined && trace.runtime !== gate.runtime) return { reason: `not of the runtime ${gate.runtime}` }
  if (gate.since !== undefined && (trace.startedAt ?? '') < gate.since) return { reason: `began before ${gate.since.slice(0, 10)}` }
  if (!evaluation) return { reason: 'not evaluated' }
  if (evaluation.evaluator.name !== gate.evaluator) return { reason: `not evaluated by ${gate.evaluator}` }
  if (!gate.allowStale && (stale || evaluation.traceSha256 !== trace.sha256)) return { reason: 'evaluation is stale' }
  const missing = gate.tags?.find((tag) => !evaluation.tags.includes(tag))
  if (missing !== undefined) return { reason: `without the tag ${missing}` }
  if (candidate.example === 'bad') return { reason: 'turned down as an example by a person' }
  return examples ? notAnExample(evaluation, gate, candidate.example === 'good') : undefined
}

function notAnExample(evaluation: NonNullable<KnownCandidate['evaluation']>, { minScore, label, requireApproval }: Gate, approved: boolean): TurnedDown | undefined {
  if (evaluation.score < minScore) return { reason: `score below ${minScore}`, failed: true }
  if (label !== undefined && evaluation.label !== label) return { reason: `not evaluated as ${label}`, failed: true }
  // Nothing more can be told without them.
  if (!evaluation.claims) return undefined
  // Whatever its score: a model must not learn to claim what the tools denied.
  if (evaluation.claims.some(({ verdict }) => verdict === 'contradicted')) return { reason: 'claims contradicted by what was observed', failed: true }
  if (requireApproval && !approved) return { reason: 'not approved as an example by a person' }
  return undefined
}

/** A candidate that passed has been evaluated. */
export function isSession(candidate: Candidate): candidate is Session {
  return candidate.evaluation !== undefined
}
