import { ARCHIVE } from '../kernel/layout.js'
import type { ProposalBranch } from '../index/queries.js'
import { LostRace } from '../store/refs/ref-store.js'
import type { StoreContext } from './context.js'

/** Below the archive: branches as they were before they were put on a newer main. */
export const REBASED = `${ARCHIVE}rebased/`

/** Keeps the commits of a proposal that is turned down from being collected; a later round has a name of its own. */
export async function archive(context: StoreContext, branch: ProposalBranch, commit: string): Promise<void> {
  const round = branch.front.after?.length ? `-${branch.front.after.length + 1}` : ''
  await keep(context, `${ARCHIVE}${branch.front.id}${round}`, commit)
}

/** Keeps the commits of a branch that is about to be put on another main. */
export async function archiveRebased(context: StoreContext, { front, commit }: ProposalBranch): Promise<string> {
  const ref = `${REBASED}${front.id}-${commit.slice(0, 12)}`
  await keep(context, ref, commit)
  return ref
}

async function keep(context: StoreContext, ref: string, commit: string): Promise<void> {
  const { repository } = context
  const there = await repository.refs.read(ref)
  if (there === commit) return
  await repository.refs.update(ref, there, commit, { who: await context.person(), message: 'archive' }).catch((error: unknown) => {
    // Another process that turns it down has done the same.
    if (!(error instanceof LostRace && error.found === commit)) throw error
  })
}

/** Archives and deletes the branch of what was turned down, with what an approver who came too late has put on it. */
export async function retire(context: StoreContext, branch: ProposalBranch): Promise<void> {
  for (let commit = await context.repository.refs.read(branch.ref); commit !== undefined; commit = await context.repository.refs.read(branch.ref)) {
    await archive(context, branch, commit)
    await deleteBranch(context, branch.ref, commit)
  }
}

/** Deletes a branch that is decided on; one that somebody moved meanwhile, or deleted, is left as it is. */
export async function deleteBranch({ repository }: StoreContext, ref: string, commit: string): Promise<void> {
  await repository.refs.delete(ref, commit).catch((error: unknown) => {
    if (!(error instanceof LostRace)) throw error
  })
}

/** A branch as people type it. */
export function shortName(ref: string): string {
  return ref.replace(/^refs\/heads\//, '')
}
