import type { EvaluatedLessons, KnownProposal, SkillUse } from '../types.js'
import { kindred } from './cluster.js'
import { hasFailed, hasWorked } from './qualify.js'
import { skillInForce, subjectOfSkill } from './refine.js'

const ALPHA = 0.1
// Sessions of the kind that took at least so much of the skill's actions went its way.
const FOLLOWED = 0.5
const ENOUGH_USES = 10
const LEAST_SUCCESS = 0.5

/** The use of each inferred skill in force; sessions whose result is not known don't count. */
export function skillUses(sessions: readonly EvaluatedLessons[], known: readonly KnownProposal[]): SkillUse[] {
  const subjects = [...new Set(known.filter(({ kind }) => kind === 'skill').map(({ subject }) => subjectOfSkill(subject)))].sort()
  const kin = kindred(sessions)
  return subjects.flatMap((subject) => {
    const skill = skillInForce(subject, known)
    const at = subject.lastIndexOf(' by ')
    if (!skill || at < 0) return []
    const actions = subject.slice(at + 4).split(', ')
    const uses = kin({ sessions: [], intent: subject.slice(0, at).split(' '), actions })
      .filter((session) => !skill.sources.has(session.lessons.trace) && (hasWorked(session) || hasFailed(session)) && follows(session, actions))
      .sort((a, b) => compare(startOf(a), startOf(b)) || compare(a.lessons.trace, b.lessons.trace))
    if (uses.length === 0) return []
    const successRate = Math.round(uses.map((session) => (hasWorked(session) ? 1 : 0)).reduce<number>((rate, won, i) => (i === 0 ? won : ALPHA * won + (1 - ALPHA) * rate), 0) * 1000) / 1000
    const lastUsed = uses.at(-1)?.lessons.startedAt
    return [{ proposal: skill.proposal, path: skill.path, sessions: uses.length, successRate, ...(lastUsed !== undefined && { lastUsed }), unfit: uses.length >= ENOUGH_USES && successRate < LEAST_SUCCESS }]
  })
}

function follows({ lessons }: EvaluatedLessons, actions: readonly string[]): boolean {
  const taken = new Set(lessons.steps.map(({ action }) => action))
  return actions.filter((action) => taken.has(action)).length >= actions.length * FOLLOWED
}

const startOf = ({ lessons }: EvaluatedLessons): string => lessons.startedAt ?? ''

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
