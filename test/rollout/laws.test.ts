import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { assignedVersion, shareOfNew } from '../../src/rollout/assign.js'
import { compareGroups, type TakenPart } from '../../src/rollout/compare.js'
import { createContest } from '../../src/rollout/contest.js'
import { rateOf } from '../../src/rollout/interval.js'
import { evidenceOfNoHarm } from '../../src/rollout/no-harm.js'
import { successAverage } from '../../src/rollout/outcome.js'
import { currentRollout, rolloutsOf, sharesAt } from '../../src/rollout/standing.js'
import { createJudge } from '../../src/rollout/verdict.js'
import type { RolloutStep } from '../../src/kernel/types.js'

const TERMS = { alpha: 0.05, minSessions: 10, harmMargin: 0.1 }
const digest = (n: number): string => `sha256:${String(n).repeat(64)}`

function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

describe('who gets which version', () => {
  const shares = fc.record({ rollout: fc.string(), skill: fc.string(), percent: fc.integer({ min: 0, max: 100 }), hasPrevious: fc.boolean() })

  it('is the same each time, keeps who has it when the share grows, and comes near to the share', () => {
    fc.assert(fc.property(shares, fc.string(), fc.integer({ min: 0, max: 100 }), (given, unit, more) => {
      const now = { ...given, without: 0 }
      expect(assignedVersion(now, unit)).toBe(assignedVersion({ ...now }, unit))
      if (assignedVersion(now, unit) === 'new') expect(assignedVersion({ ...now, percent: Math.max(now.percent, more) }, unit)).toBe('new')
      const without = Math.min(100 - now.percent, more)
      if (assignedVersion({ ...now, without }, unit) === 'new') expect(assignedVersion(now, unit)).toBe('new')
    }))
    const dealt = Array.from({ length: 20_000 }, (_, n) => assignedVersion({ rollout: 'r', skill: 'skills/a', percent: 10, without: 20, hasPrevious: true }, `session ${n}`))
    const of = (arm: string): number => dealt.filter((each) => each === arm).length / dealt.length
    expect(of('new')).toBeCloseTo(0.1, 1)
    expect(of('none')).toBeCloseTo(0.2, 1)
    expect(of('previous')).toBeCloseTo(0.7, 1)
    expect(shareOfNew({ percent: 10, without: 20, hasPrevious: true })).toBeCloseTo(1 / 8)
  })

  it('none and all are exact', () => {
    fc.assert(fc.property(fc.string(), (unit) => {
      const base = { rollout: 'r', skill: 's', without: 0, hasPrevious: true }
      expect(assignedVersion({ ...base, percent: 0 }, unit)).toBe('previous')
      expect(assignedVersion({ ...base, percent: 100 }, unit)).toBe('new')
      expect(assignedVersion({ ...base, percent: 0, hasPrevious: false }, unit)).toBe('none')
    }))
  })
})

describe('where a rollout stands', () => {
  const step = (verb: RolloutStep['verb'], at: string, more: Partial<RolloutStep> = {}): RolloutStep => ({ schemaVersion: 1, verb, rollout: 'a'.repeat(12), skill: { path: 'skills/a', digest: digest(2), previous: digest(1) }, at, by: { name: 'Ada', email: 'a@b' }, ...more })
  const steps = [step('start', '2026-01-01', { percent: 10 }), step('set', '2026-01-03', { percent: 50 }), step('promote', '2026-01-05'), step('abort', '2026-01-06')]

  it('follows from its steps in any order; an abort goes before a promote', () => {
    fc.assert(fc.property(fc.shuffledSubarray(steps, { minLength: 4 }), (some) => {
      const [rollout] = rolloutsOf(some, new Map([['skills/a', digest(2)]]))
      expect(rollout).toMatchObject({ state: 'aborted', percent: 50, endedAt: '2026-01-06' })
      if (rollout) expect([sharesAt(rollout, '2026-01-02').percent, sharesAt(rollout, '2026-01-04').percent, sharesAt(rollout).percent]).toEqual([10, 50, 0])
    }))
  })

  it('decides nothing once another version is in force', () => {
    const rollouts = rolloutsOf(steps.slice(0, 2), new Map([['skills/a', digest(3)]]))
    expect(currentRollout(rollouts, 'skills/a')).toBeUndefined()
  })
})

