import type { EvalPair } from '../../kernel/types.js'

/** How often runs passed with and without the skill, and what that is worth. */
export interface Uplift {
  /** Pairs of which both runs were graded. */
  pairs: number
  /** Shares of runs that passed, 0 to 1. */
  with: number
  without: number
  /** with − without, and where it is in 95 of 100 such trials. */
  difference: number
  low: number
  high: number
  /** Pairs that passed with the skill only, and without it only. */
  gained: number
  lost: number
  /** McNemar's exact test: how likely a split at least as uneven is where the skill makes no difference. */
  p: number
}

/** The uplift of paired runs; undefined where no pair was graded on both sides. */
export function upliftOf(pairs: readonly Pick<EvalPair, 'with' | 'without'>[]): Uplift | undefined {
  const graded = pairs.filter((pair) => pair.with.passed !== undefined && pair.without.passed !== undefined)
  const count = (withIt: boolean, withoutIt: boolean): number => graded.filter((pair) => pair.with.passed === withIt && pair.without.passed === withoutIt).length
  const table = { both: count(true, true), gained: count(true, false), lost: count(false, true), neither: count(false, false) }
  const n = graded.length
  if (n === 0) return undefined
  return {
    pairs: n, with: (table.both + table.gained) / n, without: (table.both + table.lost) / n, gained: table.gained, lost: table.lost,
    ...pairedInterval(table), p: mcnemar(table.gained, table.lost)
  }
}

/** Pairs by how they ended: passed on both sides, with the skill only, without it only, on neither. */
export interface PairedTable { both: number; gained: number; lost: number; neither: number }

const Z95 = 1.959963984540054

/**
 * Difference of two paired proportions with a 95 % interval that holds for small samples, too.
 * source: R. G. Newcombe, "Improved confidence intervals for the difference between binomial proportions based on paired
 * data", Statistics in Medicine 17 (1998), 2635–2650, method 10: Wilson's score intervals, joined with a φ that is
 * corrected for continuity.
 */
export function pairedInterval({ both: a, gained: b, lost: c, neither: d }: PairedTable): { difference: number; low: number; high: number } {
  const n = a + b + c + d
  const [one, other] = [wilson(a + b, n), wilson(a + c, n)]
  const difference = (b - c) / n
  const phi = correlation(a, b, c, d)
  const arm = (x: number, y: number): number => Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y))
  return {
    difference,
    low: Math.max(-1, difference - arm(one.p - one.low, other.high - other.p)),
    high: Math.min(1, difference + arm(one.high - one.p, other.p - other.low))
  }
}

function correlation(a: number, b: number, c: number, d: number): number {
  const margins = (a + b) * (c + d) * (a + c) * (b + d)
  if (margins === 0) return 0
  const product = a * d - b * c
  return (product > 0 ? Math.max(product - (a + b + c + d) / 2, 0) : product) / Math.sqrt(margins)
}

/** source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927) */
function wilson(passed: number, n: number): { p: number; low: number; high: number } {
  const p = passed / n
  const middle = p + Z95 ** 2 / (2 * n)
  const half = Z95 * Math.sqrt((p * (1 - p)) / n + Z95 ** 2 / (4 * n * n))
  const scale = 1 + Z95 ** 2 / n
  return { p, low: Math.max(0, (middle - half) / scale), high: Math.min(1, (middle + half) / scale) }
}

/** source: Q. McNemar, Psychometrika 12 (1947), in its exact, binomial form */
function mcnemar(gained: number, lost: number): number {
  const n = gained + lost
  if (n === 0) return 1
  // Sums of logarithms: of many pairs the coefficients are beyond any number.
  let [term, sum] = [-n * Math.LN2, 0]
  for (let k = 0; k <= Math.min(gained, lost); k++) {
    sum += Math.exp(term)
    term += Math.log((n - k) / (k + 1))
  }
  return Math.min(1, 2 * sum)
}
