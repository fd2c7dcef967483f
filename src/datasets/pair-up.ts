import type { How, Side } from './types.js'

/** Two sessions of one task, the first of which went better. */
export interface PairedSessions { chosen: string; rejected: string; how: How }

/** So many pairs of one task at most: a task that was run a hundred times must not be most of a dataset. */
const MOST_PER_TASK = 4

/**
 * Pairs good sessions with bad ones of the same task and the same kind of evidence, each session in one pair at most.
 * Depends on the set of sides only, not on their order.
 */
export function pairUp(sides: readonly Side[]): PairedSessions[] {
  const tasks = new Map<string, Side[]>()
  for (const side of [...sides].sort((a, b) => (a.trace < b.trace ? -1 : 1))) tasks.set(`${side.by} ${side.task}`, [...tasks.get(`${side.by} ${side.task}`) ?? [], side])
  return [...tasks].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => {
    const [good, bad] = [group.filter((side) => side.good), group.filter((side) => !side.good)]
    return good.slice(0, Math.min(bad.length, MOST_PER_TASK)).flatMap((better, i): PairedSessions[] => {
      const worse = bad[i]
      return worse ? [{ chosen: better.trace, rejected: worse.trace, how: { pair: better.by === 'explicit' ? 'rated' : 'retried', chosen: better.because, rejected: worse.because } }] : []
    })
  })
}
