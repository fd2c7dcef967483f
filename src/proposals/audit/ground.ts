import { withDefaults, type FullPolicy } from '../../policy/policy.js'
import type { Policy, ProposalFrontMatter } from '../../kernel/types.js'
import { isReviewer, type ReviewRules } from '../approval.js'
import { graphOf } from '../heads.js'
import { termsFor } from '../review-terms.js'
import type { RecordedDecision } from '../types.js'
import { MainState } from './main-state.js'
import { finding, Openings } from './openings.js'
import type { AuditCode, MainStep, Person, PolicyChange } from './types.js'

/** What the rules stand on while they walk main: what is there, what is not in order, whom to believe. */
export class Ground {
  readonly openings = new Openings()
  /** Ids of decisions that were in order when they came. */
  readonly trusted = new Set<string>()
  readonly policyChanges: PolicyChange[] = []
  /** The file of the keys that may sign, as somebody who may put it there; undefined while there is none. */
  signers: string | undefined
  hasPolicy = false

  constructor(readonly state: MainState) {}

  /** Takes a finding down: it stays open until what it is about is settled. */
  find(key: string, code: AuditCode, step: Pick<MainStep, 'commit'>, path: string, detail: string, put: { good?: string | undefined; bad?: string | undefined } = {}): void {
    const [first] = this.openings.about(key)
    this.openings.add(key, { finding: finding(code, { commit: step.commit, path }, detail), good: first ? first.good : put.good, bad: put.bad })
  }
}

/** The ground at the beginning of a store, or at a commit that is taken to be in order as it is. */
export function groundAt(policy: Policy): Ground {
  return new Ground(new MainState(withDefaults(policy)))
}

/** Author and committer of a commit: a merge on a host has the person as the one, the host as the other. */
export function makers({ author, committer }: { author: Person; committer: Person }): string[] {
  return [...new Set([author.email.toLowerCase(), committer.email.toLowerCase()])]
}

export function madeByReviewer(made: { author: Person; committer: Person }, { review }: Pick<FullPolicy, 'review'>): boolean {
  return makers(made).some((email) => isReviewer(email, review))
}

/** What the policy asks for before a proposal may be in force; of one that is not there, what it asks for in general. */
export function termsOf({ review }: Pick<FullPolicy, 'review'>, proposal: { front: Pick<ProposalFrontMatter, 'kind' | 'artifact'> } | undefined): ReviewRules {
  return proposal ? termsFor(review, proposal.front) : review
}

/** A person as a report names them. */
export function nameOf({ author, committer }: { author: Person; committer: Person }): string {
  return author.email === committer.email ? `${author.name} <${author.email}>` : `${author.name} <${author.email}>, committed by ${committer.name} <${committer.email}>`
}

/** The decisions that another one or a later round comes after, itself not among them. */
export function overruled(decisions: readonly RecordedDecision[], by: readonly string[]): Set<string> {
  const known = graphOf(decisions).known(by)
  for (const id of by) known.delete(id)
  return known
}
