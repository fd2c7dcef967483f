import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimsOf } from '../../src/proposals/claims.js'
import { NOTHING } from '../../src/kernel/hash.js'
import { stateOf, type StateFacts } from '../../src/proposals/state.js'
import type { ProposalState, RecordedDecision } from '../../src/proposals/types.js'
import { bytes, front, ruling } from './examples.js'

const A = bytes('a'), B = bytes('b'), C = bytes('c')
const approve = ruling('approve'), approveB = ruling('approve', [], B), reject = ruling('reject'), revoke = ruling('revoke')
const revoked = ruling('revoke', [approve]), again = ruling('approve', [approve, revoked])
const settled = ruling('approve', [approve, reject]), rejectedAfter = ruling('reject', [approve, revoked])
const note = ruling('apply', [approve]), overNote = ruling('revoke', [note])
const secondApprove = ruling('approve', [approve], B)
const later = front({ id: 'bbbbbbbbbbbb', digest: B, replaces: A })
const third = front({ id: 'cccccccccccc', digest: C, replaces: B })
const stranger = front({ id: 'dddddddddddd', digest: B })
const revokedLater = (() => {
  const approval = ruling('approve', [], B)
  return claimsOf(later, [approval, ruling('revoke', [approval], B)], false)
})()
const claims = (...fronts: typeof later[]) => fronts.flatMap((other) => claimsOf(other, [], false))

const retirement = { ...front({ id: 'eeeeeeeeeeee', digest: NOTHING, replaces: A }), action: 'retire' as const }
const backToA = ruling('approve', [approve], A, 'Ada', { replaces: B })
const readded = front({ id: 'ffffffffffff', digest: C })

