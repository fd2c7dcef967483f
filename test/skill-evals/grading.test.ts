import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { grade, passedBy, readAssertion, type RunFacts } from '../../src/evaluation/skill-evals/assertions.js'
import { readGrades } from '../../src/evaluation/skill-evals/judge-grades.js'
import { readEvals } from '../../src/evaluation/skill-evals/read-evals.js'
import { pairedInterval, upliftOf } from '../../src/evaluation/skill-evals/uplift.js'

const facts = (output: string, more: Partial<RunFacts> = {}): RunFacts => ({ ended: 'exited', exitCode: 0, output, files: new Map(), ...more })
const outcome = (assertion: string, run: RunFacts): string => grade(readAssertion(assertion, 'evals.json'), run).outcome

describe('assertions', () => {
  const cases: [assertion: string, run: RunFacts, outcome: string][] = [
    ['contains: released', facts('It is released.'), 'passed'],
    ['contains: released', facts('It is not.'), 'failed'],
    ['Not contains: sudo', facts('npm test'), 'passed'],
    ['not contains: sudo', facts('sudo rm'), 'failed'],
    ['matches: (?i)v\\d+\\.\\d+', facts('Tagged V1.2'), 'passed'],
    ['not matches: (a+)+$', facts(`${'a'.repeat(50_000)}b`), 'passed'],
    ['file: out/report.md', facts('', { files: new Map([['out/report.md', '']]) }), 'passed'],
    ['file: out/report.md', facts(''), 'failed'],
    ['no file: out/report.md', facts(''), 'passed'],
    ['file contains: CHANGES.md: ## 1.2', facts('', { files: new Map([['CHANGES.md', '## 1.2\n']]) }), 'passed'],
    ['file contains: CHANGES.md: ## 1.2', facts(''), 'failed'],
    ['json: /ok = true', facts('Here:\n```json\n{"ok": true}\n```\n'), 'passed'],
    ['json: /a~1b/0 = 3', facts('{"a/b": [3]}'), 'passed'],
    ['json: /a', facts('{"b": 1}'), 'failed'],
    ['json: /a = {"x": 1, "y": 2}', facts('said {"a": {"y": 2, "x": 1}} in the end'), 'passed'],
    ['json: /__proto__', facts('{}'), 'failed'],
    ['json: /a', facts(`${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`), 'failed'],
    ['exit code: 0', facts(''), 'passed'],
    ['exit code: 1', facts('', { exitCode: 2 }), 'failed'],
    ['exit code: 0', { ended: 'timed-out', output: '', files: new Map() }, 'failed'],
    ['The agent uses "npm test".', facts('npm test'), 'ungraded']
  ]
  it.each(cases)('%s', (assertion, run, expected) => {
    expect(outcome(assertion, run)).toBe(expected)
  })

  it('quotes what decided it', () => {
    expect(grade(readAssertion('contains: released', 'evals.json'), facts('Now it is released.\n')).evidence).toBe('output: "Now it is released."')
    expect(grade(readAssertion('contains: released', 'evals.json'), facts('no')).evidence).toContain('no')
  })

  it.each(['matches: (?=a)', 'matches: (', 'file: ../x', 'file: a//b', 'file contains: a', 'json: a', 'json: /a = {', 'exit code: x'])('is refused where it cannot be looked up: %s', (assertion) => {
    expect(() => readAssertion(assertion, 'evals.json')).toThrow(/cannot be looked up/)
  })

  it('says nothing of a run of which nothing was graded', () => {
    expect(passedBy([{ outcome: 'ungraded', evidence: '' }])).toBeUndefined()
    expect(passedBy([{ outcome: 'ungraded', evidence: '' }, { outcome: 'passed', evidence: '' }])).toBe(true)
    expect(passedBy([{ outcome: 'failed', evidence: '' }, { outcome: 'passed', evidence: '' }])).toBe(false)
  })
})

describe('a judge', () => {
  const answer = (grades: object[]): string => JSON.stringify({ grades })
  it('counts only with words that stand in the output', () => {
    const grades = readGrades(answer([{ assertion: 1, passed: true, quote: 'all  12 passed' }, { assertion: 2, passed: true, quote: 'invented' }, { assertion: 3, passed: 'yes', quote: 'all' }]), 'all 12\npassed')
    expect([...grades].map(([index, { outcome: is }]) => [index, is])).toEqual([[0, 'passed'], [1, 'ungraded']])
  })
  it.each(['', 'no', '{', '[]', '{"grades": 3}'])('may answer nonsense: %s', (text) => {
    expect(readGrades(text, 'x').size).toBe(0)
  })
})

