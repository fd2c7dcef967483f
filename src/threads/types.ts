/** Work on many items. Items and what comes of them are data that can be copied. */
export interface Job<T, R> {
  /** The work as it is done in this thread. */
  here: (item: T) => Promise<R>
  /** About how much memory an item is; 0 where there is nothing to do for it, which no thread is started for. */
  bytesOf: (item: T) => number
}

/** An item with what came of it. */
export interface Done<T, R> { item: T; value: R }

/** Maps items in their order, on threads where there are many. */
export type Spread<T, R> = (job: Job<T, R>, items: AsyncIterable<T> | Iterable<T>) => AsyncIterable<Done<T, R>>

/** What a thread says: once by what it works, then what came of each chunk, or that something in it failed. */
export type FromThread<R> = { ready: string } | { values: R[] } | { failed: true }
