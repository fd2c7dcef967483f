import { readinessOf, type Readiness, type SourceFacts } from '../datasets/readiness.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import type { DatasetManifest, Evaluation, Trace } from '../kernel/types.js'
import type { Context } from './context.js'
import { readEvaluation, readTrace } from './ledger-files.js'

/** Whether a dataset is worth training on, by its manifest and the sessions it names. */
export async function datasetReadiness(context: Context, manifest: DatasetManifest): Promise<Readiness> {
  const evaluations = context.index.evaluations(manifest.options.evaluator)
  const ids = [...new Set(manifest.records.map(({ trace }) => trace))]
  const facts: SourceFacts[] = []
  const read = async (id: string): Promise<SourceFacts | undefined> => {
    const [row] = context.index.traceRows(id)
    const stored = evaluations.get(id)
    return row && factsOf(await readTrace(context, row), stored && await readEvaluation(context, stored))
  }
  for await (const fact of ahead(ids, READ_AHEAD, read)) if (fact) facts.push(fact)
  return readinessOf(manifest, facts, { licence: context.policy.dataset.licence })
}

function factsOf(trace: Trace, evaluation: Evaluation | undefined): SourceFacts {
  return {
    trace: trace.id, runtime: trace.runtime, work: evaluation?.learning?.work.kind, tools: [...new Set(trace.messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ name }) => name)))],
    label: evaluation?.label ?? 'not evaluated', unsupportedClaims: evaluation?.claims.filter(({ verdict }) => verdict === 'unsupported').length ?? 0
  }
}
