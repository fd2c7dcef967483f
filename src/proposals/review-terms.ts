import { compileGlob } from '../kernel/glob.js'
import type { ProposalFrontMatter, ReviewRule } from '../kernel/types.js'
import type { FullPolicy } from '../policy/policy.js'
import type { ReviewRules } from './approval.js'

/** What the policy asks for before something may be approved. */
export type ReviewTerms = ReviewRules & Pick<FullPolicy['review'], 'minSupport'>

/** The terms for one proposal: the policy's own, and over them, of each key, the last rule that has it and means this kind and path. */
export function termsFor(review: FullPolicy['review'], { kind, artifact }: Pick<ProposalFrontMatter, 'kind' | 'artifact'>): ReviewTerms {
  const { rules, ...general } = review
  const own = rules.filter((rule) => means(rule, kind, artifact.path))
  return own.reduce<ReviewTerms>((terms, rule) => ({
    ...terms, reviewers: rule.reviewers ?? terms.reviewers, requiredReviewers: rule.requiredReviewers ?? terms.requiredReviewers, minSupport: rule.minSupport ?? terms.minSupport
  }), general)
}

function means(rule: ReviewRule, kind: string, path: string): boolean {
  return (rule.kind === undefined || rule.kind === kind) && (rule.path === undefined || compileGlob(`/${rule.path.replace(/^\/+/, '')}`)(`/${path}`))
}
