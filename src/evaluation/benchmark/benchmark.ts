import { atGate, brier, distributionOf, reliability, type AtGate, type Bin, type Distribution } from './measures.js'
import { areaUnderCurve, bootstrap, type Interval, type Ranked } from './ranking.js'

/** A trace as a benchmark keeps it: a line, however long the session is. */
export interface BenchmarkRow {
  trace: string
  task: string
  model?: string
  /** What really became of it, where that is known. */
  success?: boolean
  /** By evaluator, in the order of their names in the options; undefined where one has no score of it. */
  scores: readonly (number | undefined)[]
}

export interface BenchmarkOptions {
  /** The baseline first, then the candidates. */
  evaluators: readonly string[]
  /** The policy's gate. */
  minScore: number
  /** By how much of the area a candidate may be worse than the baseline. */
  tolerance: number
}

interface EvaluatorFigures {
  name: string
  distribution?: Distribution
  /** Present where labels of both outcomes are. */
  ranking?: { byTask: number; interval?: Interval; byRun: number; runs: number; successes: number; tasks: number }
  gate?: AtGate
  reliability?: Bin[]
  brier?: number
  models?: { model: string; runs: number; successes: number; byRun?: number }[]
  /** Of a candidate: how it compares with the baseline on the runs that both have scores of. */
  versus?: { difference?: number; interval?: Interval; changed: number; higher: number; lower: number; meanChange: number; worse: boolean }
}

export interface Benchmark {
  baseline: string
  tolerance: number
  traces: number
  labelled: number
  evaluators: EvaluatorFigures[]
  /** Traces that a candidate scores otherwise than the baseline, the greatest change first. */
  changes: { trace: string; evaluator: string; before: number; after: number; success?: boolean }[]
  /** Candidates that are worse than the baseline by more than the tolerance. */
  worse: string[]
}

/** Compares evaluators over the same runs. The order of the runs makes no difference. */
export function compareEvaluators(rows: readonly BenchmarkRow[], { evaluators, minScore, tolerance }: BenchmarkOptions): Benchmark {
  const sorted = [...rows].sort((a, b) => (a.trace < b.trace ? -1 : a.trace > b.trace ? 1 : 0))
  const figures = evaluators.map((name, index): EvaluatorFigures => {
    const distribution = distributionOf(sorted.flatMap(({ scores }) => scores[index] ?? []))
    return { name, ...(distribution && { distribution }), ...labelledFigures(sorted, index, minScore), ...(index > 0 && { versus: versusBaseline(sorted, index, tolerance) }) }
  })
  const changes = evaluators.flatMap((evaluator, index) => (index === 0 ? [] : sorted.flatMap(({ trace, scores, success }) => {
    const [before, after] = [scores[0], scores[index]]
    return before === undefined || after === undefined || before === after ? [] : [{ trace, evaluator, before, after, ...(success !== undefined && { success }) }]
  })))
  changes.sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
  return {
    baseline: evaluators[0] ?? '', tolerance, traces: rows.length, labelled: rows.filter(({ success }) => success !== undefined).length, evaluators: figures, changes,
    worse: figures.filter(({ versus }) => versus?.worse).map(({ name }) => name)
  }
}

/** The labelled runs that an evaluator has scores of, each task counting one. */
function rankedBy(rows: readonly BenchmarkRow[], index: number, alsoBy = index): (Ranked & { model: string })[] {
  const known = rows.flatMap(({ scores, success, task, model = '(unknown)' }) => {
    const score = scores[index]
    return score === undefined || scores[alsoBy] === undefined || success === undefined ? [] : [{ score, success, task, model }]
  })
  const sizes = new Map<string, number>()
  for (const { task } of known) sizes.set(task, (sizes.get(task) ?? 0) + 1)
  return known.map((run) => ({ ...run, weight: 1 / (sizes.get(run.task) ?? 1) }))
}

function labelledFigures(rows: readonly BenchmarkRow[], index: number, minScore: number): Omit<EvaluatorFigures, 'name'> {
  const ranked = rankedBy(rows, index)
  if (ranked.length === 0) return {}
  const [byTask, byRun, loss] = [areaUnderCurve(ranked), areaUnderCurve(unweighted(ranked)), brier(ranked)]
  const { area } = bootstrap(ranked)
  const tasks = new Set(ranked.map(({ task }) => task)).size
  return {
    ...(byTask !== undefined && byRun !== undefined && { ranking: { byTask, byRun, ...(area && { interval: area }), runs: ranked.length, successes: count(ranked), tasks } }),
    gate: atGate(ranked, minScore), reliability: reliability(ranked), ...(loss !== undefined && { brier: loss }), models: byModel(ranked)
  }
}

function byModel(ranked: readonly (Ranked & { model: string })[]): NonNullable<EvaluatorFigures['models']> {
  return [...new Set(ranked.map(({ model }) => model))].sort().map((model) => {
    const runs = unweighted(ranked.filter((run) => run.model === model))
    const byRun = areaUnderCurve(runs)
    return { model, runs: runs.length, successes: count(runs), ...(byRun !== undefined && { byRun }) }
  })
}

function versusBaseline(rows: readonly BenchmarkRow[], index: number, tolerance: number): NonNullable<EvaluatorFigures['versus']> {
  const changes = rows.flatMap(({ scores }) => {
    const [before, after] = [scores[0], scores[index]]
    return before === undefined || after === undefined ? [] : [after - before]
  })
  // Only runs that both have scores of: else one would be measured on easier ones.
  const [own, other] = [rankedBy(rows, index, 0), rankedBy(rows, 0, index)]
  const [area, beside] = [areaUnderCurve(own), areaUnderCurve(other)]
  const difference = area === undefined || beside === undefined ? undefined : area - beside
  const { difference: interval } = bootstrap(own, other)
  return {
    ...(difference !== undefined && { difference }), ...(interval && { interval }),
    changed: changes.filter((change) => change !== 0).length, higher: changes.filter((change) => change > 0).length, lower: changes.filter((change) => change < 0).length,
    meanChange: changes.reduce((sum, change) => sum + change, 0) / Math.max(1, changes.length),
    // Sums of fractions: what is equal on paper is not always equal to the last bit.
    worse: difference !== undefined && difference < -tolerance - 1e-9
  }
}

const unweighted = <T extends Ranked>(runs: readonly T[]): T[] => runs.map((run) => ({ ...run, weight: 1 }))
const count = (runs: readonly Ranked[]): number => runs.filter(({ success }) => success).length
