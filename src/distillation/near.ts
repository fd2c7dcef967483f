import { conceptsOf } from './memory/concepts.js'
import { keysOf } from './memory/groups.js'
import { nameOf, sightingsOf, workedAs, type Sighting } from './memory/sightings.js'
import { procedural, wordsOfWork } from './skills/cluster.js'
import { projectWithRoutine } from './skills/routine.js'
import { subjectOfTold } from './skills/told-findings.js'
import { textsOf } from './taint/across-sessions.js'
import type { SessionLessons, Statement } from './types.js'

/** Answers which sessions have terms, each session by the number it was kept under. */
export interface TermIndex {
  /** How many sessions have a term, about. */
  count(term: string): number
  /** The latest of those that have all of the terms. */
  find(terms: readonly string[], most: number): readonly number[]
}

/** What a session can be found by, whoever looks for others that teach the same, the opposite or something of the same kind. */
export function termsOf(lessons: SessionLessons): string[] {
  const { statements, steps, toldSteps, versions } = lessons
  return [...new Set([
    ...wordsOfWork(lessons).map(wordTerm), ...actionsOf(lessons).map(actionTerm), ...routineTerms(lessons),
    ...statements.flatMap(saysTerms), ...sightingsOf(lessons).map(({ key }) => `shows ${key}`), ...toldSteps.map((told) => `told ${subjectOfTold(told)}`),
    ...steps.filter(({ succeeded }) => succeeded).flatMap((step) => [step.example, nameOf(step), step.example.split(' ')[0] ?? '']).map(workedTerm), ...versions.map(({ program }) => workedTerm(`version of ${program}`)),
    ...[...statements, ...toldSteps, ...steps].filter(({ heard }) => !heard).flatMap(textsOf).map(usedTerm)
  ])]
}

/** What a session that said or did these very words of its own accord is found by. */
export function usedTerm(text: string): string {
  return `used ${text}`
}

// As many as a comparison looks at, and some: sessions beyond them would add evidence and no lesson.
const MOST_SAYING = 200
const MOST_SHOWING = 100
const MOST_ALIKE = 30
const RAREST_WORDS = 3
const RAREST_OF_WORK = 4

/** The sessions that further ones have to be looked at with: those that may teach the same, that speak against it, and those of the same kind of work. */
export function nearest(sessions: readonly SessionLessons[], index: TermIndex): Set<number> {
  return new Set(sessions.flatMap((lessons) => [
    ...lessons.statements.flatMap((statement) => rarest(saysTerms(statement), RAREST_WORDS, index).flatMap((term) => index.find([term], MOST_SAYING))),
    ...sightingsOf(lessons).flatMap((sighting) => [`shows ${sighting.key}`, ...contraryTerms(sighting)]).flatMap((term) => index.find([term], MOST_SHOWING)),
    ...routineTerms(lessons).flatMap((term) => index.find([term], MOST_SHOWING)),
    ...lessons.toldSteps.flatMap((told) => index.find([`told ${subjectOfTold(told)}`], MOST_SHOWING)),
    ...alike(lessons, index)
  ]))
}

/** Sessions asked for something like it that did something like it, and such that only were asked for it: they may have failed. */
function alike(lessons: SessionLessons, index: TermIndex): number[] {
  const words = rarest(wordsOfWork(lessons).map(wordTerm), RAREST_OF_WORK, index)
  const actions = rarest(actionsOf(lessons).map(actionTerm), RAREST_OF_WORK, index)
  const pairs = words.flatMap((word, at) => [...actions, ...words.slice(at + 1)].map((other) => [word, other]))
  return pairs.flatMap((pair) => index.find(pair, MOST_ALIKE))
}

/** The terms that fewest sessions have; not those that one has alone, which leads nowhere. */
function rarest(terms: readonly string[], most: number, index: TermIndex): string[] {
  return terms.map((term) => ({ term, count: index.count(term) })).filter(({ count }) => count > 1)
    .sort((a, b) => a.count - b.count || (a.term < b.term ? -1 : 1)).slice(0, most).map(({ term }) => term)
}

function actionsOf({ steps }: SessionLessons): string[] {
  return [...new Set(procedural(steps).map(({ action }) => action))]
}

const wordTerm = (word: string): string => `word ${word}`
const actionTerm = (action: string): string => `action ${action}`
const workedTerm = (what: string): string => `worked ${what}`

function routineTerms(lessons: SessionLessons): string[] {
  const project = projectWithRoutine(lessons)
  return project === undefined ? [] : [`checks in ${project}`]
}

function saysTerms({ text }: Statement): string[] {
  return [...keysOf(conceptsOf(text))].map((key) => `says ${key}`)
}

function contraryTerms(sighting: Sighting): string[] {
  const { sort, instead } = sighting
  const what = sort === 'version' ? `version of ${instead?.example.split(' ')[0] ?? ''}` : workedAs(sighting)
  return what === undefined ? [] : [workedTerm(what)]
}
