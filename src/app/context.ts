import type { Clock } from '../kernel/clock.js'
import type { DenyRules } from '../policy/deny.js'
import type { FullPolicy } from '../policy/policy.js'
import type { RedactionRules } from '../redaction/redaction-rules.js'
import type { StoreIndex } from '../index/store-index.js'
import type { Signature } from '../store/objects/encode.js'
import type { Repository } from '../store/repository.js'
import type { SignatureAnswer, SignatureQuestion } from '../store/signatures.js'
import type { Spread } from '../threads/types.js'
import type { Foreign } from './foreign-port.js'
import type { IngestItem, PreparedItem } from './ingest-item.js'

/** What a use case that asks the index nothing works with; compose.ts makes the real one. */
export interface StoreContext {
  /** The folder that holds the store. */
  project: string
  repository: Repository
  policy: FullPolicy
  policySha256: string
  /** What the policy says on redaction, compiled; whatever is stored or printed is redacted by it. */
  redaction: RedactionRules
  /** What the policy says is never taken in, compiled. */
  deny: DenyRules
  /** What counts as a secret in a file that is stored or about to be. */
  fileRules: RedactionRules
  /** Evaluators that the policy adds, and what this machine trusts of them. */
  foreign: Foreign
  clock: Clock
  /** Prepares many sessions on several threads. */
  spread: Spread<IngestItem, PreparedItem>
  /** SkillLoop's version. */
  version: string
  /** Who runs this, for commits of what was observed; a name of SkillLoop's own where Git knows none. */
  committer(): Promise<Signature>
  /** The person who decides. @throws SkillLoopError (2) where Git knows no name and mail */
  person(): Promise<Signature>
  /** Asks ssh-keygen or gpg whose a signature is. */
  verifySignature(question: SignatureQuestion): Promise<SignatureAnswer>
  /** Signs a text by the key that the person's Git is configured to sign with. @throws SkillLoopError (3) where there is none */
  signText(text: string, namespace: string, who: Signature): Promise<string>
  /** Keeps a file in the store's local/ folder, which is this machine's. @returns its path */
  keepLocal(name: string, bytes: Uint8Array): Promise<string>
  /** Tells a person at a terminal how far it is; does nothing elsewhere. */
  progress: (text: string) => void
}

/** What most use cases work with. */
export interface Context extends StoreContext {
  /** Caught up with the refs when the use case begins. */
  index: StoreIndex
}
