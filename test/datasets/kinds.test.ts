import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { KINDS } from '../../src/datasets/kinds/all.js'
import type { How, Session } from '../../src/datasets/types.js'
import { isExcluded } from '../../src/datasets/types.js'
import { normalizeSharegpt } from '../../src/adapters/sharegpt/normalize-session.js'
import type { Message, Trace, TraceEvent } from '../../src/kernel/types.js'
import { assistant, build, call, candidate, rowsOf, settings, trace, user } from './examples.js'
import { chatProblems, ROW_PROBLEMS } from './row-shapes.js'

const ALL = { explicit: true, corrections: true, retries: true }
const events = (of: Trace, ...ratings: number[]): TraceEvent[] => ratings.map((rating, i) => ({ schemaVersion: 1, kind: 'rating', trace: of.id, traceSha256: of.sha256, rating, at: `2026-08-1${i}T09:00:00.000Z`, by: { name: `P${i}`, email: `p${i}@example.org` } }))
const row = (kind: keyof typeof KINDS, of: Trace, how: How = {}, changes = {}) => KINDS[kind].render([of], how, { ...settings, ...changes })

const worked = [user('Please run all the tests of the parser'), assistant('Running.', [call('a', 'terminal', { command: 'npm test' }, '3 failed, 9 passed')], { reasoning: 'I look first.' }), assistant('Three fail.')]

describe('every kind', () => {
  const flags = fc.constantFrom<Partial<Message>>({}, {}, {}, { compacted: true }, { injected: true }, { undone: true }, { copied: true })
  const aCall = fc.record({ id: fc.constantFrom('1', '2'), name: fc.constantFrom('terminal', 'u'), arguments: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.constant({ command: 'npm test' })), result: fc.option(fc.constantFrom('ok', '1 failed, 2 passed', 'x'.repeat(900)), { nil: undefined }) })
    .map(({ id, name, arguments: given, result }) => call(id, name, given as Record<string, unknown>, result))
  const text = fc.constantFrom('', ' ', 'x', 'No, that is wrong: use tabs', 'I ran it and it works')
  const message: fc.Arbitrary<Message> = fc.oneof(
    fc.tuple(text, flags).map(([said, more]) => user(said, more)), fc.tuple(text, fc.array(aCall, { maxLength: 3 }), flags).map(([said, calls, more]) => assistant(said, calls, { reasoning: 'hm', ...more })),
    text.map((said): Message => ({ role: 'system', text: said })), text.map((said): Message => ({ role: 'tool', text: said }))
  )
  const someMessages = fc.array(message, { maxLength: 3 })
  const messages = fc.oneof(
    fc.array(message, { minLength: 3, maxLength: 14 }),
    // What the kinds with preferences look for: a correction between two answers, and plain runs of one task.
    fc.tuple(someMessages, fc.constantFrom('b', 'c')).map(([between, end]) => [user('please do it'), assistant('a'), ...between, user('No, that is wrong: use tabs'), ...between, assistant(end)]),
    fc.tuple(fc.array(aCall, { maxLength: 2 }), fc.constantFrom('b', 'c')).map(([calls, end]) => [user('please do it'), assistant('so', calls), assistant(end)])
  )
  const aSession = fc.tuple(messages, fc.constantFrom<'success' | 'failure' | 'partial'>('success', 'failure', 'partial'), fc.integer({ min: 1, max: 5 }), fc.nat({ max: 3 }))
  const shapes = fc.record({ shape: fc.constantFrom<'trl' | 'openai'>('trl', 'openai'), reasoning: fc.constantFrom<'keep' | 'leave-out'>('keep', 'leave-out'), fit: fc.option(fc.constant({ maxTokens: 300, threshold: 0.5, head: 3, tailTurns: 20, tailTokens: 20_000, summaryRatio: 0.2 }), { nil: undefined }) })

  it.each(Object.keys(KINDS) as (keyof typeof KINDS)[])('%s gives rows that its trainers take', async (kind) => {
    let seen = 0
    await fc.assert(fc.asyncProperty(fc.array(aSession, { minLength: 1, maxLength: 6 }), shapes, async (list, { shape, reasoning, fit }) => {
      const candidates = list.map(([messages, label, rating, task], i) => {
        const of = trace(`s${i}`, messages, { metadata: { taskId: task }, outcomes: rating > 3 ? [{ name: 'reward', value: rating > 4 ? 1 : 0 }] : [] })
        return { ...candidate(of, { label }), events: rating < 3 ? events(of, rating) : [] }
      })
      const { files } = await build(candidates, { kind, preferences: ALL, splits: { train: 1 }, saveFailures: true, settings: { ...settings, reasoning, shape, ...(fit && { fit }) } })
      for (const one of rowsOf(files)) {
        seen++
        const asObjects = shape === 'openai' ? JSON.parse(JSON.stringify(one), (key, value: unknown) => (key === 'arguments' && typeof value === 'string' ? JSON.parse(value) : value)) as Record<string, unknown> : one
        expect(ROW_PROBLEMS[kind]?.(asObjects)).toEqual([])
        expect(JSON.stringify(one)).not.toMatch(reasoning === 'keep' ? /^$/ : /"hm|hm"|\\nhm/)
      }
    }), { numRuns: 150 })
    expect(seen).toBeGreaterThan(20)
  })
})

