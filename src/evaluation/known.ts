import { badInput } from '../kernel/errors.js'
import { rubricWeights } from './rubric/weights.js'
import { LEGACY_WEIGHTS } from './legacy/weights.js'
import type { EvaluatorAbout } from './types.js'

/**
 * The evaluators that come with SkillLoop, without what they judge by: that takes its patterns a while to compile,
 * and who only asks whether a score still holds does not wait for it. Version 1 of the rubric, in an earlier project,
 * counted words of success and errors; version 3 reads dialogues, endings and what people said of a session afterwards.
 */
export const RUBRIC: EvaluatorAbout = { name: 'rubric', version: '3.0.0', weights: rubricWeights, hearsPeople: true }
export const RUBRIC_LEGACY: EvaluatorAbout = { name: 'rubric_legacy', version: '0.1.0', weights: LEGACY_WEIGHTS }

export const knownEvaluators: readonly EvaluatorAbout[] = [RUBRIC, RUBRIC_LEGACY]

/**
 * What is known of an evaluator by its name.
 * @param others names that are known elsewhere, for the error
 * @throws SkillLoopError (2) that lists the known names
 */
export function knownEvaluator(name: string, others: readonly string[] = []): EvaluatorAbout {
  const found = knownEvaluators.find((evaluator) => evaluator.name === name)
  if (found) return found
  throw badInput(`there is no evaluator named ${JSON.stringify(name)}`, { expected: `one of: ${[...knownEvaluators.map((evaluator) => evaluator.name), ...others].join(', ')}` })
}
