import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NOTHING } from '../../src/kernel/hash.js'
import type { Origin, TraceEvent } from '../../src/kernel/types.js'
import { blameLines } from '../../src/proposals/history/blame.js'
import { evidenceOfLine, originsOfLine, phrasesOf, placeInTrace } from '../../src/proposals/history/line-origin.js'
import { heirsOf } from '../../src/proposals/history/lineage.js'
import { quoteFinder } from '../../src/proposals/history/quotes.js'
import { retirementFrom } from '../../src/proposals/history/retire.js'
import { followRewrites, isRecorded } from '../../src/proposals/history/rewrites.js'
import { rollbackTarget } from '../../src/proposals/history/rollback-target.js'
import type { HistoryStep } from '../../src/proposals/history/types.js'
import { tellHistories, versionsOf } from '../../src/proposals/history/versions.js'
import { inQuarantine } from '../../src/traces/quarantine.js'
import { bytes, evidenceOf, front, ruling } from './examples.js'

const A = bytes('a'), B = bytes('b'), C = bytes('c')
const PATH = 'memory/semantic/s.md'
let commits = 0
const step = (what: Partial<HistoryStep>): HistoryStep => ({ commit: String(++commits).padStart(40, '0'), at: '2026-08-10T09:00:00.000Z', by: 'Grace', proposals: [], decisions: [], artifacts: [], ...what })
const puts = (digest: string | undefined): HistoryStep['artifacts'] => [{ path: PATH, ...(digest !== undefined && { digest }) }]
const merges = (digest: string, id: string, replaces?: string): HistoryStep => step({ proposals: [{ id, front: front({ id, digest, ...(replaces && { replaces }) }) }], artifacts: puts(digest) })
const only = (steps: HistoryStep[]) => {
  const history = tellHistories(steps).get(PATH)
  if (!history) throw new Error('no history')
  return history
}
const told = (steps: HistoryStep[]): string[] => only(steps).entries.map((entry) => (entry.kind === 'version' ? `v${entry.number} ${entry.digest.slice(7, 8)} ${entry.by}` : entry.kind))

const approve = ruling('approve'), revoke = ruling('revoke', [approve]), again = ruling('approve', [approve, revoke])
const asItStands = ruling('approve', [approve], B)
const later = front({ id: 'bbbbbbbbbbbb', digest: B, replaces: A })

describe('the versions of an artifact', () => {
  it.each<[string, () => HistoryStep[], string[]]>([
    ['merged by plain git', () => [merges(A, 'aaaaaaaaaaaa')], ['v1 a Grace']],
    ['approved by a decision in the same commit', () => [step({ ...merges(A, 'aaaaaaaaaaaa'), decisions: [approve] })], ['v1 a Ada']],
    ['replaced by a later proposal', () => [merges(A, 'aaaaaaaaaaaa'), merges(B, later.id, A)], ['v1 a Grace', 'v2 b Grace']],
    ['changed by hand, then approved as it stands', () => [step({ ...merges(A, 'aaaaaaaaaaaa'), decisions: [approve] }), step({ artifacts: puts(B) }), step({ decisions: [asItStands] })], ['v1 a Ada', 'altered', 'v2 b Ada']],
    ['changed by hand and put back', () => [merges(A, 'aaaaaaaaaaaa'), step({ artifacts: puts(B) }), step({ artifacts: puts(C) }), step({ artifacts: puts(A) })], ['v1 a Grace', 'altered', 'restored']],
    ['revoked and approved again', () => [step({ ...merges(A, 'aaaaaaaaaaaa'), decisions: [approve] }), step({ decisions: [revoke], artifacts: puts(undefined) }), step({ decisions: [again], artifacts: puts(A) })], ['v1 a Ada', 'revoked', 'v2 a Ada']],
    ['retired by a proposal', () => [merges(A, 'aaaaaaaaaaaa'), step({ proposals: [{ id: 'eeeeeeeeeeee', front: { ...front({ id: 'eeeeeeeeeeee', digest: NOTHING, replaces: A }), action: 'retire' } }], artifacts: puts(undefined) })], ['v1 a Grace', 'retired']],
    ['removed by hand', () => [merges(A, 'aaaaaaaaaaaa'), step({ artifacts: puts(undefined) })], ['v1 a Grace', 'altered']],
    ['a note of application is no version', () => [step({ ...merges(A, 'aaaaaaaaaaaa'), decisions: [approve] }), step({ decisions: [ruling('apply', [approve])] })], ['v1 a Ada']],
    ['merged where the policy asks for a decision, which comes later', () => [step({ requireDecision: true }), merges(A, 'aaaaaaaaaaaa'), step({ decisions: [approve] })], ['v1 a Ada']]
  ])('%s', (_what, steps, expected) => {
    expect(told(steps())).toEqual(expected)
  })

  it('bytes that nobody decided on are never a version in force, whatever happens', () => {
    const events = fc.array(fc.constantFrom('a', 'b', 'c', 'gone', 'approve', 'revoke', 'again', 'later'), { maxLength: 14 })
    fc.assert(fc.property(events, (names) => {
      const steps = [merges(A, 'aaaaaaaaaaaa'), ...names.map((name) => name === 'approve' ? step({ decisions: [approve] }) : name === 'revoke' ? step({ decisions: [revoke] }) : name === 'again' ? step({ decisions: [again] })
        : name === 'later' ? merges(B, later.id, A) : step({ artifacts: puts(name === 'gone' ? undefined : bytes(name)) }))]
      const history = only(steps)
      expect(versionsOf(history).map(({ number }) => number)).toEqual(versionsOf(history).map((_version, i) => i + 1))
      if (history.current) expect(history.current.digest).toBe(history.digest)
      for (const { digest } of versionsOf(history)) expect([A, B]).toContain(digest)
      // What is told of a beginning stays as more is told: numbers never change.
      const before = tellHistories(steps.slice(0, Math.ceil(steps.length / 2))).get(PATH)
      expect(history.entries.slice(0, before?.entries.length ?? 0)).toEqual(before?.entries ?? [])
    }), { numRuns: 500 })
  })
})

