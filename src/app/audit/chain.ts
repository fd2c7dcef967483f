import { firstParents } from '../../store/history.js'
import type { Repository } from '../../store/repository.js'

/**
 * The commits of a ref along first parents, oldest first, back to `start` (not among them) or to the first of all.
 * Where a merge has put the line that `start` is on second, back to where both meet.
 */
export async function chainFrom(repository: Repository, tip: string, start: string | undefined): Promise<{ chain: string[]; start: string | undefined }> {
  const chain: string[] = []
  for await (const { oid } of firstParents(tip, (id) => repository.commitData(id))) {
    if (oid === start) return { chain: chain.reverse(), start }
    chain.push(oid)
  }
  if (start === undefined) return { chain: chain.reverse(), start }
  const before = await ancestorsOf(repository, start)
  const at = chain.findIndex((oid) => before.has(oid))
  return at < 0 ? { chain: chain.reverse(), start: undefined } : { chain: chain.slice(0, at).reverse(), start: chain[at] }
}

/** A commit and all that it rests on. */
async function ancestorsOf(repository: Repository, from: string): Promise<Set<string>> {
  const found = new Set<string>()
  const queue = [from]
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    if (found.has(oid)) continue
    found.add(oid)
    queue.push(...(await repository.commitData(oid)).parents)
  }
  return found
}

/** Whether a commit is among those that another one rests on; the nearest are looked at first. */
export async function isAncestor(repository: Repository, older: string, newer: string): Promise<boolean> {
  const seen = new Set<string>()
  let front = [newer]
  while (front.length > 0) {
    const next: string[] = []
    for (const oid of front) {
      if (oid === older) return true
      if (seen.has(oid)) continue
      seen.add(oid)
      next.push(...(await repository.commitData(oid)).parents)
    }
    front = next
  }
  return false
}
