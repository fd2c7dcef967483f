import { isOfKind } from '../../distillation/skills/conformance.js'
import type { SessionLessons } from '../../distillation/types.js'
import { shareOfNew } from '../../rollout/assign.js'
import { compareGroups, type Comparison, type Group, type TakenPart } from '../../rollout/compare.js'
import { sharesAt, type Rollout } from '../../rollout/standing.js'
import { LESSONS_VERSION } from '../lessons.js'
import type { Context } from '../context.js'
import { usableTraces } from '../quarantine.js'
import { outcomeReader } from '../use/outcomes.js'
import { profileAt, type KnownSkill } from '../use/versions.js'

export interface Watched { skill: KnownSkill; rollout: Rollout; comparison: Comparison; sessions: TakenPart[] }

// More of the past says more of another time than of this one.
const MOST_BEFORE = 500

/** What the sessions say of a rollout so far. */
export async function watchRollout(context: Context, skill: KnownSkill, rollout: Rollout): Promise<Watched> {
  const sessions = await sessionsOf(context, skill, rollout)
  const { alpha, minSessions, harmMargin } = context.policy.rollout
  return { skill, rollout, sessions, comparison: compareGroups(sessions, rollout.skill.previous !== undefined, { alpha, minSessions, harmMargin }) }
}

/** The sessions that had a version, were dealt none, or are of its kind. */
async function sessionsOf(context: Context, skill: KnownSkill, rollout: Rollout): Promise<TakenPart[]> {
  const { index } = context
  const had = new Map<string, { digest: string | undefined }>()
  for (const { data } of index.skillEvents()) {
    if (data.skill.path !== skill.path) continue
    for (const id of [data.trace, data.session]) if (id !== undefined && (data.kind === 'skill-use' || !had.has(id))) had.set(id, { digest: data.skill.digest })
  }
  const profile = await profileAt(context, skill, rollout.skill.digest)
  const outcome = outcomeReader(context)
  const parts: TakenPart[] = []
  let before = 0
  // The newest first: of the past only the latest counts.
  for (const row of usableTraces(context)) {
    const { id, nativeId, startedAt } = row.data
    if (startedAt === undefined) continue
    const own = had.get(id) ?? (nativeId === undefined ? undefined : had.get(nativeId))
    const isBefore = startedAt < rollout.startedAt
    if (isBefore && before >= MOST_BEFORE) continue
    const isKin = own === undefined && isOfKind(index.lessons(row.oid, LESSONS_VERSION) as SessionLessons | undefined ?? { intent: [] }, profile)
    const group = groupOf(rollout, isBefore, own, isKin)
    if (group === undefined) continue
    if (group === 'before') before++
    const isDealt = own !== undefined && group !== 'before'
    parts.push({ ...outcome(row), group, ...(isDealt && { share: shareOfNew(sharesAt(rollout, startedAt)) }) })
  }
  return parts
}

function groupOf({ skill }: Rollout, isBefore: boolean, had: { digest: string | undefined } | undefined, isKin: boolean): Group | undefined {
  if (isBefore) return had || isKin ? 'before' : undefined
  if (!had) return isKin ? 'none' : undefined
  if (had.digest === undefined) return 'none'
  return had.digest === skill.digest ? 'new' : had.digest === skill.previous ? 'previous' : undefined
}