describe('where a rollback goes', () => {
  const three = (): HistoryStep[] => [merges(A, 'aaaaaaaaaaaa'), merges(B, later.id, A), merges(C, 'cccccccccccc', B)]
  it('to the version before, and from there further back, never forward again', () => {
    expect(rollbackTarget(only(three()), undefined).number).toBe(2)
    const back = ruling('approve', [], B, 'Ada', { replaces: C })
    const rolled = only([...three(), step({ decisions: [{ ...back, decision: { ...back.decision, proposal: later.id } }], artifacts: puts(B) })])
    expect(rolled.current).toMatchObject({ number: 4, sameAs: 2 })
    expect(rollbackTarget(rolled, undefined).number).toBe(1)
    expect(rollbackTarget(rolled, 'v3').number).toBe(3)
  })

  it('past versions that are barred; to the last one where none is in force', () => {
    expect(rollbackTarget(only(three()), undefined, ({ number }) => number === 2).number).toBe(1)
    expect(rollbackTarget(only([...three(), step({ artifacts: puts(bytes('d')) })]), undefined).number).toBe(3)
  })

  it('says what there is', () => {
    expect(() => rollbackTarget(only([merges(A, 'aaaaaaaaaaaa')]), undefined)).toThrow(/no earlier version/)
    expect(() => rollbackTarget(only(three()), 'v9')).toThrow(/no version v9/)
    expect(() => rollbackTarget(only(three()), 'latest')).toThrow(/no version latest/)
  })
})

describe('blame', () => {
  it('names the text that brought each line', () => {
    expect(blameLines(['a\nb\n', 'a\nx\nb\n', 'x\nb\nc'])).toEqual([{ text: 'x', since: 1 }, { text: 'b', since: 0 }, { text: 'c', since: 2 }])
    expect(blameLines(['a\nb\n', 'c\n', 'a\nb\n']).map(({ since }) => since)).toEqual([0, 0])
  })

  it('has every line of the last text once, each with a text that has it', () => {
    const texts = fc.array(fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 6 }).map((lines) => lines.map((line) => `${line}\n`).join('')), { minLength: 1, maxLength: 5 })
    fc.assert(fc.property(texts, (list) => {
      const blamed = blameLines(list)
      expect(blamed.map(({ text }) => `${text}\n`).join('')).toBe(list.at(-1))
      for (const { text, since } of blamed) expect(list[since]?.split('\n')).toContain(text)
    }))
  })
})

describe('whose words a line repeats', () => {
  const origins: Origin[] = [{ text: 'pnpm build', from: ['assistant'] }, { text: 'git commit -am "Release 1.4.1"', from: ['assistant'] }, { text: 'git tag v1.4.1', from: ['assistant'] }, { text: 'Never push on a Friday.', from: ['person', 'web'] }]
  const of = (line: string): string[] => originsOfLine(line, { origins }).map(({ text }) => text)
  it('finds a step through its number, code and parameters', () => {
    expect(of('4. Run `pnpm build`')).toEqual(['pnpm build'])
    expect(of('5. Run `git commit -am "Release <version>"`')).toEqual(['git commit -am "Release 1.4.1"'])
    expect(of('6. Run `git tag v<version>`')).toEqual(['git tag v1.4.1'])
    expect(of('- never push on a friday')).toEqual(['Never push on a Friday.'])
  })

  it('leaves SkillLoop\'s own wording to itself', () => {
    for (const line of ['## Steps', '', '- `<version>`: a version number.', '- Available on the machine: `git`, `pnpm`.', '- Stop at a step that fails, read what it printed and mend the cause.']) expect(of(line)).toEqual([])
    expect(phrasesOf('1. Run `pnpm test`')).toEqual(['pnpm test'])
  })

  it('finds the message and call, from the evidence on', () => {
    const call = (command: string) => ({ name: 'terminal', arguments: { command }, status: 'ok' as const })
    const messages = [{ role: 'user' as const, text: 'run pnpm build please' }, { role: 'assistant' as const, text: '', toolCalls: [call('pnpm test'), call('pnpm build --prod')] }, { role: 'tool' as const, text: 'pnpm build' }]
    expect(placeInTrace('4. Run `pnpm build`', { messages } as never, 0)).toEqual({ message: 1, call: 1, text: 'pnpm build --prod' })
    expect(placeInTrace('4. Run `pnpm build`', { messages } as never, 2)).toBeUndefined()
    expect(evidenceOfLine('- Use tabs, not spaces', [evidenceOf('No. Use tabs, not spaces.'), evidenceOf('Use pnpm.')]).map(({ quote }) => quote)).toEqual(['No. Use tabs, not spaces.'])
  })
})

