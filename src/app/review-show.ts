import { excerpt } from '../kernel/text.js'
import type { ArtifactFiles } from '../kernel/hash.js'
import { lackOfApproval } from '../proposals/approval.js'
import { caseFor, compareArtifact } from './artifacts.js'
import { branchStory, promisedArtifact } from './branch-story.js'
import type { Context } from './context.js'
import { checkEvidence, type CheckedEvidence } from './evidence.js'
import { lackWith, needsSupport, termsOf } from './gates.js'
import { evidenceFor, proposalViews, type ProposalView } from './proposals.js'
import { listedProposal, type ListedProposal } from './review-list.js'
import { unmergedApprovals } from './review.js'
import { riskOf, type Risk } from './risk.js'

/** Everything a person needs to decide. */
export interface ShownProposal extends ListedProposal {
  risk: Risk
  /** The case for it, Markdown. */
  body: string
  proposed: ArtifactFiles
  onMain: ArtifactFiles
  /** What was proposed, where people have edited it since. */
  promised: ArtifactFiles | undefined
  edits: { commit: string; by: string; at: number }[]
  /** The proposal's own quotes, then some of further sessions. */
  evidence: CheckedEvidence[]
  /** What the policy asks for and what of it is there; undefined for what is decided. */
  approval: { given: string[]; missing: string[] } | undefined
}

/** What further sessions say is looked up in each: for so many, and no more than a person looks through. */
const FURTHER = 50

/** Gathers what is known of a proposal. */
export async function showProposal(context: Context, view: ProposalView): Promise<ShownProposal> {
  const { branch } = view
  const listed = await listedProposal(context, view, proposalViews(context))
  const { proposed, onMain } = await compareArtifact(context, view)
  const story = branch && await branchStory(context, branch)
  const promised = branch && story ? await promisedArtifact(context, branch, story) : undefined
  const isEdited = promised !== undefined && promised.edits.length > 0
  return {
    ...listed, risk: listed.risk ?? await riskOf(context, view), body: await caseFor(context, view), proposed, onMain,
    promised: isEdited ? promised.files : undefined,
    edits: isEdited ? promised.edits.map(({ oid, author }) => ({ commit: oid, by: author.name, at: author.at })) : [],
    evidence: await checkEvidence(context, evidenceFor(context, view, FURTHER)),
    approval: view.standing.state === 'pending' && branch && story ? await approvalOf(context, view, { ...listed, view }, story.authors) : undefined
  }
}

/** What has been said for it on its branch, and what the policy still asks for. */
async function approvalOf(context: Context, view: ProposalView, { conflicts }: ListedProposal, authors: readonly string[]): Promise<NonNullable<ShownProposal['approval']>> {
  const { branch } = view
  if (!branch) return { given: [], missing: [] }
  const terms = termsOf(context, branch.front)
  const given = await unmergedApprovals(context, branch, await branchStory(context, branch))
  const lack = given.length > 0 ? await lackWith(context, terms, given, authors) : lackOfApproval({ ...terms, requireDecision: true }, [], authors)
  // One yes of anybody is what everything needs.
  const isPlain = terms.requiredReviewers === 1 && terms.reviewers.length === 0 && terms.authorMayApprove && terms.signed === 'none'
  const missing = [
    ...(needsSupport(branch.front) && view.supporters.length < terms.minSupport ? [`support by ${terms.minSupport} sessions (there are ${view.supporters.length})`] : []),
    ...(lack && given.length > 0 ? [lack.detail] : []),
    ...(lack && given.length === 0 && !isPlain ? [`${terms.signed === 'none' ? '' : 'signed '}approval by ${terms.requiredReviewers === 1 ? 'a reviewer' : `${terms.requiredReviewers} reviewers`}${terms.reviewers.length > 0 ? ` of ${terms.reviewers.join(', ')}` : ''}${terms.authorMayApprove ? '' : `, none of ${authors.join(', ')}, who proposed or edited it`}`] : []),
    ...(conflicts.some((conflict) => conflict.with === undefined) ? [`a rebase: skillloop review rebase ${view.id}`] : [])
  ]
  return { given: given.map(({ decision }) => excerpt(decision.by.name, 60)), missing }
}
