import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findCue } from '../../src/evaluation/course/words.js'
import { kindOfServiceTool } from '../../src/evaluation/observations/service-tool.js'
import { evaluateTrace, findEvaluator } from '../../src/evaluation/registry.js'
import { readSignals } from '../../src/evaluation/rubric/signals.js'
import type { Evaluation, Message, ToolCall, Trace } from '../../src/kernel/types.js'
import { call, edits, runs, says, traceOf, user } from './build-trace.js'

const judge = (messages: Message[], more: Partial<Trace> = {}): Evaluation => evaluateTrace(traceOf(messages, more), findEvaluator('rubric'))
const signals = (messages: Message[], more: Partial<Trace> = {}) => readSignals(traceOf(messages, more))
const service = (name: string, result = '{"status":"done"}', more: Partial<ToolCall> = {}): Message => says('', { toolCalls: [call(name, { id: 'R1' }, result, { status: 'success', ...more })] })
const read = (path = 'src/app.ts'): Message => says('', { toolCalls: [call('read_file', { path }, 'x', { status: 'success' })] })

describe('errors and their recovery', () => {
  it('pairs what failed with what was changed and what then worked', () => {
    const { errors } = signals([user('Fix it.'), runs('npm test', '1 failed', 1), edits(), runs('npm test', '5 passed, 0 failed', 0), says('ok')])
    expect(errors).toMatchObject({ unresolved: undefined, loop: undefined, recovered: [{ failed: { what: 'npm test', at: { message: 1 } }, changed: [{ message: 2 }], worked: { at: { message: 3 } } }] })
  })
  it('counts three red runs before a green one as one', () => {
    const { errors } = signals([user('Fix it.'), ...Array.from({ length: 3 }, () => [runs('npm test', '1 failed', 1), edits()]).flat(), runs('npm test', '5 passed', 0)])
    expect(errors.recovered).toHaveLength(1)
  })
  it('does not take another thing that works for a recovery', () => {
    expect(signals([user('Fix it.'), runs('npm test', '1 failed', 1), runs('npm run build', '', 0)]).errors.recovered).toEqual([])
  })
})

describe('loops', () => {
  const again = (times: number, between: Message[] = []): Message[] => [user('Fix it.'), ...Array.from({ length: times }, () => [runs('make all', 'no rule', 2), ...between]).flat(), says('I could not do it.')]
  it('are told from three failing calls on that are the same to the letter, and cost nothing', () => {
    expect(judge(again(2)).tags).not.toContain('looped')
    const looped = judge(again(4))
    expect(looped.tags).toContain('looped')
    expect(looped.doubts.join(' ')).toContain('made 4 times in a row: make all')
    expect(looped.score).toBe(judge(again(2)).score)
  })
  it('are broken by something that worked', () => expect(judge(again(4, [read()])).tags).not.toContain('looped'))
})

describe('how a session ends', () => {
  it('cut off where the output was full', () => {
    for (const finishReason of ['length', 'max_tokens', 'MAX_TOKENS']) expect(judge([user('Write it.'), says('It begins with', { finishReason })]).tags).toContain('cut-off')
    expect(judge([user('Write it.'), says('a', { finishReason: 'length' }), user('on'), says('b', { finishReason: 'stop' })]).tags).not.toContain('cut-off')
  })
  it('with tools that nobody used', () => {
    expect(signals([user('Fix it.'), says('You could change line 4.')], { tools: [{ name: 'bash' }] }).ending.toolsUnused).toBe(true)
    expect(signals([user('Fix it.'), says('You could change line 4.')]).ending.toolsUnused).toBe(false)
  })
  it.each<[string, 'hedges' | 'awaits' | 'declines' | 'agrees', boolean]>([
    ['This should work, but I have not tested it.', 'hedges', true], ['The file holds 4 lines.', 'hedges', false], ['Could you please provide the token?', 'awaits', true], ['`Could you please provide`', 'awaits', false],
    ["I'm sorry, I can't cancel that.", 'declines', true], ['The ticket is cancelled.', 'declines', false], ['Yes, go ahead.', 'agrees', true], ['What would it cost?', 'agrees', false],
    ['Да, хорошо', 'agrees', true], ['是的', 'agrees', true], ['はい、お願いします', 'agrees', true], ['네, 진행해 주세요', 'agrees', true], ['```\nyes\n```', 'agrees', false], ['> yes', 'agrees', false]
  ])('%j has a cue of %s: %s', (text, cue, expected) => expect(findCue(text, cue) !== undefined).toBe(expected))
})

