import type { CommitData } from './objects/encode.js'

export type ReadCommit = (oid: string) => Promise<CommitData>

const OURS = 1
const THEIRS = 2
const STALE = 4

/**
 * A best common ancestor of two commits, or undefined where their histories never meet. Walks both sides
 * newest first and marks what each reaches; stops when only ancestors of what was found are left. Times may be equal
 * or wrong, so that an ancestor of another is found first: such a one is sorted out.
 */
export async function mergeBase(ours: string, theirs: string, readCommit: ReadCommit): Promise<string | undefined> {
  const marks = new Map<string, number>()
  const queue: { oid: string; at: number; commit: CommitData }[] = []
  const push = async (oid: string, flags: number): Promise<void> => {
    const known = marks.get(oid) ?? 0
    if ((known | flags) === known) return
    marks.set(oid, known | flags)
    const commit = await readCommit(oid)
    queue.push({ oid, at: commit.committer.at, commit })
  }
  await push(ours, OURS)
  await push(theirs, THEIRS)
  const found = new Set<string>()
  while (queue.some(({ oid }) => ((marks.get(oid) ?? 0) & STALE) === 0)) {
    queue.sort((a, b) => b.at - a.at)
    const next = queue.shift()
    if (!next) break
    let flags = marks.get(next.oid) ?? 0
    if ((flags & (OURS | THEIRS)) === (OURS | THEIRS) && (flags & STALE) === 0) {
      found.add(next.oid)
      flags |= STALE
    }
    for (const parent of next.commit.parents) await push(parent, flags)
  }
  const best = [...found].filter((oid) => ((marks.get(oid) ?? 0) & STALE) === 0)
  for (const oid of best) {
    const others = best.filter((other) => other !== oid)
    const isBelow = await Promise.all(others.map((other) => isAncestor(oid, other, readCommit)))
    if (!isBelow.includes(true)) return oid
  }
  return best[0]
}

/** Whether `from` is reached from `to` along parents, whatever their times say; a commit reaches itself. */
async function isAncestor(from: string, to: string, readCommit: ReadCommit): Promise<boolean> {
  const seen = new Set<string>()
  const queue = [to]
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    if (oid === from) return true
    if (seen.has(oid)) continue
    seen.add(oid)
    queue.push(...(await readCommit(oid)).parents)
  }
  return false
}

/** The commits of a branch along first parents, newest first. */
export async function* firstParents(from: string, readCommit: ReadCommit): AsyncGenerator<{ oid: string; commit: CommitData }> {
  for (let oid: string | undefined = from; oid;) {
    const commit: CommitData = await readCommit(oid)
    yield { oid, commit }
    oid = commit.parents[0]
  }
}
