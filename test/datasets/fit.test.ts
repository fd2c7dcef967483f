import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conversationOf, type Conversation, type Turn } from '../../src/datasets/conversation.js'
import { fitConversation, type Fitted } from '../../src/datasets/fit/fit.js'
import { extendNote, noteText, readNote, SECTIONS, type Note } from '../../src/datasets/fit/note.js'
import { FIT_DEFAULTS, type FitSettings } from '../../src/datasets/fit/settings.js'
import { isExcluded } from '../../src/datasets/types.js'
import type { Message, Trace } from '../../src/kernel/types.js'
import { assistant, call, settings, trace, user, words } from './examples.js'

const within = (maxTokens: number, changes: Partial<FitSettings> = {}) => ({ ...settings, fit: { ...FIT_DEFAULTS, maxTokens, ...changes } })
function fitted(of: Trace, maxTokens: number, changes: Partial<FitSettings> = {}): Fitted {
  const result = fitConversation(of, conversationOf(of) as Conversation, within(maxTokens, changes))
  if (isExcluded(result)) throw new Error(result.excluded)
  return result
}
const step = (i: number, size: number): Message => assistant(`Step ${i}. ${words(i, 6)}`, [call(`c${i}`, 'terminal', { command: i % 2 ? 'npm test' : `cat file${i}.ts` }, i % 2 ? `Tests: ${i} failed, 3 passed\n${words(i + 50, size)}` : words(i + 90, size))])
const long = (steps: number, size = 150): Trace => trace('long', [
  { role: 'system', text: 'Be brief.' }, user('Please make all tests of the parser pass'), ...Array.from({ length: steps }, (_, i) => [step(i, size), ...(i === 5 ? [user('Use tabs, not spaces')] : [])]).flat(), assistant('All of them pass now.')
])

