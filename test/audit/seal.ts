import type { Trace } from '../../src/kernel/types.js'
import { contentHash } from '../../src/traces/seal.js'

/** A trace changed and hashed anew, as somebody would who knows the format. */
export function sealTrace(trace: Trace, change: (draft: Trace) => void): Trace {
  const draft = structuredClone(trace)
  change(draft)
  return { ...draft, sha256: contentHash(draft) }
}
