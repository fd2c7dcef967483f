/** When ticks are to run, and when they did. Times are milliseconds since 1970. */
export interface Schedule {
  intervalSeconds: number
  /** When the last one began; undefined before the first. */
  lastAt?: number
  /** Ticks that failed since the last one that did not. */
  failures: number
}

export interface Due {
  due: boolean
  /** When the next one is due. */
  at: number
  /** Why it is due, or not yet. */
  why: string
}

export const INTERVALS: Readonly<Record<string, number>> = { hourly: 3600, daily: 86_400, weekly: 604_800 }

const DAY_MS = 86_400_000
// Timers are never on the dot: one that comes a little early is meant for this time.
const EARLY_MS = 60_000
const DOUBLINGS = 6

/**
 * Whether a tick is due. Missed ones run once, after failures the pause doubles up to a day (or the interval,
 * where that is longer), and where the clock was set back the next one runs at once.
 */
export function dueAt({ intervalSeconds, lastAt, failures }: Schedule, now: number): Due {
  if (lastAt === undefined) return { due: true, at: now, why: 'none has run yet' }
  const interval = intervalSeconds * 1000
  const pause = failures === 0 ? interval : Math.min(interval * 2 ** Math.min(failures, DOUBLINGS), Math.max(interval, DAY_MS))
  const early = Math.min(EARLY_MS, interval / 10)
  if (lastAt > now + early) return { due: true, at: now, why: 'the clock was set back since the last one' }
  const at = lastAt + pause
  const missed = Math.floor((now - lastAt) / interval) - 1
  if (now >= at - early) return { due: true, at: now, why: missed > 0 ? `${missed} missed: they run as one` : 'it is time' }
  return { due: false, at, why: failures > 0 ? `waits longer after ${failures} that failed` : 'it is not time yet' }
}

/** What to remember after a tick that began at a time. */
export function afterTick(schedule: Schedule, began: number, failed: boolean): Schedule {
  return { ...schedule, lastAt: began, failures: failed ? schedule.failures + 1 : 0 }
}
