import { canonicalJson } from '../../kernel/canonical-json.js'
import { isoTime } from '../../kernel/clock.js'
import { badInput, environment, refused } from '../../kernel/errors.js'
import { idFrom } from '../../kernel/hash.js'
import { MAIN, rolloutPath } from '../../kernel/layout.js'
import type { RolloutStep } from '../../kernel/types.js'
import { expectFormat } from '../../kernel/validate.js'
import { decisionId } from '../../proposals/decisions.js'
import { isReviewer } from '../../proposals/approval.js'
import { currentRollout, type Rollout } from '../../rollout/standing.js'
import type { Signature } from '../../store/objects/encode.js'
import type { Context } from '../context.js'
import { findArtifact, histories } from '../history.js'
import { redactText } from '../redact-output.js'
import { knownSkills, type KnownSkill } from '../use/versions.js'

export interface Stepped { step: RolloutStep; commit: string; skill: KnownSkill }

export interface ShareRequest { percent: number; without?: number | undefined; reason?: string | undefined }

/**
 * Begins to hand the version in force out to a share; the others get the version before it, or none.
 * @throws SkillLoopError (1) where there is nothing to roll out, (2) for a skill there is not
 */
export async function startRollout(context: Context, name: string, { percent, without = 0, reason }: ShareRequest): Promise<Stepped> {
  const skill = await findSkill(context, name)
  expectShares(percent, without)
  const current = skill.history.current
  if (!current) throw refused(`${skill.path} is not in force`, { expected: 'a version that was approved', fix: `see skillloop skills log ${skill.name}` })
  const running = currentRollout(skill.rollouts, skill.path)
  if (running?.state === 'running') throw refused(`v${current.number} of ${skill.path} is being rolled out to ${running.percent} % since ${running.startedAt.slice(0, 10)}`, { fix: `skillloop rollout set ${skill.name} --percent ${percent}` })
  const previous = skill.versions.findLast(({ number, digest }) => number < current.number && digest !== current.digest)
  const at = isoTime(context.clock.now())
  return take(context, skill, {
    verb: 'start', rollout: idFrom(12, 'rollout', skill.path, current.digest, at), at, percent, without, ...(reason !== undefined && { reason }),
    skill: { path: skill.path, digest: current.digest, ...(previous && { previous: previous.digest }) }
  })
}

/** Changes the share; whoever has the new version keeps it when the share grows. @throws SkillLoopError (1) where none runs */
export async function setRollout(context: Context, name: string, { percent, without, reason }: ShareRequest): Promise<Stepped> {
  const { skill, rollout } = await findRunning(context, name)
  const rest = without ?? Math.min(rollout.without, 100 - percent)
  expectShares(percent, rest)
  return take(context, skill, { verb: 'set', rollout: rollout.id, at: isoTime(context.clock.now()), percent, without: rest, ...(reason !== undefined && { reason }), skill: rollout.skill })
}

/** Ends a rollout: everybody gets the new version (promote), or the one before (abort). @throws SkillLoopError (1) where none runs */
export async function endRollout(context: Context, name: string, verb: 'promote' | 'abort', reason: string | undefined): Promise<Stepped> {
  const { skill, rollout } = await findRunning(context, name)
  return take(context, skill, { verb, rollout: rollout.id, at: isoTime(context.clock.now()), ...(reason !== undefined && { reason }), skill: rollout.skill })
}

/** The one skill that a name means, with its rollouts. @throws SkillLoopError (2) when none or several are meant */
export async function findSkill(context: Context, name: string): Promise<KnownSkill> {
  const { history: { path } } = findArtifact(await histories(context), name, 'skill')
  const skill = (await knownSkills(context)).find((each) => each.path === path)
  if (!skill) throw badInput(`no skill is called ${name}`)
  return skill
}

async function findRunning(context: Context, name: string): Promise<{ skill: KnownSkill; rollout: Rollout }> {
  const skill = await findSkill(context, name)
  const rollout = currentRollout(skill.rollouts, skill.path)
  if (rollout?.state === 'running') return { skill, rollout }
  throw refused(`${skill.path} is not being rolled out${rollout ? `: that was ${rollout.state} on ${(rollout.endedAt ?? '').slice(0, 10)}` : ''}`, { fix: `skillloop rollout start ${skill.name} --percent 10` })
}

function expectShares(percent: number, without: number): void {
  if (percent >= 0 && percent <= 100 && without >= 0 && percent + without <= 100) return
  throw badInput(`${percent} % with the new version and ${without} % without any is not possible`, { expected: 'two shares from 0 to 100 that are 100 at most together' })
}

/** Records a step as the person who takes it, or as SkillLoop by the policy. */
export async function take(context: Context, skill: KnownSkill, what: Omit<RolloutStep, 'schemaVersion' | 'by'>, by?: Signature): Promise<Stepped> {
  const who = by ?? await context.person()
  if (!by && !isReviewer(who.email, context.policy.review)) throw refused(`${who.email} may not decide here`, { expected: 'one of the reviewers in the policy', fix: 'ask one of them' })
  const step: RolloutStep = { schemaVersion: 1, ...what, ...(what.reason !== undefined && { reason: redactText(what.reason) }), by: { name: who.name, email: who.email } }
  const text = canonicalJson(expectFormat('rollout', step, { file: 'the step' }))
  const batch = context.repository.batch()
  const edits = new Map([[rolloutPath(step, decisionId(text)), { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' as const }]])
  const share = step.percent === undefined ? '' : ` to ${step.percent} %`
  const commit = await context.repository.commit(MAIN, batch, () => Promise.resolve({ edits, message: `Rollout: ${step.verb} ${skill.name}${share}\n\nSkillLoop-Rollout: ${step.rollout}` }), { who })
  if (!commit) throw environment('the step was recorded already')
  await context.index.catchUp()
  return { step, commit, skill }
}