type Row = [what: string, facts: Partial<StateFacts>, state: ProposalState, reason: RegExp]
const rows: Row[] = [
  ['only on its branch', { onBranch: front() }, 'pending', /only on its branch/],
  ['on its branch, its bytes already on main by hand', { onBranch: front(), mainDigest: A }, 'pending', /only on its branch/],
  ['approved by a decision on main, not merged', { onBranch: front(), decisions: [approve] }, 'pending', /approved by Ada .* main does not have it/],
  ['merged as proposed', { onMain: front(), mainDigest: A }, 'approved', /the bytes that were proposed/],
  ['merged with a decision', { onMain: front(), mainDigest: A, decisions: [approve] }, 'approved', /approved by Ada on 2026-08-10/],
  ['merged, the branch still there', { onMain: front(), onBranch: front(), mainDigest: A }, 'approved', /proposed/],
  ['edited in review, and approved so', { onMain: front(), mainDigest: B, decisions: [approveB] }, 'approved', /approved by Ada/],
  ['edited in review without a decision', { onMain: front(), mainDigest: B }, 'altered', /other bytes .* than were proposed/],
  ['edited and approved, then put back to what was proposed', { onMain: front(), mainDigest: A, decisions: [approveB] }, 'altered', /than were approved/],
  ['approved, then changed by hand', { onMain: front(), mainDigest: C, decisions: [approve] }, 'altered', /than were approved/],
  ['approved twice, the later bytes', { onMain: front(), mainDigest: B, decisions: [approve, secondApprove] }, 'approved', /approved/],
  ['approved twice, the earlier bytes', { onMain: front(), mainDigest: A, decisions: [approve, secondApprove] }, 'altered', /than were approved/],
  ['two approvals that knew nothing of each other, either bytes', { onMain: front(), mainDigest: B, decisions: [approve, approveB] }, 'approved', /approved/],
  ['applied after approval', { onMain: front(), mainDigest: A, decisions: [approve, note] }, 'approved', /approved/],
  ['removed by hand', { onMain: front(), decisions: [approve] }, 'altered', /removed from main without a decision/],
  ['approved, but gone from everywhere', { decisions: [approve] }, 'altered', /neither main nor a branch/],
  ['policy asks for a decision: plain merge', { onMain: front(), mainDigest: A, requireDecision: true }, 'altered', /without the decision the policy asks for/],
  ['policy asks for a decision: of these bytes', { onMain: front(), mainDigest: A, decisions: [approve], requireDecision: true }, 'approved', /approved by Ada/],
  ['policy asks for a decision: of other bytes', { onMain: front(), mainDigest: A, decisions: [approveB], requireDecision: true }, 'altered', /than were approved/],
  ['rejected', { onBranch: front(), decisions: [reject] }, 'rejected', /rejected by Ada/],
  ['rejected, branch gone', { decisions: [reject] }, 'rejected', /rejected/],
  ['rejected and merged all the same', { onMain: front(), mainDigest: A, decisions: [reject] }, 'disputed', /merged all the same/],
  ['approved and rejected, neither knowing', { onMain: front(), mainDigest: A, decisions: [approve, reject] }, 'disputed', /contradict: .*approved by Ada.*rejected by Ada/],
  ['approved and rejected, not merged', { onBranch: front(), decisions: [approve, reject] }, 'disputed', /contradict/],
  ['approved and revoked, neither knowing', { onMain: front(), decisions: [approve, revoke] }, 'disputed', /contradict/],
  ['the dispute settled', { onMain: front(), mainDigest: A, decisions: [approve, reject, settled] }, 'approved', /approved/],
  ['revoked', { onMain: front(), decisions: [approve, revoked] }, 'revoked', /revoked by Ada/],
  ['revoked, and gone from everywhere', { decisions: [approve, revoked] }, 'revoked', /revoked by Ada/],
  ['rejected without a reason', { onBranch: front(), decisions: [{ ...reject, decision: (({ reason: _, ...rest }) => rest)(reject.decision) as typeof reject.decision }] }, 'rejected', /rejected by Ada on [\d-]+$/],
  ['revoked after a note of application', { onMain: front(), decisions: [approve, note, overNote] }, 'revoked', /revoked/],
  ['revoked, but its bytes are there', { onMain: front(), mainDigest: A, decisions: [approve, revoked] }, 'altered', /its bytes are on main/],
  ['revoked, its bytes there by another proposal', { onMain: front(), mainDigest: A, decisions: [approve, revoked], othersOnPath: claims(front({ id: 'dddddddddddd' })) }, 'revoked', /revoked/],
  ['revoked, what it replaced is back', { onMain: front({ replaces: B }), mainDigest: B, decisions: [approve, revoked] }, 'revoked', /revoked/],
  ['approved again after revocation', { onMain: front(), mainDigest: A, decisions: [approve, revoked, again] }, 'approved', /approved/],
  ['proposed again after a rejection', { onBranch: front({ after: [reject.id] }), decisions: [reject] }, 'pending', /proposed again after 1 earlier decision/],
  ['proposed again, merged', { onMain: front({ after: [reject.id] }), mainDigest: A, decisions: [reject] }, 'approved', /proposed/],
  ['proposed again after revocation, the first round on main', { onMain: front(), onBranch: front({ after: [approve.id, revoked.id] }), decisions: [approve, revoked] }, 'pending', /proposed again/],
  ['proposed again naming the last decision only', { onBranch: front({ after: [revoked.id] }), decisions: [approve, revoked] }, 'pending', /proposed again/],
  ['proposed again, but bytes already on main', { onMain: front(), onBranch: front({ after: [revoked.id] }), mainDigest: A, decisions: [approve, revoked] }, 'altered', /its bytes are on main/],
  ['proposed again, not knowing of the rejection', { onBranch: front({ after: ['ffffffffffff'] }), decisions: [reject] }, 'rejected', /rejected/],
  ['a later round rejected after revocation', { onMain: front(), decisions: [approve, revoked, rejectedAfter] }, 'rejected', /rejected/],
  ['replaced by a later proposal', { onMain: front(), mainDigest: B, othersOnPath: claims(later) }, 'superseded', /replaced by proposal bbbbbbbbbbbb/],
  ['replaced twice over', { onMain: front(), mainDigest: C, othersOnPath: claims(later, third) }, 'superseded', /replaced by proposal cccccccccccc/],
  ['replaced twice over, the one between revoked', { onMain: front(), mainDigest: C, othersOnPath: [...revokedLater, ...claims(third)] }, 'superseded', /cccccccccccc/],
  ['replaced by one that was since revoked and removed', { onMain: front(), othersOnPath: revokedLater }, 'superseded', /bbbbbbbbbbbb/],
  ['other bytes by one that was revoked', { onMain: front(), mainDigest: B, othersOnPath: revokedLater }, 'altered', /other bytes/],
  ['other bytes by a proposal that did not replace it', { onMain: front(), mainDigest: B, othersOnPath: claims(stranger) }, 'altered', /other bytes/],
  ['retired', { onMain: front(), othersOnPath: claims(retirement) }, 'revoked', /retired by proposal eeeeeeeeeeee/],
  ['retired after it was approved by a decision', { onMain: front(), decisions: [approve], othersOnPath: claims(retirement) }, 'revoked', /retired by/],
  ['its successor retired', { onMain: front(), othersOnPath: [...claims(later), ...claims({ ...retirement, artifact: { ...retirement.artifact, replaces: B } })] }, 'revoked', /retired by/],
  ['retired without the decision the policy asks for', { onMain: front(), decisions: [approve], othersOnPath: claimsOf(retirement, [], true), requireDecision: true }, 'altered', /removed from main without a decision/],
  ['a retirement on its branch', { onBranch: retirement, mainDigest: A }, 'pending', /only on its branch/],
  ['a retirement that was merged', { onMain: retirement, othersOnPath: claims(front()) }, 'approved', /bytes that were proposed/],
  ['a retirement merged without the decision the policy asks for', { onMain: retirement, requireDecision: true }, 'altered', /without the decision/],
  ['a retirement whose artifact is back by hand', { onMain: retirement, mainDigest: A, othersOnPath: claimsOf(front(), [approve, revoked], false) }, 'altered', /was retired, and is on main all the same/],
  ['a retirement that something new came after', { onMain: retirement, mainDigest: C, othersOnPath: claims(front(), readded) }, 'superseded', /ffffffffffff/],
  ['retired, something new came after', { onMain: front(), mainDigest: C, othersOnPath: claims(retirement, readded) }, 'superseded', /ffffffffffff/],
  ['rolled back to', { onMain: front(), mainDigest: A, decisions: [approve, backToA], othersOnPath: claims(later) }, 'approved', /approved by Ada/],
  ['rolled back from', { onMain: later, mainDigest: A, othersOnPath: claimsOf(front(), [approve, backToA], false) }, 'superseded', /aaaaaaaaaaaa/],
  ['replaced without the decision the policy asks for', { onMain: front(), mainDigest: B, decisions: [approve], othersOnPath: claimsOf(later, [], true), requireDecision: true }, 'altered', /other bytes/]
]

