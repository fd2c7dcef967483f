import { MAIN } from '../../kernel/layout.js'
import type { StoreContext } from '../context.js'
import { examineBlob } from './examine.js'

/** What is on record of a session that was taken out of the ledger's history. */
interface Rewrite { paths: string[]; commits: Record<string, string> }

/** What commits of the ledger became, and which paths went, by the old commit. */
export type Rewrites = ReadonlyMap<string, { now: string; paths: readonly string[] }>

/** The commits of the ledger that main says were rewritten. */
export async function recordedRewrites({ repository }: StoreContext): Promise<Rewrites> {
  const rewrites = new Map<string, { now: string; paths: readonly string[] }>()
  const main = await repository.tip(MAIN)
  for (const { path, oid, mode } of await main?.files('decisions/ledger') ?? []) {
    const { document, problems } = await examineBlob(repository, path, { oid, mode })
    if (document === undefined || problems.length > 0) continue
    const { commits, paths } = document as Rewrite
    for (const [old, now] of Object.entries(commits)) rewrites.set(old, { now, paths })
  }
  return rewrites
}

/**
 * What a commit is by now; one that was not rewritten is what it was. Where the old one is still here, nothing but
 * what the record names may be gone from it, and nothing may have come: otherwise the record is not believed.
 */
export async function nowOf({ repository }: StoreContext, commit: string, rewrites: Rewrites): Promise<string> {
  const seen = new Set<string>([commit])
  let at = commit
  for (let next = rewrites.get(at); next !== undefined && !seen.has(next.now); next = rewrites.get(at)) {
    if (!await isOnlyWithout(repository, at, next.now, next.paths)) return at
    at = next.now
    seen.add(at)
  }
  return at
}

async function isOnlyWithout(repository: StoreContext['repository'], old: string, now: string, paths: readonly string[]): Promise<boolean> {
  const isHere = await repository.commitData(old).then(() => true, () => false)
  if (!isHere) return true
  const gone = new Set(paths)
  return (await repository.diff(old, now)).every(({ path, after }) => after === undefined && gone.has(path))
}
