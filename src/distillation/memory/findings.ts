import { renderMarkdown } from '../../kernel/front-matter.js'
import { proposalId } from '../../kernel/hash.js'
import { excerpt, plural, slug } from '../../kernel/text.js'
import type { Evidence, MemoryFrontMatter } from '../../kernel/types.js'
import { textFile, type Finding } from '../finding.js'
import { isOthers } from '../taint/heard.js'
import type { Heard } from '../taint/types.js'
import { originOf, whyHeld } from '../taint/origins.js'
import { inlineText } from '../text/markdown.js'
import type { Beyond, EvaluatedLessons, KnownProposal, Statement } from '../types.js'
import { lastDayOf } from './expiry.js'
import { clearest, groupLessons, type Group, type Related, type Said } from './groups.js'
import { inferredFindings } from './inferred.js'
import { contradictionsOf, freeOf, sideOf, tellSide, timesOf, trustOf, type Side, type Times } from './trust.js'

/** The memories that sessions speak for, by people's words and by what happened: the same lesson from several sessions is one, with all its evidence, whatever its words. */
export function memoryFindings(sessions: readonly EvaluatedLessons[], known: readonly KnownProposal[], beyond?: Beyond): Finding[] {
  const times = timesOf(sessions, beyond)
  const told = [...groupLessons(sessions, known)].filter(([{ said }]) => said.length > 0).map(([group, related]) => findingOf(group, related, times))
  return [...told, ...inferredFindings(sessions, known, told, times)]
}

function findingOf(group: Group, related: readonly Related[], times: Times): Finding {
  // Who repeats a page says nothing of their own: only where nobody else says it, that is what there is to show.
  const free = freeOf(group.said)
  const said = free.length > 0 ? free : group.said
  const best = clearest(said.map(({ statement }) => statement))
  const evidence = new Map<string, Evidence[]>()
  for (const { session, statement } of said) evidence.set(session.lessons.trace, [...(evidence.get(session.lessons.trace) ?? []), statement.evidence])
  const { subject } = group
  const id = group.known?.id ?? proposalId('memory', subject)
  const side = sideOf(group, times)
  const standing = standingOf(best, group, side, related, times)
  const type = standing.replaces?.path.split('/')[1] as MemoryFrontMatter['type'] | undefined ?? best.type
  const projects = [...new Set(said.flatMap(({ session }) => session.lessons.projectName ?? []))].sort()
  const data: MemoryFrontMatter = { schemaVersion: 1, type, scope: best.scope, subject, proposal: id }
  if (best.scope === 'project' && projects.length === 1) data.project = projects.join('')
  if (standing.until !== undefined) data.until = standing.until
  const held = heldBack(group.said, free) ?? standing.held
  return {
    id, kind: 'memory', subject, subjects: group.subjects, title: excerpt(best.text, 120), basis: 'stated', evidence,
    strength: Math.min(1, best.confidence * 0.7 + Math.min(evidence.size - 1, 5) * 0.06),
    why: [...whyOf(evidence.size, side, best), ...standing.why], doubts: doubtsOf(said, best, standing.doubts, projects),
    origins: [originOf(best.text, 'person', sessionOf(said, best).lessons, heardOf(said))], ...(held !== undefined && { held }), ...(standing.replaces && { replaces: standing.replaces }),
    folder: `memory/${type}`, name: slug(best.text, 48, `lesson-${id.slice(0, 8)}`),
    files: (name) => textFile(`${name}.md`, renderMarkdown({ data: { ...data }, body: inlineText(best.text) }))
  }
}

/** What follows from all that is said and known besides: what it replaces, what speaks against it, why it waits. */
interface Standing { why: string[]; doubts: string[]; held?: string; replaces?: Finding['replaces']; until?: string }