describe('heirs', () => {
  it('are those that took over the bytes, step by step; what was only put back is none', () => {
    const back = ruling('approve', [approve], A, 'Ada', { replaces: B })
    const all = [{ front: front(), decisions: [approve, back] }, { front: later, decisions: [] }, { front: front({ id: 'cccccccccccc', digest: C, replaces: B }), decisions: [] }, { front: front({ id: 'dddddddddddd', digest: C }), decisions: [] }]
    expect([...heirsOf(new Set(['aaaaaaaaaaaa']), all)]).toEqual(['bbbbbbbbbbbb', 'cccccccccccc'])
    expect([...heirsOf(new Set(['bbbbbbbbbbbb']), all)]).toEqual(['cccccccccccc'])
  })
})

describe('quarantine', () => {
  const event = (kind: TraceEvent['kind'], more: Partial<TraceEvent> = {}): TraceEvent => ({ schemaVersion: 1, kind, trace: '0'.repeat(20), traceSha256: '0'.repeat(64), at: '2026-08-10T09:00:00.000Z', by: { name: 'Ada', email: '' }, note: 'planted', ...more })
  it('ends with a lift that knew of it, and only of those it knew', () => {
    const one = { id: 'a'.repeat(12), event: event('quarantine') }, two = { id: 'b'.repeat(12), event: event('quarantine', { note: 'private' }) }
    const lift = { id: 'c'.repeat(12), event: event('lift', { lifts: [one.id] }) }
    expect(inQuarantine([one, lift]).size).toBe(0)
    for (const order of [[one, two, lift], [lift, two, one]]) expect(inQuarantine(order).get('0'.repeat(20))).toMatchObject({ reason: 'private', events: [two.id] })
  })
})

describe('a retirement', () => {
  it('quotes nothing of the session, and is the same on every machine', () => {
    const about = {
      kind: 'memory' as const, path: PATH, digest: A, proposal: 'aaaaaaaaaaaa', others: 2, after: [],
      sessions: [{ quarantine: { trace: '0'.repeat(20), reason: 'planted\n# by *someone*', by: 'Ada', at: '2026-08-10T09:00:00.000Z', events: ['a'.repeat(12)] as [string] }, evidence: [{ ...evidenceOf('my secret words'), trace: '0'.repeat(20) }] }]
    }
    const made = retirementFrom(about)
    expect(JSON.stringify(made.front) + made.body).not.toContain('secret words')
    expect(made.body).not.toMatch(/^# by/m)
    expect(made.front).toMatchObject({ action: 'retire', artifact: { path: PATH, digest: NOTHING, replaces: A } })
    expect(retirementFrom({ ...about, others: 0 }).front.id).toBe(made.front.id)
    expect(retirementFrom({ ...about, digest: B }).front.id).not.toBe(made.front.id)
  })
})

describe('records of rewrites', () => {
  it('are followed one after another, and never for ever', () => {
    const rewrites = [{ commits: { a: 'b' } }, { commits: { b: 'c' } }]
    expect([followRewrites(rewrites, 'a'), followRewrites(rewrites, 'x'), followRewrites([{ commits: { a: 'b', b: 'a' } }], 'a')]).toEqual(['c', 'x', 'a'])
    expect(isRecorded(rewrites, new Map([['a', 'b'], ['b', 'c']]))).toBe(true)
    expect(isRecorded(rewrites, new Map([['a', 'c']]))).toBe(false)
    expect(followRewrites(rewrites, 'toString')).toBe('toString')
  })
})

describe('what repeats a session', () => {
  const finder = quoteFinder([{ messages: [{ role: 'user', text: 'The customer is called Acme Trading of Leeds. Ok.' }, { role: 'assistant', text: '', toolCalls: [{ name: 'sh', arguments: { command: 'curl https://example.org/a/b/c/d' }, status: 'ok', result: 'line one\nowes us four thousand and two pounds' }] }] } as never], [])
  it('is found in other case and layout, from people, calls and results; a few words are not', () => {
    expect(finder.find('note: the CUSTOMER is\ncalled acme trading, of Leeds')).toMatch(/Acme/)
    expect(finder.find('…owes us four thousand and two pounds…')).toMatch(/owes/)
    expect(finder.find('Ok. The customer is happy.')).toBeUndefined()
  })
})
