import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isStale } from '../../src/evaluation/identity.js'
import { learningWeights } from '../../src/evaluation/learning/weights.js'
import { evaluateTrace, findEvaluator } from '../../src/evaluation/registry.js'
import { problemsOf } from '../../src/kernel/validate.js'
import type { Evaluation, Message, TraceEvent } from '../../src/kernel/types.js'
import { edits, runs, says, traceOf, user } from './build-trace.js'

const rubric = findEvaluator('rubric')
const green: Message[] = [user('Fix it.'), edits(), runs('npm test', '12 passed, 0 failed'), says('All tests pass.')]
const red: Message[] = [user('Fix it.'), edits(), runs('npm test', '1 failed, 4 passed', 1), says('Two tests fail.')]
const judge = (messages: Message[], events: TraceEvent[]): Evaluation => evaluateTrace(traceOf(messages), rubric, {}, learningWeights, events)

function event(more: Partial<TraceEvent>, who = 'Ada', minute = 0): TraceEvent {
  return {
    schemaVersion: 1, kind: 'rating', trace: 'a'.repeat(20), traceSha256: 'c'.repeat(64), at: `2026-08-10T09:${String(minute).padStart(2, '0')}:00.000Z`,
    by: { name: who, email: `${who.toLowerCase()}@example.com` }, ...more
  }
}
const rated = (rating: number, who?: string, minute?: number): TraceEvent => event({ rating }, who, minute)
const wrong = (message: number, who?: string, minute?: number): TraceEvent => event({ kind: 'correction', message }, who, minute)

describe('what people say of a session weighs more than any heuristic', () => {
  it('a bad rating of a session whose tests passed: a failure, and says why', () => {
    const result = judge(green, [rated(1)])
    expect(result).toMatchObject({ label: 'failure', confidence: 0.95 })
    expect(result.score).toBeLessThan(20)
    expect(result.points.at(-1)).toMatchObject({ rule: 'rated', note: 'rated by a person: 1 of 5' })
    expect(result.tags).toContain('rated')
  })
  it('a good rating of a session whose tests failed: a success', () => {
    const result = judge(red, [rated(5)])
    expect(result.label).toBe('success')
    expect(result.score).toBeGreaterThanOrEqual(90)
  })
  it('outweighs the verdict that the source carries', () => {
    expect(evaluateTrace(traceOf(green, { outcomes: [{ name: 'reward', value: 1 }] }), rubric, {}, learningWeights, [rated(1)]).label).toBe('failure')
  })
  it("a person's later rating takes the place of the earlier, another person's stands beside it", () => {
    expect(judge(green, [rated(1, 'Ada', 0), rated(5, 'Ada', 1)]).score).toBe(judge(green, [rated(5)]).score)
    expect(judge(green, [rated(1, 'Ada'), rated(5, 'Bob')]).points.at(-1)?.note).toBe('rated by 2 people: 3 of 5')
  })
  it('a message called wrong keeps a session below the gate, with the place, until that person rates it anew', () => {
    const result = judge(green, [wrong(3)])
    expect(result.score).toBeLessThan(70)
    expect(result.label).not.toBe('success')
    expect(result.points.at(-1)).toMatchObject({ rule: 'corrected-cap', at: [{ message: 3 }] })
    expect(judge(green, [wrong(3, 'Ada', 0), rated(5, 'Ada', 1)]).label).toBe('success')
    expect(judge(green, [rated(5, 'Ada', 0), wrong(3, 'Ada', 1)]).tags).toContain('called-wrong')
  })
  it('says when people spoke of another version of the session', () => {
    expect(judge(green, [event({ rating: 5, traceSha256: 'd'.repeat(64) })]).doubts.join()).toContain('another version of the session')
  })
  it('makes the evaluation stale that did not hear it, and the legacy one not', () => {
    const trace = traceOf(green)
    const before = evaluateTrace(trace, rubric)
    expect(isStale(before, trace, rubric, {}, learningWeights, [])).toBe(false)
    expect(isStale(before, trace, rubric, {}, learningWeights, [rated(5)])).toBe(true)
    expect(isStale(judge(green, [rated(5)]), trace, rubric, {}, learningWeights, [rated(5)])).toBe(false)
    const legacy = findEvaluator('rubric_legacy')
    expect(isStale(evaluateTrace(trace, legacy), trace, legacy, {}, learningWeights, [rated(5)])).toBe(false)
  })
  it('in whatever order the events come, and the points sum to the score', () => {
    const some = fc.array(fc.oneof(
      fc.tuple(fc.integer({ min: 1, max: 5 }), fc.constantFrom('Ada', 'Bob', 'Eve'), fc.nat(3)).map((args) => rated(...args)),
      fc.tuple(fc.nat(3), fc.constantFrom('Ada', 'Bob'), fc.nat(3)).map((args) => wrong(...args))
    ), { maxLength: 6 })
    fc.assert(fc.property(some, fc.constantFrom(green, red), fc.infiniteStream(fc.nat(1000)), (events, messages, keys) => {
      const shuffled = events.map((one) => [keys.next().value as number, one] as const).sort(([a], [b]) => a - b).map(([, one]) => one)
      const result = judge(messages, events)
      expect(judge(messages, shuffled)).toEqual(result)
      expect(result.points.reduce((sum, { points }) => sum + points, 0)).toBe(result.score)
      expect(problemsOf('evaluation', result)).toEqual([])
    }))
  })
})