describe('shapes', () => {
  it('has arguments as objects for TRL and as JSON text for OpenAI', () => {
    const [trl, openai] = [row('sft', trace('s', worked)), row('sft', trace('s', worked), {}, { shape: 'openai' })] as { messages: { tool_calls?: { function: { arguments: unknown } }[] }[] }[]
    expect(trl?.messages[1]?.tool_calls?.[0]?.function.arguments).toEqual({ command: 'npm test' })
    expect(openai?.messages[1]?.tool_calls?.[0]?.function.arguments).toBe('{"command":"npm test"}')
    expect(chatProblems(openai?.messages, { args: 'text' })).toEqual([])
  })

  it('keeps reasoning only where that is asked for', () => {
    expect(JSON.stringify(row('sft', trace('s', worked)))).not.toContain('I look first.')
    expect(row('sft', trace('s', worked), {}, { reasoning: 'keep' })).toMatchObject({ messages: [{}, { reasoning_content: 'I look first.' }, {}, {}] })
  })

  it('leaves out the clones of a compaction', () => {
    const said = [user('Please read the long report now', { at: '2026-08-10T09:00:00.000Z', compacted: true }), user('Please read the long report now', { at: '2026-08-10T09:00:00.000Z' }), assistant('Read.')]
    expect((row('sft', trace('s', said)) as { messages: { content: string }[] }).messages.map(({ content }) => content)).toEqual(['Please read the long report now', 'Read.'])
  })
})

describe('kto', () => {
  const session = (changes: Partial<Session['evaluation']>, rated: number[] = [], more: Partial<Trace> = {}): Session => {
    const of = trace('s', worked, more)
    return { ...candidate(of, changes), events: events(of, ...rated) } as Session
  }
  const found = (of: Session) => KINDS.kto.find(of, { preferences: ALL })

  it('takes a person\'s word before the source\'s, and that before the label', () => {
    const reward = { outcomes: [{ name: 'reward', value: 1 }] }
    expect(found(session({ label: 'success' }, [1, 2], reward))).toEqual([{ label: false, because: 'rated 1.5 of 5 by 2 people' }])
    expect(found(session({ label: 'failure' }, [3], reward))).toEqual([{ label: true, because: 'its source says reward: 1' }])
    expect(found(session({ label: 'failure', score: 20 }))).toEqual([{ label: false, because: 'evaluated as failure, score 20' }])
    expect(found(session({ label: 'partial' }))).toEqual({ excluded: 'neither good nor bad by any rating, outcome or label' })
    expect(found(session({ label: 'failure' }, [], { outcomes: [{ name: 'reward', value: 0.5 }] }))).toEqual([{ label: false, because: 'evaluated as failure, score 85' }])
  })

  it('judges the work, not the thanks after it', () => {
    expect(row('kto', trace('s', [...worked, user('thanks'), assistant('You are welcome.')]), { label: true, because: 'x' })).toMatchObject({
      prompt: [{ content: 'Please run all the tests of the parser' }], completion: [{ content: 'Running.' }, { role: 'tool' }, { content: 'Three fail.' }], label: true
    })
  })
})

