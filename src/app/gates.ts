import { badInput, refused } from '../kernel/errors.js'
import { ALLOWED_SIGNERS, MAIN } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { Decision, ProposalFrontMatter } from '../kernel/types.js'
import { DECISION_NAMESPACE, isReviewer, lackOfApproval, sameMail, signedText, type Lack } from '../proposals/approval.js'
import { termsFor, type ReviewTerms } from '../proposals/review-terms.js'
import type { RecordedDecision } from '../proposals/types.js'
import type { SignatureAnswer } from '../store/signatures.js'
import type { StoreContext } from './context.js'
import type { ProposalView } from './proposals.js'

/** What the policy asks for before this may be approved. */
export function termsOf({ policy }: Pick<StoreContext, 'policy'>, front: ProposalFrontMatter): ReviewTerms {
  return termsFor(policy.review, front)
}

/** @throws SkillLoopError (1) where the policy names reviewers and this is none of them */
export function expectReviewer(terms: ReviewTerms, email: string, id: string): void {
  if (isReviewer(email, terms)) return
  throw refused(`the policy does not let ${email} decide on ${id}`, { expected: `one of its reviewers: ${terms.reviewers.join(', ')}`, fix: 'have one of them decide; comment meanwhile: skillloop review comment' })
}

/**
 * The gates that do not depend on what others have decided: support, who may decide, and whose own work it is.
 * @throws SkillLoopError (1) saying which and what to do
 */
export function expectApprovable(terms: ReviewTerms, view: Pick<ProposalView, 'id' | 'supporters' | 'front'>, email: string, authors: readonly string[]): void {
  const { id, supporters, front } = view
  if (needsSupport(front) && supporters.length < terms.minSupport) {
    throw refused(`${plural(supporters.length, 'session')} ${supporters.length === 1 ? 'speaks' : 'speak'} for ${id}`, { expected: `at least ${terms.minSupport}, by review.minSupport of the policy`, fix: 'wait for more: skillloop distill adds what further sessions say' })
  }
  expectReviewer(terms, email, id)
  if (!terms.authorMayApprove && authors.some((author) => sameMail(author, email))) {
    throw refused(`${email} proposed or edited ${id}, and the policy does not let authors approve`, { expected: `${terms.requiredReviewers === 1 ? 'another reviewer' : `${terms.requiredReviewers} other reviewers`}${terms.reviewers.length > 0 ? ` of ${terms.reviewers.join(', ')}` : ''}`, fix: `have somebody else run skillloop review approve ${id}` })
  }
}

/** What takes something away, what is to be trained and what others made needs no sessions that speak for it. */
export function needsSupport(front: Pick<ProposalFrontMatter, 'action' | 'kind' | 'basis'> | undefined): boolean {
  return front?.action !== 'retire' && front?.kind !== 'training-plan' && front?.basis !== 'imported'
}

/** What is still missing once these decisions, all of them approvals of the same bytes, are there. */
export async function lackWith(context: StoreContext, terms: ReviewTerms, approvals: readonly RecordedDecision[], authors: readonly string[]): Promise<Lack | undefined> {
  const signers = terms.signed === 'none' ? '' : await allowedSigners(context)
  const given = await Promise.all(approvals.map(async ({ decision }) => ({
    by: [decision.by.email], how: 'decision' as const,
    signed: terms.signed !== 'none' && 'by' in await signatureOf(context, decision, signers)
  })))
  return lackOfApproval(terms, given, authors)
}

/** Whose the signature of a decision is, by the keys given. */
export async function signatureOf(context: Pick<StoreContext, 'verifySignature'>, decision: Decision, signers: string): Promise<SignatureAnswer> {
  const { signature, by, at } = decision
  if (signature === undefined) return { problem: 'it bears no signature' }
  return context.verifySignature({ payload: Buffer.from(signedText(decision)), signature, namespace: DECISION_NAMESPACE, person: by.email, signers, at: Date.parse(at) })
}

/** The keys that count: those that main names. */
export async function allowedSigners({ repository }: Pick<StoreContext, 'repository'>): Promise<string> {
  const main = await repository.tip(MAIN)
  const bytes = await main?.read(ALLOWED_SIGNERS)
  return bytes ? Buffer.from(bytes).toString('utf8') : ''
}

/** @throws SkillLoopError (2) for what is no commit id, (1) where the branch is at another commit than was reviewed */
export function expectHead(view: Pick<ProposalView, 'id' | 'branch' | 'standing'>, expected: string | undefined): void {
  if (expected === undefined) return
  if (!/^[0-9a-f]{7,40}$/.test(expected)) throw badInput(`--expected-head ${expected} is no commit`, { expected: 'seven or more digits of the commit that was reviewed, as review show prints it' })
  const head = view.branch?.commit
  if (head?.startsWith(expected)) return
  throw refused(head === undefined ? `${view.id} has no branch; it is ${view.standing.state}` : `the branch of ${view.id} is at ${head.slice(0, 10)}, and ${expected.slice(0, 10)} was reviewed`, { expected: 'what was reviewed is what is decided on', fix: `look at it again: skillloop review show ${view.id}` })
}