function standingOf(best: Statement, own: Group, side: Side, related: readonly Related[], times: Times): Standing {
  const contrary = contradictionsOf(side, related, times)
  const trust = trustOf(side, 'stated', contrary.length, times)
  const standing: Standing = { why: [trust.why], doubts: trust.doubts }
  for (const { group, side: other } of contrary) {
    const later = isLater(other.last, side.last)
    if (later && group.known?.standing !== 'open') standing.held ??= `${group.known ? 'what is in force says otherwise, and was said later' : 'a person said otherwise later'}: ${tellSide(other)}`
    else if (group.known?.artifact) replace(standing, group.known, `Contradicts what is in force, and would replace it. Known: ${tellSide(other)}. Now: ${tellSide(side)}.`)
    standing.doubts.push(`Contradicted: elsewhere a person said otherwise, ${tellSide(other)}.`)
  }
  for (const { group, relation } of related) addNearness(standing, own, group, relation, side, times)
  const until = lastDayOf(best.text, side.last)
  if (until !== undefined) {
    standing.until = until
    standing.doubts.push(`It names its last day, ${until}: after that it is not to be relied on.`)
    if (isLater(times.newest?.slice(0, 10), until)) standing.held ??= `it held until ${until}, and sessions are newer than that`
  }
  if (best.type === 'episodic') standing.doubts.push('Tells what happened once: what was so then may have changed since.')
  return standing
}

function replace(standing: Standing, { id, artifact }: KnownProposal, why: string): void {
  standing.why.push(why)
  if (artifact) standing.replaces ??= { proposal: id, ...artifact }
}

function addNearness(standing: Standing, own: Group, group: Group, relation: Related['relation'], side: Side, times: Times): void {
  if (group.known?.standing === 'against' || (relation !== 'narrower' && relation !== 'wider')) return
  const other = sideOf(group, times)
  // More about when it holds is another rule; more about what is to be done says the same rule better.
  const added = [...own.concepts].filter((word) => !group.concepts.has(word))
  if (relation === 'narrower' && group.known?.artifact && !isLater(other.last, side.last) && !added.some((word) => /^(?:before|after|when):/.test(word))) {
    replace(standing, group.known, `Refines what is in force, and would replace it. Known: ${tellSide(other)}. Now: ${tellSide(side)}.`)
  } else standing.doubts.push(`${relation === 'narrower' ? 'Says more than' : 'Says part of'} another lesson${group.known ? ` (${group.known.id})` : ''}: ${tellSide(other)}.`)
}

function isLater(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a > b
}

function sessionOf(said: readonly Said[], best: Statement): EvaluatedLessons {
  return (said.find(({ statement }) => statement === best) ?? said[0])?.session as EvaluatedLessons
}

/** The gravest place where the words had stood, with its session. */
function heardOf(said: readonly Said[]): Heard | undefined {
  const places = said.flatMap(({ session, statement: { heard } }) => (heard ? [{ trace: session.lessons.trace, ...heard }] : []))
  return places.find(isOthers) ?? places[0]
}

function heldBack(all: readonly Said[], free: readonly Said[]): string | undefined {
  return free.length > 0 ? undefined : all.map(({ session, statement }) => whyHeld(statement.heard, session.lessons)).find(Boolean)
}

function whyOf(sessions: number, { first, last }: Side, best: Statement): string[] {
  const span = last === undefined ? '' : first === last ? ` on ${last}` : ` between ${first ?? ''} and ${last}`
  return [
    `A person said it outright in ${plural(sessions, 'session')}${span}.`,
    `Taken for a lasting lesson with confidence ${best.confidence.toFixed(2)}: ${best.signals.join('; ')}.`
  ]
}

function doubtsOf(said: readonly Said[], best: Statement, standing: readonly string[], projects: readonly string[]): string[] {
  const sessions = [...new Set(said.map(({ session }) => session))]
  const doubts: string[] = []
  if (sessions.length === 1) doubts.push('Said once, in one session.')
  doubts.push(...standing)
  if (best.confidence < 0.65) doubts.push(`The wording only just passes as a lasting lesson (${best.confidence.toFixed(2)}): it may have been meant for the moment.`)
  if (projects.length > 1 && best.scope === 'project') doubts.push(`Said in ${projects.length} projects (${excerpt(projects.join(', '), 100)}): it may not mean the same in each.`)
  const unevaluated = sessions.filter(({ evaluation }) => !evaluation).length
  if (unevaluated > 0) doubts.push(sessions.length === 1 ? 'No evaluation of the session yet.' : `No evaluation yet of ${unevaluated} of the ${sessions.length} sessions.`)
  const lowest = sessions.flatMap(({ evaluation }) => evaluation?.score ?? []).sort((a, b) => a - b)[0]
  if (lowest !== undefined && lowest < 50) doubts.push(`The session's score is ${lowest}: what was said may have come from its trouble.`)
  return doubts.length > 0 ? doubts : ['Read from words alone: nothing that ran shows that it still holds.']
}
