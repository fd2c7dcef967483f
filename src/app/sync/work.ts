import { KEPT, seenRef } from '../../kernel/layout.js'
import type { Remote } from '../../hosting/open-remote.js'
import { LostRace } from '../../store/refs/ref-store.js'
import type { Context } from '../context.js'

/** What a sync found and did, for people and programs. */
export interface SyncReport {
  remote: string
  /** What became of each branch that is not as it was, in order. */
  done: { branch: string; what: string }[]
  /** What must not be passed over: history that was rewritten there. */
  alarms: string[]
  /** What only a person can settle: paths that both sides changed. */
  conflicts: { branch: string; paths: string[]; fix: string }[]
  notes: string[]
  /** Where main's host lets nobody push: how what was decided here gets there. */
  pullRequest?: { branch: string; page?: string; number?: number }
}

export interface SyncOptions {
  /** What a person says of a history that was rewritten there: bring back what was there, or go on from what is there now. */
  rewritten?: 'restore' | 'accept' | undefined
  /** Merge the pull request of what was decided here at once, where main takes no pushes. */
  merge?: boolean | undefined
}

/** One round of a sync: what all its steps share. */
export interface Work {
  context: Context
  remote: Remote
  options: SyncOptions
  report: SyncReport
  /** Branches as they are there. */
  there: ReadonlyMap<string, string>
}

export async function seenAt(work: Work, branch: string): Promise<string | undefined> {
  return work.context.repository.refs.read(seenRef(work.remote.name, branch))
}

export async function setSeen(work: Work, branch: string, oid: string | undefined): Promise<void> {
  const { refs } = work.context.repository
  const ref = seenRef(work.remote.name, branch)
  const before = await refs.read(ref)
  if (before === oid) return
  const change = oid === undefined ? refs.delete(ref, before ?? '') : refs.update(ref, before, oid, { who: await work.context.committer(), message: 'sync' })
  await change.catch((error: unknown) => {
    // Another sync of this machine has seen something since.
    if (!(error instanceof LostRace)) throw error
  })
}

/** Every branch of a remote that was seen before. */
export async function seenBranches(work: Work): Promise<string[]> {
  const prefix = seenRef(work.remote.name, '')
  return [...(await work.context.repository.refs.list(prefix)).keys()].map((ref) => ref.slice(prefix.length))
}

/** Keeps a commit that no branch holds any more from being collected. */
export async function keep(work: Work, branch: string, oid: string): Promise<string> {
  const ref = `${KEPT}${work.remote.name}/${branch}/${oid.slice(0, 12)}`
  const { refs } = work.context.repository
  if (await refs.read(ref) === undefined) await refs.update(ref, undefined, oid, { who: await work.context.committer(), message: 'sync: kept' })
  return ref
}

/** How `a` stands to `b`; apart: their histories have nothing in common. */
export async function relationOf({ context: { repository } }: Work, a: string, b: string): Promise<'same' | 'behind' | 'ahead' | 'diverged' | 'apart'> {
  if (a === b) return 'same'
  const base = await repository.mergeBase(a, b)
  if (base === undefined) return 'apart'
  return base === a ? 'behind' : base === b ? 'ahead' : 'diverged'
}

/** Whether what was seen there is still in the history of what is there now. */
export async function isRewritten(work: Work, seen: string | undefined, now: string | undefined): Promise<boolean> {
  if (seen === undefined) return false
  if (now === undefined) return true
  return !['same', 'behind'].includes(await relationOf(work, seen, now))
}

export async function treeOf({ context: { repository } }: Work, commit: string): Promise<string> {
  return (await repository.commitData(commit)).tree
}