describe('the sequential test', () => {
  it('gains nothing on average, whatever the version, where both work alike: each session is a fair bet', () => {
    fc.assert(fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), fc.double({ min: 0.02, max: 0.98, noNaN: true }), fc.constantFrom('new' as const, 'other' as const), (share, rate, worse) => {
      const outcomes = [true, false].flatMap((isNew) => [true, false].map((worked) => ({ chance: (isNew ? share : 1 - share) * (worked ? rate : 1 - rate), evidence: createContest(worse).add({ isNew, worked, share }) })))
      expect(outcomes.reduce((sum, { chance, evidence }) => sum + chance * evidence, 0)).toBeCloseTo(1, 9)
    }))
  })

  it('loses on average where the new version is better, when it looks for harm', () => {
    fc.assert(fc.property(fc.double({ min: 0.02, max: 0.98, noNaN: true }), fc.double({ min: 0.02, max: 0.9, noNaN: true }), fc.double({ min: 0, max: 0.08, noNaN: true }), (share, rate, better) => {
      const outcomes = [true, false].flatMap((isNew) => [true, false].map((worked) => {
        const own = isNew ? rate + better : rate
        return { chance: (isNew ? share : 1 - share) * (worked ? own : 1 - own), evidence: createContest('new').add({ isNew, worked, share }) }
      }))
      expect(outcomes.reduce((sum, { chance, evidence }) => sum + chance * evidence, 0)).toBeLessThanOrEqual(1 + 1e-9)
    }))
  })

  it('learns nothing where everybody gets the same', () => {
    const contest = createContest('new')
    for (let n = 0; n < 50; n++) contest.add({ isNew: true, worked: false, share: 1 })
    expect(contest.evidence()).toBe(1)
  })

  // 200 runs a rate, fixed seeds; bench/rollout.js has the measured figures of 2,000. The bounds leave room for chance alone: 3.5 standard errors.
  const RUNS = 200
  const room = (share: number): number => 3.5 * Math.sqrt((share * (1 - share)) / RUNS)

  it.each([0.3, 0.5, 0.7, 0.9])('at a success rate of %d calls no more than one in twenty of as good versions harmful in a year of looks at each session', (rate) => {
    let alarms = 0
    for (let run = 0; run < RUNS; run++) {
      const random = randomFrom(run * 1_000_003 + rate * 1000)
      const contest = createContest('new')
      for (let session = 0; session < 3650; session++) {
        if (contest.add({ isNew: random() < 0.5, worked: random() < rate, share: 0.5 }) < 20) continue
        alarms++
        break
      }
    }
    expect(alarms / RUNS).toBeLessThanOrEqual(0.05 + room(0.05))
  })

  it.each([0.3, 0.5, 0.7, 0.9])('from a success rate of %d finds a harm of 20 points within 200 sessions with the new version in nine of ten runs', (rate) => {
    let found = 0
    for (let run = 0; run < RUNS; run++) {
      const random = randomFrom(run * 1_000_003 + rate * 1000 + 1)
      const judge = createJudge(TERMS)
      for (let ofNew = 0; ofNew < 200;) {
        const isNew = random() < 0.5
        if (isNew) ofNew++
        if (judge.add({ isNew, worked: random() < (isNew ? rate - 0.2 : rate), share: 0.5 }).verdict !== 'fall-back') continue
        found++
        break
      }
    }
    expect(found / RUNS).toBeGreaterThanOrEqual(0.9 - room(0.9))
  })
})

describe('the figures', () => {
  it('Wilson\'s interval holds the rate, narrows with sessions, and agrees with a published value', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }), (known, share) => {
      const worked = Math.round(known * share)
      const rate = rateOf({ worked, known })
      const more = rateOf({ worked: worked * 4, known: known * 4 })
      expect(rate && rate.low <= rate.rate && rate.rate <= rate.high).toBe(true)
      expect((more?.high ?? 0) - (more?.low ?? 0)).toBeLessThanOrEqual((rate?.high ?? 0) - (rate?.low ?? 0) + 1e-12)
    }))
    expect(rateOf({ worked: 0, known: 0 })).toBeUndefined()
    // 81 of 263: Newcombe 1998, table I.
    expect(rateOf({ worked: 81, known: 263 })).toMatchObject({ low: expect.closeTo(0.2553, 4) as number, high: expect.closeTo(0.3662, 4) as number })
  })

  it('speaks for no harm only where the new version works nearly as often', () => {
    expect(evidenceOfNoHarm({ worked: 800, known: 1000 }, { worked: 800, known: 1000 }, 0.1)).toBeGreaterThan(20)
    expect(evidenceOfNoHarm({ worked: 600, known: 1000 }, { worked: 800, known: 1000 }, 0.1)).toBeLessThan(1)
    expect(evidenceOfNoHarm({ worked: 0, known: 0 }, { worked: 0, known: 0 }, 0.1)).toBeCloseTo(1, 6)
  })

  it('the average of success starts with the first result and weighs the latest by a tenth', () => {
    expect(successAverage([{ result: 'unknown' }])).toBeUndefined()
    expect(successAverage([{ result: 'worked' }, { result: 'unknown' }, { result: 'failed' }])).toBe(0.9)
  })

  it('compares whatever the order of the sessions, and the past only where nothing was dealt beside it', () => {
    const session = (n: number, group: TakenPart['group'], result: TakenPart['result'], share?: number): TakenPart => ({ trace: String(n).padStart(20, '0'), runtime: 'codex', startedAt: `2026-01-01T00:00:${String(n).padStart(2, '0')}.000Z`, group, result, errors: 0, ...(share !== undefined && { share }) })
    const sessions = Array.from({ length: 40 }, (_, n) => session(n, n % 2 === 0 ? 'new' : 'previous', n % 2 === 0 ? 'failed' : 'worked', 0.5))
    fc.assert(fc.property(fc.shuffledSubarray(sessions, { minLength: 40 }), (some) => {
      expect(compareGroups(some, true, TERMS)).toEqual(compareGroups(sessions, true, TERMS))
    }), { numRuns: 10 })
    expect(compareGroups(sessions, true, TERMS)).toMatchObject({ against: 'previous', judged: { verdict: 'fall-back' }, precision: 0, groups: { new: { known: 20, small: true } } })
    const alone = sessions.map((each) => ({ ...each, group: each.group === 'previous' ? 'before' as const : 'new' as const }))
    expect(compareGroups(alone, true, TERMS)).toMatchObject({ against: 'before', judged: { verdict: 'fall-back' } })
    expect(compareGroups([], false, TERMS)).toMatchObject({ judged: { verdict: 'keep' } })
  })
})
