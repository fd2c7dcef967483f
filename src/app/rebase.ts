import { refused } from '../kernel/errors.js'
import { MAIN } from '../kernel/layout.js'
import { mergeBase } from '../store/history.js'
import { LostRace } from '../store/refs/ref-store.js'
import { artifactFiles, caseFor } from './artifacts.js'
import { branchStory, type BranchStory } from './branch-story.js'
import { archiveRebased } from './branches.js'
import type { Context } from './context.js'
import { checkEvidence, type CheckedEvidence } from './evidence.js'
import { evidenceFor, type ProposalView } from './proposals.js'
import type { ProposalBranch } from '../index/queries.js'
import { replay, type Version } from './replay.js'
import { unmergedApprovals } from './review.js'

export interface Rebased {
  id: string
  branch: string
  commit: string
  /** The ref that keeps the branch as it was. */
  archived: string
  /** Who had approved it as it was; each must look at it again. */
  approvalsDropped: string[]
  evidence: CheckedEvidence[]
}

/**
 * Puts a pending proposal on what main is now, with every person's change as their own commit. Its branch as it was is
 * kept in the archive; approvals of it do not count for what comes out.
 * @throws SkillLoopError (1) where it is not pending, is up to date or moved meanwhile, (3) where it does not fit
 */
export async function rebaseProposal(context: Context, view: ProposalView, options: { takeOwn?: boolean } = {}): Promise<Rebased> {
  const { branch } = view
  const { repository } = context
  if (view.standing.state !== 'pending' || !branch) throw refused(`${view.id} is ${view.standing.state}: ${view.standing.reason}`, { expected: 'a proposal that is pending' })
  const story = await branchStory(context, branch)
  if (story.base === await repository.refs.read(MAIN)) throw refused(`${view.id} is on the newest main already`)
  const batch = repository.batch()
  const base = story.base === undefined ? new Map<string, Uint8Array>() : await artifactFiles(await repository.snapshot(await forkOf(context, branch, story)), branch.front.artifact)
  const made = await replay(context, batch, { front: branch.front, body: await caseFor(context, view), versions: await versionsOf(context, branch, story), base, takeOwn: options.takeOwn === true })
  const archived = await archiveRebased(context, branch)
  const commit = await repository.rewriteBranch(branch.ref, branch.commit, made.main, batch, made.commits, { who: await context.person() }).catch((error: unknown) => {
    throw error instanceof LostRace ? refused(`the branch of ${view.id} has moved meanwhile`, { fix: 'look at it again' }) : error
  })
  const approvals = await unmergedApprovals(context, branch, story)
  return { id: view.id, branch: branch.ref, commit, archived, approvalsDropped: approvals.map(({ decision }) => decision.by.name), evidence: await checkEvidence(context, evidenceFor(context, view)) }
}

/** Each version of the artifact on a branch, with who made it. */
export async function versionsOf({ repository }: Context, { front }: Pick<ProposalBranch, 'front'>, story: BranchStory): Promise<Version[]> {
  const versions: Version[] = []
  for (const { oid, author, message, isEdit } of story.commits) {
    if (!isEdit) continue
    const files = await artifactFiles(await repository.snapshot(oid), front.artifact)
    if (files.size > 0) versions.push({ files, author, message })
  }
  return versions
}

/** Where the branch left main at first; main may have been merged into it since. */
async function forkOf({ repository }: Context, branch: ProposalBranch, { commits, base }: BranchStory): Promise<string> {
  const first = commits[0] && (await repository.commitData(commits[0].oid)).parents[0]
  return first ?? base ?? await mergeBase(branch.commit, branch.commit, (oid) => repository.commitData(oid)) ?? branch.commit
}
