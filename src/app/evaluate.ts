import type { Learning } from '../evaluation/learning/learning-value.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { evaluationPath } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { Evaluation } from '../kernel/types.js'
import type { Context } from './context.js'
import { readyEvaluator } from './evaluators.js'
import { dueTraces, identityFor } from './freshness.js'
import { foreignEvaluator } from './foreign.js'
import { judgeTraces, type Unjudged } from './judge-traces.js'
import type { ModelCost } from './paid-answer.js'
import { putOnLedger, readTrace } from './ledger-files.js'
import { countUsable, usableTrace, usableTraces } from './quarantine.js'

/** Which traces: one by id, all, or those without a fresh evaluation. */
export type Selection = { id: string } | { all: true } | { stale: true }

/** What lists show of an evaluation. */
type EvaluatedRow = Pick<Evaluation, 'traceId' | 'score' | 'label' | 'confidence' | 'tags'> & Partial<Pick<Learning, 'value'>>

export interface EvaluateResult {
  evaluator: string
  evaluations: EvaluatedRow[]
  /** The last one, whole. */
  latest?: Evaluation
  /** Selected traces whose evaluation is fresh, left alone. */
  fresh: number
  /** Traces that a judge gave no usable opinion of. */
  failed: Unjudged[]
  cost?: ModelCost
  commit?: string
}

/**
 * Evaluates traces and commits the results to the ledger.
 * @param options.goOn a trace that cannot be read or judged is told in `failed` and stops nothing else
 */
export async function evaluate(context: Context, selection: Selection, evaluatorName?: string, options: { goOn?: boolean } = {}): Promise<EvaluateResult> {
  const name = evaluatorName ?? context.policy.evaluation.evaluator
  const identity = identityFor(context, name)
  const due = 'id' in selection ? [usableTrace(context, selection.id)] : 'stale' in selection ? dueTraces(context, name) : usableTraces(context)
  const result: EvaluateResult = { evaluator: name, evaluations: [], fresh: 'stale' in selection ? countUsable(context) - due.length : 0, failed: [] }
  const keep = (evaluation: Evaluation): void => {
    const { traceId, score, label, confidence, tags, learning } = evaluation
    result.latest = evaluation
    result.evaluations.push({ traceId, score, label, confidence, tags, ...(learning && { value: learning.value }) })
    context.progress(`${result.evaluations.length} of ${plural(due.length, 'trace')} evaluated`)
  }
  const found = foreignEvaluator(context.policy.evaluation, name)
  if (found?.kind === 'judge') return { ...result, ...await judgeTraces(context, found.entry, identity, due, keep) }
  const ready = await readyEvaluator(context, name)
  const events = context.index.events()
  async function* results(): AsyncGenerator<{ path: string; text: string }> {
    const attempt = async <T>(id: string, does: () => Promise<T> | T): Promise<T | undefined> => {
      try {
        return await does()
      } catch (error) {
        if (!options.goOn) throw error
        result.failed.push({ traceId: id, problem: error instanceof Error ? error.message : String(error) })
        return undefined
      }
    }
    for await (const trace of ahead(due, READ_AHEAD, (row) => attempt(row.data.id, async () => readTrace(context, row)))) {
      const evaluation = trace && await attempt(trace.id, () => ready.evaluate(trace, events.get(trace.id)))
      if (!evaluation) continue
      keep(evaluation)
      yield { path: evaluationPath(name, trace), text: canonicalJson(evaluation) }
    }
  }
  try {
    const commit = await putOnLedger(context, results(), (count) => `eval ${name}: ${plural(count, 'trace')}`)
    return { ...result, ...(commit && { commit }) }
  } finally {
    await ready.close()
  }
}
