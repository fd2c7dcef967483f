import { currentRollout, type Rollout } from '../../rollout/standing.js'
import type { Comparison } from '../../rollout/compare.js'
import type { Context } from '../context.js'
import { knownSkills, type KnownSkill } from '../use/versions.js'
import { findSkill } from './steps.js'
import { watchRollout } from './watch.js'

export type { Comparison, Figures, Group } from '../../rollout/compare.js'

export interface RolloutStatus {
  name: string
  path: string
  rollout: Rollout
  /** Numbers of the versions that are compared. */
  version: number
  previous?: number
  comparison: Comparison
  /** What the evidence has to reach. */
  enough: number
}

/** Where rollouts stand and what the sessions say: of one skill its last, or of all those that decide what is dealt now. */
export async function rolloutStatus(context: Context, name: string | undefined): Promise<RolloutStatus[]> {
  const skills = name === undefined ? await knownSkills(context) : [await findSkill(context, name)]
  const found: RolloutStatus[] = []
  for (const skill of skills) {
    const rollout = name === undefined ? currentRollout(skill.rollouts, skill.path) : skill.rollouts.at(-1)
    if (rollout) found.push(await statusOf(context, skill, rollout))
  }
  return found
}

async function statusOf(context: Context, skill: KnownSkill, rollout: Rollout): Promise<RolloutStatus> {
  const { comparison } = await watchRollout(context, skill, rollout)
  const numberOf = (digest: string | undefined): number | undefined => skill.versions.findLast((version) => version.digest === digest)?.number
  const previous = numberOf(rollout.skill.previous)
  return { name: skill.name, path: skill.path, rollout, version: numberOf(rollout.skill.digest) ?? 0, ...(previous !== undefined && { previous }), comparison, enough: 1 / context.policy.rollout.alpha }
}
