import { compileGlob } from '../kernel/glob.js'
import type { ProposalFrontMatter, ReviewRule } from '../kernel/types.js'
import type { FullPolicy } from '../policy/policy.js'

/** What the policy asks for before something may be approved. */
export type ReviewTerms = Pick<FullPolicy['review'], 'reviewers' | 'requiredReviewers' | 'minSupport' | 'authorMayApprove' | 'signed'>

/** The terms for one proposal: the policy's own, and over them, of each key, the last rule that has it and means this kind and path. */
export function termsFor(review: FullPolicy['review'], { kind, artifact }: Pick<ProposalFrontMatter, 'kind' | 'artifact'>): ReviewTerms {
  const { reviewers, requiredReviewers, minSupport, authorMayApprove, signed } = review
  const own = review.rules.filter((rule) => means(rule, kind, artifact.path))
  return own.reduce<ReviewTerms>((terms, rule) => ({
    ...terms, reviewers: rule.reviewers ?? terms.reviewers, requiredReviewers: rule.requiredReviewers ?? terms.requiredReviewers, minSupport: rule.minSupport ?? terms.minSupport
  }), { reviewers, requiredReviewers, minSupport, authorMayApprove, signed })
}

function means(rule: ReviewRule, kind: string, path: string): boolean {
  return (rule.kind === undefined || rule.kind === kind) && (rule.path === undefined || compileGlob(`/${rule.path.replace(/^\/+/, '')}`)(`/${path}`))
}
