import type { BenchmarkResult } from '../../app/benchmark.js'
import { plural } from '../../kernel/text.js'

const CHANGES = 20
const UNMATCHED = 5

type Figures = BenchmarkResult['evaluators'][number]

/** A benchmark for people: each evaluator's figures, then what changed. */
export function describeBenchmark(result: BenchmarkResult): string {
  const { traces, labelled, labelsFrom, changes, unmatched, worse, tolerance, baseline } = result
  const source = { file: 'by the file of labels', outcomes: 'by the outcomes that they carry, which no evaluator saw', none: '' }[labelsFrom]
  return [
    `${plural(traces, 'trace')}, ${labelled} of them labelled${source === '' ? ': only the spread of scores can be compared' : ` ${source}`}`,
    ...unmatched.slice(0, UNMATCHED).map(({ id, line, why }) => `  line ${line}: ${why} for ${id}`), ...(unmatched.length > UNMATCHED ? [`  … and ${unmatched.length - UNMATCHED} more labels without a trace`] : []),
    ...result.evaluators.flatMap((figures) => ['', ...describeFigures(figures, baseline)]),
    ...(changes.length > 0 ? ['', `greatest changes from ${baseline}:`, ...changes.slice(0, CHANGES).map(({ trace, evaluator, before, after, success }) => (
      `  ${trace.slice(0, 10)}  ${String(before).padStart(3)} → ${String(after).padStart(3)}  ${evaluator}${success === undefined ? '' : success ? '  (succeeded)' : '  (failed)'}`
    )), ...(changes.length > CHANGES ? [`  … and ${changes.length - CHANGES} more`] : [])] : []),
    '', worse.length > 0 ? `worse than ${baseline} by more than ${tolerance}: ${worse.join(', ')}` : labelled > 0 ? `no candidate is worse than ${baseline} by more than ${tolerance}` : 'no verdict without labels'
  ].join('\n')
}

function describeFigures({ name, distribution, ranking, gate, reliability, brier, models, versus }: Figures, baseline: string): string[] {
  const lines = [name]
  if (distribution) {
    const { count, least, quartiles, most, mean, deviation, distinct, byTen } = distribution
    lines.push(`  scores of ${count}: ${least} – ${quartiles.join(' – ')} – ${most} (least, quartiles, most), mean ${mean.toFixed(1)} ± ${deviation.toFixed(1)}, ${plural(distinct, 'distinct one')}`, `  by tens: ${byTen.join(' ')}`)
  }
  if (ranking) lines.push(`  area under the ROC curve ${f(ranking.byTask)} by task${range(ranking.interval)}, ${f(ranking.byRun)} by run; ${plural(ranking.successes, 'success', 'successes')} of ${plural(ranking.runs, 'run')}, ${plural(ranking.tasks, 'task')}`)
  if (gate) lines.push(`  at the gate of ${gate.minScore}: ${plural(gate.passing, 'run')} through, precision ${gate.precision === undefined ? '–' : f(gate.precision)}, recall ${gate.recall === undefined ? '–' : f(gate.recall)}`)
  if (brier !== undefined) lines.push(`  read as a chance: Brier score ${f(brier)}; ${(reliability ?? []).map(({ from, said, succeeded, runs }) => `${from}+ says ${said.toFixed(2)}, is ${succeeded.toFixed(2)} (${runs})`).join('; ')}`)
  if (models && models.length > 1) lines.push(...models.map(({ model, runs, successes, byRun }) => `  ${model}: ${byRun === undefined ? 'one outcome only' : `area ${f(byRun)}`}, ${successes} of ${runs} succeeded`))
  if (versus) lines.push(`  beside ${baseline}: ${versus.difference === undefined ? '' : `area ${versus.difference >= 0 ? '+' : ''}${f(versus.difference)}${range(versus.interval)}; `}${versus.higher} scores higher, ${versus.lower} lower, mean change ${versus.meanChange.toFixed(1)}`)
  return lines
}

const f = (value: number): string => value.toFixed(3)
const range = (interval: { low: number; high: number } | undefined): string => (interval ? ` (95 %: ${f(interval.low)} to ${f(interval.high)})` : '')
