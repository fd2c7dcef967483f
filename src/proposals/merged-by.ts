import type { Decision } from '../kernel/types.js'

interface Person { name: string; email: string }

/** What a decision that main's commits prove says of where; the audit looks the commit up. */
export const reasonOfMerge = (commit: string): string => `merged on main by commit ${commit.slice(0, 10)}, without a decision of its own`
export const reasonOfRemoval = (commit: string): string => `taken out of main by commit ${commit.slice(0, 10)}`
export const PROVEN_BY = /^(?:merged on|taken out of) main by commit ([0-9a-f]{10})\b/

// What hosts commit in their own name, unlike a user's 1+name@users.noreply.github.com; source: GitHub Docs, Gitea's defaults.
const HOSTS = /^(?:noreply|teabot)@/i

/**
 * Who merged, as far as the commit says: the author of a merge commit; of a commit with one parent the committer, since a
 * squash or rebase keeps the author of the proposal. A host that committed in its own name says nothing of who it was.
 */
export function mergedBy({ parents, author, committer }: { parents: readonly string[]; author: Person; committer: Person }): Decision['by'] {
  const who = parents.length > 1 ? author : committer
  return HOSTS.test(who.email) || who.name.trim() === '' ? { name: 'unknown', email: '' } : { name: who.name, email: who.email }
}
