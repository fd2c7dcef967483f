import { NOTHING } from '../kernel/hash.js'
import type { ProposalFrontMatter } from '../kernel/types.js'
import { graphOf } from './heads.js'
import type { RecordedDecision } from './types.js'

/** Bytes that a proposal on main accounts for at its path, by proposing them or by a decision that names them. */
export interface Claim {
  /** The proposal. */
  id: string
  digest: string
  /** Digest of what these bytes replaced. */
  replaces?: string | undefined
  /** false: no longer, or not yet, in force (decided otherwise since); such a claim still links one version to the next. Absent: in force. */
  stands?: boolean
  /** Id of the decision that names the bytes; absent for those that were proposed. */
  decision?: string
}

/**
 * What a proposal on main accounts for. Where a person approved particular bytes, only those stand; where no
 * decision was recorded, the proposed bytes do, unless the policy asks for decisions.
 */
export function claimsOf(front: ProposalFrontMatter, decisions: readonly RecordedDecision[], requireDecision: boolean): Claim[] {
  const graph = graphOf(decisions)
  const acknowledged = graph.known(front.after ?? [])
  const open = graph.heads.filter(({ id }) => !acknowledged.has(id))
  const against = open.some(({ decision }) => decision.verb !== 'approve')
  const approvals = decisions.filter(({ decision }) => decision.verb === 'approve' && decision.artifact.path === front.artifact.path)
  const standing = against ? [] : open.map(({ id }) => id)
  const named = approvals.map(({ id, decision }): Claim => ({
    id: front.id, digest: decision.artifact.digest, replaces: decision.artifact.replaces, stands: standing.includes(id), decision: id
  }))
  const proposed: Claim = {
    id: front.id, digest: front.artifact.digest, replaces: front.artifact.replaces, stands: !against && !requireDecision && standing.length === 0
  }
  return [...named, proposed]
}

/** True when a claim's bytes came, by one replacement after another, from one of `digests`. */
export function descends(claim: Claim, digests: ReadonlySet<string>, all: readonly Claim[]): boolean {
  const seen = new Set<string>()
  // What replaces nothing came after whatever was retired from its place.
  const waiting = [claim.replaces ?? NOTHING]
  for (let digest = waiting.pop(); digest !== undefined; digest = waiting.pop()) {
    if (seen.has(digest)) continue
    if (digests.has(digest)) return true
    seen.add(digest)
    for (const other of all) if (other.digest === digest) waiting.push(other.replaces ?? NOTHING)
  }
  return false
}
