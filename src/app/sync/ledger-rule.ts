import { sha256 } from '../../kernel/hash.js'
import { fileKind } from '../../kernel/layout.js'
import type { Evaluation, Trace } from '../../kernel/types.js'
import { problemsOfFile } from '../check-file.js'
import { laterOf, precedenceOf } from '../../traces/precedence.js'

/**
 * Which of two contents of one path of the ledger stands where two ledgers meet, alike on every machine: what is
 * valid before what is not; of a trace the one that has come further (more messages, then more results, a later end,
 * newer redactor and adapter); of an evaluation the newer version; else the one with the greater hash.
 */
export function standingContent(path: string, ours: Uint8Array, theirs: Uint8Array): 'ours' | 'theirs' {
  const [isOurs, isTheirs] = [problemsOfFile(path, ours).length === 0, problemsOfFile(path, theirs).length === 0]
  if (isOurs !== isTheirs) return isOurs ? 'ours' : 'theirs'
  const greater = sha256(ours) >= sha256(theirs) ? 'ours' : 'theirs'
  if (!isOurs) return greater
  const [a, b] = [parsed(ours), parsed(theirs)]
  if (fileKind(path) === 'trace') return laterOf(precedenceOf(a as Trace), precedenceOf(b as Trace)) === 'a' ? 'ours' : 'theirs'
  if (fileKind(path) === 'evaluation') {
    const order = compareVersions((a as Evaluation).evaluator.version, (b as Evaluation).evaluator.version)
    if (order !== 0) return order > 0 ? 'ours' : 'theirs'
  }
  return greater
}

const parsed = (bytes: Uint8Array): unknown => JSON.parse(Buffer.from(bytes).toString('utf8'))

/** Versions of three numbers each. */
function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => version.split('.').map(Number))
  for (let i = 0; i < 3; i++) {
    const difference = (x?.[i] ?? 0) - (y?.[i] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
