import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareEvaluators, type BenchmarkRow } from '../../src/evaluation/benchmark/benchmark.js'
import { parseLabels } from '../../src/evaluation/benchmark/labels.js'
import { atGate, brier, distributionOf, reliability } from '../../src/evaluation/benchmark/measures.js'
import { areaUnderCurve, bootstrap, type Ranked } from '../../src/evaluation/benchmark/ranking.js'
import { taskOf } from '../../src/evaluation/benchmark/task-of.js'
import { SkillLoopError } from '../../src/kernel/errors.js'
import { says, traceOf, user } from './build-trace.js'

const run = fc.record({ score: fc.integer({ min: 0, max: 100 }), success: fc.boolean(), weight: fc.constantFrom(0.25, 0.5, 1), task: fc.constantFrom('a', 'b', 'c', 'd') })
const someRuns: fc.Arbitrary<Ranked[]> = fc.array(run, { minLength: 2, maxLength: 30 })

/** The definition: of all pairs of a success and a failure, how often the success is scored higher. */
function byPairs(runs: readonly Ranked[]): number | undefined {
  let [won, all] = [0, 0]
  for (const good of runs) {
    for (const bad of runs) {
      if (!good.success || bad.success) continue
      all += good.weight * bad.weight
      won += good.weight * bad.weight * (good.score > bad.score ? 1 : good.score === bad.score ? 0.5 : 0)
    }
  }
  return all === 0 ? undefined : won / all
}

describe('the area under the ROC curve', () => {
  it('is the share of pairs in the right order', () => {
    fc.assert(fc.property(someRuns, (runs) => {
      const [area, expected] = [areaUnderCurve(runs), byPairs(runs)]
      if (expected === undefined) expect(area).toBeUndefined()
      else expect(area).toBeCloseTo(expected, 10)
    }))
  })
  it('does not change with the scale of scores or the order of runs', () => {
    fc.assert(fc.property(someRuns, (runs) => {
      const other = runs.map((one) => ({ ...one, score: one.score ** 3 + 7 })).reverse()
      expect(areaUnderCurve(other) ?? -1).toBeCloseTo(areaUnderCurve(runs) ?? -1, 10)
    }))
  })
  it('mirrors when success and failure change places', () => {
    fc.assert(fc.property(someRuns, (runs) => {
      const area = areaUnderCurve(runs)
      if (area !== undefined) expect(areaUnderCurve(runs.map((one) => ({ ...one, success: !one.success })))).toBeCloseTo(1 - area, 10)
    }))
  })
  it('has an interval that holds it in most cases, that does not depend on the order, and that is narrow with many tasks', () => {
    const runs = Array.from({ length: 400 }, (_, i) => ({ score: (i * 37) % 101, success: (i * 53) % 101 < (i * 37) % 101, weight: 1, task: `t${i % 100}` }))
    const { area } = bootstrap(runs)
    const value = areaUnderCurve(runs) ?? 0
    expect(area?.low).toBeLessThan(value)
    expect(area?.high).toBeGreaterThan(value)
    expect((area?.high ?? 1) - (area?.low ?? 0)).toBeLessThan(0.15)
    expect(bootstrap([...runs].reverse())).toEqual(bootstrap(runs))
  })
  it('says of an evaluator beside itself that there is no difference', () => {
    const runs = Array.from({ length: 40 }, (_, i) => ({ score: i, success: i % 3 === 0, weight: 1, task: `t${i % 10}` }))
    expect(bootstrap(runs, runs).difference).toEqual({ low: 0, high: 0 })
  })
})

describe('the other measures', () => {
  const runs = [[90, true], [80, false], [70, true], [30, true], [10, false]].map(([score, success]) => ({ score: score as number, success: success as boolean, weight: 1 }))
  it('at a gate', () => {
    expect(atGate(runs, 70)).toEqual({ minScore: 70, passing: 3, precision: 2 / 3, recall: 2 / 3 })
    expect(atGate(runs, 100)).toEqual({ minScore: 100, passing: 0, recall: 0 })
    expect(atGate([], 50)).toEqual({ minScore: 50, passing: 0 })
  })
  it('read as a chance', () => {
    expect(brier([{ score: 50, success: true, weight: 1 }, { score: 50, success: false, weight: 1 }])).toBe(0.25)
    expect(brier([{ score: 100, success: true, weight: 1 }, { score: 0, success: false, weight: 3 }])).toBe(0)
    expect(reliability([{ score: 95, success: true, weight: 1 }, { score: 100, success: false, weight: 1 }])).toEqual([{ from: 90, runs: 2, said: 0.975, succeeded: 0.5 }])
  })
  it('spread', () => {
    expect(distributionOf([])).toBeUndefined()
    expect(distributionOf([10, 20, 30, 40])).toMatchObject({ count: 4, least: 10, most: 40, mean: 25, quartiles: [10, 20, 30], distinct: 4, byTen: [0, 1, 1, 1, 1, 0, 0, 0, 0, 0] })
  })
})

