import { withIndex, withStore, type World } from './compose.js'
import type { Inspected } from './agent-gate.js'
import { libraryKey, readLibrary, type Library } from './library.js'

/** The library for a process that stays. */
export interface KeptLibrary {
  /** What is in force now: read anew only where main, the ledger or the day has changed. */
  now(): Promise<Library>
  /** Whether it has changed since it was last read. */
  isBehind(): Promise<boolean>
}

/** Keeps what is in force for a process that stays, and for one session; what is approved or taken back meanwhile is noticed. */
export async function keepLibrary(world: World, session: string): Promise<KeptLibrary> {
  const store = await withStore(world, (context) => Promise.resolve(context))
  const inspected: Inspected = new Map()
  let kept: { key: string; library: Promise<Library> } | undefined
  return {
    async now() {
      const key = await libraryKey(store)
      if (kept?.key !== key) {
        const reading = { key, library: withIndex(world, (context) => readLibrary(context, inspected, session)) }
        kept = reading
        // What could not be read is read again the next time.
        reading.library.catch(() => { if (kept === reading) kept = undefined })
      }
      return kept.library
    },
    isBehind: async () => kept?.key !== await libraryKey(store)
  }
}
