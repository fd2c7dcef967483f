import { badInput } from '../kernel/errors.js'
import { sha256OfJson } from '../kernel/hash.js'
import type { Evaluation, Trace, TraceEvent } from '../kernel/types.js'
import { RUBRIC_LEGACY } from './known.js'
import { learningWeights, type LearningWeights } from './learning/weights.js'
import { eventsSha256 } from './people/events.js'
import type { EvaluatorAbout } from './types.js'

/**
 * Who judges, as evaluations keep it. A module's version stands in its bytes, which its configuration covers: it is
 * not known before the module runs, and not needed to tell whether a result is stale.
 */
export interface Identity { name: string; version?: string; configSha256: string; kind?: 'module' | 'judge'; hearsPeople?: true }

/** Whether an evaluation no longer holds: the evaluator's version, its configuration or the trace has changed, or people have said more. */
export function isStale(evaluation: Judged, trace: Pick<Trace, 'sha256'>, evaluator: EvaluatorAbout, weights: Readonly<Record<string, number>> = {}, learning: LearningWeights = learningWeights, events: readonly TraceEvent[] = []): boolean {
  return isStaleFor(evaluation, trace, identityOf(evaluator, weights, learning), events)
}

type Judged = Pick<Evaluation, 'traceSha256' | 'evaluator' | 'eventsSha256'>

/** The same for any evaluator, by who it is. */
export function isStaleFor(evaluation: Judged, trace: Pick<Trace, 'sha256'>, identity: Identity, events: readonly TraceEvent[] = []): boolean {
  if (identity.hearsPeople && evaluation.eventsSha256 !== eventsSha256(events)) return true
  const { name, version, configSha256 } = evaluation.evaluator
  return evaluation.traceSha256 !== trace.sha256 || name !== identity.name || configSha256 !== identity.configSha256 || (identity.version !== undefined && version !== identity.version)
}

/** Who an evaluator of SkillLoop's is under some weights. @throws SkillLoopError (2) for weights that it does not know */
export function identityOf(evaluator: EvaluatorAbout, weights: Readonly<Record<string, number>>, learning: LearningWeights): Identity {
  const { name, version, hearsPeople } = evaluator
  return { name, version, configSha256: configurationOf(evaluator, weights, learning).sha256, ...(hearsPeople && { hearsPeople }) }
}

/** What it judges by under the policy's weights. @throws SkillLoopError (2) for weights that it does not know */
export function weightsOf(evaluator: EvaluatorAbout, weights: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  return configurationOf(evaluator, weights, learningWeights).table
}

interface Configuration { table: Readonly<Record<string, number>>; sha256: string }

// One policy evaluates thousands of traces: its table is checked and hashed once.
const configurations = new WeakMap<EvaluatorAbout, WeakMap<object, WeakMap<object, Configuration>>>()

/**
 * The weights in force: the evaluator's own with the policy's in their place. The policy's weights are the
 * rubric's; the legacy evaluator's are fixed, so that comparisons stay comparable.
 */
export function configurationOf(evaluator: EvaluatorAbout, weights: Readonly<Record<string, number>>, learning: LearningWeights): Configuration {
  const byWeights = remembered(configurations, evaluator, () => new WeakMap<object, WeakMap<object, Configuration>>())
  return remembered(remembered(byWeights, weights, () => new WeakMap<object, Configuration>()), learning, () => {
    const table = tableOf(evaluator, evaluator.name === RUBRIC_LEGACY.name ? {} : weights)
    return { table, sha256: sha256OfJson({ weights: table, learning }) }
  })
}

function remembered<K extends object, V>(map: WeakMap<K, V>, key: K, make: () => V): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** An evaluator's weights with others in their place. @throws SkillLoopError (2) for one that it does not know */
export function tableOf(evaluator: Pick<EvaluatorAbout, 'name' | 'weights'>, given: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  for (const [key, value] of Object.entries(given)) {
    if (!Object.hasOwn(evaluator.weights, key)) {
      throw badInput(`the policy gives a weight to ${JSON.stringify(key)}, which ${evaluator.name} does not know`, {
        place: { file: 'policy.json' }, expected: `one of: ${Object.keys(evaluator.weights).join(', ')}`
      })
    }
    if (!Number.isFinite(value)) throw badInput(`the policy's weight of ${key} is not a number`, { place: { file: 'policy.json' } })
  }
  return { ...evaluator.weights, ...given }
}
