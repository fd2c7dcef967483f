import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonLine } from '../../src/datasets/plain.js'
import { sft, type SftRecord } from '../../src/datasets/kinds/sft.js'
import type { Excluded } from '../../src/datasets/types.js'
import type { Message, Trace } from '../../src/kernel/types.js'
import { assistant, call, settings, trace, user } from './examples.js'

const toSftRecord = (of: Trace): SftRecord | Excluded => sft.render([of], {}, settings) as unknown as SftRecord | Excluded

function recordOf(messages: Message[], more: Parameters<typeof trace>[2] = {}): SftRecord {
  const record = toSftRecord(trace('s', messages, more))
  if ('excluded' in record) throw new Error(record.excluded)
  return record
}
const shape = (messages: Message[]): string[] => recordOf(messages).messages.map(({ role, content }) => `${role}: ${content}`)

describe('sft', () => {
  it('keeps calls and their results, in the order of the calls', () => {
    expect(recordOf([user('Run the tests'), assistant('Running.', [call('a', 'terminal', { command: 'npm test', cwd: '.' }, '12 passed'), call('b', 'read_file', { path: 'x' }, 'text')]), assistant('All pass.')])).toEqual({
      messages: [
        { role: 'user', content: 'Run the tests' },
        { role: 'assistant', content: 'Running.', tool_calls: [
          { id: 'a', type: 'function', function: { name: 'terminal', arguments: { command: 'npm test', cwd: '.' } } },
          { id: 'b', type: 'function', function: { name: 'read_file', arguments: { path: 'x' } } }
        ] },
        { role: 'tool', tool_call_id: 'a', name: 'terminal', content: '12 passed' },
        { role: 'tool', tool_call_id: 'b', name: 'read_file', content: 'text' },
        { role: 'assistant', content: 'All pass.' }
      ],
      tools: [
        { type: 'function', function: { name: 'read_file', parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] } } },
        { type: 'function', function: { name: 'terminal', parameters: { type: 'object', properties: { command: { type: 'string' }, cwd: { type: 'string' } }, required: ['command', 'cwd'] } } }
      ]
    })
  })

  it('leaves out what was injected, undone or copied, and reasoning; keeps what was compacted', () => {
    const messages = [
      { role: 'system', text: 'runtime prompt', injected: true }, user('reminder', { injected: true }), user('copied', { copied: true }), assistant('copied', [], { copied: true }),
      user('old question', { compacted: true }), assistant('old answer', [], { compacted: true, reasoning: 'secret thought' }), user('oops', { undone: true }), assistant('oops', [], { undone: true }), user('new question'), assistant('new answer')
    ] as Message[]
    expect(shape(messages)).toEqual(['user: old question', 'assistant: old answer', 'user: new question', 'assistant: new answer'])
    expect(JSON.stringify(recordOf(messages))).not.toMatch(/secret|copied|oops|reminder|runtime/)
  })

  it('keeps a system prompt that a person wrote, at the start only', () => {
    expect(shape([{ role: 'system', text: 'Be brief.' }, user('a'), { role: 'system', text: 'later' }, assistant('b')])).toEqual(['system: Be brief.', 'user: a', 'assistant: b'])
  })

  it('ends with the assistant\'s last answer', () => {
    expect(shape([user('a'), assistant('b'), user('thanks')])).toEqual(['user: a', 'assistant: b'])
    expect(shape([user('a'), assistant('b'), user('c'), assistant('look', [call('x', 't', {}, 'r')])])).toEqual(['user: a', 'assistant: b'])
    expect(shape([user('a'), assistant('b'), assistant('', [call('x', 't', {}, 'r')])])).toEqual(['user: a', 'assistant: b'])
  })

  it('starts with a person', () => {
    expect(shape([assistant('Hello, I am here.'), user('a'), assistant('b')])).toEqual(['user: a', 'assistant: b'])
  })

  it('leaves out calls without a result, and an announcement none of whose calls has one', () => {
    const { messages } = recordOf([user('a'), assistant('Both.', [call('x', 't', {}, 'r'), call('y', 't', {})]), assistant('I will run it.', [call('z', 't', {})]), user('well?'), assistant('done')])
    expect(messages.map(({ role, content }) => `${role}: ${content}`)).toEqual(['user: a', 'assistant: Both.', 'tool: r', 'user: well?', 'assistant: done'])
    expect(messages[1]?.tool_calls?.map(({ id }) => id)).toEqual(['x'])
  })

  it('leaves out results without a call', () => {
    expect(shape([user('a'), { role: 'tool', text: 'stray', toolCallId: 'q' }, assistant('b')])).toEqual(['user: a', 'assistant: b'])
  })

  it('joins neighbours of one role', () => {
    expect(shape([user('a'), user('b'), assistant('c'), assistant('d', [call('x', 't', {}, 'r')]), assistant('e'), assistant(''), assistant('f')])).toEqual(['user: a\n\nb', 'assistant: c\n\nd', 'tool: r', 'assistant: e\n\nf'])
  })

  it('gives every call an id of its own', () => {
    const { messages } = recordOf([user('a'), assistant('', [call('1', 't', {}, 'r1'), call('1', 't', {}, 'r2')]), assistant('', [call('1', 't', {}, 'r3')]), assistant('b')])
    const ids = messages.flatMap(({ tool_calls: calls = [] }) => calls.map(({ id }) => id))
    expect(ids).toEqual(['1', '1-2', '1-3'])
    expect(messages.filter(({ role }) => role === 'tool').map(({ tool_call_id: id }) => id)).toEqual(ids)
  })

  it('puts arguments that are no object into one', () => {
    const { messages, tools } = recordOf([user('a'), assistant('', [call('1', 'patch', '*** Begin', 'ok'), call('2', 'list', [1], 'ok'), call('3', 'none', null, 'ok')]), assistant('b')])
    expect(messages[1]?.tool_calls?.map((made) => made.function.arguments)).toEqual([{ input: '*** Begin' }, { input: [1] }, {}])
    expect(tools?.map((tool) => tool.function.parameters)).toEqual([{ type: 'object', properties: { input: { type: 'array' } }, required: ['input'] }, { type: 'object', properties: {} }, { type: 'object', properties: { input: { type: 'string' } }, required: ['input'] }])
  })

  it('takes tools as they were given, and infers the others from all their calls', () => {
    const given = [{ name: 'known', description: 'Known.', parameters: { type: 'object', properties: {} } }, { name: 'bare' }]
    const { tools } = recordOf([user('a'), assistant('', [call('1', 'known', { z: 1 }, ''), call('2', 'new', { n: 1, b: true, o: {} }, ''), call('3', 'new', { n: 1.5, s: null, b: 'x' }, '')]), assistant('b')], { tools: given })
    expect(tools?.map((tool) => tool.function)).toEqual([
      { name: 'known', description: 'Known.', parameters: { type: 'object', properties: {} } },
      { name: 'bare', parameters: { type: 'object', properties: {} } },
      { name: 'new', parameters: { type: 'object', properties: { b: {}, n: { type: 'number' }, o: { type: 'object' }, s: { type: 'null' } }, required: ['b', 'n'] } }
    ])
  })

  it.each([
    ['nothing', []], ['only the runtime', [user('x', { injected: true }), assistant('y')]], ['only an assistant', [assistant('x')]]
  ] as [string, Message[]][])('excludes %s: nobody said anything', (_what, messages) => {
    expect(toSftRecord(trace('s', messages))).toEqual({ excluded: 'nothing said by a person' })
  })

  it.each([
    ['no answer', [user('x')]], ['an empty answer', [user('x'), assistant('  ')]], ['an answer that only calls', [user('x'), assistant('', [call('1', 't', {}, 'r')])]], ['an answer before the question', [assistant('x'), user('y')]]
  ] as [string, Message[]][])('excludes %s', (_what, messages) => {
    expect(toSftRecord(trace('s', messages))).toEqual({ excluded: 'no answer of the assistant' })
  })

  it('keeps a __proto__ argument as data and drops lone surrogates', () => {
    const record = recordOf([user('a\ud800'), assistant('', [call('1', 't', JSON.parse('{"__proto__": {"x": 1}, "k\\udc00": "v\\ud800"}') as Record<string, unknown>, 'r\ud800')]), assistant('b\u2028c')])
    const line = jsonLine(record)
    expect(line).toContain('"arguments":{"__proto__":{"x":1},"k\ufffd":"v\ufffd"}')
    expect(line).not.toMatch(/\\ud[89a-f]|[\u2028\u2029\u0085]/)
    expect(JSON.parse(line)).toEqual(JSON.parse(JSON.stringify(record)))
  })

  const flags = fc.constantFrom<Partial<Message>>({}, {}, {}, { compacted: true }, { injected: true }, { undone: true }, { copied: true })
  const aCall = fc.record({ id: fc.constantFrom('1', '2'), name: fc.constantFrom('t', 'u'), arguments: fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.string()), result: fc.option(fc.string(), { nil: undefined }) })
    .map(({ id, name, arguments: given, result }) => call(id, name, given as Record<string, unknown>, result))
  const text = fc.constantFrom('', ' ', 'x', 'y', 'z')
  const message: fc.Arbitrary<Message> = fc.oneof(
    fc.tuple(text, flags).map(([text, more]) => user(text, more)),
    fc.tuple(text, fc.array(aCall, { maxLength: 3 }), flags).map(([text, calls, more]) => assistant(text, calls, more)),
    text.map((text): Message => ({ role: 'system', text })),
    text.map((text): Message => ({ role: 'tool', text }))
  )

  it('always gives a conversation that a chat template takes', () => {
    fc.assert(fc.property(fc.array(message, { minLength: 3, maxLength: 15 }), (messages) => {
      const record = toSftRecord(trace('s', messages))
      if ('excluded' in record) return
      const roles = record.messages.map(({ role }) => role).join(' ')
      expect(roles).toMatch(/^(system )?user( assistant( tool)*( user)?)* assistant$/)
      expect(roles).not.toMatch(/user user|assistant assistant/)
      const names = new Set(record.tools?.map((tool) => tool.function.name))
      const open: string[] = []
      for (const { role, content, tool_calls: calls, tool_call_id: id } of record.messages) {
        if (role === 'tool') expect(open.shift()).toBe(id)
        else expect(open).toEqual([])
        if (role !== 'tool' && !calls) expect(content.trim()).not.toBe('')
        for (const made of calls ?? []) {
          open.push(made.id)
          expect(names).toContain(made.function.name)
        }
      }
    }), { numRuns: 2000 })
  })
})
