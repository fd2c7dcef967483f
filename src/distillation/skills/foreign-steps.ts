import type { Origin } from '../../kernel/types.js'
import { isOthers } from '../taint/heard.js'
import { originOf, placeOfHeard } from '../taint/origins.js'
import type { SessionLessons, Step } from '../types.js'
import type { SharedStep } from './align.js'

/** A step that was told by others before any agent did it of its own accord. */
export interface ForeignStep {
  step: SharedStep
  /** The command as it was told. */
  example: string
  /** For people: where it stood. */
  place: string
}

/** The step as a foreign one, where whoever took it first had been told so by a page or a tool. */
export function foreignStep(step: SharedStep, sessions: readonly SessionLessons[]): ForeignStep | undefined {
  const first = inTime(step, sessions)[0]
  if (!first || !isOthers(first.taken.heard)) return undefined
  return { step, example: first.taken.example, place: placeOfHeard(first.taken.heard, first.session.trace) }
}

/** Whose a step is: the agents', and a tool's or file's where it had stood there. */
export function originOfStep(step: SharedStep, sessions: readonly SessionLessons[]): Origin | undefined {
  const all = inTime(step, sessions)
  const shown = all.find(({ taken }) => taken.heard) ?? all[0]
  return shown && originOf(shown.taken.example, 'assistant', shown.session, shown.taken.heard)
}

/** How each session took a step, the earliest first. */
function inTime(step: SharedStep, sessions: readonly SessionLessons[]): { session: SessionLessons; taken: Step }[] {
  const key = ({ startedAt, trace }: SessionLessons): string => `${startedAt ?? '9999'} ${trace}`
  return sessions
    .flatMap((session) => {
      const taken = step.taken.get(session.trace)
      return taken ? [{ session, taken }] : []
    })
    .sort((a, b) => (key(a.session) < key(b.session) ? -1 : 1))
}
