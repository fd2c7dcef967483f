import type { SessionLessons } from '../types.js'
import { contentWords } from '../text/words.js'
import { subjectOfSkill } from './refine.js'
import { actionOfCommand } from './steps.js'

/** What a session that follows a skill would be asked and would do. */
export interface SkillProfile {
  /** Words of the request. */
  intent: string[]
  /** Actions of its steps, in their order. */
  actions: string[]
}

// As for the use of inferred skills: most of the steps, and a request that is much like it.
const FOLLOWED = 0.6
const ALIKE = 0.4
const FEWEST_ACTIONS = 2
const MOST_ACTIONS = 40

/**
 * A version's profile: the commands of its numbered steps; of a skill that was inferred also what its proposal's subject
 * says it is for, else its name does.
 */
export function profileOf(name: string, text: string, subject = ''): SkillProfile {
  const whole = subjectOfSkill(subject)
  const at = whole.lastIndexOf(' by ')
  const steps = text.split('\n').filter((line) => /^\d+\. /.test(line))
  const actions = steps.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].slice(0, 1).flatMap(([, span = '']) => actionOf(span) ?? []))
  return {
    intent: at < 0 ? contentWords(name.replaceAll('-', ' ')) : whole.slice(0, at).split(' '),
    actions: actions.length >= FEWEST_ACTIONS ? actions.slice(0, MOST_ACTIONS) : at < 0 ? [] : whole.slice(at + 4).split(', ')
  }
}

/** A command's action; a step that calls a tool names it first. */
function actionOf(span: string): string | undefined {
  return /^[a-z]+_[a-z_]+(?:\s|$)/.test(span) ? span.split(' ')[0] : actionOfCommand(span)
}

/** Whether a session was asked for the skill's kind of work: known before anything of it could help or harm. */
export function isOfKind({ intent }: Pick<SessionLessons, 'intent'>, profile: SkillProfile): boolean {
  const words = new Set(intent)
  const shared = profile.intent.filter((word) => words.has(word)).length
  return profile.intent.length > 0 && shared >= Math.max(1, profile.intent.length * ALIKE)
}

/** Whether it then did most of the skill's steps, in their order (the longest common subsequence, as conformance checking aligns them). */
export function follows({ steps }: Pick<SessionLessons, 'steps'>, { actions }: SkillProfile): boolean {
  if (actions.length < FEWEST_ACTIONS) return false
  const taken = steps.filter(({ succeeded }) => succeeded).map(({ action }) => action)
  let row = new Array<number>(actions.length + 1).fill(0)
  for (const action of taken) {
    const next = [0]
    actions.forEach((each, i) => next.push(each === action ? (row[i] ?? 0) + 1 : Math.max(row[i + 1] ?? 0, next[i] ?? 0)))
    row = next
  }
  return (row.at(-1) ?? 0) >= Math.max(FEWEST_ACTIONS, actions.length * FOLLOWED)
}
