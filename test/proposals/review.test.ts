import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exampleVerdict } from '../../src/evaluation/people/examples.js'
import { eventsSha256 } from '../../src/evaluation/people/events.js'
import type { TraceEvent } from '../../src/kernel/types.js'
import { initialPolicy } from '../../src/policy/policy.js'
import { evidenceState } from '../../src/proposals/evidence.js'
import { compileFilter, sortListed, type Listed } from '../../src/proposals/filter.js'
import { mergeFiles } from '../../src/proposals/merge-files.js'
import { termsFor } from '../../src/proposals/review-terms.js'
import { trustOf } from '../../src/proposals/trust.js'
import { evidenceOf } from './examples.js'

const item: Listed = { id: '0123456789ab', kind: 'skill', state: 'pending', title: 'Deploy a Service', path: 'skills/deploy-a-service', support: 3, risk: 'caution', trust: 'medium', age: 3 * 86_400_000, isConflicting: false }

describe('a filter', () => {
  it.each([
    ['kind=skill', true], ['kind!=skill', false], ['state=pending', true], ['id=0123', true], ['support>=3', true], ['support>3', false], ['support<=3,support!=4', true], ['age>2d', true], ['age<1w', true], ['age>=73h', false],
    ['risk=caution', true], ['risk<dangerous', true], ['risk=safe', false], ['trust>=medium', true], ['trust=high', false], ['path=skills/deploy-*', true], ['path=skills', true], ['path!=memory', true], ['title~SERVICE', true], ['conflict=no', true], ['kind=skill support>=4', false]
  ])('%s', (text, expected) => expect(compileFilter(text)(item)).toBe(expected))

  it.each(['', '  ', 'support', 'support=', 'support~3', 'support=x', 'age>2', 'age>2y', 'risk=nice', 'trust~low', 'conflict=maybe', 'kind>skill', 'colour=red', 'title>a', 'path~x'])('%j is none', (text) => {
    expect(() => compileFilter(text)).toThrow(/filter/)
  })

  it('does not mean what was not looked into', () => {
    const decided = { ...item, risk: undefined, trust: undefined, age: undefined }
    for (const term of ['risk=safe', 'risk!=safe', 'trust!=low', 'age>1m', 'age<1w']) expect(compileFilter(term)(decided)).toBe(false)
  })

  it('a list sorted one way is the other way reversed, but for ties', () => {
    const listed = fc.record({ support: fc.integer({ min: 0, max: 3 }), title: fc.string({ maxLength: 3 }), age: fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined }) }).map((some) => ({ listed: { ...item, ...some } }))
    fc.assert(fc.property(fc.array(listed), fc.constantFrom('age' as const, 'support' as const, 'title' as const), (items, sort) => {
      const there = sortListed(items, sort, false)
      expect(new Set(there)).toEqual(new Set(items))
      const back = sortListed(there, sort, true)
      const value = ({ listed: own }: { listed: Listed }): unknown => (sort === 'title' ? own.title.toLowerCase() : own[sort])
      expect(back.map(value)).toEqual([...there].reverse().map(value))
    }))
  })
})

describe('the terms of a review', () => {
  const { review } = initialPolicy()
  const skill = { kind: 'skill' as const, artifact: { path: 'skills/deploy-web', digest: 'd' } }
  it('are the policy\'s, and of each key the last rule that means the proposal', () => {
    const rules = [{ kind: 'skill' as const, requiredReviewers: 2, minSupport: 5 }, { path: 'skills/deploy-*', minSupport: 3 }, { path: 'memory', reviewers: ['m@x.y'] as [string, ...string[]] }]
    expect(termsFor({ ...review, rules }, skill)).toMatchObject({ requiredReviewers: 2, minSupport: 3, reviewers: [] })
    expect(termsFor({ ...review, rules }, { kind: 'memory', artifact: { path: 'memory/semantic/a.md', digest: 'd' } })).toMatchObject({ requiredReviewers: 1, minSupport: 1, reviewers: ['m@x.y'] })
    expect(termsFor({ ...review, rules: [{ path: 'deploy-web', minSupport: 9 }] }, skill).minSupport).toBe(1)
  })
})

