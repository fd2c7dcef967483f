import { renderMarkdown } from '../../kernel/front-matter.js'
import { proposalId } from '../../kernel/hash.js'
import { excerpt, plural, slug } from '../../kernel/text.js'
import type { Evidence, MemoryFrontMatter } from '../../kernel/types.js'
import { textFile, type Finding } from '../finding.js'
import { isOthers } from '../taint/heard.js'
import type { Heard } from '../taint/types.js'
import { originOf, whyHeld } from '../taint/origins.js'
import { inlineText } from '../text/markdown.js'
import type { EvaluatedLessons, KnownProposal, Statement } from '../types.js'

interface Said { session: EvaluatedLessons; statement: Statement }

/** The memories that sessions speak for: the same lesson from several sessions is one, with all its evidence. */
export function memoryFindings(sessions: readonly EvaluatedLessons[], known: readonly KnownProposal[]): Finding[] {
  const groups = new Map<string, Said[]>()
  for (const session of sessions) {
    for (const statement of session.lessons.statements) {
      const group = groups.get(statement.subject)
      if (group) group.push({ session, statement })
      else groups.set(statement.subject, [{ session, statement }])
    }
  }
  const others = new Map<string, Set<string>>()
  for (const subject of [...groups.keys(), ...known.filter(({ kind, standing }) => kind === 'memory' && standing !== 'against').map((each) => each.subject)]) {
    const bare = withoutPolarity(subject)
    others.set(bare, (others.get(bare) ?? new Set<string>()).add(subject))
  }
  return [...groups].map(([subject, said]) => findingOf(subject, said, [...(others.get(withoutPolarity(subject)) ?? [])].filter((other) => other !== subject)))
}

function findingOf(subject: string, all: readonly Said[], contrary: readonly string[]): Finding {
  // Who repeats a page says nothing of their own: only where nobody else says it, that is what there is to show.
  const free = all.filter(({ session, statement }) => whyHeld(statement.heard, session.lessons) === undefined)
  const said = free.length > 0 ? free : all
  const best = said.map(({ statement }) => statement).reduce((a, b) => (isClearer(b, a) ? b : a))
  const evidence = new Map<string, Evidence[]>()
  for (const { session, statement } of said) evidence.set(session.lessons.trace, [...(evidence.get(session.lessons.trace) ?? []), statement.evidence])
  const id = proposalId('memory', subject)
  const projects = [...new Set(said.flatMap(({ session }) => session.lessons.projectName ?? []))].sort()
  const data: MemoryFrontMatter = { schemaVersion: 1, type: best.type, scope: best.scope, subject, proposal: id }
  if (best.scope === 'project' && projects.length === 1) data.project = projects.join('')
  return {
    id, kind: 'memory', subject, title: excerpt(best.text, 120), basis: 'stated', evidence,
    strength: Math.min(1, best.confidence * 0.7 + Math.min(said.length - 1, 5) * 0.06),
    why: whyOf(said, best), doubts: doubtsOf(said, best, contrary, projects),
    origins: [originOf(best.text, 'person', sessionOf(said, best).lessons, heardOf(said))], ...heldBack(all, free),
    folder: `memory/${best.type}`, name: slug(best.text, 48, `lesson-${id.slice(0, 8)}`),
    files: (name) => textFile(`${name}.md`, renderMarkdown({ data: { ...data }, body: inlineText(best.text) }))
  }
}

function sessionOf(said: readonly Said[], best: Statement): EvaluatedLessons {
  return (said.find(({ statement }) => statement === best) ?? said[0])?.session as EvaluatedLessons
}

/** The gravest place where the words had stood, with its session. */
function heardOf(said: readonly Said[]): Heard | undefined {
  const places = said.flatMap(({ session, statement: { heard } }) => (heard ? [{ trace: session.lessons.trace, ...heard }] : []))
  return places.find(isOthers) ?? places[0]
}

function heldBack(all: readonly Said[], free: readonly Said[]): { held?: string } {
  const held = free.length > 0 ? undefined : all.map(({ session, statement }) => whyHeld(statement.heard, session.lessons)).find(Boolean)
  return held === undefined ? {} : { held }
}

// Which wording is kept must not depend on the order of sessions.
function isClearer(a: Statement, b: Statement): boolean {
  if (a.confidence !== b.confidence) return a.confidence > b.confidence
  return a.text.length !== b.text.length ? a.text.length < b.text.length : a.text < b.text
}

function whyOf(said: readonly Said[], best: Statement): string[] {
  const dates = said.flatMap(({ session }) => session.lessons.startedAt?.slice(0, 10) ?? []).sort()
  const span = dates.length === 0 ? '' : dates[0] === dates.at(-1) ? ` on ${dates[0] ?? ''}` : ` between ${dates[0] ?? ''} and ${dates.at(-1) ?? ''}`
  return [
    `A person said it outright in ${plural(said.length, 'session')}${span}.`,
    `Taken for a lasting lesson with confidence ${best.confidence.toFixed(2)}: ${best.signals.join('; ')}.`
  ]
}

function doubtsOf(said: readonly Said[], best: Statement, contrary: readonly string[], projects: readonly string[]): string[] {
  const doubts: string[] = []
  if (said.length === 1) doubts.push('Said once, in one session.')
  for (const other of [...contrary].sort()) doubts.push(`Contradicted: elsewhere a person said the opposite ("${excerpt(other, 80)}").`)
  if (best.confidence < 0.65) doubts.push(`The wording only just passes as a lasting lesson (${best.confidence.toFixed(2)}): it may have been meant for the moment.`)
  if (projects.length > 1 && best.scope === 'project') doubts.push(`Said in ${projects.length} projects (${excerpt(projects.join(', '), 100)}): it may not mean the same in each.`)
  const unevaluated = said.filter(({ session }) => !session.evaluation).length
  if (unevaluated > 0) doubts.push(said.length === 1 ? 'No evaluation of the session yet.' : `No evaluation yet of ${unevaluated} of the ${said.length} sessions.`)
  const lowest = said.flatMap(({ session }) => session.evaluation?.score ?? []).sort((a, b) => a - b)[0]
  if (lowest !== undefined && lowest < 50) doubts.push(`The session's score is ${lowest}: what was said may have come from its trouble.`)
  return doubts.length > 0 ? doubts : ['Read from words alone: nothing that ran shows that it still holds.']
}

function withoutPolarity(subject: string): string {
  return subject.split(' ').filter((word) => word !== 'not').join(' ')
}
