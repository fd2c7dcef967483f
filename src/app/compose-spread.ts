import { availableParallelism } from 'node:os'
import { spread } from '../threads/spread.js'
import type { Done, Job } from '../threads/types.js'
import type { IngestItem, PreparedItem } from './ingest-item.js'

/** What threads need of the world. */
interface World { project: string; variable: (name: string) => string | undefined }

// More would wait for the one that reads sources and places results.
const MOST_THREADS = 3

/** How many threads there may be beside this one: SKILLLOOP_THREADS, else as many as there are processors for. */
function threadsFor({ variable }: World): number {
  const given = variable('SKILLLOOP_THREADS')
  return given !== undefined && /^\d{1,2}$/.test(given) ? Number(given) : Math.min(availableParallelism() - 1, MOST_THREADS)
}

/** Prepares sessions on threads that open the same store. @param agreed what they must work by, see agreementOf */
export function spreadPreparing(world: World, agreed: string, job: Job<IngestItem, PreparedItem>, items: AsyncIterable<IngestItem> | Iterable<IngestItem>): AsyncGenerator<Done<IngestItem, PreparedItem>> {
  return spread({ script: new URL('../threads/prepare-thread.js', import.meta.url), most: threadsFor(world), given: { project: world.project }, agreed }, job, items)
}
