import { evaluators } from '../evaluation/registry.js'
import type { Row } from '../index/queries.js'
import type { TraceSummary } from '../index/summarize.js'
import type { Context } from './context.js'
import { freshness } from './evaluators.js'
import { foreignNames } from './foreign.js'
import { proposalViews } from './proposals.js'
import { usableTraces } from './quarantine.js'

export interface Status {
  store: string
  traces: number
  /** Of these, sessions that nothing may be learned from. */
  quarantined: number
  /** Traces by runtime. */
  runtimes: Record<string, number>
  newest?: string
  /** By the evaluator whose scores gates look at. */
  evaluations: Evaluations
  /** By every other that has judged something here. */
  otherEvaluations: Evaluations[]
  proposals: Record<string, number>
  datasets: number
  lastRun?: { id: string; command: string; at: string }
  damaged: number
  /** What a person could do next, the most useful first. */
  next: string[]
}

interface Evaluations { evaluator: string; fresh: number; stale: number; missing: number }

/** Where the store stands, from the index alone. */
export function status(context: Context): Status {
  const { index } = context
  const traces = index.traces()
  const usable = usableTraces(context)
  const { evaluator } = context.policy.evaluation
  const counted = countEvaluations(context, evaluator, usable)
  const known = new Set([...evaluators.map(({ name }) => name), ...foreignNames(context.policy.evaluation)])
  const otherEvaluations = index.evaluatorNames().filter((name) => name !== evaluator && known.has(name)).map((name) => countEvaluations(context, name, usable))
  const runtimes: Record<string, number> = {}
  for (const { data } of traces) runtimes[data.runtime] = (runtimes[data.runtime] ?? 0) + 1
  const proposals: Record<string, number> = {}
  for (const { standing } of proposalViews(context)) proposals[standing.state] = (proposals[standing.state] ?? 0) + 1
  const run = index.runs(1)[0]?.data
  const newest = traces[0]?.data.startedAt
  const damaged = index.damaged().length
  const facts = { traces: traces.length, unevaluated: counted.stale + counted.missing, proposals, damaged }
  return {
    store: context.repository.root, traces: traces.length, quarantined: traces.length - usable.length, runtimes, ...(newest && { newest }), evaluations: counted, otherEvaluations, proposals,
    datasets: index.manifests().length, ...(run && { lastRun: { id: run.id, command: run.command, at: run.at } }), damaged, next: nextSteps(facts)
  }
}

function countEvaluations(context: Context, evaluator: string, traces: readonly Row<TraceSummary>[]): Evaluations {
  const evaluations = context.index.evaluations(evaluator)
  const isFresh = freshness(context, evaluator)
  const counted = { evaluator, fresh: 0, stale: 0, missing: 0 }
  for (const { data } of traces) {
    const evaluation = evaluations.get(data.id)?.data
    counted[!evaluation ? 'missing' : isFresh(data, evaluation) ? 'fresh' : 'stale']++
  }
  return counted
}

function nextSteps({ traces, unevaluated, proposals, damaged }: { traces: number; unevaluated: number; proposals: Record<string, number>; damaged: number }): string[] {
  const steps: string[] = []
  if (damaged > 0) steps.push('skillloop check            name the damaged files')
  if (traces === 0) steps.push('skillloop ingest hermes-db --all', 'skillloop ingest generic <file or folder>')
  if (unevaluated > 0) steps.push('skillloop eval --stale     judge what was not judged yet')
  if (traces > 0 && unevaluated === 0 && Object.keys(proposals).length === 0) steps.push('skillloop distill --all    propose what can be learned')
  if (proposals['disputed'] || proposals['altered']) steps.push('skillloop review list      settle what is altered or disputed')
  if (proposals['pending']) steps.push('skillloop review show latest')
  return steps
}
