import { plural } from '../../kernel/text.js'
import type { FullPolicy } from '../../policy/policy.js'
import type { EvaluatedLessons } from '../types.js'
import { procedural } from './cluster.js'

/** What a session must have to be one that skills are inferred from. */
export type SessionGates = Pick<FullPolicy['distillation'], 'complexityThreshold' | 'minTurns' | 'minLearningValue' | 'goodExamplesOnly'>

// From this score up a session without a clear label counts as one that worked.
const GOOD_SCORE = 70

/** Why skills are not inferred from a session, in words that say what to do; undefined where they are. */
export function whyUnfit({ lessons, evaluation, example }: EvaluatedLessons, gates: SessionGates): string | undefined {
  const { complexityThreshold, minTurns, minLearningValue, goodExamplesOnly } = gates
  if (example === 'bad') return 'a person called it a bad example'
  if (goodExamplesOnly && example !== 'good') return 'no person called it a good example, which the policy asks for (distillation.goodExamplesOnly)'
  if (example !== 'good') {
    if (!evaluation) return 'it has no evaluation that holds: skillloop eval --stale'
    if (!isGood(evaluation)) return `its score is ${evaluation.score}, its result is called ${evaluation.label}: only what succeeded is learned from`
  }
  const calls = new Set(lessons.steps.map(({ message, call }) => `${message}.${call}`)).size
  if (calls < complexityThreshold) return `it has ${plural(calls, 'tool call')}, ${complexityThreshold} are needed (distillation.complexityThreshold)`
  if (lessons.turns < minTurns) return `it has ${plural(lessons.turns, 'turn')}, ${minTurns} are needed (distillation.minTurns)`
  const value = evaluation?.learningValue
  if (example !== 'good' && value !== undefined && value < minLearningValue) return `its learning value is ${value}, ${minLearningValue} is needed (distillation.minLearningValue)`
  if (procedural(lessons.steps).length === 0) return 'nothing that it did changed or checked anything'
  return lessons.intent.length === 0 ? 'its request says nothing that other requests could be like' : undefined
}

function isGood({ score, label }: NonNullable<EvaluatedLessons['evaluation']>): boolean {
  return label === 'success' || (score >= GOOD_SCORE && label !== 'failure')
}

/** Sessions that are known to have worked. */
export function hasWorked({ evaluation, example }: Pick<EvaluatedLessons, 'evaluation' | 'example'>): boolean {
  return example === 'good' || (example !== 'bad' && evaluation !== undefined && isGood(evaluation))
}

/** Sessions that are known not to have worked: what a skill says must not fit them as well. */
export function hasFailed({ evaluation, example }: Pick<EvaluatedLessons, 'evaluation' | 'example'>): boolean {
  return example === 'bad' || (example !== 'good' && evaluation?.label === 'failure')
}