describe('evals.json', () => {
  const read = (value: unknown, more: [string, Uint8Array][] = []): unknown => readEvals(new Map([['evals/evals.json', Buffer.from(JSON.stringify(value))], ...more]), 'deploy')
  it('is read as the standard has it', () => {
    expect(read({ skill_name: 'deploy', evals: [{ id: 1, prompt: 'Go', expected_output: 'Gone', files: ['evals/files/a.csv'], assertions: ['x', { type: 'y' }] }] }, [['evals/files/a.csv', Buffer.from('1')]]))
      .toEqual([{ id: '1', prompt: 'Go', expected: 'Gone', files: ['evals/files/a.csv'], assertions: ['x', '{"type":"y"}'] }])
  })
  it.each([
    {}, [], { evals: [] }, { evals: [1] }, { evals: [{ prompt: 'x' }] }, { evals: [{ id: 1 }] }, { evals: [{ id: 1, prompt: 'x', files: ['../x'] }] }, { evals: [{ id: 1, prompt: 'x', assertions: [''] }] },
    { evals: [{ id: 1, prompt: 'x' }, { id: '1', prompt: 'x' }] }, { evals: [{ id: 1, prompt: 'x', assertions: 'no' }] }
  ])('is refused with a word on why: %j', (value) => {
    expect(() => read(value)).toThrow()
  })
})

describe('uplift', () => {
  const arm = (passed?: boolean) => ({ ended: 'exited' as const, ms: 1, grades: [], ...(passed !== undefined && { passed }) })

  it('counts pairs that were graded on both sides', () => {
    const pairs = [[true, false], [true, false], [true, true], [false, false], [true, undefined]].map(([a, b]) => ({ with: arm(a), without: arm(b) }))
    expect(upliftOf(pairs)).toMatchObject({ pairs: 4, with: 0.75, without: 0.25, difference: 0.5, gained: 2, lost: 0, p: 0.5 })
    expect(upliftOf([{ with: arm(), without: arm() }])).toBeUndefined()
  })

  // Fagerland, Lydersen and Laake, Statistics in Medicine 33 (2014), the study of Perondi and others: 1, 1, 7, 25; square-and-add without correction (-0.345, -0.019).
  it('is near to what is published', () => {
    const { difference, low, high } = pairedInterval({ both: 1, gained: 1, lost: 7, neither: 25 })
    expect(difference).toBeCloseTo(-0.1765, 4)
    expect(low).toBeCloseTo(-0.345, 2)
    expect(high).toBeCloseTo(-0.019, 1)
  })

  it('turns round when the sides do', () => {
    const count = fc.nat({ max: 30 })
    fc.assert(fc.property(count, count, count, count, (both, gained, lost, neither) => {
      fc.pre(both + gained + lost + neither > 0)
      const [there, back] = [pairedInterval({ both, gained, lost, neither }), pairedInterval({ both, gained: lost, lost: gained, neither })]
      expect(there.low).toBeCloseTo(-back.high, 10)
      expect(there.low).toBeLessThanOrEqual(there.difference + 1e-12)
      expect(there.high).toBeGreaterThanOrEqual(there.difference - 1e-12)
    }))
  })

  it.each([[0.5, 0.2, 0.1, 0.2], [0.1, 0.4, 0.1, 0.4], [0.3, 0.3, 0.3, 0.1], [0.7, 0.1, 0.1, 0.1], [0.05, 0.85, 0.05, 0.05]])('holds the true difference in 95 of 100 trials: %d %d %d %d', (both, gained, lost, neither) => {
    expect(coverage([both, gained, lost, neither], 15)).toBeGreaterThan(0.93)
  })
})

/** The exact chance that the interval of n pairs holds the true difference: the sum over every possible table. */
function coverage([p1, p2, p3, p4]: [number, number, number, number], n: number): number {
  const logs = [0]
  for (let k = 1; k <= n; k++) logs.push((logs[k - 1] ?? 0) + Math.log(k))
  const log = (k: number): number => logs[k] ?? 0
  let covered = 0
  for (let both = 0; both <= n; both++) {
    for (let gained = 0; gained <= n - both; gained++) {
      for (let lost = 0; lost <= n - both - gained; lost++) {
        const neither = n - both - gained - lost
        const { low, high } = pairedInterval({ both, gained, lost, neither })
        if (low > p2 - p3 || high < p2 - p3) continue
        covered += Math.exp(log(n) - log(both) - log(gained) - log(lost) - log(neither) + both * Math.log(p1) + gained * Math.log(p2) + lost * Math.log(p3) + neither * Math.log(p4))
      }
    }
  }
  return covered
}
