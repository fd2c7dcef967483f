import { describe, expect, it } from 'vitest'
import { isStale } from '../../src/evaluation/identity.js'
import { evaluateTrace, evaluators, findEvaluator } from '../../src/evaluation/registry.js'
import { SkillLoopError } from '../../src/kernel/errors.js'
import { says, traceOf, user } from './build-trace.js'

const trace = traceOf([user('hi'), says('It is done, with one error.')])

describe('the registry', () => {
  it('names what it knows when asked for what it does not', () => {
    expect(() => findEvaluator('judge')).toThrow(SkillLoopError)
    try { findEvaluator('judge') } catch (error) { expect((error as SkillLoopError).detail.expected).toBe('one of: rubric, rubric_legacy') }
  })

  it('refuses weights that no rule has', () => {
    expect(() => evaluateTrace(trace, findEvaluator('rubric'), { 'tests-pased': 3 })).toThrow(/tests-pased/)
  })

  it('knows when an evaluation is stale', () => {
    const rubric = findEvaluator('rubric')
    const weights = { 'tests-passed': 30 }
    const evaluation = evaluateTrace(trace, rubric, weights)
    expect(isStale(evaluation, trace, rubric, { ...weights })).toBe(false)
    expect(isStale(evaluation, { sha256: 'd'.repeat(64) }, rubric, weights)).toBe(true)
    expect(isStale(evaluation, trace, { ...rubric, version: '2.0.1' }, weights)).toBe(true)
    expect(isStale(evaluation, trace, rubric, {})).toBe(true)
  })

  it('gives equal results for equal input', () => {
    for (const evaluator of evaluators) expect(evaluateTrace(trace, evaluator, {})).toEqual(evaluateTrace(structuredClone(trace), evaluator, {}))
  })
})

describe('the legacy rubric', () => {
  it('counts words as it did: an answer, a word of success, a word of error', () => {
    expect(evaluateTrace(trace, findEvaluator('rubric_legacy'), {})).toMatchObject({ score: 65, tags: ['answered', 'success-words', 'error-words'] })
    expect(evaluateTrace(traceOf([]), findEvaluator('rubric_legacy'), {}).score).toBe(30)
  })

  it('leaves the policy’s weights to the rubric', () => {
    const legacy = findEvaluator('rubric_legacy')
    expect(evaluateTrace(trace, legacy, { 'tests-passed': 3 })).toEqual(evaluateTrace(trace, legacy, {}))
  })
})
