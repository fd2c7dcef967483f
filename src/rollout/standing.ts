import type { RolloutStep } from '../kernel/types.js'
import type { Shares } from './assign.js'

/** A rollout as its steps tell it. */
export interface Rollout {
  id: string
  skill: RolloutStep['skill']
  /** overtaken: another version has come into force since. */
  state: 'running' | 'promoted' | 'aborted' | 'overtaken'
  percent: number
  without: number
  startedAt: string
  endedAt?: string
  /** Oldest first. */
  steps: readonly RolloutStep[]
}

/**
 * Every rollout, oldest first. Steps met in a merge from two machines count by their time; an abort ends a rollout even
 * where another said promote: falling back is the safe side.
 * @param inForce digest of the version of each skill that is in force on main
 */
export function rolloutsOf(steps: readonly RolloutStep[], inForce: ReadonlyMap<string, string>): Rollout[] {
  const byId = new Map<string, RolloutStep[]>()
  for (const step of [...steps].sort((a, b) => compare(a.at, b.at))) byId.set(step.rollout, [...byId.get(step.rollout) ?? [], step])
  return [...byId.values()].flatMap((own) => {
    const start = own.find(({ verb }) => verb === 'start')
    return start ? [rolloutOf(start, own, inForce.get(start.skill.path))] : []
  }).sort((a, b) => compare(a.startedAt, b.startedAt) || compare(a.id, b.id))
}

function rolloutOf(start: RolloutStep, steps: readonly RolloutStep[], inForce: string | undefined): Rollout {
  const end = steps.find(({ verb }) => verb === 'abort') ?? steps.find(({ verb }) => verb === 'promote')
  const shares = steps.findLast(({ percent }) => percent !== undefined) ?? start
  const state = inForce !== start.skill.digest ? 'overtaken' : end === undefined ? 'running' : end.verb === 'abort' ? 'aborted' : 'promoted'
  return { id: start.rollout, skill: start.skill, state, percent: shares.percent ?? 0, without: shares.without ?? 0, startedAt: start.at, ...(end && { endedAt: end.at }), steps }
}

/** The rollout that decides what is dealt of a skill now: the last one begun, unless another version has come since. */
export function currentRollout(rollouts: readonly Rollout[], skill: string): Rollout | undefined {
  const last = rollouts.findLast((rollout) => rollout.skill.path === skill)
  return last?.state === 'overtaken' ? undefined : last
}

/** What a rollout deals at a time, or by default now. A promoted one deals everybody the new version, an aborted one nobody. */
export function sharesAt(rollout: Rollout, at?: string): Shares {
  const base = { rollout: rollout.id, skill: rollout.skill.path, hasPrevious: rollout.skill.previous !== undefined }
  if (rollout.endedAt !== undefined && (at === undefined || at >= rollout.endedAt)) return { ...base, percent: rollout.steps.some(({ verb }) => verb === 'abort') ? 0 : 100, without: 0 }
  const step = rollout.steps.findLast((each) => each.percent !== undefined && (at === undefined || each.at <= at))
  return { ...base, percent: step?.percent ?? 0, without: step?.without ?? 0 }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
