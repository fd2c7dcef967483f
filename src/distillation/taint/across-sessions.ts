import type { Beyond, EvaluatedLessons, SessionLessons, Statement, Step, Teller } from '../types.js'
import type { Heard } from './types.js'
import { Matcher, type Needle } from './matcher.js'
import { wordsOfTold } from './told.js'
import type { Overheard } from './types.js'

type Told = SessionLessons['toldSteps'][number]

/** Words as they are looked for, with when they were first used by somebody who had not heard them. */
interface Used extends Needle { since: string }

/**
 * Sessions in which whatever an earlier session was told by a page or a tool is marked as heard there: what was
 * planted in one session and is repeated in the next stays what it was. Words that were used before they were
 * planted are nobody else's. The sessions given are left as they are.
 * @param beyond what other sessions told and used, where these are not all
 */
export function markAcrossSessions(sessions: readonly EvaluatedLessons[], beyond: Partial<Beyond> = {}): readonly EvaluatedLessons[] {
  const own = new Set(sessions.map(({ lessons }) => lessons.trace))
  const tellers = [...sessions.flatMap(({ lessons }) => (lessons.overheard.length > 0 ? [lessons] : [])), ...beyond.tellers?.filter(({ trace }) => !own.has(trace)) ?? []]
  if (tellers.length === 0) return sessions
  const heard = heardTexts(tellers, usesOf(sessions), beyond)
  if (heard.size === 0) return sessions
  const mark = <T extends Statement | Told | Step>(item: T, session: SessionLessons): T => {
    const place = item.heard ? undefined : textsOf(item).map((text) => heard.get(text)).find(Boolean)
    return place === undefined || place.trace === session.trace || timeOf(session) < place.since ? item : { ...item, heard: place.heard }
  }
  return sessions.map(({ lessons, ...rest }) => ({
    ...rest,
    lessons: {
      ...lessons, statements: lessons.statements.map((item) => mark(item, lessons)), toldSteps: lessons.toldSteps.map((item) => mark(item, lessons)),
      steps: lessons.steps.map((item) => mark(item, lessons)),
      recoveries: lessons.recoveries.map(({ failed, error, worked }) => ({ failed: mark(failed, lessons), error, worked: mark(worked, lessons) })),
      remedies: lessons.remedies.map(({ failed, error, remedy, worked }) => ({ failed: mark(failed, lessons), error, remedy: mark(remedy, lessons), worked: mark(worked, lessons) }))
    }
  }))
}

interface Place { heard: Heard; trace: string; since: string }

function heardTexts(tellers: readonly Teller[], uses: ReadonlyMap<string, Used>, beyond: Partial<Beyond>): Map<string, Place> {
  const needles = [...uses.values()]
  const matcher = new Matcher(needles)
  const heard = new Map<string, Place>()
  for (const session of [...tellers].sort((a, b) => (timeOf(a) + a.trace < timeOf(b) + b.trace ? -1 : 1))) {
    for (const { text, from, message, call } of session.overheard) {
      for (const { needle } of matcher.find(text)) {
        const used = needles[needle]
        if (!used || heard.has(used.text) || firstUse(used, beyond) < timeOf(session)) continue
        heard.set(used.text, { heard: { from, message, call, told: true, trace: session.trace }, trace: session.trace, since: timeOf(session) })
      }
    }
  }
  return heard
}

function firstUse({ text, since }: Used, beyond: Partial<Beyond>): string {
  const elsewhere = beyond.usedSince?.(text)
  return elsewhere !== undefined && elsewhere < since ? elsewhere : since
}

/** All that was said and done without having been heard in its own session, with when that was first. */
function usesOf(sessions: readonly EvaluatedLessons[]): Map<string, Used> {
  const uses = new Map<string, Used>()
  for (const { lessons } of sessions) {
    for (const item of [...lessons.statements, ...lessons.toldSteps, ...lessons.steps]) {
      if (item.heard) continue
      for (const text of textsOf(item)) {
        const known = uses.get(text)
        if (!known) uses.set(text, { text, kind: 'action' in item ? 'command' : 'words', since: timeOf(lessons) })
        else if (timeOf(lessons) < known.since) known.since = timeOf(lessons)
      }
    }
  }
  return uses
}

/** The words of something said or done by which it can be recognized elsewhere. */
export function textsOf(item: Statement | Told | Step): string[] {
  return 'action' in item ? [item.example] : 'text' in item ? [item.text] : wordsOfTold(item)
}

// A session without a date may have come after any other: what it repeats is not its own.
function timeOf({ startedAt }: Pick<SessionLessons, 'startedAt'>): string {
  return startedAt ?? '9999'
}

/** What pages and tools told in the sessions, each once, with where it was told first. */
export function allOverheard(sessions: readonly EvaluatedLessons[], focus: ReadonlySet<string> | undefined): ({ trace: string } & Overheard)[] {
  const first = new Map<string, { trace: string } & Overheard>()
  for (const { lessons } of sessions) {
    if (focus && !focus.has(lessons.trace)) continue
    for (const item of lessons.overheard) if (!first.has(item.text)) first.set(item.text, { trace: lessons.trace, ...item })
  }
  return [...first.values()]
}
