import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Condition } from '../../src/kernel/types.js'
import { problemsOf } from '../../src/kernel/validate.js'
import { judgeCondition, type Judged } from '../../src/policy/conditions.js'

const evaluation = {
  score: 72, label: 'success' as const, tags: ['tests-passed', 'edited'], evaluator: { name: 'rubric' },
  claims: [{ kind: 'tests-pass', verdict: 'verified' as const }, { kind: 'done', verdict: 'unsupported' as const }]
}
const judged: Judged = { evaluation, startedAt: '2026-08-02T10:00:00.000Z', iteration: 1 }

const holding: Condition[] = [
  { score_gte: 72 }, { score_lte: 72 }, { score_gte: 10, score_lte: 80 }, { required_tags: ['edited'] }, { forbidden_tags: ['stuck'] }, { labels: ['partial', 'success'] },
  { claims: { 'tests-pass': 'verified' } }, { claims: { '*': ['verified', 'unsupported'] } }, { evaluator: 'rubric' }, { since: '2026-08-02' }, { since: '2026-08-02T10:00:00Z' },
  { any: [{ score_gte: 99 }, { labels: ['success'] }] }, { all: [{ score_gte: 50 }, { required_tags: ['edited'] }] }, { not: { score_gte: 90 } }, { not: { not: { score_gte: 70 } } },
  { all: [{ max_iterations: 5 }, { score_gte: 1 }] }
]
const failing: Condition[] = [
  { score_gte: 73 }, { score_lte: 71 }, { required_tags: ['edited', 'deployed'] }, { forbidden_tags: ['edited'] }, { labels: ['failure'] }, { claims: { done: 'verified' } },
  { claims: { deployed: ['verified', 'unsupported', 'contradicted'] } }, { claims: { '*': 'verified' } }, { evaluator: 'mine' }, { since: '2026-08-03' }, { since: '2026-08-02T10:00:00.001Z' },
  { any: [{ score_gte: 99 }, { labels: ['failure'] }] }, { all: [{ score_gte: 50 }, { required_tags: ['deployed'] }] }, { not: { score_gte: 50 } }, { max_iterations: 3 }, { any: [{ max_iterations: 3 }] }
]

describe('conditions', () => {
  it.each(holding.map((condition) => [JSON.stringify(condition), condition] as const))('%s holds', (_name, condition) => {
    expect(problemsOf('condition', condition)).toEqual([])
    expect(judgeCondition(condition, judged)).toMatchObject({ passed: true, should_continue: false })
  })

  it.each(failing.map((condition) => [JSON.stringify(condition), condition] as const))('%s does not hold', (_name, condition) => {
    expect(problemsOf('condition', condition)).toEqual([])
    const judgement = judgeCondition(condition, judged)
    expect(judgement).toMatchObject({ passed: false, should_continue: true })
    expect(judgement.reasons.length).toBeGreaterThan(0)
  })

  it('nothing holds of a session that nobody judged, whichever way it is asked', () => {
    for (const condition of [...holding, ...failing]) {
      if (JSON.stringify(condition).includes('since')) continue
      expect(judgeCondition(condition, { iteration: 1 }).passed).toBe(false)
    }
  })

  it('ends after so many tries, wherever that stands, and says so', () => {
    const limited: Condition[] = [{ score_gte: 90, max_iterations: 3 }, { all: [{ max_iterations: 3 }, { score_gte: 90 }], max_iterations: 9 }, { max_iterations: 3 }]
    for (const condition of limited) {
      expect(judgeCondition(condition, { ...judged, iteration: 2 }).should_continue).toBe(true)
      expect(judgeCondition(condition, { ...judged, iteration: 3 })).toMatchObject({ passed: false, should_continue: false })
      expect(judgeCondition(condition, { ...judged, iteration: 3 }).reasons.at(-1)).toBe('3 of 3 tries are used up')
    }
  })

  it('laws: all is and, any is or, a double negation is none', () => {
    const simple = fc.constantFrom<Condition>(...holding.slice(0, 11), ...failing.slice(0, 11))
    const holds = (condition: Condition): boolean => judgeCondition(condition, judged).passed
    fc.assert(fc.property(fc.array(simple, { minLength: 1, maxLength: 6 }), (list) => {
      expect(holds({ all: list as [Condition] })).toBe(list.every(holds))
      expect(holds({ any: list as [Condition] })).toBe(list.some(holds))
      expect(holds({ not: { not: { any: list as [Condition] } } })).toBe(list.some(holds))
      expect(holds({ not: { all: list as [Condition] } })).toBe(holds({ any: list.map((each) => ({ not: each })) as [Condition] }))
    }))
  })

  it.each([
    [{ score_gt: 3 }, 'did you mean score_gte?'], [{}, 'fewer than 1'], [{ any: [] }, 'fewer than 1'], [{ score_gte: 'high' }, 'must be number'],
    [{ labels: ['great'] }, 'success, partial'], [{ not: { requiredTags: ['a'] } }, 'did you mean required_tags?']
  ])('%j is refused: %s', (condition, problem) => {
    expect(problemsOf('condition', condition).join('; ')).toContain(problem)
  })
})
