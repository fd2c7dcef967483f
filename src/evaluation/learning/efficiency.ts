import type { Evaluation } from '../../kernel/types.js'

export type Work = NonNullable<Evaluation['learning']>['work']

/** How a run stands among the other runs of its kind. */
export interface Efficiency {
  /** The others that were compared with. */
  runs: number
  /** 0–1: the mean, over what both sides tell, of the share of others that took more; equal ones count half. */
  value: number
  /** The same by measure: calls, tokens, seconds. */
  by: Partial<Record<(typeof MEASURES)[number], number>>
}

const MEASURES = ['calls', 'tokens', 'seconds'] as const
/** Against fewer a rank says nothing. */
const FEWEST_RUNS = 2

/**
 * How little a run took beside others of its kind. It depends on what else is stored, so it is worked out when asked
 * for and kept nowhere.
 * @param others work of the other runs, of any kind, to be those that succeeded
 * @returns undefined where there are fewer than two of the same kind
 */
export function efficiencyOf(work: Work, others: Iterable<Work>): Efficiency | undefined {
  const same = [...others].filter(({ kind }) => kind === work.kind)
  if (same.length < FEWEST_RUNS) return undefined
  const by: Efficiency['by'] = {}
  for (const measure of MEASURES) {
    const own = work[measure]
    const known = same.flatMap((other) => other[measure] ?? [])
    if (own === undefined || known.length < FEWEST_RUNS) continue
    by[measure] = known.reduce((sum, other) => sum + (other > own ? 1 : other === own ? 0.5 : 0), 0) / known.length
  }
  const values = Object.values(by)
  return values.length === 0 ? undefined : { runs: same.length, value: values.reduce((a, b) => a + b, 0) / values.length, by }
}
