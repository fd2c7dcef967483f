import type { Learning } from '../evaluation/learning/learning-value.js'
import type { Row } from '../index/queries.js'
import type { TraceSummary } from '../index/summarize.js'
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
import { countUsable, eachUsableTrace, usableTrace } from './quarantine.js'

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

/** The traces that are due, how many, and how many are fresh. Of all, none is held while another is judged. */
function select(context: Context, selection: Selection, name: string): { rows: Iterable<Row<TraceSummary>>; count: number; fresh: number } {
  if ('id' in selection) return { rows: [usableTrace(context, selection.id)], count: 1, fresh: 0 }
  if ('all' in selection) return { ...eachUsableTrace(context), fresh: 0 }
  const due = dueTraces(context, name)
  return { rows: due, count: due.length, fresh: countUsable(context) - due.length }
}

/**
 * Evaluates traces and commits the results to the ledger.
 * @param options.goOn a trace that cannot be read or judged is told in `failed` and stops nothing else
 */
export async function evaluate(context: Context, selection: Selection, evaluatorName?: string, options: { goOn?: boolean } = {}): Promise<EvaluateResult> {
  const name = evaluatorName ?? context.policy.evaluation.evaluator
  const identity = identityFor(context, name)
  const { rows, count, fresh } = select(context, selection, name)
  const result: EvaluateResult = { evaluator: name, evaluations: [], fresh, failed: [] }
  const keep = (evaluation: Evaluation): void => {
    const { traceId, score, label, confidence, tags, learning } = evaluation
    result.latest = evaluation
    result.evaluations.push({ traceId, score, label, confidence, tags, ...(learning && { value: learning.value }) })
    context.progress(`${result.evaluations.length} of ${plural(count, 'trace')} evaluated`)
  }
  const found = foreignEvaluator(context.policy.evaluation, name)
  if (found?.kind === 'judge') return { ...result, ...await judgeTraces(context, found.entry, identity, rows, keep) }
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
    for await (const trace of ahead(rows, READ_AHEAD, (row) => attempt(row.data.id, async () => readTrace(context, row)))) {
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
