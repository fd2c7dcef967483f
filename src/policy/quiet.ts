/** What a watcher remembers between two looks. Times are milliseconds. */
export interface Watched {
  /** What the sources were like at the last look. */
  seen: string
  /** What they were like when the last tick began. */
  ticked: string
  /** When they last changed. */
  changedAt: number
}

/** What a look at the sources gave. */
export interface Look {
  /** Another one whenever a source is another. */
  seen: string
  /** A hook said that a session is over, and nobody took it in yet. */
  ended: boolean
}

/**
 * Whether it is time for a tick: at once where a hook told the end of a session, else when the sources have changed
 * since the last tick and then been quiet for so long. A clock that was set back starts the wait anew.
 */
export function isQuiet(before: Watched, look: Look, now: number, quietMs: number): { tick: boolean; after: Watched } {
  const changedAt = look.seen !== before.seen || now < before.changedAt ? now : before.changedAt
  const tick = look.ended || (look.seen !== before.ticked && now - changedAt >= quietMs)
  return { tick, after: { seen: look.seen, ticked: tick ? look.seen : before.ticked, changedAt } }
}