describe('comparing evaluators', () => {
  const row = (trace: string, task: string, scores: (number | undefined)[], success?: boolean): BenchmarkRow => ({ trace, task, scores, ...(success !== undefined && { success }) })
  const options = { evaluators: ['base', 'candidate'], minScore: 70, tolerance: 0.02 }
  const good = [row('1', 'a', [80, 20], true), row('2', 'b', [20, 80], false), row('3', 'c', [90, 30], true), row('4', 'd', [10, 70], false)]

  it('calls a candidate worse that orders runs the other way, and not one within the tolerance', () => {
    expect(compareEvaluators(good, options)).toMatchObject({ worse: ['candidate'], labelled: 4, evaluators: [{ ranking: { byTask: 1 } }, { ranking: { byTask: 0 }, versus: { difference: -1, worse: true } }] })
    expect(compareEvaluators(good, { ...options, tolerance: 1 }).worse).toEqual([])
    expect(compareEvaluators(good.map(({ success: _, ...rest }) => rest), options)).toMatchObject({ worse: [], labelled: 0 })
  })
  it('counts each task once, however many runs it has', () => {
    const rows = [...Array.from({ length: 50 }, (_, i) => row(`m${i}`, 'many', [10], true)), row('x', 'one', [90], true), row('y', 'two', [50], false)]
    const [figures] = compareEvaluators(rows, { ...options, evaluators: ['base'] }).evaluators
    expect(figures?.ranking?.byTask).toBeCloseTo(0.5)
    expect(figures?.ranking?.byRun).toBeCloseTo(1 / 51)
  })
  it('compares only on runs that both have scores of, in any order of the rows', () => {
    const rows = [...good, row('5', 'e', [undefined, 99], false), row('6', 'f', [1, undefined], true)]
    expect(compareEvaluators(rows, options).evaluators[1]?.versus).toMatchObject({ difference: -1, changed: 4 })
    expect(compareEvaluators([...rows].reverse(), options)).toEqual(compareEvaluators(rows, options))
  })
})

describe('labels', () => {
  it.each<[string, string]>([
    ['CSV', 'trace,success,task\nabc,1,t1\ndef,failed,t1\n'], ['CSV with quotes, CRLF and a mark at its start', '\uFEFF"Trace","Passed","task"\r\n"abc",true,t1\r\n"def","0",t1\r\n'],
    ['JSON Lines', '{"trace":"abc","success":true,"task":"t1"}\n\n{"session_id":"def","resolved":false,"task":"t1"}\n'], ['a JSON list', '[{"id":"abc","passed":1,"task":"t1"},{"id":"def","passed":"no","task":"t1"}]']
  ])('of %s', (_, text) => {
    expect(parseLabels(text, 'l').map(({ id, success, task }) => ({ id, success, task }))).toEqual([{ id: 'abc', success: true, task: 't1' }, { id: 'def', success: false, task: 't1' }])
  })
  it('of an object of id to success', () => {
    expect(parseLabels('{"abc": true, "def": false}', 'l')).toMatchObject([{ id: 'abc', success: true }, { id: 'def', success: false }])
  })
  it.each<[string, string, string, number | undefined]>([
    ['nothing', '', 'no labels', undefined], ['names only', 'trace,success\n', 'no labels', undefined], ['no id', 'x,success\na,1\n', 'no id', 2], ['no outcome', 'trace,success\na,maybe\n', 'no outcome', 2],
    ['an open quote', 'trace,success\n"a,1\n', 'quote', 2], ['a label twice', 'trace,success\na,1\na,0\n', 'label already, in line 2', 3], ['broken JSON', '{"trace":"a","success":1}\n{"trace"', 'no JSON', 2], ['no objects', '[1]', 'no object', 1]
  ])('refuses %s', (_, text, problem, line) => {
    const refused = (): SkillLoopError => { try { parseLabels(text, 'labels.csv') } catch (error) { return error as SkillLoopError } throw new Error('was taken') }
    expect(refused()).toBeInstanceOf(SkillLoopError)
    expect(refused().message).toContain(problem)
    expect(refused().detail.place).toEqual({ file: 'labels.csv', ...(line !== undefined && { line }) })
  })
  it('tells an open quote in a long file from a program that gives up', () => {
    expect(() => parseLabels(`trace,success\n"${'a'.repeat(2e7)}`, 'l')).toThrow(/quote is not closed/)
    expect(parseLabels(`trace,success\n"${'a""'.repeat(1e6)}",1\n`, 'l')).toHaveLength(1)
  })
  it('of any text: labels, or one error that says what is wrong', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.array(fc.constantFrom('trace', 'success', ',', '\n', '"', '1', 'a', '{', '[')).map((parts) => parts.join(''))), (text) => {
      try {
        for (const label of parseLabels(text, 'l')) expect(label.id).not.toBe('')
      } catch (error) {
        expect(error).toBeInstanceOf(SkillLoopError)
      }
    }))
  })
})

describe('the task of a run', () => {
  it('is the id that the source gives, else the opening request, else the run itself', () => {
    expect(taskOf(traceOf([user('x')], { metadata: { taskId: 7 } }))).toBe('generic 7')
    expect(taskOf(traceOf([user('Fix  the\nLogin')]))).toBe(taskOf(traceOf([user('fix the login ')], { id: 'f'.repeat(20) })))
    expect(taskOf(traceOf([says('hello')]))).toBe('a'.repeat(20))
  })
})
