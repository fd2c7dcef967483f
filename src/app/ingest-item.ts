import type { Found, Skip } from '../adapters/types.js'
import type { Trace } from '../kernel/types.js'
import type { ReadyBlob } from '../store/objects/object-batch.js'
import type { Precedence } from '../traces/precedence.js'

/** What is taken in: what an adapter found, or a trace of the ledger that is to be made anew. */
export type IngestItem = Found | { kind: 'stored'; trace: Trace }

/** A session redacted and sealed, all but stored. */
interface PreparedTrace {
  id: string
  path: string
  precedence: Precedence
  /** What was masked or dropped, by kind. */
  kinds: Readonly<Record<string, number>>
  blob: ReadyBlob
}

/** What became of an item before it is known what is stored already; undefined of what is no session. */
export type PreparedItem = { trace: PreparedTrace } | { denied: string } | { skip: Omit<Skip, 'place'> } | undefined
