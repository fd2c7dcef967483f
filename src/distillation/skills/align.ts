import type { SessionLessons, Step } from '../types.js'
import { MAJORITY, procedural } from './cluster.js'
import { shellCommand } from './steps.js'

/** A step that most sessions of a cluster share. */
export interface SharedStep {
  action: string
  /** The step as each session took it, by trace; sessions without it are absent. */
  taken: ReadonlyMap<string, Step>
}

// A command repeated more often is a loop of trying, not a part of the procedure.
const MAX_REPEATS = 2

/**
 * The steps that a clear majority of the sessions share, in the order that most of them took. Failed and
 * exploring steps don't count; the same action twice is two steps where most sessions did it twice.
 */
export function alignSteps(sessions: readonly SessionLessons[]): SharedStep[] {
  const rows = sessions.map(({ trace, steps }) => ({ trace, keyed: keyedSteps(procedural(steps)) }))
  const byKey = new Map<string, Map<string, Step>>()
  for (const { trace, keyed } of rows) for (const [key, step] of keyed) byKey.set(key, (byKey.get(key) ?? new Map<string, Step>()).set(trace, step))
  const kept = [...byKey].filter(([, taken]) => taken.size >= Math.max(2, sessions.length * MAJORITY))
  const keys = new Set(kept.map(([key]) => key))
  const rank = meanRanks(rows.map(({ keyed }) => [...keyed.keys()].filter((key) => keys.has(key))))
  return kept
    .sort(([a], [b]) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0) || (a < b ? -1 : 1))
    .map(([key, taken]) => ({ action: key.slice(0, key.lastIndexOf('#')), taken }))
}

/** A look-up that most sessions made several times in a row is one step: how often it is needed depends on the request. */
export function collapseRepeated(steps: readonly SharedStep[]): SharedStep[] {
  return steps.filter((step, at) => {
    const [before, after] = [steps[at - 1], steps[at + 1]]
    if (shellCommand(step.action) !== undefined) return true
    return !(after?.action === step.action && after.taken.size >= step.taken.size) && !(before?.action === step.action && before.taken.size > step.taken.size)
  })
}

// The last run of a repeated command is the one that counts: those before it were tries.
function keyedSteps(steps: readonly Step[]): Map<string, Step> {
  const runs = steps.filter((step, at) => steps[at + 1]?.action !== step.action || steps[at + 1]?.example !== step.example)
  const totals = new Map<string, number>()
  for (const { action } of runs) totals.set(action, (totals.get(action) ?? 0) + 1)
  const seen = new Map<string, number>()
  const keyed = new Map<string, Step>()
  for (const step of runs) {
    const occurrence = (seen.get(step.action) ?? 0) + 1
    seen.set(step.action, occurrence)
    const fromEnd = (totals.get(step.action) ?? 0) - occurrence
    if (fromEnd < MAX_REPEATS) keyed.set(`${step.action}#${fromEnd}`, step)
  }
  return keyed
}

// Where a step stands among the shared ones, from 0 to 1, on average.
function meanRanks(orders: readonly (readonly string[])[]): Map<string, number> {
  const sums = new Map<string, { sum: number; count: number }>()
  for (const order of orders) {
    order.forEach((key, at) => {
      const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 }
      sums.set(key, { sum: sum + (order.length === 1 ? 0.5 : at / (order.length - 1)), count: count + 1 })
    })
  }
  return new Map([...sums].map(([key, { sum, count }]) => [key, sum / count]))
}
