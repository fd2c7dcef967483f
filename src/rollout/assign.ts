import { sha256 } from '../kernel/hash.js'

/** What a session or folder gets of a skill: the version that is tried, the one before it, or none. */
export type Arm = 'new' | 'previous' | 'none'

/** What assigning depends on; equal shares give equal versions on every machine. */
export interface Shares {
  /** Id of the rollout: another rollout deals anew. */
  rollout: string
  /** The skill's path on main. */
  skill: string
  /** Share that gets the new version, 0 to 100. */
  percent: number
  /** Share that gets no version, to compare with, 0 to 100. */
  without: number
  /** Whether there is a version before the new one. */
  hasPrevious: boolean
}

/**
 * Where a unit stands among all, 0 up to 1: the first 52 bits of a SHA-256. A session's id for what is handed out by
 * the session, project and machine for what is copied into folders.
 */
function placeOf({ rollout, skill }: Pick<Shares, 'rollout' | 'skill'>, unit: string): number {
  return Number.parseInt(sha256(JSON.stringify([skill, rollout, unit])).slice(0, 13), 16) / 2 ** 52
}

/**
 * The version that a unit gets. Whoever got the new one keeps it when the share grows, and whoever is without one
 * stays so: both shares grow from their own end.
 */
export function assignedVersion(shares: Shares, unit: string): Arm {
  const place = placeOf(shares, unit) * 100
  if (place < shares.percent) return 'new'
  if (place >= 100 - shares.without) return 'none'
  return shares.hasPrevious ? 'previous' : 'none'
}

/** The chance that a unit has of the new version, once it is known to have it or the one it is compared with. */
export function shareOfNew({ percent, without, hasPrevious }: Pick<Shares, 'percent' | 'without' | 'hasPrevious'>): number {
  const compared = hasPrevious ? Math.min(100, Math.max(percent, 100 - without)) : 100
  return compared === 0 ? 0 : percent / compared
}
