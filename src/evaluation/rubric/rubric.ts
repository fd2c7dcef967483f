import type { Trace, TraceEvent } from '../../kernel/types.js'
import { RUBRIC } from '../known.js'
import type { Evaluator, Verdict } from '../types.js'
import type { JudgedClaim } from '../claims/verdicts.js'
import { confidenceOf, doubtsOf, labelOf, tagsOf } from './reading.js'
import { applyRules, type Weights } from './rules.js'
import { readSignals } from './signals.js'
import { total } from './totals.js'
import { rubricWeights } from './weights.js'

/** Claims kept in an evaluation; the last ones are those that matter. */
const CLAIMS_KEPT = 50

/**
 * Scores a session by what was observed, and says of each claim whether that bears it out. Deterministic; no model.
 */
export const rubric: Evaluator = {
  ...RUBRIC,
  judge(trace: Trace, weights: Readonly<Record<string, number>>, events: readonly TraceEvent[] = []): Verdict {
    const table: Weights = { ...rubricWeights, ...weights }
    const signals = readSignals(trace, events)
    const { points, score } = total(applyRules(signals, table), signals, table)
    const doubts = doubtsOf(signals)
    return {
      score, label: labelOf(signals, score), confidence: confidenceOf(signals, doubts), tags: tagsOf(signals), points,
      claims: signals.claims.slice(-CLAIMS_KEPT).map(stored), doubts
    }
  }
}

function stored({ kind, quote, at, verdict, by }: JudgedClaim): Verdict['claims'][number] {
  return { kind, quote, at, verdict, ...(by.length > 0 ? { by } : {}) }
}