describe('fitConversation', () => {
  it('leaves alone what fits, to the token', () => {
    const { before } = fitted(long(8), 1000)
    expect(fitted(long(8), before)).toMatchObject({ before, tokens: before, pruned: 0, summarised: 0, turns: (conversationOf(long(8)) as Conversation).turns })
    expect(fitted(long(8), before - 1).tokens).toBeLessThan(before)
  })

  it('prunes the oldest results first, and nothing of head and tail', () => {
    const of = long(12)
    const { before } = fitted(of, 2600, { tailTurns: 4 })
    const result = fitted(of, before - 300, { tailTurns: 4 })
    expect(result).toMatchObject({ summarised: 0 })
    expect(result.pruned).toBeGreaterThan(0)
    const left = result.turns.map(({ calls }) => calls.some(({ result: said }) => /^\[a result of about \d+ tokens was left out\]$/.test(said)))
    expect(left.slice(0, 4)).not.toContain(true)
    expect(left.slice(-4)).not.toContain(true)
    expect(left.lastIndexOf(true) - left.indexOf(true)).toBeLessThan(result.pruned + 1)
    expect(result.tokens).toBeLessThanOrEqual(before - 300)
  })

  it('puts a note in the place of the middle, from what was observed, which is not the assistant\'s', () => {
    const result = fitted(long(30), 2000)
    expect(result.summarised).toBeGreaterThan(10)
    const holder = result.turns.find(({ content }) => content.includes('[Summary'))
    expect(holder?.role).toBe('user')
    const { note } = readNote(holder?.content ?? '') ?? {}
    expect(note?.Goal).toEqual(['Please make all tests of the parser pass'])
    expect(note?.Progress.join()).toMatch(/npm test: .*failed/)
    expect(note?.Decisions).toEqual(['Use tabs, not spaces'])
    expect(note?.Files.join()).toMatch(/read: .*file\d+\.ts/)
    expect(note?.Next[0]).toMatch(/^Step \d+/)
    expect(note?.Gotchas.join()).toMatch(/npm test/)
    expect(result.turns[0]?.content).toBe('Be brief.')
    expect(result.turns.at(-1)?.content).toBe('All of them pass now.')
  })

  it('says so where it cannot be done', () => {
    const of = trace('s', [user(words(1, 500)), assistant(words(2, 500))])
    expect(fitConversation(of, conversationOf(of) as Conversation, within(100))).toEqual({ excluded: 'cannot be brought down to 100 tokens' })
  })

  const turns = (list: readonly Turn[]) => list.map(({ role, content, calls }) => ({ role, content, calls: calls.map(({ id }) => id) }))
  it('never has more than the budget, keeps request and last answer, and calls with their results', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 10, max: 300 }), fc.integer({ min: 300, max: 8000 }), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 25 }), (steps, size, maxTokens, head, tailTurns) => {
      const of = long(steps, size)
      const conversation = conversationOf(of) as Conversation
      const result = fitConversation(of, conversation, within(maxTokens, { head, tailTurns }))
      if (isExcluded(result)) return
      expect(result.tokens).toBeLessThanOrEqual(maxTokens)
      if (result.summarised + result.pruned === 0) expect(turns(result.turns)).toEqual(turns(conversation.turns))
      expect(result.turns.find(({ role }) => role === 'user')?.content).toMatch(/^Please make all tests/)
      expect(result.turns.at(-1)?.content).toBe('All of them pass now.')
      // Each turn that is still there has the calls it had, all of them.
      const known = new Set(conversation.turns.map(({ calls }) => calls.map(({ id }) => id).join()))
      for (const { calls } of result.turns) expect(known).toContain(calls.map(({ id }) => id).join())
      for (let i = 1; i < result.turns.length; i++) expect(result.turns[i]?.role === 'user' && result.turns[i - 1]?.role === 'user').toBe(false)
    }), { numRuns: 120 })
  })

  it('extends an earlier note and does not summarise it again', () => {
    const first = fitted(long(30), 2600)
    const asMessages = first.turns.map(({ role, content, calls }): Message => ({ role, text: content, ...(calls.length > 0 && { toolCalls: calls }) }))
    const again = trace('again', [...asMessages, user('And now the documentation of all of it'), ...Array.from({ length: 12 }, (_, i) => step(100 + i, 150)), assistant('Documented.')])
    const second = fitted(again, 2600)
    const [before, after] = [first, second].map(({ turns: list }) => list.flatMap(({ content }) => readNote(content)?.note ?? [])[0])
    for (const name of ['Goal', 'Decisions'] as const) expect(after?.[name].slice(0, before?.[name].length)).toEqual(before?.[name])
    expect(second.turns.filter(({ content }) => content.includes('[Summary'))).toHaveLength(1)
  })
})

describe('notes', () => {
  const line = fc.stringMatching(/^[a-z][a-z :-]{0,30}[a-z]$/)
  const aNote: fc.Arbitrary<Note> = fc.record(Object.fromEntries(SECTIONS.map((name) => [name, fc.uniqueArray(line, { maxLength: 4 })])) as Record<typeof SECTIONS[number], fc.Arbitrary<string[]>>)
  it('are read as they were written, wherever they stand', () => {
    fc.assert(fc.property(aNote, fc.constantFrom('', 'Before it.\n\n'), fc.constantFrom('', '\n\nAfter it.'), (note, before, after) => {
      const read = readNote(`${before}${noteText(note)}${after}`)
      expect(read?.note).toEqual(note)
      expect(read?.rest.split(/\n+/).filter(Boolean)).toEqual([before.trim(), after.trim()].filter(Boolean))
    }))
  })

  it('keep every earlier line when they are extended', () => {
    fc.assert(fc.property(aNote, aNote, (earlier, newer) => {
      const both = extendNote(earlier, newer)
      for (const name of SECTIONS) if (name !== 'Next') expect(both[name].slice(0, earlier[name].length)).toEqual(earlier[name])
      for (const name of SECTIONS) if (name !== 'Next') for (const said of newer[name]) expect(both[name]).toContain(said)
    }))
  })
})
