import { efficiencyOf, type Efficiency } from '../evaluation/learning/efficiency.js'
import type { Evaluation } from '../kernel/types.js'
import type { Context } from './context.js'
import { freshness } from './freshness.js'
import { readEvaluation } from './ledger-files.js'

export type { Efficiency }

/** An evaluation as it is stored, and whether it still holds. */
export interface Shown {
  evaluation: Evaluation
  /** Absent where neither SkillLoop nor the policy knows the evaluator any more. */
  fresh?: boolean
}

/** Every evaluation of one trace, that of the policy's evaluator first, and how the run stands among others of its kind. */
export async function showEvaluations(context: Context, id: string): Promise<{ trace: string; shown: Shown[]; efficiency?: Efficiency }> {
  const { data: trace } = context.index.trace(id)
  const gate = context.policy.evaluation.evaluator
  const rows = context.index.evaluationsOf(trace.id).sort((a, b) => Number(b.data.evaluator.name === gate) - Number(a.data.evaluator.name === gate))
  const shown: Shown[] = []
  for (const row of rows) {
    const isFresh = tellsFreshness(context, row.data.evaluator.name)
    shown.push({ evaluation: await readEvaluation(context, row), ...(isFresh && { fresh: isFresh(trace, row.data) }) })
  }
  const efficiency = efficiencyAmong(context, trace.id)
  return { trace: trace.id, shown, ...(efficiency && { efficiency }) }
}

function tellsFreshness(context: Context, name: string): ReturnType<typeof freshness> | undefined {
  try {
    return freshness(context, name)
  } catch {
    // An evaluator that the policy no longer names, or whose file is gone.
    return undefined
  }
}

/** A run beside the others of its kind that succeeded, all by the policy's evaluator. */
function efficiencyAmong(context: Context, trace: string): Efficiency | undefined {
  const all = context.index.evaluations(context.policy.evaluation.evaluator)
  const own = all.get(trace)?.data.work
  if (!own) return undefined
  return efficiencyOf(own, [...all.values()].flatMap(({ data: { traceId, label, work } }) => (work && traceId !== trace && label === 'success' ? [work] : [])))
}
