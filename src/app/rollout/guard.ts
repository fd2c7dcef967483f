import { isoTime } from '../../kernel/clock.js'
import type { Evidence } from '../../kernel/types.js'
import type { Group } from '../../rollout/compare.js'
import { rateOf, type Count } from '../../rollout/interval.js'
import { currentRollout } from '../../rollout/standing.js'
import type { Context } from '../context.js'
import { proposeWithdrawal } from '../propose-withdrawal.js'
import { knownSkills } from '../use/versions.js'
import { take } from './steps.js'
import { watchRollout, type Watched } from './watch.js'

export interface Guarded { path: string; rollout: string; did: 'ended' | 'proposed' | 'would'; says: string }

const MAKER = { name: 'rollout-guard', version: '1.0.0' }
const SHOWN = 12

/**
 * Holds every running rollout against the policy's terms. Where the new version does harm it proposes to go back and,
 * where the policy says so, ends the rollout at once. What was proposed or ended before is left alone.
 */
export async function guardRollouts(context: Context, options: { dryRun?: boolean } = {}): Promise<Guarded[]> {
  const { guard } = context.policy.rollout
  if (guard === 'off' || context.index.rolloutSteps().length === 0) return []
  const done: Guarded[] = []
  for (const skill of await knownSkills(context)) {
    const rollout = currentRollout(skill.rollouts, skill.path)
    // One that the guard ended may have been stopped before it could propose.
    const isEnded = rollout?.state === 'aborted' && rollout.steps.some((step) => step.guard !== undefined)
    if (rollout?.state !== 'running' && !isEnded) continue
    const watched = await watchRollout(context, skill, rollout)
    if (watched.comparison.judged.verdict !== 'fall-back') continue
    const says = `${skill.name}: the new version does harm, ${figures(watched)}`
    const base = { path: skill.path, rollout: rollout.id }
    if (options.dryRun) {
      if (isEnded) continue
      done.push({ ...base, did: 'would', says })
      continue
    }
    if (guard === 'perform' && !isEnded) {
      const { judged, against } = watched.comparison
      await take(context, skill, {
        verb: 'abort', rollout: rollout.id, skill: rollout.skill, at: isoTime(context.clock.now()), reason: `by the policy's guard: ${figures(watched)}`,
        guard: { against, evidence: Math.round(Math.min(judged.harm, 1e12) * 100) / 100, alpha: context.policy.rollout.alpha, new: judged.new, other: judged.other }
      }, await context.committer())
      done.push({ ...base, did: 'ended', says: `${says}; the rollout was ended` })
    }
    const proposed = await proposeFallback(context, watched)
    if (proposed) done.push({ ...base, did: 'proposed', says: `${says}; to go back is proposed: ${proposed.id}` })
    await context.index.catchUp()
  }
  return done
}

async function proposeFallback(context: Context, watched: Watched): Promise<{ id: string } | undefined> {
  const { skill, rollout, sessions, comparison } = watched
  const failed = sessions.filter(({ group, result }) => group === 'new' && result === 'failed').slice(0, SHOWN)
  const evidence = failed.map(({ trace }): Evidence => ({ trace, traceSha256: context.index.traceRows(trace)[0]?.data.sha256 ?? '', message: 0, quote: '', origin: 'person' }))
  if (evidence.length === 0) return undefined
  return proposeWithdrawal(context, {
    path: skill.path, digest: rollout.skill.digest, back: skill.versions.findLast(({ digest }) => digest === rollout.skill.previous), maker: MAKER, evidence,
    why: [`${figures(watched)}.`, `The evidence that it works less often is ${shortly(comparison.judged.harm)} to 1; ${Math.round(1 / context.policy.rollout.alpha)} to 1 is enough by the policy (rollout.alpha).`],
    against: comparison.against === 'before'
      ? ['It is compared with the time before: whatever else has changed since is in it too.']
      : ['Sessions say so, and not why. Where one folder or person has most of the sessions with the new version, it may be about them.']
  })
}

const NAMES: Record<Group, string> = { new: 'the new version', previous: 'the one before', none: 'none', before: 'the time before' }

/** What the judgement rests on, in a clause. */
function figures({ comparison: { judged, against } }: Watched): string {
  return `${ofCount(judged.new)} with it against ${ofCount(judged.other)} with ${NAMES[against]}`
}

function ofCount(count: Count): string {
  const rate = rateOf(count)
  return `${count.worked} of ${count.known} worked${rate ? ` (${Math.round(rate.rate * 100)} %)` : ''}`
}

function shortly(evidence: number): string {
  return evidence >= 1e6 ? 'more than a million' : String(Math.round(evidence))
}