describe('grpo', () => {
  it('has the request, the source\'s verdict and how each check ended', () => {
    const again = [...worked.slice(0, 2), assistant('Fixed one.', [call('b', 'terminal', { command: 'npm test' }, 'Tests: 12 passed, 12 total')]), assistant('All pass.')]
    const made = row('grpo', trace('s', again, { outcomes: [{ name: 'resolved', value: true }] }))
    expect(made).toMatchObject({ prompt: [{ role: 'user', content: 'Please run all the tests of the parser' }], outcome: 1, checks: [{ kind: 'test', command: 'npm test', passed: true }] })
    expect(isExcluded(KINDS.grpo.find(candidate(trace('s', [user('hi'), assistant('ho')])) as Session, { preferences: ALL }))).toBe(true)
  })

  it('gives one record a task, of its earliest session', async () => {
    const at = (day: number) => trace(`s${day}`, worked, { startedAt: `2026-08-0${day}T09:00:00.000Z` })
    const { manifest } = await build([candidate(at(3)), candidate(at(1)), candidate(at(2))], { kind: 'grpo' })
    expect(manifest.records.map(({ trace: id }) => id)).toEqual([at(1).id])
    expect(manifest.excluded).toEqual({ 'another session of the same task gives the record': 2 })
  })
})

describe('conversations of {from, value}', () => {
  it('are read back as they were', () => {
    const told = row('sharegpt', trace('s', [user('a'), assistant('b', [call('c1', 't', { x: [1] }, 'r </x>'), call('c2', 'u', {}, '{"y": 2}')], { reasoning: 'because' }), assistant('d')]), {}, { reasoning: 'keep' })
    const { messages } = normalizeSharegpt(told, { name: 'a.jsonl', bytes: 1, sha256: '0'.repeat(64) }) as Pick<Trace, 'messages'>
    expect(messages.find(({ reasoning }) => reasoning !== undefined)?.reasoning).toBe('because')
    expect(messages.filter(({ injected }) => !injected).map(({ role, text: said, toolCalls = [] }) => [role, said, toolCalls.map(({ name, arguments: given, result }) => [name, given, result])])).toEqual([['user', 'a', []], ['assistant', 'b', [['t', { x: [1] }, 'r </x>'], ['u', {}, '{"y": 2}']]], ['assistant', 'd', []]])
  })

  it('let a human speak the results where that is asked for', () => {
    const { conversations } = row('trajectories', trace('s', [...worked.slice(0, 2), user('go on'), assistant('ok')]), { completed: true }, { toolTurn: 'human' }) as { conversations: { from: string; value: string }[] }
    expect(conversations.map(({ from }) => from)).toEqual(['system', 'human', 'gpt', 'human', 'gpt'])
    expect(conversations[3]?.value).toMatch(/^<tool_response>\n\{.*\}\n<\/tool_response>\ngo on$/)
    expect(conversations.filter(({ from }) => from === 'gpt').every(({ value }) => value.startsWith('<think>'))).toBe(true)
  })

  it('part those that failed from those that did not', async () => {
    const [good, bad] = [trace('good', worked, { model: 'm', endedAt: '2026-08-10T09:00:00.000Z' }), trace('bad', [user('please do it all again now'), assistant('', [call('1', 't', {}, 'no')])])]
    const { manifest, files } = await build([candidate(good), candidate(bad, { score: 10 })], { kind: 'trajectories', splits: { train: 1 }, saveFailures: true })
    expect(files.map(({ name }) => name)).toEqual(['train.jsonl', 'failed.jsonl'])
    expect(rowsOf(files)).toMatchObject([{ completed: true, model: 'm', timestamp: '2026-08-10T09:00:00.000Z', complexity: { toolCalls: 1, uniqueTools: 1 } }, { completed: false }])
    expect(manifest.records.map(({ split }) => split)).toEqual(['train', 'failed'])
    expect((await build([candidate(bad, { score: 10 })], { kind: 'trajectories', splits: { train: 1 } })).manifest.excluded).toEqual({ 'score below 70': 1 })
  })
})
