import { withStore } from './compose.js'
import type { IngestItem, PreparedItem } from './ingest-item.js'
import { prepare } from './prepare.js'
import { agreementOf } from './rules.js'

/** What a thread is given to work on the same store as the one that started it. */
export interface GivenToThread {
  project: string
}

/** Opens the store for a thread that prepares sessions. @returns also what it works by: the policy may have changed meanwhile */
export async function openPreparation({ project }: GivenToThread): Promise<{ agreed: string; prepare: (item: IngestItem) => Promise<PreparedItem> }> {
  return withStore({ project, clock: { now: () => Date.now() }, progress: () => undefined, variable: () => undefined }, (context) => Promise.resolve({
    agreed: agreementOf(context), prepare: async (item: IngestItem) => prepare(context, item, async (bytes) => context.repository.packBlob(bytes))
  }))
}
