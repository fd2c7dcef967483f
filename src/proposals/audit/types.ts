import type { ProposalFrontMatter } from '../../kernel/types.js'

/** What an audit can find; a table of what each means is in codes.ts. */
export type AuditCode =
  | 'file-invalid' | 'artifact-unproposed' | 'artifact-altered' | 'artifact-removed' | 'merge-altered' | 'approval-replayed' | 'approval-missing'
  | 'decision-disputed' | 'decision-removed' | 'decision-edited' | 'decision-forged' | 'decision-unproven' | 'decision-mismatched' | 'decision-lost'
  | 'proposal-edited' | 'proposal-removed' | 'evidence-edited' | 'reviewer-not-allowed' | 'reviewers-missing' | 'unsigned' | 'signature-bad' | 'signature-unchecked'
  | 'policy-invalid' | 'policy-tampered' | 'signers-tampered' | 'store-altered' | 'manifest-edited' | 'manifest-removed' | 'manifest-broken' | 'record-altered'
  | 'trace-swapped' | 'trace-removed' | 'evaluation-edited' | 'evaluation-removed' | 'ledger-altered' | 'ref-rewritten' | 'ref-removed'

/** error: it cannot be so by any lawful way; warning: it can, and a person should look. */
export type AuditSeverity = 'error' | 'warning'

/** One thing that is not as it must be, with the commit that made it so. */
export interface AuditFinding {
  code: AuditCode
  severity: AuditSeverity
  /** Short name, e.g. main. */
  ref: string
  commit: string
  path?: string
  what: string
  expected: string
  fix: string
}

/** What was found and is no longer so: decided on since, replaced by what was reviewed, or put back as it had been. */
export interface SettledFinding extends AuditFinding {
  settledIn: string
  how: 'decided' | 'replaced' | 'put back'
}

export interface Entry { oid: string; mode: string }

/** A file that a commit on main changed against its first parent. */
export interface MainChange {
  path: string
  before?: Entry
  after?: Entry
  /** True where another parent of a merge has the same bytes at this path, or has nothing there either. */
  fromOther: boolean
  /** What is wrong with the file as it is after. */
  problems: readonly string[]
  /** SHA-256 of the bytes after; of a memory's or skill's file. */
  sha256?: string
  /** What it says after: a proposal's front matter, a decision, the policy; absent where it fits no schema. */
  document?: unknown
}

export interface Person { name: string; email: string }

/** What is known of a signature: whose it is, what is wrong with it, or what is not here to check it with. */
export type Signed = { by: string } | { problem: string } | { unchecked: string }

/** A commit that brought a file, on main or on what was merged. */
export interface Origin {
  commit: string
  parents: number
  author: Person
  committer: Person
  /** Only where the policy asks for signatures. */
  signed?: Signed
  /** The proposal's file as it was there; of a decision. */
  proposalOid?: string | undefined
}

/** One commit of main along its first parents, with all that the rules ask of it. */
export interface MainStep {
  commit: string
  parents: number
  author: Person
  committer: Person
  /** Only where the policy asks for signatures. */
  signed?: Signed
  changes: readonly MainChange[]
  /** By path, the merged commits that brought or changed it; nothing for what this commit itself did. */
  origins: ReadonlyMap<string, readonly Origin[]>
  /** Commits on other refs that brought a decision which somebody else put here together with its proposal. By path. */
  elsewhere: ReadonlyMap<string, readonly Origin[]>
  /** Whether what was merged is a line of main of another clone, and not a proposal's branch. */
  otherMain: boolean
  /** What is known of the signatures in new decisions, by path. */
  decisionSignatures: ReadonlyMap<string, Signed>
  /** Mail addresses of who proposed or edited what is new here, by proposal; asked for only where the policy needs it. */
  proposers: ReadonlyMap<string, readonly string[]>
}

/** A change of the rules: who made it and which keys of it. */
export interface PolicyChange {
  commit: string
  path: string
  author: Person
  committer: Person
  /** Section and key with the values before and after; empty for the keys that may sign. */
  keys: { key: string; before: unknown; after: unknown }[]
}

export type ProposalOnMain = { front: ProposalFrontMatter; oid: string; requireDecision: boolean }
