/** A score beside what really happened, and how much the run counts. */
export interface Ranked {
  score: number
  success: boolean
  /** Runs of one task share what the task counts: 1 over their number. */
  weight: number
  /** Which task; runs of one task are drawn together. */
  task: string
}

/**
 * Area under the ROC curve: the chance that a run that succeeded has a higher score than one that failed, ties half
 * (the Mann–Whitney statistic), by weight. Undefined where all succeeded or all failed.
 */
export function areaUnderCurve(runs: readonly Pick<Ranked, 'score' | 'success' | 'weight'>[]): number | undefined {
  const sorted = [...runs].sort((a, b) => a.score - b.score)
  return areaOfSorted(sorted, (index) => sorted[index]?.weight ?? 0)
}

/** The same of runs that are in order of their scores already, whatever they weigh this time. */
function areaOfSorted(sorted: readonly Pick<Ranked, 'score' | 'success'>[], weightAt: (index: number) => number): number | undefined {
  let [below, good, area] = [0, 0, 0]
  for (let start = 0; start < sorted.length;) {
    let [end, tiedGood, tiedBad] = [start, 0, 0]
    for (; end < sorted.length && sorted[end]?.score === sorted[start]?.score; end++) {
      if (sorted[end]?.success) tiedGood += weightAt(end)
      else tiedBad += weightAt(end)
    }
    area += tiedGood * (below + tiedBad / 2)
    below += tiedBad
    good += tiedGood
    start = end
  }
  return good > 0 && below > 0 ? area / (good * below) : undefined
}

/** An estimate with the interval that 95 of 100 samples of tasks like these would give. */
export interface Interval { low: number; high: number }

const RESAMPLES = 1000
const SEED = 20260810

/**
 * Bootstrap of the area and of its difference from a baseline, by task: tasks are drawn with replacement, and all runs
 * of a task with it, since runs of one task are no independent witnesses (percentile method: Efron & Tibshirani 1993).
 * The draws are the same in every run and do not depend on the order of the runs.
 */
export function bootstrap(runs: readonly Ranked[], baseline?: readonly Ranked[]): { area?: Interval; difference?: Interval } {
  const tasks = new Map([...new Set(runs.map(({ task }) => task))].sort().map((task, index) => [task, index]))
  const [own, other] = [prepare(runs, tasks), baseline && prepare(baseline, tasks)]
  const draw = generator(SEED)
  const counts = new Float64Array(tasks.size)
  const [areas, differences]: [number[], number[]] = [[], []]
  for (let sample = 0; sample < RESAMPLES; sample++) {
    counts.fill(0)
    for (let i = 0; i < tasks.size; i++) {
      const drawn = Math.floor(draw() * tasks.size)
      counts[drawn] = (counts[drawn] ?? 0) + 1
    }
    const area = own(counts)
    const beside = other?.(counts)
    if (area !== undefined) areas.push(area)
    if (area !== undefined && beside !== undefined) differences.push(area - beside)
  }
  const [area, difference] = [interval(areas), interval(differences)]
  return { ...(area && { area }), ...(difference && { difference }) }
}

function prepare(runs: readonly Ranked[], tasks: ReadonlyMap<string, number>): (counts: Float64Array) => number | undefined {
  const sorted = [...runs].sort((a, b) => a.score - b.score)
  const task = Int32Array.from(sorted, (run) => tasks.get(run.task) ?? 0)
  return (counts) => areaOfSorted(sorted, (index) => (sorted[index]?.weight ?? 0) * (counts[task[index] ?? 0] ?? 0))
}

function interval(values: number[]): Interval | undefined {
  // With few tasks most draws may have no failure or no success in them; what is left would be no sample.
  if (values.length < RESAMPLES / 2) return undefined
  values.sort((a, b) => a - b)
  const at = (share: number): number => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0
  return { low: at(0.025), high: at(0.975) }
}

/** mulberry32: 32 bits of state, the same numbers on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
