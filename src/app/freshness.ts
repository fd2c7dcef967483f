import { identityOf, isStaleFor, type Identity } from '../evaluation/identity.js'
import { judgeSettings, JUDGE_VERSION } from '../evaluation/judge/settings.js'
import { knownEvaluator } from '../evaluation/known.js'
import { learningWeights, type LearningWeights } from '../evaluation/learning/weights.js'
import type { EvaluationSummary, TraceSummary } from '../index/summarize.js'
import { sha256OfJson } from '../kernel/hash.js'
import type { Row } from '../index/queries.js'
import type { Context, StoreContext } from './context.js'
import { usableAmong } from './quarantine.js'
import { foreignEvaluator, foreignNames, moduleSha256 } from './foreign.js'

const NO_WEIGHTS = {}

/** The policy's weights of learning, with the defaults for those that it leaves out; the same object for the same policy. */
export function learningWeightsOf({ policy }: Pick<StoreContext, 'policy'>): LearningWeights {
  const known = learning.get(policy)
  if (known) return known
  const made = { ...learningWeights, ...policy.evaluation.learning }
  learning.set(policy, made)
  return made
}
const learning = new WeakMap<object, LearningWeights>()

/** The policy's weights are the rubric's. */
export function weightsFor({ policy }: StoreContext, name: string): Readonly<Record<string, number>> {
  return name === 'rubric' ? policy.evaluation.weights : NO_WEIGHTS
}

/**
 * Who judges under a name; the policy's evaluator when left out. Nothing foreign runs for it.
 * @throws SkillLoopError (2) for a name that neither SkillLoop nor the policy knows
 */
export function identityFor(context: StoreContext, name = context.policy.evaluation.evaluator): Identity {
  const weights = learningWeightsOf(context)
  const found = foreignEvaluator(context.policy.evaluation, name)
  if (!found) {
    const evaluator = knownEvaluator(name, foreignNames(context.policy.evaluation))
    return identityOf(evaluator, weightsFor(context, name), weights)
  }
  if (found.kind === 'module') return { name, kind: 'module', configSha256: sha256OfJson({ module: moduleSha256(context, found.entry), weights: found.entry.weights ?? {}, learning: weights }) }
  const { endpoint, model, maxInputCharacters, maxOutputTokens } = judgeSettings(found.entry)
  return { name, kind: 'judge', version: JUDGE_VERSION, configSha256: sha256OfJson({ endpoint, model, maxInputCharacters, maxOutputTokens, learning: weights }) }
}

/** Tells whether a trace's stored evaluation still holds. */
export function freshness(context: Context, name?: string): (trace: TraceSummary, evaluation: EvaluationSummary | undefined) => boolean {
  const identity = identityFor(context, name)
  const events = identity.hearsPeople ? context.index.events() : undefined
  return (trace, evaluation) => evaluation !== undefined && !isStaleFor(evaluation, trace, identity, events?.get(trace.id))
}

/** The sessions that may be used and have no evaluation that holds, newest first. Only those that could be are looked at. */
export function dueTraces(context: Context, name = context.policy.evaluation.evaluator): Row<TraceSummary>[] {
  const { index } = context
  const { configSha256, version } = identityFor(context, name)
  const isFresh = freshness(context, name)
  const rows = usableAmong(context, [...index.maybeDue({ evaluator: name, configSha256, version }), ...index.spokenOf()])
  return rows.filter(({ data }) => !isFresh(data, index.evaluation(name, data.id)?.data))
}
