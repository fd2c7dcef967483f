import { canonicalJson } from '../kernel/canonical-json.js'
import type { Decision } from '../kernel/types.js'
import type { FullPolicy } from '../policy/policy.js'

/** What the policy says of who may decide, and how. The review gate and the audit both ask here and nowhere else. */
export type ReviewRules = Pick<FullPolicy['review'], 'requireDecision' | 'reviewers' | 'authorMayApprove' | 'requiredReviewers' | 'signed'>

/** One person's yes to exactly the bytes that are asked about. */
export interface Yes {
  /** Mail addresses of the person; a commit has two, its author's and its committer's, which count as one person. */
  by: readonly string[]
  /** decision: by a decision file; merge: by merging the proposed bytes without one. */
  how: 'decision' | 'merge'
  /** Whether a good signature of that person's is on it. */
  signed: boolean
}

type LackCode = 'approval-missing' | 'unsigned' | 'reviewer-not-allowed' | 'reviewers-missing'

/** Why what was said does not suffice, for a person; and who has said yes so far in a way that counts. */
export interface Lack { code: LackCode; detail: string; counted: string[] }

/** Mail addresses are compared without regard to case. */
export function sameMail(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

/** True for one of the reviewers; for anyone where the policy names none. */
export function isReviewer(email: string, { reviewers }: Pick<ReviewRules, 'reviewers'>): boolean {
  return reviewers.length === 0 || reviewers.some((reviewer) => sameMail(reviewer, email))
}

/** Whether a decision must bear a signature; a note that something was applied need not. */
export function mustBeSigned({ signed }: Pick<ReviewRules, 'signed'>, verb: Decision['verb']): boolean {
  return signed !== 'none' && verb !== 'apply'
}

/** The namespace of an SSH signature of a decision, see ssh-keygen(1), -Y sign: one made for something else does not fit. */
export const DECISION_NAMESPACE = 'skillloop-decision'

/** The bytes that the signature of a decision is of: its canonical JSON without the signature. */
export function signedText(decision: Decision): string {
  // Canonical JSON leaves out what is undefined.
  return canonicalJson({ ...decision, signature: undefined })
}

/**
 * What is missing before these bytes may be in force; undefined where nothing is.
 * @param given every yes to just these bytes that no later ruling stands against
 * @param authors mail addresses of who proposed or edited them, where they are known
 */
export function lackOfApproval(rules: ReviewRules, given: readonly Yes[], authors: readonly string[]): Lack | undefined {
  const decisions = given.filter(({ how }) => how === 'decision')
  if (decisions.length === 0 && rules.requireDecision) return { code: 'approval-missing', detail: 'there is no decision on it', counted: [] }
  // Who merges what others decided on is the hand that does it, and no reviewer more.
  const weighed = decisions.length > 0 ? decisions : given
  const signed = weighed.filter((yes) => rules.signed === 'none' || (yes.how === 'decision' && yes.signed))
  if (signed.length === 0 && rules.signed !== 'none') return { code: 'unsigned', detail: weighed.length === 0 ? 'there is no signed decision on it' : `the approval of ${names(weighed)} has no good signature`, counted: [] }
  const allowed = signed.map(({ by }) => by.filter((email) => isReviewer(email, rules))).filter((by) => by.length > 0)
  if (allowed.length === 0) return { code: 'reviewer-not-allowed', detail: `it was approved by ${names(signed) || 'nobody who is known'}`, counted: [] }
  const isAuthor = (email: string): boolean => !rules.authorMayApprove && authors.some((author) => sameMail(author, email))
  const counted = distinct(allowed.filter((by) => !by.some(isAuthor)))
  if (counted.length >= rules.requiredReviewers) return undefined
  const own = [...new Set(allowed.flat().filter(isAuthor))]
  const detail = `${counted.length} of ${rules.requiredReviewers} approved it${counted.length > 0 ? ` (${counted.join(', ')})` : ''}${own.length > 0 ? `; ${own.join(', ')} proposed or edited it` : ''}`
  return { code: 'reviewers-missing', detail, counted }
}

/** One address of each different person: two that share an address are one. */
function distinct(people: readonly (readonly string[])[]): string[] {
  const seen = new Set<string>()
  const one: string[] = []
  for (const by of people) {
    const lower = by.map((email) => email.toLowerCase())
    if (!lower.some((email) => seen.has(email))) one.push(by[0] ?? '')
    for (const email of lower) seen.add(email)
  }
  return one
}

function names(given: readonly Yes[]): string {
  return [...new Set(given.flatMap(({ by }) => by.slice(0, 1)))].join(', ')
}
