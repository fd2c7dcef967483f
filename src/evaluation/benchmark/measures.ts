import type { Ranked } from './ranking.js'

type Weighed = Pick<Ranked, 'score' | 'success' | 'weight'>

/** Of what passes the gate, the share that succeeded; of what succeeded, the share that passes. By weight. */
export interface AtGate { minScore: number; passing: number; precision?: number; recall?: number }

/** How a gate at a score does. Precision is undefined where nothing passes, recall where nothing succeeded. */
export function atGate(runs: readonly Weighed[], minScore: number): AtGate {
  const through = runs.filter(({ score }) => score >= minScore)
  const [passed, good, both] = [weigh(through), weigh(runs.filter(({ success }) => success)), weigh(through.filter(({ success }) => success))]
  return { minScore, passing: through.length, ...(passed > 0 && { precision: both / passed }), ...(good > 0 && { recall: both / good }) }
}

/** One bin of a reliability diagram: scores from, the runs in it, their mean score of 1 and the share that succeeded. */
export interface Bin { from: number; runs: number; said: number; succeeded: number }

const BINS = 10

/** Read as a chance of success, score/100: the bins of ten points that have runs, by weight. */
export function reliability(runs: readonly Weighed[]): Bin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const inside = runs.filter(({ score }) => Math.min(BINS - 1, Math.floor(score / 10)) === bin)
    const weight = weigh(inside)
    return {
      from: bin * 10, runs: inside.length, said: weight === 0 ? 0 : inside.reduce((sum, run) => sum + (run.weight * run.score) / 100, 0) / weight,
      succeeded: weight === 0 ? 0 : weigh(inside.filter(({ success }) => success)) / weight
    }
  }).filter((bin) => bin.runs > 0)
}

/** Brier score of score/100 as a chance of success, by weight: 0 is perfect, 0.25 is what saying 50 always gives. */
export function brier(runs: readonly Weighed[]): number | undefined {
  const weight = weigh(runs)
  return weight === 0 ? undefined : runs.reduce((sum, run) => sum + run.weight * (run.score / 100 - Number(run.success)) ** 2, 0) / weight
}

export interface Distribution { count: number; least: number; quartiles: [number, number, number]; most: number; mean: number; deviation: number; distinct: number; byTen: number[] }

/** How scores are spread; undefined for none. Quartiles are the nearest ranks. */
export function distributionOf(scores: readonly number[]): Distribution | undefined {
  const sorted = [...scores].sort((a, b) => a - b)
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (least === undefined || most === undefined) return undefined
  const mean = sorted.reduce((a, b) => a + b, 0) / sorted.length
  const rank = (share: number): number => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? least
  const byTen = Array.from({ length: BINS }, () => 0)
  for (const score of sorted) {
    const bin = Math.min(BINS - 1, Math.floor(score / 10))
    byTen[bin] = (byTen[bin] ?? 0) + 1
  }
  return {
    count: sorted.length, least, most, mean, quartiles: [rank(0.25), rank(0.5), rank(0.75)], distinct: new Set(sorted).size, byTen,
    deviation: Math.sqrt(sorted.reduce((sum, score) => sum + (score - mean) ** 2, 0) / sorted.length)
  }
}

const weigh = (runs: readonly Weighed[]): number => runs.reduce((sum, { weight }) => sum + weight, 0)
