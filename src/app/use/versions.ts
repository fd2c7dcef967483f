import { profileOf, type SkillProfile } from '../../distillation/skills/conformance.js'
import { versionsOf } from '../../proposals/history/versions.js'
import type { ArtifactHistory, Version } from '../../proposals/history/types.js'
import { assignedVersion, type Arm } from '../../rollout/assign.js'
import { currentRollout, rolloutsOf, sharesAt, type Rollout } from '../../rollout/standing.js'
import { artifactFiles } from '../artifacts.js'
import type { Context } from '../context.js'
import { histories, kindOf, nameOf } from '../history.js'
import { proposalViews } from '../proposals.js'

/** A skill with all that tells which version of it a session had. */
export interface KnownSkill {
  name: string
  path: string
  history: ArtifactHistory
  versions: Version[]
  /** Digests that were copied into agents' folders, and when; oldest first. */
  applied: { at: string; digest: string }[]
  rollouts: Rollout[]
}

/** Every skill that was ever in force, by path. */
export async function knownSkills(context: Context): Promise<KnownSkill[]> {
  const all = [...(await histories(context)).values()].filter(({ path }) => kindOf(path) === 'skill')
  const rollouts = rolloutsOf(context.index.rolloutSteps().map(({ data }) => data), digestsInForce(all))
  const applies = context.index.decisions().map(({ data }) => data.decision).filter(({ applied }) => applied && Object.keys(applied.files).length > 0)
  return all.map((history) => ({
    name: nameOf(history.path), path: history.path, history, versions: versionsOf(history),
    applied: applies.filter(({ artifact }) => artifact.path === history.path).map(({ at, artifact }) => ({ at, digest: artifact.digest })).sort((a, b) => (a.at < b.at ? -1 : 1)),
    rollouts: rollouts.filter(({ skill }) => skill.path === history.path)
  }))
}

function digestsInForce(all: Iterable<ArtifactHistory>): Map<string, string> {
  return new Map([...all].flatMap(({ path, current }): [string, string][] => (current ? [[path, current.digest]] : [])))
}

/** The digest that was copied to agents last before a time, else of the version in force then; undefined before the first. */
export function digestAt({ applied, versions }: KnownSkill, at: string | undefined): string | undefined {
  if (at === undefined) return versions.at(-1)?.digest
  return applied.findLast((each) => each.at <= at)?.digest ?? versions.findLast((version) => version.at <= at)?.digest
}

/** The rollout that dealt versions of a skill at a time. */
export function rolloutAt({ rollouts }: KnownSkill, at: string | undefined): Rollout | undefined {
  return rollouts.findLast(({ startedAt, endedAt }) => at === undefined ? endedAt === undefined : startedAt <= at && (endedAt === undefined || at < endedAt))
}

/** What of a skill a unit is dealt. */
export interface Dealt {
  arm: Arm
  /** Of the version; absent for none. */
  digest?: string
  /** Absent where no rollout decides: everybody gets the version in force. */
  rollout?: string
}

/**
 * Which version of a skill a unit gets now: a session's id, or project and machine for copies in folders. The one
 * question that everything which hands skills out asks.
 */
export function dealtNow(skill: Pick<KnownSkill, 'path' | 'history' | 'rollouts'>, unit: string): Dealt {
  const rollout = currentRollout(skill.rollouts, skill.path)
  const current = skill.history.current?.digest
  if (!rollout || rollout.state === 'promoted') return current === undefined ? { arm: 'none' } : { arm: 'new', digest: current }
  return dealtBy(rollout, unit)
}

/** Which version a rollout deals to a unit, or dealt at a time. */
export function dealtBy(rollout: Rollout, unit: string, at?: string): Dealt {
  const arm = assignedVersion(sharesAt(rollout, at), unit)
  const digest = arm === 'new' ? rollout.skill.digest : arm === 'previous' ? rollout.skill.previous : undefined
  return { arm, rollout: rollout.id, ...(digest !== undefined && { digest }) }
}

/** What sessions that follow a version are asked and do. */
export async function profileAt(context: Context, { name, versions }: KnownSkill, digest: string): Promise<SkillProfile> {
  const version = versions.findLast((each) => each.digest === digest)
  if (!version) return { intent: [], actions: [] }
  const files = await artifactFiles(await context.repository.snapshot(version.commit), version)
  const front = proposalViews(context).find(({ id }) => id === version.proposal)?.front
  return profileOf(name, Buffer.from(files.get('SKILL.md') ?? []).toString('utf8'), front?.subject)
}