const factsOf = (facts: Partial<StateFacts>): StateFacts => ({ decisions: [], othersOnPath: [], requireDecision: false, ...facts })

describe('stateOf', () => {
  it.each(rows)('%s', (_what, facts, state, reason) => {
    const standing = stateOf(factsOf(facts))
    expect(standing.state).toBe(state)
    expect(standing.reason).toMatch(reason)
  })

  it('has no state for nothing', () => {
    expect(() => stateOf(factsOf({}))).toThrow(/no branch and has no decision/)
  })

  it('names the decision that made it so', () => {
    expect(stateOf(factsOf({ onMain: front(), mainDigest: A, decisions: [approve] })).decidedBy).toBe(approve)
    expect(stateOf(factsOf({ onMain: front(), mainDigest: A })).decidedBy).toBeUndefined()
  })

  const pool: RecordedDecision[] = [approve, approveB, reject, revoke, revoked, again, settled, rejectedAfter, note, overNote, secondApprove]
  const facts = fc.record({
    onMain: fc.option(fc.constantFrom(front(), front({ after: [reject.id] }), front({ after: [approve.id, revoked.id] })), { nil: undefined }),
    onBranch: fc.constantFrom(front(), front({ after: [reject.id] }), front({ after: [revoked.id, reject.id, revoke.id] })),
    mainDigest: fc.constantFrom(undefined, A, B, C),
    decisions: fc.subarray(pool),
    othersOnPath: fc.subarray([...claims(later, third, stranger, retirement, readded), ...revokedLater]),
    requireDecision: fc.boolean()
  })

  it('does not depend on the order of decisions or proposals, nor on seeing one twice', () => {
    fc.assert(fc.property(facts, fc.infiniteStream(fc.nat()), (facts, numbers) => {
      const shuffled = <T>(list: readonly T[]): T[] => list.map((item) => [numbers.next().value ?? 0, item] as const).sort((a, b) => a[0] - b[0]).map(([, item]) => item)
      const { state } = stateOf(facts)
      expect(stateOf({ ...facts, decisions: shuffled(facts.decisions), othersOnPath: shuffled(facts.othersOnPath) }).state).toBe(state)
      expect(stateOf({ ...facts, decisions: [...facts.decisions, ...facts.decisions] }).state).toBe(state)
    }), { numRuns: 2000 })
  })

  it('never approves bytes that were neither proposed nor named by an approval', () => {
    fc.assert(fc.property(facts, (facts) => {
      if (stateOf(facts).state !== 'approved') return
      const named = facts.decisions.filter(({ decision }) => decision.verb === 'approve').map(({ decision }) => decision.artifact.digest)
      expect(facts.requireDecision ? named : [...named, facts.onMain?.artifact.digest]).toContain(facts.mainDigest)
    }), { numRuns: 2000 })
  })

  it('never approves what a person spoke against last', () => {
    fc.assert(fc.property(facts, (facts) => {
      const last = ruling('revoke', [...facts.decisions])
      expect(stateOf({ ...facts, decisions: [...facts.decisions, last] }).state).not.toBe('approved')
    }))
  })

  it('is not moved by notes of application', () => {
    fc.assert(fc.property(facts, (facts) => {
      const before = facts.decisions.filter(({ decision }) => decision.verb !== 'apply')
      fc.pre(!before.includes(overNote))
      expect(stateOf({ ...facts, decisions: [...before, ruling('apply', before)] }).state).toBe(stateOf({ ...facts, decisions: before }).state)
    }))
  })
})
