import { oncePer } from '../../kernel/once-per.js'
import { excerpt, plural } from '../../kernel/text.js'
import { whyHeld } from '../taint/origins.js'
import type { Beyond, EvaluatedLessons } from '../types.js'
import { clearest, type Group, type Related, type Said } from './groups.js'

/** What is known of the sessions as a whole, for the age of what was said. */
export interface Times {
  /** When the newest session began, ISO; undefined where none says. */
  newest: string | undefined
  /** When and where sessions were, of those that are known. */
  sessions: Beyond['sessions']
}

/** @param beyond what is known of other sessions, where these are not all */
export function timesOf(sessions: readonly EvaluatedLessons[], beyond?: Beyond): Times {
  const starts = [...sessions.flatMap(({ lessons }) => lessons.startedAt ?? []), ...(beyond?.newest === undefined ? [] : [beyond.newest])].sort()
  const byTrace = new Map(sessions.map(({ lessons }) => [lessons.trace, lessons]))
  return { newest: starts.at(-1), sessions: (traces) => [...traces.flatMap((trace) => byTrace.get(trace) ?? []), ...beyond?.sessions(traces.filter((trace) => !byTrace.has(trace))) ?? []] }
}

/** One side of a comparison, for the reviewer and for what may replace what. */
export interface Side {
  text: string
  /** Days on which it was said or observed, first and last (ISO dates); undefined where no session says. */
  first: string | undefined
  last: string | undefined
  sessions: number
  projects: ReadonlySet<string>
}

/** What a group says, and when: what is known of it and what sessions say of their own accord. */
export function sideOf(group: Group, times: Times): Side {
  return sides(times)(group)
}

const sides = oncePer((times: Times) => oncePer((group: Group) => makeSide(group, times)))

function makeSide({ said, known, subject }: Group, { sessions }: Times): Side {
  const free = freeOf(said)
  const traces = [...new Set([...known?.supporters ?? [], ...free.map(({ session }) => session.lessons.trace)])]
  const found = sessions(traces)
  const dates = found.flatMap(({ startedAt }) => startedAt?.slice(0, 10) ?? []).sort()
  const text = known?.title ?? (free.length > 0 ? clearest(free.map(({ statement }) => statement)).text : subject)
  return { text, first: dates[0], last: dates.at(-1), sessions: traces.length, projects: new Set(found.flatMap(({ projectName }) => projectName ?? [])) }
}

/** What was said by people of their own accord, not after a page or a tool. */
export function freeOf(said: readonly Said[]): Said[] {
  return said.filter(({ session, statement }) => whyHeld(statement.heard, session.lessons) === undefined)
}

/** A side in one clause: its words, how often and when. */
export function tellSide({ text, sessions, first, last }: Side): string {
  const when = last === undefined ? '' : first === last ? ` on ${last}` : ` between ${first ?? ''} and ${last}`
  return `"${excerpt(text, 120)}" (${plural(sessions, 'session')}${when})`
}

/** The groups that say something else of the same thing, of the same project where both name theirs. */
export function contradictionsOf(own: Side, related: readonly Related[], times: Times): { group: Group; side: Side }[] {
  return related
    .filter(({ relation, group }) => (relation === 'contrary' || relation === 'other-value') && group.known?.standing !== 'against')
    .map(({ group }) => ({ group, side: sideOf(group, times) }))
    .filter(({ group, side }) => (group.known !== undefined || freeOf(group.said).length > 0) && mayMeet(own.projects, side.projects))
    .sort((a, b) => (a.group.subject < b.group.subject ? -1 : 1))
}

function mayMeet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === 0 || b.size === 0 || [...a].some((project) => b.has(project))
}

/** How old what was last said is, in days of the newest session. */
function ageInDays(last: string | undefined, newest: string | undefined): number | undefined {
  const age = last === undefined || newest === undefined ? Number.NaN : (Date.parse(newest.slice(0, 10)) - Date.parse(last)) / 86_400_000
  return Number.isFinite(age) ? Math.max(0, Math.round(age)) : undefined
}

// A rule that nobody repeated for half a year may have been forgotten, or been given up.
const OLD = 180

/** How far a lesson is to be trusted, for the reviewer: how often, how recent, said or inferred, ever contradicted. */
export function trustOf(side: Side, basis: 'stated' | 'inferred', contradicted: number, { newest }: Times): { why: string; doubts: string[] } {
  const age = ageInDays(side.last, newest)
  const recency = age === undefined ? 'at no known time' : age === 0 ? 'as recent as the newest session' : `last ${plural(age, 'day')} before the newest session`
  const against = contradicted === 0 ? 'nothing said or known contradicts it' : `contradicted by ${plural(contradicted, 'other lesson')}, see below`
  return {
    why: `Trust: ${basis === 'stated' ? 'said by a person' : 'inferred from what happened'}, ${plural(side.sessions, 'session')}, ${recency}; ${against}.`,
    doubts: age !== undefined && age > OLD ? [`Last ${basis === 'stated' ? 'said' : 'seen'} ${age} days before the newest session: it may be out of date.`] : []
  }
}
