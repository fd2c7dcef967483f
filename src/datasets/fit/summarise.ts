import { observeTrace } from '../../evaluation/observations/observe-trace.js'
import type { Observation } from '../../evaluation/observations/types.js'
import type { Trace } from '../../kernel/types.js'
import type { Turn } from '../conversation.js'
import { plain } from '../plain.js'
import { extendNote, noteLine, readNote, type Note } from './note.js'

const CHECKS = new Set<Observation['kind']>(['test', 'build', 'lint'])
const WORK = new Set<Observation['kind']>(['vcs', 'install', 'start', 'change', 'hand-over'])

/**
 * A note on turns that are left out, from what was observed in them: no model has a part in it. A note among them is
 * extended and not summarised again.
 * @param goal what the session was begun for
 */
export function summariseTurns(trace: Pick<Trace, 'messages'>, left: readonly Turn[], goal: string): Note {
  const [from, to] = [left[0]?.from ?? 0, left.at(-1)?.at ?? -1]
  const { observations } = observeTrace(trace)
  const inside = observations.filter(({ at }) => at.message >= from && at.message <= to)
  const earlier = left.flatMap(({ role, content }) => (role === 'user' ? readNote(content)?.note ?? [] : []))
  const newer: Note = {
    Goal: goal === '' ? [] : [noteLine(goal)], Progress: progressOf(inside), Decisions: decisionsOf(left), Files: filesOf(inside),
    Next: nextOf(left), Gotchas: gotchasOf(left, inside)
  }
  return [...earlier, newer].reduce(extendNote)
}

/** What was checked, with how it went each time it changed, and what else was done. */
function progressOf(observations: readonly Observation[]): string[] {
  const courses = new Map<string, string[]>()
  for (const { kind, what, ok, counts } of observations) {
    if (ok === undefined || (!CHECKS.has(kind) && !WORK.has(kind))) continue
    const outcome = counts ? `${counts.passed} passed, ${counts.failed} failed` : ok ? 'ok' : 'failed'
    const course = courses.get(what) ?? []
    if (course.at(-1) !== outcome) courses.set(what, [...course, outcome])
  }
  return [...courses].map(([what, course]) => noteLine(`${plain(what)}: ${course.slice(-4).join(', then ')}`))
}

/** What the person said: requests, choices, corrections. */
function decisionsOf(left: readonly Turn[]): string[] {
  return left.filter(({ role }) => role === 'user').map(({ content }) => noteLine(readNote(content)?.rest ?? content)).filter((line) => line !== '')
}

function filesOf(observations: readonly Observation[]): string[] {
  const paths = (kinds: readonly Observation['kind'][]): string => [...new Set(observations.filter(({ kind, ok }) => kinds.includes(kind) && ok !== false).flatMap(({ paths }) => paths.map(plain)))].join(', ')
  const [changed, read] = [paths(['write', 'edit']), paths(['read'])]
  return [...(changed === '' ? [] : [noteLine(`changed: ${changed}`)]), ...(read === '' ? [] : [noteLine(`read: ${read}`)])]
}

/** What the agent said last that it was about to do. */
function nextOf(left: readonly Turn[]): string[] {
  const last = left.findLast(({ role, content }) => role === 'assistant' && content.trim() !== '')
  return last ? [noteLine(last.content)] : []
}

/** What failed, with the first words of why. */
function gotchasOf(left: readonly Turn[], observations: readonly Observation[]): string[] {
  const failed = new Set(observations.filter(({ ok, kind, counts }) => (ok === false || (counts?.failed ?? 0) > 0) && kind !== 'search').map(({ what }) => what))
  const lines = left.flatMap(({ calls }) => calls).filter(({ status }) => status === 'error').map(({ name, result }) => noteLine(`${plain(name)} failed: ${firstTelling(plain(result))}`))
  const named = [...failed].filter((what) => !lines.some((line) => line.includes(what))).map((what) => noteLine(`${plain(what)} failed`))
  return [...new Set([...lines, ...named])].slice(-8)
}

function firstTelling(result: string): string {
  return result.split('\n').map((line) => line.trim()).find((line) => /error|fail|denied|not found|cannot|invalid|no such|exception/i.test(line)) ?? result.split('\n')[0] ?? ''
}
