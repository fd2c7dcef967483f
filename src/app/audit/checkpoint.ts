import type { Opening } from '../../proposals/audit/openings.js'
import type { FullPolicy } from '../../policy/policy.js'
import type { Claim } from './claims.js'

/**
 * What the last audit on this machine saw, in the store's `local/`: where the refs were, and what was not in order.
 * Losing it costs a walk from the beginning, and the knowledge of where refs had been.
 */
export interface Checkpoint {
  version: 1
  at: string
  /** Ref to commit. */
  refs: Record<string, string>
  /** How far everything was looked at; absent where only a part was. */
  walked?: {
    main: string
    ledger: string
    policy: FullPolicy
    signers?: string
    /** Ids of decisions that count for nothing. */
    untrusted: string[]
    open: [string, Opening[]][]
    ledgerOpen: [string, Opening[]][]
    /** What could not be proven, to be tried again. */
    claims: Claim[]
  }
}

/** The checkpoint that a file of this machine's says; undefined for one of another version. */
export function checkpointOf(value: unknown): Checkpoint | undefined {
  if (typeof value !== 'object' || value === null || !('version' in value) || value.version !== 1 || !('refs' in value)) return undefined
  return value as Checkpoint
}
