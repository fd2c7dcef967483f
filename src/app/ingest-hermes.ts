import type { Found, IsUnchanged } from '../adapters/types.js'
import { HERMES } from '../adapters/hermes/about.js'
import { idFrom } from '../kernel/hash.js'
import { LEDGER } from '../kernel/layout.js'
import type { StoreContext } from './context.js'
import { ingest, placesOf, type IngestResult } from './ingest.js'
import { readingVersion } from './rules.js'

/** Where fingerprints of sessions are remembered between runs; forgetting them costs a full read. */
export interface Memo {
  read(): Promise<unknown>
  write(value: unknown): Promise<void>
}

/**
 * Takes in sessions of a database, reading only those whose rows changed since the last time.
 * @param read the adapter's reader, asked with what is known to be unchanged
 * @param everything true to read all sessions whatever is remembered
 */
export async function ingestDatabase(
  context: StoreContext, read: (isUnchanged: IsUnchanged) => AsyncIterable<Found>, memo: Memo, command: string, options: { everything: boolean; dryRun?: boolean }
): Promise<IngestResult> {
  // A newer adapter or redactor, or another policy, reads the same rows differently, so what the older one remembered is void.
  const version = `${HERMES.version}.${readingVersion(context)}`
  const remembered = options.everything ? {} : fingerprintsIn(await memo.read(), version)
  const stored = await storedIds(context)
  const result = await ingest(context, read(({ runtime, nativeId, fingerprint }) => (
    remembered[nativeId] === fingerprint && stored.has(idFrom(20, runtime, nativeId))
  )), command, options)
  if (!options.dryRun && result.fingerprints.size > 0) await memo.write({ version, sessions: { ...remembered, ...Object.fromEntries(result.fingerprints) } })
  return result
}

function fingerprintsIn(memo: unknown, version: string): Record<string, string> {
  if (typeof memo !== 'object' || memo === null || !('version' in memo) || memo.version !== version || !('sessions' in memo)) return {}
  return Object.fromEntries(Object.entries(memo.sessions as Record<string, unknown>).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))
}

/** Ids of all traces on the ledger: what is remembered counts only while the ledger still has it. */
export async function storedIds(context: StoreContext): Promise<Set<string>> {
  return new Set((await placesOf(await context.repository.tip(LEDGER))).keys())
}