describe('serving somebody through the tools of a service', () => {
  const talk = (...messages: Message[]): Message[] => [user('I want to cancel my booking.'), says('Your name?'), user('Ada'), ...messages]
  it('sees a change that the person agreed to and that was looked at again', () => {
    const { dialogue } = signals(talk(service('get_booking'), says('Cancel R1?'), user('yes please'), service('cancel_booking'), service('get_booking'), says('Cancelled.')))
    expect(dialogue).toMatchObject({ changes: [{ what: 'cancel_booking' }], unchecked: [], unagreed: [], declined: undefined, gaveWay: undefined })
  })
  it('sees a change without consent, one after saying no, and one that nobody looked at again', () => {
    const { dialogue } = signals(talk(says("I'm sorry, I can't cancel that."), user('But I am ill.'), service('cancel_booking'), says('Cancelled.')))
    expect(dialogue).toMatchObject({ unchecked: [{}], unagreed: [{ message: 5 }], declined: { message: 3 }, gaveWay: { message: 5 } })
  })
  it('sees a person who takes over', () => expect(signals(talk(service('transfer_to_human_agents'))).dialogue?.handedOver).toEqual({ message: 3, call: 0 }))
  it('is no work in a project, and no single request', () => {
    expect(signals(talk(edits())).dialogue).toBeUndefined()
    expect(signals([user('cancel R1'), service('cancel_booking')]).dialogue).toBeUndefined()
  })
  it('without consent scores lower than with it', () => {
    const with_ = judge(talk(says('Cancel R1?'), user('yes please'), service('cancel_booking'), says('Cancelled.')))
    const without = judge(talk(says('Cancel R1?'), user('what would it cost?'), service('cancel_booking'), says('Cancelled.')))
    expect(without.score).toBeLessThan(with_.score)
  })
})

describe('a tool of a service', () => {
  it.each<[string, string | undefined]>([
    ['cancel_reservation', 'change'], ['book_flight', 'change'], ['mcp__desk__update_ticket', 'change'], ['sendEmail', 'change'], ['get_user_details', 'lookup'], ['searchFlights', 'lookup'], ['mcp__desk__list-tickets', 'lookup'],
    ['transfer_to_human_agents', 'hand-over'], ['escalate', 'hand-over'], ['handoff_to_agent', undefined], ['update_todos', undefined], ['move', undefined], ['calculate', undefined], ['think', undefined], ['__proto__', undefined], ['', undefined]
  ])('%s: %s', (name, kind) => expect(kindOfServiceTool(name)).toBe(kind))
})

describe('laws of the course', () => {
  it('looking at more files before the first edit costs nothing: longer is not worse', () => {
    const base = [user('Fix it.'), read('a'), read('b'), edits(), runs('npm test', '12 passed, 0 failed', 0), says('Fixed, all tests pass.')]
    fc.assert(fc.property(fc.integer({ min: 0, max: 60 }), (more) => {
      const longer = [...base.slice(0, 2), ...Array.from({ length: more }, (_, i) => read(`f${i}`)), ...base.slice(2)]
      expect(judge(longer).score).toBe(judge(base).score)
    }), { numRuns: 20 })
  })
  it('more errors that were overcome on the way cost nothing', () => {
    const course = (errors: number): Message[] => [user('Fix it.'), ...Array.from({ length: errors }, (_, i) => [runs(`npm run step${i}`, 'x', 1), edits(), runs(`npm run step${i}`, '', 0)]).flat(), edits(), runs('npm test', '12 passed, 0 failed', 0), says('Fixed.')]
    expect(judge(course(9)).score).toBe(judge(course(1)).score)
  })
})