describe('trust', () => {
  const front = { basis: 'stated' as const, evidence: [evidenceOf('x')] as [ReturnType<typeof evidenceOf>] }
  it.each([
    ['what outsiders may have planted', { front: { ...front, origins: [{ text: 't', from: ['person', 'web'] as ['person', 'web'] }] }, sessions: 9, broken: 0 }, 'low'],
    ['evidence that fell away', { front, sessions: 9, broken: 1 }, 'low'],
    ['what only tools say', { front: { ...front, evidence: [{ ...evidenceOf('x'), origin: 'tool' as const }] as typeof front.evidence }, sessions: 9, broken: 0 }, 'low'],
    ['said in two sessions', { front, sessions: 2, broken: 0 }, 'high'],
    ['said in one', { front, sessions: 1, broken: 0 }, 'medium'],
    ['drawn from three', { front: { ...front, basis: 'inferred' as const }, sessions: 3, broken: 0 }, 'high'],
    ['drawn from two', { front: { ...front, basis: 'inferred' as const }, sessions: 2, broken: 0 }, 'medium']
  ])('%s', (_name, facts, level) => expect(trustOf(facts).level).toBe(level))
})

describe('evidence looked up again', () => {
  const own = { message: 1, quote: 'Use pnpm, not npm.', traceSha256: 'then' }
  const said = (...texts: string[]) => ({ sha256: 'now', messages: texts.map((text) => ({ role: 'user' as const, text })) })
  const nothing = { corrected: [], isBad: false }
  it.each([
    ['the same session', own, { trace: { sha256: 'then', messages: [] }, ...nothing }, 'holds'],
    ['a session that grew', own, { trace: said('hi', 'Use pnpm,  not\nnpm. And now this', 'more'), ...nothing }, 'holds'],
    ['a quote of two messages', { ...own, quote: 'Which one? Use pnpm.' }, { trace: said('Which one?', 'Use pnpm.'), ...nothing }, 'holds'],
    ['a quote that was cut', { ...own, quote: 'Use pnpm, not np…' }, { trace: said('hi', 'Use pnpm, not npm, because of the lock file'), ...nothing }, 'holds'],
    ['a session that says something else', own, { trace: said('hi', 'Use yarn.'), ...nothing }, 'changed'],
    ['a message that is gone', own, { trace: said('hi'), ...nothing }, 'changed'],
    ['a turn that was taken back', own, { trace: { sha256: 'now', messages: [{ role: 'user' as const, text: '' }, { role: 'user' as const, text: 'Use pnpm, not npm.', undone: true }] }, ...nothing }, 'undone'],
    ['no session', own, { trace: undefined, ...nothing }, 'not here'],
    ['a message called wrong', own, { trace: undefined, corrected: [1], isBad: false }, 'called wrong'],
    ['a bad example', own, { trace: { sha256: 'then', messages: [] }, corrected: [], isBad: true }, 'bad example']
  ])('%s', (_name, evidence, facts, state) => expect(evidenceState(evidence, facts as Parameters<typeof evidenceState>[1])).toBe(state))
})

