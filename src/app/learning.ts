import { isOfKind } from '../distillation/skills/conformance.js'
import type { SessionLessons } from '../distillation/types.js'
import { learningByIteration, learningCurves, type LearningCurve, type LearningSession, type TaskKind } from '../rollout/learning-curve.js'
import { learningSvg } from '../rollout/learning-svg.js'
import { LESSONS_VERSION } from './lessons.js'
import type { Context } from './context.js'
import { usableTraces } from './quarantine.js'
import { outcomeReader } from './use/outcomes.js'
import { skillUsesOf } from './use/uses.js'
import { knownSkills, profileAt } from './use/versions.js'

export type { LearningCurve } from '../rollout/learning-curve.js'

export interface LearningReport {
  kinds: LearningCurve[]
  /** All kinds together. */
  byIteration: ReturnType<typeof learningByIteration>
  /** Sessions whose kind was seen too seldom to be one. */
  alone: number
  /** Sessions that no lessons were drawn from yet: skillloop distill --all. */
  unread: number
}

const FEWEST = 3

/** How sessions of each kind of task went one after another: by the skill that is for it, else by what was asked and done. */
export async function reportLearning(context: Context): Promise<LearningReport & { svg: string }> {
  const outcome = outcomeReader(context)
  const uses = skillUsesOf(context)
  const evaluations = context.index.evaluations(context.policy.evaluation.evaluator)
  const skills = await Promise.all((await knownSkills(context)).flatMap((skill) => (skill.history.current ? [skill] : [])).map(async (skill) => ({
    skill, profile: await profileAt(context, skill, skill.history.current?.digest ?? ''), used: new Set((uses.get(skill.path) ?? []).flatMap((use) => use.outcome?.trace ?? [])), sessions: [] as LearningSession[]
  })))
  const others = new Map<string, { name: string; sessions: LearningSession[] }>()
  let unread = 0
  for (const row of usableTraces(context)) {
    const lessons = context.index.lessons(row.oid, LESSONS_VERSION) as SessionLessons | undefined
    if (!lessons) unread++
    const own = skills.find(({ used }) => used.has(row.data.id)) ?? (lessons && skills.find(({ profile }) => isOfKind(lessons, profile)))
    const session: LearningSession = { ...outcome(row), recovered: (lessons?.recoveries.length ?? 0) + (lessons?.remedies.length ?? 0), givenUp: lessons?.givenUp.length ?? 0, usedSkill: own?.used.has(row.data.id) ?? false }
    if (own) own.sessions.push(session)
    else {
      const kind = evaluations.get(row.data.id)?.data.work?.kind ?? row.data.id
      const group = others.get(kind) ?? { name: row.data.title, sessions: [] }
      // Named by its first session, so that later ones do not rename it.
      others.set(kind, { name: row.data.title, sessions: [...group.sessions, session] })
    }
  }
  const all: TaskKind[] = [
    ...skills.map(({ skill, sessions }) => ({ name: skill.name, skill: skill.path, ...(skill.versions[0] && { skillSince: skill.versions[0].at }), sessions })).filter(({ sessions }) => sessions.length > 0),
    ...[...others.values()].filter(({ sessions }) => sessions.length >= FEWEST)
  ]
  const kinds = learningCurves(all)
  const alone = [...others.values()].filter(({ sessions }) => sessions.length < FEWEST).reduce((sum, { sessions }) => sum + sessions.length, 0)
  return { kinds, byIteration: learningByIteration(kinds), alone, unread, svg: learningSvg(kinds) }
}
