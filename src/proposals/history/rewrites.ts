import type { Rewrite } from '../../kernel/types.js'

/** What became of a ledger commit that may since have been rewritten, once or more often; itself where it was not. */
export function followRewrites(rewrites: readonly Pick<Rewrite, 'commits'>[], commit: string): string {
  const seen = new Set<string>()
  let at = commit
  while (!seen.has(at)) {
    seen.add(at)
    const next: string | undefined = rewrites.map(({ commits }) => (Object.hasOwn(commits, at) ? commits[at] : undefined)).find((oid) => oid !== undefined)
    if (next === undefined) return at
    at = next
  }
  return at
}

/** Whether records account for every commit of a rewrite, each with what it became. */
export function isRecorded(rewrites: readonly Pick<Rewrite, 'commits'>[], commits: ReadonlyMap<string, string>): boolean {
  return [...commits].every(([before, after]) => rewrites.some((rewrite) => Object.hasOwn(rewrite.commits, before) && rewrite.commits[before] === after))
}