describe('files put on others', () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
  const files = (texts: Record<string, string>) => new Map(Object.entries(texts).map(([name, text]) => [name, bytes(text)]))
  const texts = (map: ReadonlyMap<string, Uint8Array>) => Object.fromEntries([...map].map(([name, value]) => [name, new TextDecoder().decode(value)]))
  const line = fc.constantFrom('a\n', 'b\n', 'c\n', '\n')
  const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.join(''))

  it.each([
    ['changes of different lines', '1\n2\n3\n4\n', 'one\n2\n3\n4\n', '1\n2\n3\nfour\n', 'one\n2\n3\nfour\n'],
    ['the same change twice', '1\n2\n3\n', '1\ntwo\n3\n', '1\ntwo\n3\n', '1\ntwo\n3\n'],
    ['an end without a newline', '1\n2\n3', '0\n1\n2\n3', '1\n2\nthree', '0\n1\n2\nthree'],
    ['lines that are like others', 'x\ny\nx\ny\n', 'w\nx\ny\nx\ny\n', 'x\ny\nx\nz\n', 'w\nx\ny\nx\nz\n']
  ])('takes %s', (_name, base, ours, theirs, expected) => {
    const merged = mergeFiles(files({ f: base }), files({ f: ours }), files({ f: theirs }))
    expect([texts(merged.files), merged.conflicts]).toEqual([{ f: expected }, []])
  })

  it.each([
    ['one line changed in two ways', '1\n2\n', '1\ntwo\n', '1\nzwei\n'], ['neighbours', '1\n2\n', 'one\n2\n', '1\ntwo\n'], ['two insertions at one place', '1\n2\n', '1\na\n2\n', '1\nb\n2\n']
  ])('does not guess at %s', (_name, base, ours, theirs) => {
    const given = [files({ f: base }), files({ f: ours }), files({ f: theirs })] as const
    expect(mergeFiles(...given).conflicts).toEqual(['f'])
    expect(texts(mergeFiles(...given, 'theirs').files)).toEqual({ f: theirs })
  })

  it('puts files in and takes them away, and asks where one side changed what the other took away', () => {
    const base = files({ kept: 'k', gone: 'g', changed: 'c' })
    expect(mergeFiles(base, base, files({ kept: 'k', changed: 'c', added: 'n' }))).toEqual({ files: files({ added: 'n', changed: 'c', kept: 'k' }), conflicts: [] })
    expect(mergeFiles(base, files({ kept: 'k', gone: 'g' }), files({ kept: 'k', gone: 'g', changed: 'x' })).conflicts).toEqual(['changed'])
    expect(mergeFiles(new Map(), files({ f: 'a' }), files({ f: 'b' })).conflicts).toEqual(['f'])
    expect(mergeFiles(files({ f: 'a' }), files({ f: '\u0000b' }), new Map([['f', new Uint8Array([0xff])]])).conflicts).toEqual(['f'])
  })

  it('nothing changed on one side is the other side, and the sides may be exchanged', () => {
    fc.assert(fc.property(text, text, text, (base, ours, theirs) => {
      const [was, own, other] = [files({ f: base }), files({ f: ours }), files({ f: theirs })]
      expect(texts(mergeFiles(was, was, other).files)).toEqual({ f: theirs })
      expect(texts(mergeFiles(was, own, was).files)).toEqual({ f: ours })
      const [there, back] = [mergeFiles(was, own, other), mergeFiles(was, other, own)]
      expect(there.conflicts).toEqual(back.conflicts)
      if (there.conflicts.length === 0) expect(texts(there.files)).toEqual(texts(back.files))
    }))
  })
})

describe('examples', () => {
  const said = (example: 'good' | 'bad', email: string, at: number, traceSha256 = 'now'): TraceEvent => ({ schemaVersion: 1, kind: 'example', example, trace: '0'.repeat(20), traceSha256, at: `2026-08-10T09:00:00.00${at}Z`, by: { name: 'N', email } })
  const rated: TraceEvent = { schemaVersion: 1, kind: 'rating', rating: 5, trace: '0'.repeat(20), traceSha256: 'now', at: '2026-08-10T09:00:00.000Z', by: { name: 'N', email: 'a@x' } }
  it.each([
    ['nobody said anything', [rated], undefined], ['somebody said good', [said('good', 'a@x', 1)], 'good'], ['one good, one bad', [said('good', 'a@x', 1), said('bad', 'b@x', 0)], 'bad'],
    ['a later word of the same person', [said('bad', 'a@x', 1), said('good', 'A@X', 2)], 'good'], ['good of another version', [said('good', 'a@x', 1, 'then')], undefined], ['bad of another version', [said('bad', 'a@x', 1, 'then')], 'bad'], ['two words of one moment', [said('good', 'a@x', 1), said('bad', 'a@x', 1)], 'bad']
  ])('%s', (_name, events, verdict) => {
    expect(exampleVerdict(events, 'now').verdict).toBe(verdict)
    expect(exampleVerdict([...events].reverse(), 'now').verdict).toBe(verdict)
  })
  it('count for those who may say so, and make no score stale', () => {
    expect(exampleVerdict([said('good', 'a@x', 1)], 'now', (email) => email !== 'a@x').verdict).toBeUndefined()
    expect(exampleVerdict([said('good', 'a@x', 1, 'then')], 'now').outdated).toBe(true)
    expect(eventsSha256([rated, said('bad', 'a@x', 1)])).toBe(eventsSha256([rated]))
    expect(eventsSha256([said('good', 'a@x', 1)])).toBeUndefined()
  })
})
