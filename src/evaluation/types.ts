import type { Evaluation, Trace, TraceEvent } from '../kernel/types.js'

/** What an evaluator decides; the rest of an Evaluation (trace, hashes, evaluator) is added by evaluateTrace. */
export type Verdict = Pick<Evaluation, 'score' | 'label' | 'confidence' | 'tags' | 'points' | 'claims' | 'doubts'>

/** Who an evaluator is. */
export interface EvaluatorAbout {
  name: string
  /** Semantic version; a change of it makes earlier evaluations stale. */
  version: string
  /** Points by rule; the policy's weights replace single ones. */
  weights: Readonly<Record<string, number>>
  /** It weighs what people said of a session after it: when they say more, its evaluation is stale. */
  hearsPeople?: true
}

/** A pure, deterministic judge of one trace. */
export interface Evaluator extends EvaluatorAbout {
  /** `events` are of this session only, in any order. */
  judge(trace: Trace, weights: Readonly<Record<string, number>>, events?: readonly TraceEvent[]): Verdict
}
