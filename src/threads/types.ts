import type { Failure, Outcome } from '../kernel/outcome.js'

/** Work on many items. Items and what comes of them are data that can be copied. */
export interface Job<T, R> {
  /** The work as it is done in this thread. */
  here: (item: T) => Promise<R> | R
  /** About how much memory an item is; 0 where there is nothing to do for it, which no thread is started for. */
  bytesOf: (item: T) => number
}

/** Maps items in their order, on threads where there are many. */
export type Spread<T, R> = (job: Job<T, R>, items: AsyncIterable<T> | Iterable<T>) => AsyncIterable<Outcome<T, R>>

/** What a thread says: once by what it works, then what came of each chunk. */
export type FromThread<R> = { ready: string } | { values: ({ value: R } | Failure)[] }
