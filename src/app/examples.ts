import { exampleVerdict, type ExampleVerdict } from '../evaluation/people/examples.js'
import { isReviewer } from '../proposals/approval.js'
import type { TraceEvent } from '../kernel/types.js'
import type { StoreContext } from './context.js'

/** Whether a session is an example to learn from, by those whose word counts: the reviewers, where the policy names any. */
export function verdictOn({ policy }: Pick<StoreContext, 'policy'>, events: readonly TraceEvent[], traceSha256: string): ExampleVerdict {
  return exampleVerdict(events, traceSha256, (email) => isReviewer(email, policy.review))
}
