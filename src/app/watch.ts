import type { Clock } from '../kernel/clock.js'
import { isQuiet, type Look, type Watched } from '../policy/quiet.js'

/** What a watcher works with. */
export interface Watching {
  look: () => Promise<Look>
  tick: () => Promise<void>
  /** Waits for so many milliseconds; false where it is to end. */
  pause: (milliseconds: number) => Promise<boolean>
  clock: Clock
  quietMs: number
  everyMs: number
}

/** Ticks once, then whenever sessions end, until it is told to stop. @returns how many ticks there were */
export async function watch({ look, tick, pause, clock, quietMs, everyMs }: Watching): Promise<number> {
  const first = await look()
  await tick()
  let ticks = 1
  let watched: Watched = { seen: first.seen, ticked: first.seen, changedAt: clock.now() }
  while (await pause(everyMs)) {
    const { tick: isTime, after } = isQuiet(watched, await look(), clock.now(), quietMs)
    watched = after
    if (!isTime) continue
    await tick()
    ticks++
  }
  return ticks
}
