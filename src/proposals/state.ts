import { NOTHING } from '../kernel/hash.js'
import type { ProposalFrontMatter } from '../kernel/types.js'
import { plural } from '../kernel/text.js'
import { claimsOf, descends, type Claim } from './claims.js'
import { graphOf, type Ruling } from './heads.js'
import type { ProposalState, RecordedDecision } from './types.js'

/** What the trees say of one proposal. Nothing here depends on how commits came to be, so a squash or rebase changes nothing. */
export interface StateFacts {
  /** proposals/<id>.md on main. */
  onMain?: ProposalFrontMatter | undefined
  /** proposals/<id>.md on a branch of its own. */
  onBranch?: ProposalFrontMatter | undefined
  /** Digest of what is at the artifact's path on main; undefined where nothing is. */
  mainDigest?: string | undefined
  /** The decisions on this proposal that are on main. */
  decisions: readonly RecordedDecision[]
  /** claimsOf every other proposal on main for the same artifact path. */
  othersOnPath: readonly Claim[]
  /** The policy's review.requireDecision. */
  requireDecision: boolean
}

export interface Standing {
  state: ProposalState
  /** A clause that tells a person why. */
  reason: string
  /** The decision that made it so, where one did. */
  decidedBy?: RecordedDecision
}

/**
 * The state of a proposal. A decision counts until a later decision, or a later round of the proposal, names
 * it in its `after`.
 */
export function stateOf(facts: StateFacts): Standing {
  if (facts.onMain) return stateOnMain(facts, facts.onMain)
  const open = openRulings(facts, facts.onBranch)
  const { approve, against } = sides(open)
  if (against && approve) return disputed(open)
  if (against) return decided(against.decision.verb === 'revoke' ? 'revoked' : 'rejected', against)
  if (facts.onBranch) {
    if (approve) return { state: 'pending', reason: `${telling(approve)}, but main does not have it: merge its branch`, decidedBy: approve }
    const rounds = facts.onBranch.after?.length ?? 0
    return { state: 'pending', reason: rounds > 0 ? `proposed again after ${plural(rounds, 'earlier decision')}` : 'only on its branch' }
  }
  if (approve) return { state: 'altered', reason: `${telling(approve)}, but neither main nor a branch has it`, decidedBy: approve }
  throw new Error('stateOf: a proposal that is on no branch and has no decision')
}

function stateOnMain(facts: StateFacts, front: ProposalFrontMatter): Standing {
  const own = claimsOf(front, facts.decisions, facts.requireDecision)
  const ownBytes = new Set(own.map(({ digest }) => digest))
  const others = facts.othersOnPath
  const open = openRulings(facts, front)
  const { approve, against } = sides(open)

  if (against) {
    const again = facts.onBranch?.after?.length && openRulings(facts, facts.onBranch).length === 0
    // After a revocation the proposal's file stays on main; a rejection then concerns a later round.
    const revokedBefore = revokedBy(facts, against)
    const theirs = others.some((claim) => standing(claim) && claim.digest === facts.mainDigest)
    if ((again || (revokedBefore && !approve)) && facts.mainDigest !== undefined && ownBytes.has(facts.mainDigest) && !theirs) {
      return { state: 'altered', reason: `${telling(against)}, but its bytes are on main`, decidedBy: against }
    }
    if (again) return { state: 'pending', reason: `proposed again after ${plural(facts.onBranch?.after?.length ?? 0, 'earlier decision')}` }
    if (approve) return disputed(open)
    if (revokedBefore) return decided(against.decision.verb === 'revoke' ? 'revoked' : 'rejected', against)
    return { state: 'disputed', reason: `${telling(against)}, and merged all the same`, decidedBy: against }
  }

  const mainDigest = facts.mainDigest ?? NOTHING
  const { path } = front.artifact
  if (mainDigest === NOTHING && front.action !== 'retire') {
    const retirement = others.find((claim) => standing(claim) && claim.digest === NOTHING && descends(claim, ownBytes, others))
    if (retirement) return { state: 'revoked', reason: `retired by proposal ${retirement.id}` }
    const later = others.find((claim) => claim.digest !== NOTHING && descends(claim, ownBytes, others))
    if (later) return { state: 'superseded', reason: `replaced by proposal ${later.id}, whose bytes are gone since` }
    return { state: 'altered', reason: `${path} was removed from main without a decision` }
  }
  const match = own.find((claim) => standing(claim) && claim.digest === mainDigest)
  if (match) {
    const by = open.find(({ id }) => id === match.decision)
    return by ? decided('approved', by) : { state: 'approved', reason: 'merged with the bytes that were proposed' }
  }
  const successor = others.find((claim) => standing(claim) && claim.digest === mainDigest && descends(claim, ownBytes, others))
  if (successor) return { state: 'superseded', reason: `replaced by proposal ${successor.id}` }
  if (facts.requireDecision && !approve && mainDigest === front.artifact.digest) {
    return { state: 'altered', reason: 'merged without the decision the policy asks for' }
  }
  if (front.action === 'retire') return { state: 'altered', reason: `${path} was retired, and is on main all the same` }
  if (approve) return { state: 'altered', reason: `main has other bytes at ${path} than were approved`, decidedBy: approve }
  return { state: 'altered', reason: `main has other bytes at ${path} than were proposed` }
}

/** The rulings that neither a later ruling nor this version of the proposal comes after. */
function openRulings(facts: StateFacts, front: ProposalFrontMatter | undefined): Ruling[] {
  const graph = graphOf(facts.decisions)
  const acknowledged = graph.known(front?.after ?? [])
  return graph.heads.filter(({ id }) => !acknowledged.has(id))
}

function sides(open: readonly Ruling[]): { approve: Ruling | undefined; against: Ruling | undefined } {
  return {
    approve: open.findLast(({ decision }) => decision.verb === 'approve'),
    against: open.findLast(({ decision }) => decision.verb === 'revoke') ?? open.findLast(({ decision }) => decision.verb === 'reject')
  }
}

function revokedBy(facts: StateFacts, ruling: Ruling): boolean {
  const known = graphOf(facts.decisions).known([ruling.id])
  return facts.decisions.some(({ id, decision }) => decision.verb === 'revoke' && known.has(id))
}

function standing(claim: Claim): boolean {
  return claim.stands !== false
}

const PAST = { approve: 'approved', reject: 'rejected', revoke: 'revoked' } as const

function telling({ decision }: Ruling): string {
  return `${PAST[decision.verb]} by ${decision.by.name} on ${decision.at.slice(0, 10)}`
}

function decided(state: ProposalState, by: Ruling): Standing {
  const why = by.decision.reason ? `: ${by.decision.reason}` : ''
  return { state, reason: `${telling(by)}${why}`, decidedBy: by }
}

function disputed(open: readonly Ruling[]): Standing {
  return { state: 'disputed', reason: `decisions that knew nothing of each other contradict: ${open.map(telling).join('; ')}` }
}
