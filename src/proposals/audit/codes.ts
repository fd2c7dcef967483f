import type { AuditCode, AuditSeverity } from './types.js'

/** What each code means, what should have been, and what to do: a rule a line, in the order of a report. */
export const CODES: Readonly<Record<AuditCode, { severity: AuditSeverity; means: string; expected: string; fix: string }>> = {
  'file-invalid': { severity: 'error', means: 'A stored file does not match its schema, its place or its hashes', expected: 'a file as SkillLoop writes it', fix: 'take it from the commit before, or mend it and commit' },
  'artifact-unproposed': { severity: 'error', means: 'A memory or skill is on main that no proposal accounts for', expected: 'a proposal that a person approved', fix: 'remove it from main, or propose it' },
  'artifact-altered': { severity: 'error', means: 'A memory or skill has bytes that nobody decided on', expected: 'the bytes that were proposed or that a decision names', fix: 'put back what was approved, or read it and decide: skillloop review show, review approve' },
  'artifact-removed': { severity: 'error', means: 'A memory or skill was removed without a decision', expected: 'a decision that revokes it', fix: 'put it back, or revoke it: skillloop review revoke' },
  'merge-altered': { severity: 'error', means: 'A merge holds bytes that neither side of it had', expected: 'each file as one of the merged commits has it', fix: 'put back what was approved, or read it and decide: skillloop review approve' },
  'approval-replayed': { severity: 'error', means: 'Bytes came to main on the strength of an approval that was given before, and not for this', expected: 'a decision of its own for each change', fix: 'put back what stood there, or decide anew' },
  'approval-missing': { severity: 'error', means: 'Something came to main without the decision that the policy asks for', expected: 'a decision file beside it', fix: 'skillloop review approve, by somebody who has read it' },
  'decision-disputed': { severity: 'error', means: 'What stands on main was decided on in contradicting ways', expected: 'one decision that comes after the others', fix: 'settle it: skillloop review approve or revoke' },
  'decision-removed': { severity: 'error', means: 'A decision was taken away', expected: 'decisions that stay for ever; a later one can overrule them', fix: 'restore the file from the commit before' },
  'decision-edited': { severity: 'error', means: 'A decision was changed after it was made', expected: 'decisions that stay as they are; a later one can overrule them', fix: 'restore the file from the commit before' },
  'decision-forged': { severity: 'error', means: 'A decision is in the name of somebody who did not commit it', expected: 'a commit by the person whom the decision names', fix: 'ask them; if it is not theirs, decide again and come after it' },
  'decision-mismatched': { severity: 'error', means: 'A decision is about another artifact than its proposal', expected: 'the path of the proposal', fix: 'decide again: skillloop review show tells what is proposed' },
  'decision-lost': { severity: 'error', means: 'A decision that another one or a proposal comes after is not on main', expected: 'every decision that was ever made', fix: 'find it in a clone and merge it' },
  'proposal-edited': { severity: 'error', means: 'The case for something was changed after it was decided on', expected: 'the proposal as it was read by who decided', fix: 'restore it from the commit before, or decide again on what it says now' },
  'proposal-removed': { severity: 'error', means: 'The proposal behind something was taken away', expected: 'proposals that stay on main; what is not wanted any more is revoked', fix: 'restore the file from the commit before' },
  'evidence-edited': { severity: 'error', means: 'Evidence was changed after it was decided on', expected: 'the evidence as it was recorded', fix: 'restore it from the commit before' },
  'reviewer-not-allowed': { severity: 'error', means: 'Somebody decided who is not among the reviewers', expected: 'somebody whom review.reviewers of the policy then in force names', fix: 'have a reviewer decide, or revoke it' },
  'reviewers-missing': { severity: 'error', means: 'Fewer people approved than the policy asks for', expected: 'as many different reviewers as review.requiredReviewers says, the author aside where the policy says so', fix: 'have another reviewer approve it: skillloop review approve' },
  unsigned: { severity: 'error', means: 'A good signature is missing where the policy asks for one', expected: 'a signature by a key that allowed_signers of the parent commit names', fix: 'decide again with a signing key: git config gpg.format ssh, user.signingKey, commit.gpgSign' },
  'policy-invalid': { severity: 'error', means: 'The policy does not match its schema', expected: 'a document that matches schemas/policy.schema.json', fix: 'restore it from the commit before' },
  'policy-tampered': { severity: 'error', means: 'The policy was made to let more pass by somebody who may not', expected: 'a commit by a reviewer, signed where the policy asks for signatures', fix: 'have a reviewer put it back, or make the change themselves' },
  'signers-tampered': { severity: 'error', means: 'The keys that may sign were changed by somebody who may not', expected: 'a commit by a reviewer, signed by a key that was known before', fix: 'have a reviewer put it back, or make the change themselves' },
  'store-altered': { severity: 'error', means: 'The mark of the store was changed', expected: 'store.json as it was in the first commit', fix: 'restore it from the first commit' },
  'manifest-edited': { severity: 'error', means: 'The manifest of a dataset was changed', expected: 'manifests that stay as they are', fix: 'restore it from the commit before' },
  'manifest-removed': { severity: 'error', means: 'The manifest of a dataset was taken away', expected: 'manifests that stay', fix: 'restore it from the commit before' },
  'manifest-broken': { severity: 'error', means: 'A manifest does not agree with the traces that are here', expected: 'records that rebuild to the hashes it names', fix: 'see skillloop dataset verify; export it again' },
  'trace-swapped': { severity: 'error', means: 'A session is another one than what rests on it says', expected: 'a trace whose history has the hash that the proposal names', fix: 'restore it from a clone, and look at all that rests on it' },
  'trace-removed': { severity: 'error', means: 'A session was taken from the ledger', expected: 'sessions that stay, or a recorded forget', fix: 'restore it from the commit before' },
  'evaluation-edited': { severity: 'error', means: 'An evaluation was changed by something else than its evaluator', expected: 'another result only from another evaluator, configuration, trace or rating', fix: 'evaluate again: skillloop eval --all' },
  'evaluation-removed': { severity: 'warning', means: 'An evaluation was taken from the ledger', expected: 'evaluations that stay', fix: 'evaluate again: skillloop eval --all' },
  'ledger-altered': { severity: 'error', means: 'Something was changed on the ledger that is only ever added', expected: 'events, runs and checkpoints that stay as they are', fix: 'restore it from the commit before' },
  'ref-rewritten': { severity: 'error', means: 'The history of a ref was replaced since it was last audited', expected: 'a history that only grows', fix: 'restore it: git update-ref, from a clone, the reflog or a backup; if it was meant, say which ids are accepted' },
  'ref-removed': { severity: 'error', means: 'A ref that was there at the last audit is gone', expected: 'main, the ledger and archives that stay', fix: 'restore it: git update-ref, from a clone, the reflog or a backup' }
}

export const SEVERITY_LEVEL: Readonly<Record<AuditSeverity, 'error' | 'warning'>> = { error: 'error', warning: 'warning' }
