import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isReviewer, lackOfApproval, mustBeSigned, signedText, type ReviewRules, type Yes } from '../../src/proposals/approval.js'
import type { Decision } from '../../src/kernel/types.js'

const open: ReviewRules = { requireDecision: false, reviewers: [], authorMayApprove: true, requiredReviewers: 1, signed: 'none' }
const decided = (email: string, signed = false): Yes => ({ by: [email], how: 'decision', signed })
const merged = (...by: string[]): Yes => ({ by, how: 'merge', signed: false })

describe('what is missing before something may be in force', () => {
  const cases: Record<string, { rules: Partial<ReviewRules>; given: Yes[]; authors?: string[]; lack?: string; told?: RegExp }> = {
    'nothing, where anyone may and somebody did': { rules: {}, given: [decided('a@x')] },
    'nothing, where somebody merged it': { rules: {}, given: [merged('a@x', 'noreply@host')] },
    'anybody at all': { rules: {}, given: [], lack: 'reviewer-not-allowed' },
    'a decision': { rules: { requireDecision: true }, given: [merged('a@x')], lack: 'approval-missing' },
    'a reviewer': { rules: { reviewers: ['r@x'] }, given: [decided('a@x')], lack: 'reviewer-not-allowed', told: /a@x/ },
    'nothing, letters of either case': { rules: { reviewers: ['R@X'] }, given: [decided('r@x')] },
    'nothing, where a reviewer merged by a host': { rules: { reviewers: ['r@x'] }, given: [merged('noreply@host', 'r@x')] },
    'a reviewer: who merges what others decided on is none': { rules: { reviewers: ['r@x'] }, given: [merged('r@x'), decided('a@x')], lack: 'reviewer-not-allowed' },
    'a second': { rules: { requiredReviewers: 2 }, given: [decided('a@x')], lack: 'reviewers-missing', told: /1 of 2 approved it \(a@x\)$/ },
    'a second: the same twice is one': { rules: { requiredReviewers: 2 }, given: [decided('a@x'), decided('A@x')], lack: 'reviewers-missing' },
    'a second: author and committer of one merge are one': { rules: { requiredReviewers: 2 }, given: [merged('a@x', 'b@x')], lack: 'reviewers-missing' },
    'nothing, with two': { rules: { requiredReviewers: 2 }, given: [decided('a@x'), decided('b@x')] },
    'another than the author': { rules: { authorMayApprove: false }, given: [decided('a@x')], authors: ['A@X'], lack: 'reviewers-missing', told: /^0 of 1 approved it; a@x proposed or edited it$/i },
    'nothing, with another than the author': { rules: { authorMayApprove: false }, given: [decided('a@x'), decided('b@x')], authors: ['a@x'] },
    'a signature': { rules: { signed: 'decisions' }, given: [decided('a@x')], lack: 'unsigned' },
    'a signature on a decision: a merge has none': { rules: { signed: 'commits' }, given: [{ ...merged('a@x'), signed: true }], lack: 'unsigned' },
    'a second signature': { rules: { signed: 'decisions', requiredReviewers: 2 }, given: [decided('a@x', true), decided('b@x')], lack: 'reviewers-missing' },
    'nothing, where it is signed': { rules: { signed: 'decisions' }, given: [decided('a@x', true)] }
  }
  it.each(Object.entries(cases))('%s', (_name, { rules, given, authors, lack, told }) => {
    const found = lackOfApproval({ ...open, ...rules }, given, authors ?? [])
    expect(found?.code).toBe(lack)
    if (told) expect(found?.detail).toMatch(told)
  })

  const mail = fc.constantFrom('a@x', 'b@x', 'c@x', 'd@x')
  const yes = fc.record({ by: fc.array(mail, { minLength: 1, maxLength: 2 }), how: fc.constantFrom('decision' as const, 'merge' as const), signed: fc.boolean() })
  const rules = fc.record({
    requireDecision: fc.boolean(), reviewers: fc.uniqueArray(mail), authorMayApprove: fc.boolean(),
    requiredReviewers: fc.integer({ min: 1, max: 3 }), signed: fc.constantFrom('none' as const, 'decisions' as const, 'commits' as const)
  })

  it('a further decision takes nothing away, the order changes nothing, and stricter rules pass nothing more', () => {
    fc.assert(fc.property(rules, fc.array(yes, { maxLength: 5 }), yes, fc.array(mail, { maxLength: 2 }), (asked, given, more, authors) => {
      const lack = lackOfApproval(asked, given, authors)
      const reversed = lackOfApproval(asked, [...given].reverse(), authors)
      // Two addresses of one person tie others together, so how many there are may depend on who is asked first; whether one is there does not.
      if (asked.requiredReviewers === 1) expect(reversed?.code).toBe(lack?.code)
      const decisions = given.filter(({ how }) => how === 'decision')
      if (!lackOfApproval(asked, decisions, authors)) expect(lackOfApproval(asked, [...decisions, more], authors)).toBeUndefined()
      if (!lack) {
        expect(lackOfApproval({ ...asked, requiredReviewers: 1, reviewers: [], authorMayApprove: true, signed: 'none', requireDecision: false }, given, authors)).toBeUndefined()
        expect(given.some(({ by }) => by.some((email) => isReviewer(email, asked)))).toBe(true)
      }
    }))
  })
})

describe('what is signed', () => {
  const decision: Decision = { schemaVersion: 1, proposal: '0123456789ab', verb: 'approve', at: '2026-08-10T09:00:00.000Z', by: { name: 'A', email: 'a@x' }, artifact: { path: 'memory/semantic/a.md', digest: `sha256:${'0'.repeat(64)}` }, after: [] }

  it('is everything that the decision says but the signature itself', () => {
    expect(signedText({ ...decision, signature: 'x' })).toBe(signedText(decision))
    expect(signedText({ ...decision, verb: 'reject' })).not.toBe(signedText(decision))
  })

  it('a note that something was applied need not be', () => {
    expect((['approve', 'reject', 'revoke', 'apply'] as const).map((verb) => mustBeSigned({ signed: 'decisions' }, verb))).toEqual([true, true, true, false])
    expect(mustBeSigned({ signed: 'none' }, 'approve')).toBe(false)
  })
})
