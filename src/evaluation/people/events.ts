import { sha256OfJson } from '../../kernel/hash.js'
import type { Pointer, TraceEvent } from '../../kernel/types.js'

/** What people said of a session after it, on the ledger. */
export interface Verdicts {
  /** Their ratings, 0 (bad) to 1 (good), the mean of each person's last; undefined where nobody rated. */
  rating: { value: number; people: number } | undefined
  /** Messages that somebody called wrong, after which they did not rate the session anew. */
  corrected: readonly Pointer[]
  /** Something was said of another version of the session than the one judged. */
  outdated: boolean
}

/** SHA-256 of what people said of one session, in any order; undefined for nothing. Whether it is an example is no judgement of the work, and makes no score stale. */
export function eventsSha256(events: readonly TraceEvent[]): string | undefined {
  const heard = events.filter(({ kind }) => kind !== 'example')
  return heard.length === 0 ? undefined : sha256OfJson(heard.map((event) => sha256OfJson(event)).sort())
}

/** Reads the events of one session. They may come in any order; a person's later word takes the place of the earlier. */
export function readVerdicts(events: readonly TraceEvent[], traceSha256: string): Verdicts {
  const ratings = new Map<string, { rating: number; at: string }>()
  for (const { kind, rating, at, by } of events) {
    if (kind !== 'rating' || rating === undefined) continue
    const person = by.email === '' ? by.name : by.email
    const before = ratings.get(person)
    // Of two words of one moment the worse counts, so that the order of files decides nothing.
    if (!before || at > before.at || (at === before.at && rating < before.rating)) ratings.set(person, { rating, at })
  }
  const said = [...ratings.values()]
  const corrected = events.filter(({ kind, message, at, by }) => kind === 'correction' && message !== undefined && at >= (ratings.get(by.email === '' ? by.name : by.email)?.at ?? ''))
  const places = [...new Set(corrected.flatMap(({ message }) => message ?? []))].sort((a, b) => a - b)
  return {
    rating: said.length > 0 ? { value: said.reduce((sum, { rating }) => sum + (rating - 1) / 4, 0) / said.length, people: said.length } : undefined,
    corrected: places.map((message) => ({ message })),
    outdated: events.some((event) => event.kind !== 'example' && event.traceSha256 !== traceSha256)
  }
}
