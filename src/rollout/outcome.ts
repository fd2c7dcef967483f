/** How a session went, as far as it is known. */
export interface SessionOutcome {
  trace: string
  nativeId?: string
  runtime: string
  model?: string
  startedAt?: string
  /** unknown: nothing observed tells; it counts for no rate. */
  result: 'worked' | 'failed' | 'unknown'
  tokens?: number
  seconds?: number
  /** Tool calls that failed. */
  errors: number
}

const ALPHA = 0.1

/** In the order in which they began; those without a start last. */
export function byStart(a: Pick<SessionOutcome, 'startedAt' | 'trace'>, b: Pick<SessionOutcome, 'startedAt' | 'trace'>): number {
  const [x, y] = [a.startedAt ?? '~', b.startedAt ?? '~']
  return x < y ? -1 : x > y ? 1 : a.trace < b.trace ? -1 : 1
}

/** Exponential moving average (α = 0.1) of those that worked (1) and failed (0), in the order given; undefined where no result is known. */
export function successAverage(sessions: readonly Pick<SessionOutcome, 'result'>[]): number | undefined {
  let average: number | undefined
  for (const { result } of sessions) {
    if (result === 'unknown') continue
    const won = result === 'worked' ? 1 : 0
    average = average === undefined ? won : ALPHA * won + (1 - ALPHA) * average
  }
  return average === undefined ? undefined : Math.round(average * 1000) / 1000
}

/** The middle of what is known; undefined where nothing is. */
export function median(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined).sort((a, b) => a - b)
  const [low, high] = [known[(known.length - 1) >> 1], known[known.length >> 1]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}
