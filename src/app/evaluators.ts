import { identityOf, tableOf, weightsOf } from '../evaluation/identity.js'
import { findEvaluator, sealEvaluation } from '../evaluation/registry.js'
import type { Evaluator, Verdict } from '../evaluation/types.js'
import { badInput } from '../kernel/errors.js'
import type { Evaluation, EvaluatorModule, Trace, TraceEvent } from '../kernel/types.js'
import { problemsOf } from '../kernel/validate.js'
import type { StoreContext } from './context.js'
import { expectTrusted, foreignEvaluator, foreignNames, sourceOf } from './foreign.js'
import { identityFor, learningWeightsOf, weightsFor } from './freshness.js'

const SECONDS = 10
/** A trace's evaluation is a summary: a module that writes more than this writes something else. */
const LARGEST_EVALUATION = 1 << 18

/** An evaluator that is ready to judge, however it does so. */
export interface ReadyEvaluator {
  identity: Evaluation['evaluator']
  judge(trace: Trace): Promise<Verdict> | Verdict
  /** The whole evaluation, known to be valid. `events` are what people said of this session. */
  evaluate(trace: Trace, events?: readonly TraceEvent[]): Promise<Evaluation> | Evaluation
  close(): Promise<void>
}

/**
 * Makes an evaluator ready. A module is loaded into a thread of its own, where it is trusted on this machine.
 * @throws SkillLoopError (1) where it is not, (2) where it is not what a module must be
 */
export async function readyEvaluator(context: StoreContext, name: string): Promise<ReadyEvaluator> {
  const found = foreignEvaluator(context.policy.evaluation, name)
  if (found?.kind === 'judge') throw badInput(`${name} is a model's judge and is asked only by eval`, { expected: 'an evaluator that can be run again' })
  if (found) return readyModule(context, found.entry)
  const evaluator = findEvaluator(name, foreignNames(context.policy.evaluation))
  return readyBuiltIn(context, evaluator, weightsFor(context, name))
}

function readyBuiltIn(context: StoreContext, evaluator: Evaluator, given: Readonly<Record<string, number>>): ReadyEvaluator {
  const weights = learningWeightsOf(context)
  const { name, configSha256 } = identityOf(evaluator, given, weights)
  const identity = { name, version: evaluator.version, configSha256 }
  const table = weightsOf(evaluator, given)
  return {
    identity, judge: (trace) => evaluator.judge(trace, table), close: () => Promise.resolve(),
    evaluate: (trace, events) => {
      const heard = evaluator.hearsPeople ? events : undefined
      return sealEvaluation(trace, identity, evaluator.judge(trace, table, heard), weights, heard)
    }
  }
}

async function readyModule(context: StoreContext, entry: EvaluatorModule): Promise<ReadyEvaluator> {
  const { name, module: path, seconds = SECONDS } = entry
  await expectTrusted(context, { kind: 'module', entry })
  const running = await context.foreign.runModule({ path, source: sourceOf(context.foreign, entry), seconds })
  try {
    const { version, weights } = expectHeader(running, entry)
    const table = tableOf({ name, weights }, entry.weights ?? {})
    const identity = { name, version, configSha256: identityFor(context, name).configSha256, kind: 'module' as const }
    const evaluate = async (trace: Trace): Promise<Evaluation> => {
      const verdict = await running.judge(trace, table)
      return expectVerdict(path, trace, sealEvaluation(trace, identity, pickVerdict(verdict), learningWeightsOf(context)))
    }
    return { identity, evaluate, judge: evaluate, close: async () => running.close() }
  } catch (error) {
    await running.close()
    throw error
  }
}

function expectHeader(given: { name: unknown; version: unknown; weights: unknown }, { name, module: path }: EvaluatorModule): { version: string; weights: Record<string, number> } {
  const wrong = (problem: string, expected: string) => badInput(`the evaluator ${path} ${problem}`, { place: { file: path }, expected })
  if (given.name !== name) throw wrong(`calls itself ${JSON.stringify(given.name)}`, `name: ${JSON.stringify(name)}, as the policy does`)
  if (typeof given.version !== 'string' || !/^\d{1,9}\.\d{1,9}\.\d{1,9}$/.test(given.version)) throw wrong('has no version', 'version: "1.0.0", three numbers')
  const { version, weights = {} } = given
  if (typeof weights !== 'object' || weights === null || Array.isArray(weights) || !Object.values(weights).every((value) => typeof value === 'number' && Number.isFinite(value))) throw wrong('has weights that are none', 'weights: an object of numbers, or none')
  return { version, weights: weights as Record<string, number> }
}

const VERDICT_KEYS = ['score', 'label', 'confidence', 'tags', 'points', 'claims', 'doubts'] as const
const EMPTY = { confidence: 0.5, tags: [], claims: [], doubts: [] }

/** The members of a verdict and no others; what may be left out is empty. */
function pickVerdict(value: unknown): Verdict {
  const members = typeof value === 'object' && value !== null ? value as Record<string, unknown> : {}
  return { ...EMPTY, ...Object.fromEntries(VERDICT_KEYS.flatMap((key) => (members[key] === undefined ? [] : [[key, members[key]]]))) } as unknown as Verdict
}

function expectVerdict(path: string, trace: Trace, evaluation: Evaluation): Evaluation {
  const wrong = (problem: string, expected: string) => badInput(`the evaluator ${path} gave no evaluation of ${trace.id}: ${problem}`, { place: { file: path }, expected })
  const problems = problemsOf('evaluation', evaluation)
  if (problems.length > 0) throw wrong(problems.slice(0, 3).join('; '), 'score, label and points, and what else schemas/evaluation.schema.json has of a verdict')
  const sum = evaluation.points.reduce((whole, { points }) => whole + points, 0)
  if (Math.abs(sum - evaluation.score) > 1e-6) throw wrong(`its points are ${sum} together, its score is ${evaluation.score}`, 'points that sum to the score')
  if (JSON.stringify(evaluation).length > LARGEST_EVALUATION) throw wrong('it is too large', `at most ${LARGEST_EVALUATION} characters of JSON`)
  return evaluation
}
