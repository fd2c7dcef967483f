import type { Evaluation, Trace, TraceEvent } from '../kernel/types.js'
import { configurationOf } from './identity.js'
import { knownEvaluator } from './known.js'
import { learningOf } from './learning/learning-value.js'
import { learningWeights, type LearningWeights } from './learning/weights.js'
import { rubricLegacy } from './legacy/rubric-legacy.js'
import { eventsSha256 } from './people/events.js'
import { rubric } from './rubric/rubric.js'
import type { Evaluator, Verdict } from './types.js'

/** The evaluators that come with SkillLoop. */
export const evaluators: readonly Evaluator[] = [rubric, rubricLegacy]

/**
 * The evaluator of a name.
 * @param others names that are known elsewhere, for the error
 * @throws SkillLoopError (2) that lists the known names
 */
export function findEvaluator(name: string, others: readonly string[] = []): Evaluator {
  const about = knownEvaluator(name, others)
  return evaluators.find((evaluator) => evaluator.name === about.name) ?? rubric
}

/**
 * What one evaluator makes of one trace, ready to be stored: equal input gives equal bytes.
 * @param events what people said of this session, of this one only and in any order
 */
export function evaluateTrace(trace: Trace, evaluator: Evaluator, weights: Readonly<Record<string, number>> = {}, learning: LearningWeights = learningWeights, events: readonly TraceEvent[] = []): Evaluation {
  const { table, sha256 } = configurationOf(evaluator, weights, learning)
  const heard = evaluator.hearsPeople ? events : []
  return sealEvaluation(trace, { name: evaluator.name, version: evaluator.version, configSha256: sha256 }, evaluator.judge(trace, table, heard), learning, heard)
}

/** A verdict as it is stored, with what there is to learn from the trace. */
export function sealEvaluation(trace: Trace, evaluator: Evaluation['evaluator'], verdict: Verdict, learning: LearningWeights, heard: readonly TraceEvent[] = []): Evaluation {
  const said = eventsSha256(heard)
  return { schemaVersion: 1, traceId: trace.id, traceSha256: trace.sha256, ...(said !== undefined && { eventsSha256: said }), evaluator, ...verdict, learning: learningOf(trace, verdict.label, learning) }
}
