import type { Decision } from '../../kernel/types.js'
import { graphOf } from '../heads.js'
import { finding } from './openings.js'
import type { MainState } from './main-state.js'
import type { AuditFinding, MainStep, Person, Review } from './types.js'

/** Mail addresses are compared without regard to case. */
export function sameMail(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** True for one of the reviewers; for anyone where the policy names none. */
export function isReviewer(email: string, { reviewers }: Pick<Review, 'reviewers'>): boolean {
  return reviewers.length === 0 || reviewers.some((reviewer) => sameMail(reviewer, email))
}

/** Author and committer of a commit: a merge on a host has the person as the one, the host as the other. */
export function makers({ author, committer }: { author: Person; committer: Person }): string[] {
  return [...new Set([author.email.toLowerCase(), committer.email.toLowerCase()])]
}

/** Whose signatures an approval may rest on: those of decisions that were found in order when they came. */
export interface Trusted { decisions: ReadonlySet<string> }

/**
 * Whether enough people who may have approved what a proposal has on main. Where no decision was made, who merged
 * it has approved; a decision that was found to be forged or unsigned counts for nothing.
 */
export function approvalProblem(state: MainState, step: MainStep, id: string, trusted: Trusted, review: Review, proposers: readonly string[]): AuditFinding | undefined {
  const proposal = state.proposals.get(id)
  if (!proposal) return undefined
  const { path } = proposal.front.artifact
  const digest = state.digest(path)
  const named = approvalsOf(state, id, digest)
  const counted = named.filter(({ id: decision }) => trusted.decisions.has(decision))
  const place = { commit: step.commit, path }
  if (named.length > 0 && counted.length === 0) return undefined
  const isPlain = named.length === 0
  if (isPlain && review.signed === 'decisions') return finding('unsigned', place, `${path} was merged without a signed decision`)
  const people = isPlain ? makers(step) : [...new Set(counted.map(({ decision }) => decision.by.email.toLowerCase()))]
  const allowed = people.filter((email) => isReviewer(email, review))
  if (allowed.length === 0) return finding('reviewer-not-allowed', place, `${path} was approved by ${people.join(', ') || 'nobody who is known'}`)
  const authors = new Set(review.authorMayApprove ? [] : proposers.map((email) => email.toLowerCase()))
  const independent = allowed.filter((email) => !authors.has(email))
  // Author and committer of one merge are one approval, whoever of the two it was.
  const count = isPlain ? Math.min(1, independent.length) : independent.length
  if (count >= review.requiredReviewers) return undefined
  const own = allowed.length > independent.length ? `; ${allowed.filter((email) => authors.has(email)).join(', ')} proposed or edited it` : ''
  return finding('reviewers-missing', place, `${path} has ${count} of ${review.requiredReviewers}${count > 0 ? ` (${independent.join(', ')})` : ''}${own}`)
}

/** The approvals of these bytes that no ruling against them came after, and that this round of the proposal does not come after. */
function approvalsOf(state: MainState, id: string, digest: string | undefined): { id: string; decision: Decision }[] {
  const decisions = state.decisions(id)
  const graph = graphOf(decisions)
  const against = decisions.filter(({ decision }) => decision.verb === 'reject' || decision.verb === 'revoke').map((item) => item.id)
  const over = graph.known([...against, ...(state.proposals.get(id)?.front.after ?? [])])
  return decisions.filter((item) => item.decision.verb === 'approve' && item.decision.artifact.digest === digest && !over.has(item.id))
}
