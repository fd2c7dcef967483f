import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { efficiencyOf, type Work } from '../../src/evaluation/learning/efficiency.js'
import { learningOf } from '../../src/evaluation/learning/learning-value.js'
import type { Message, Trace } from '../../src/kernel/types.js'
import { call, edits, runs, says, traceOf, user } from './build-trace.js'

const REQUEST = 'please find out why the login is slow and mend it'
const read = (): Message => says('', { toolCalls: [call('read_file', { path: 'src/app.ts' }, 'x', { status: 'success' })] })
const rich: Message[] = [user(REQUEST), read(), edits(), runs('npm test', '1 failed', 1), edits(), runs('npm test', '12 passed, 0 failed', 0), says('Fixed.')]
const learn = (messages: Message[], label: 'success' | 'partial' | 'failure' | 'unknown' = 'success', more: Partial<Trace> = {}) => learningOf(traceOf(messages, more), label)
const part = (learning: ReturnType<typeof learn>, name: string): number => learning.parts.find((one) => one.part === name)?.value ?? -1

describe('the learning value', () => {
  it('of a session that succeeded with several tools after an error, on a request that may come again, is whole', () => {
    expect(learn(rich)).toMatchObject({ value: 1, parts: [{ part: 'succeeded', value: 0.4 }, { part: 'tools', value: 0.2 }, { part: 'recovered', value: 0.2 }, { part: 'general', value: 0.2 }] })
  })
  it('has nothing for an error that was overcome without success', () => {
    const failed = learn(rich, 'failure')
    expect([part(failed, 'succeeded'), part(failed, 'recovered'), failed.value]).toEqual([0, 0, 0.4])
  })
  it('has nothing for one tool used often, or for an error that stayed', () => {
    expect(part(learn([user(REQUEST), read(), read(), read(), read()]), 'tools')).toBe(0)
    expect(part(learn([user(REQUEST), runs('npm test', '1 failed', 1)]), 'recovered')).toBe(0)
  })
  it.each<[string, number]>([
    [REQUEST, 0.2], ['go on', 0], ['look at src/a/b.ts line 14, src/c.ts line 9, "foo" and `bar`', 0], [`${'word '.repeat(400)}`, 0], ['почему вход такой медленный и как это исправить', 0.2]
  ])('calls a request general or not: %j', (request, expected) => expect(part(learn([user(request), says('ok')]), 'general')).toBe(expected))
  it('is made of the weights as shares of their sum', () => {
    const weights = { succeeded: 3, tools: 1, recovered: 0, general: 0 }
    expect(learningOf(traceOf(rich), 'success', weights)).toMatchObject({ value: 1, parts: [{ value: 0.75 }, { value: 0.25 }, { value: 0 }, { value: 0 }] })
    expect(learningOf(traceOf(rich), 'success', { succeeded: 0, tools: 0, recovered: 0, general: 0 }).value).toBe(0)
  })
  it('lies between 0 and 1 and is the sum of its parts, as each part of the quality lies there', () => {
    const message = fc.oneof(fc.constantFrom(edits(), runs('npm test', '1 failed', 1), runs('npm test', '1 passed', 0), read(), says('ok?'), user('no, wrong')), fc.string({ maxLength: 60 }).map((text) => user(text)))
    const weight = fc.constantFrom(0, 0.2, 1, 7)
    fc.assert(fc.property(fc.array(message, { maxLength: 12 }), fc.record({ succeeded: weight, tools: weight, recovered: weight, general: weight }), fc.constantFrom('success' as const, 'failure' as const), (messages, weights, label) => {
      const { value, parts, quality } = learningOf(traceOf(messages), label, weights)
      for (const one of [value, ...Object.values(quality)]) {
        expect(one).toBeGreaterThanOrEqual(0)
        expect(one).toBeLessThanOrEqual(1)
      }
      expect(parts.reduce((sum, one) => sum + one.value, 0)).toBeCloseTo(value, 2)
    }))
  })
  it('judges the quality of the example: what worked, whether it was clear, how many tools and errors', () => {
    const { quality } = learn(rich)
    expect(quality).toMatchObject({ clarity: 1, errorScenarios: 0.333 })
    expect(learn([...rich.slice(0, -1), says('Fixed.'), user("no, that's wrong")]).quality.repeatability).toBeCloseTo(quality.repeatability / 2, 2)
    expect(learn([user('mend it'), says('Which one?'), user('the login'), read()]).quality.clarity).toBeCloseTo(1 / 3)
  })
})

describe('efficiency among runs of a kind', () => {
  const work = (calls: number, more: Partial<Work> = {}): Work => ({ kind: 'a'.repeat(12), calls, ...more })
  it('ranks a run against the others: least is 1, most is 0, equal is a half', () => {
    const others = [work(5), work(10), work(20)]
    expect(efficiencyOf(work(1), others)).toEqual({ runs: 3, value: 1, by: { calls: 1 } })
    expect(efficiencyOf(work(99), others)?.value).toBe(0)
    expect(efficiencyOf(work(10), others)?.value).toBeCloseTo(0.5)
  })
  it('takes the mean of what both sides tell', () => {
    expect(efficiencyOf(work(1, { tokens: 900 }), [work(5, { tokens: 100 }), work(5, { tokens: 200 }), work(5)])).toEqual({ runs: 3, value: 0.5, by: { calls: 1, tokens: 0 } })
  })
  it('says nothing against fewer than two, or against another kind', () => {
    expect(efficiencyOf(work(1), [work(5)])).toBeUndefined()
    expect(efficiencyOf(work(1), [work(5, { kind: 'b'.repeat(12) }), work(5, { kind: 'b'.repeat(12) })])).toBeUndefined()
  })
  it('the same request in other words of one case, with the same tools, is one kind; another request is not', () => {
    const kind = (request: string, ...more: Message[]): string => learn([user(request), ...more]).work.kind
    expect(kind('fix the failing test in src/a.ts', edits())).toBe(kind('Fix the failing test in lib/other.py', edits()))
    expect(kind('fix the failing test', edits())).not.toBe(kind('write a new parser', edits()))
    expect(kind('fix the failing test', edits())).not.toBe(kind('fix the failing test', read()))
  })
})
