import { renderMarkdown } from '../../kernel/front-matter.js'
import { proposalId } from '../../kernel/hash.js'
import { excerpt, plural, slug } from '../../kernel/text.js'
import type { Evidence, MemoryFrontMatter } from '../../kernel/types.js'
import { textFile, type Finding } from '../finding.js'
import { generalize } from '../skills/parameters.js'
import { oncePer } from '../../kernel/once-per.js'
import { originOf, whyHeld } from '../taint/origins.js'
import { codeSpan } from '../text/markdown.js'
import type { EvaluatedLessons, KnownProposal, SessionLessons, Step } from '../types.js'
import { nameOf, scopeOfSighting, sightingsOf, workedAs, type Sighting } from './sightings.js'
import { relationOf } from './compare.js'
import { conceptsOf } from './concepts.js'
import { tellSide, trustOf, type Side, type Times } from './trust.js'

interface Seen { session: EvaluatedLessons; sighting: Sighting }

// A longer one is somebody's own script.
const MOST_COMMAND = 160

/**
 * The memories that several sessions' troubles speak for: another form that works, what has to be run before, what
 * fails every time, which version is there. By project where it is the project's, across projects where it is the machine's.
 */
export function inferredFindings(sessions: readonly EvaluatedLessons[], known: readonly KnownProposal[], told: readonly Finding[], times: Times): Finding[] {
  const worked = successesOf(sessions)
  const said = [...told.map(({ title }) => title), ...known.flatMap(({ kind, standing, title }) => (kind === 'memory' && standing !== 'against' && title !== undefined ? [title] : []))]
  return [...seenBySubject(sessions)].flatMap(([subject, seen]) => findingOf(subject, seen, worked, said, times) ?? [])
}

const seenBySubject = oncePer((sessions: readonly EvaluatedLessons[]): ReadonlyMap<string, readonly Seen[]> => {
  const groups = new Map<string, Seen[]>()
  for (const session of sessions) {
    for (const sighting of sightingsOf(session.lessons)) {
      // Of a session that failed as a whole, only what failed in it is to be learned.
      if (session.evaluation?.label === 'failure' && sighting.sort !== 'given-up') continue
      const { projectName } = session.lessons
      const subject = scopeOfSighting(sighting) === 'project' && projectName !== undefined ? `${sighting.key} in ${projectName}` : sighting.key
      const list = groups.get(subject)
      if (list) list.push({ session, sighting })
      else groups.set(subject, [{ session, sighting }])
    }
  }
  return groups
})

function findingOf(subject: string, all: readonly Seen[], worked: Successes, said: readonly string[], times: Times): Finding | undefined {
  const free = all.filter((each) => heldOf(each) === undefined)
  const seen = free.length > 0 ? free : all
  const first = seen[0]
  const lesson = first && tell(seen)
  if (!first || !lesson) return undefined
  const id = proposalId('memory', subject)
  const scope = scopeOfSighting(first.sighting)
  const type = first.sighting.sort === 'given-up' ? 'episodic' : first.sighting.sort === 'version' || first.sighting.sort === 'program' ? 'semantic' : 'procedural'
  const projects = [...new Set(seen.flatMap(({ session }) => session.lessons.projectName ?? []))].sort()
  const data: MemoryFrontMatter = { schemaVersion: 1, type, scope, subject, proposal: id }
  if (scope === 'project' && projects.length === 1) data.project = projects.join('')
  const against = worked.against(first.sighting, seen)
  const side = sideOf(lesson.text, seen)
  const trust = trustOf(side, 'inferred', against.length, times)
  const held = heldOf(first) ?? spokenAgainst(against, seen) ?? alreadySaid(lesson.rule, said)
  return {
    id, kind: 'memory', subject, title: excerpt(lesson.text, 120), basis: 'inferred', evidence: new Map(seen.map(({ session, sighting }) => [session.lessons.trace, evidenceOf(session.lessons, sighting)])),
    strength: Math.min(1, 0.4 + 0.05 * seen.length),
    why: [`${plural(seen.length, 'session')} ${seen.length === 1 ? 'shows' : 'show'} the same: ${tellSide(side)}.`, trust.why],
    doubts: [`Inferred: nobody said it. ${seen.length < 5 ? `Thin: ${plural(seen.length, 'session')}.` : ''}`.trim(), ...trust.doubts, ...against.map(({ startedAt, trace }) => `Contradicted: it worked as it was in trace ${trace.slice(0, 10)}${startedAt === undefined ? '' : ` on ${startedAt.slice(0, 10)}`}.`).slice(0, 3)],
    origins: lesson.commands.map((command) => originOf(command, 'assistant', first.session.lessons, first.sighting.instead?.heard)),
    ...(held !== undefined && { held }),
    folder: `memory/${type}`, name: slug(lesson.rule, 48, `lesson-${id.slice(0, 8)}`), files: (name) => textFile(`${name}.md`, renderMarkdown({ data: { ...data }, body: lesson.text }))
  }
}

/** The lesson in a sentence, what of it can be compared, and the commands in it; undefined where nothing general is left. */
function tell(seen: readonly Seen[]): { text: string; rule: string; commands: string[] } | undefined {
  const { sighting: { sort, error, value, failed } } = seen[0] as Seen
  const [before, instead] = templatesOf(seen)
  const failing = failed && error !== undefined ? reasonOf(error) : ''
  if (sort === 'version') {
    const program = instead?.split(' ')[0] ?? ''
    return { text: `${codeSpan(program)} here is version ${value ?? ''}.`, rule: `${program} version ${value ?? ''}`, commands: [instead ?? ''] }
  }
  if (before === undefined) return undefined
  const old = before.split(' ')[0] ?? ''
  if (sort === 'program') return { text: `Use ${codeSpan(value ?? '')} here, not ${codeSpan(old)}, which failed${failing}.`, rule: `use ${value ?? ''} instead of ${old}`, commands: [value ?? '', old] }
  if (sort === 'given-up') {
    const what = value ?? before
    return { text: `${codeSpan(what)} has failed here every time${failing}: do not try it again the same way.`, rule: `never use ${what}`, commands: [what] }
  }
  if (instead === undefined || instead === before) return undefined
  return sort === 'remedy'
    ? { text: `Run ${codeSpan(instead)} before ${codeSpan(before)}: without it, that failed here${failing}.`, rule: `run ${instead} before ${before}`, commands: [instead, before] }
    : { text: `Use ${codeSpan(instead)} here, not ${codeSpan(before)}, which failed${failing}.`, rule: `use ${instead} instead of ${before}`, commands: [instead, before] }
}

function reasonOf(error: string): string {
  return error.startsWith('it failed') ? error.slice('it failed'.length) : ` (${error})`
}

/** What failed and what was done instead, as all sessions did it, with what differs between them as named holes; without what is one machine's or one day's. */
function templatesOf(seen: readonly Seen[]): (string | undefined)[] {
  const taken = (['failed', 'instead'] as const).map((which) => new Map(seen.flatMap(({ session, sighting }) => {
    const step = sighting[which]
    return step ? [[session.lessons.trace, step] as [string, Step]] : []
  })))
  const shared = taken.flatMap((steps) => [...steps.values()].slice(0, 1).map(({ action }) => ({ action, taken: steps })))
  const general = generalize(shared, seen.length).steps
  return taken.map((steps) => general[shared.findIndex((each) => each.taken === steps)]?.template).map((template) => (template === undefined ? undefined : impersonal(template, seen.length === 1)))
}

function impersonal(template: string, isAlone: boolean): string | undefined {
  // What a single session shows says nothing of what others would share.
  const command = template.split(' ').map((word) => withoutPlace(word, isAlone)).join(' ')
  return command.length > MOST_COMMAND || !/^[\w.]/.test(command) || /\n|<secret>/.test(command) ? undefined : command
}

function withoutPlace(word: string, isAlone: boolean): string {
  if (/^["']?(?:[A-Z]:\\|\/(?!dev\/null)|~\/|\.\.\/)/.test(word)) return '<path>'
  if (/\b\d{4}-\d{2}-\d{2}\b/.test(word)) return '<date>'
  if (/^[0-9a-f]{7,}$|[0-9a-f]{8}-[0-9a-f]{4}-|\d{5,}/.test(word)) return '<id>'
  if (/^\w+:\/\/(?!localhost|127\.)/.test(word)) return '<url>'
  return isAlone && /\/\w|\.\w{1,5}$/.test(word) && !/^[@-]/.test(word) ? '<path>' : word
}

function heldOf({ session, sighting: { instead } }: Seen): string | undefined {
  return whyHeld(instead?.heard, session.lessons)
}

/** Sessions by what worked in them. */
interface Successes { against(sighting: Sighting, seen: readonly Seen[]): SessionLessons[] }

const successesOf = oncePer((sessions: readonly EvaluatedLessons[]): Successes => {
  const byCommand = new Map<string, Set<SessionLessons>>()
  const note = (name: string, lessons: SessionLessons): void => {
    byCommand.set(name, (byCommand.get(name) ?? new Set<SessionLessons>()).add(lessons))
  }
  for (const { lessons } of sessions) {
    for (const step of lessons.steps) if (step.succeeded) for (const name of [step.example, nameOf(step), step.example.split(' ')[0] ?? '']) note(name, lessons)
    for (const { program, version } of lessons.versions) note(`version of ${program}: ${version}`, lessons)
  }
  return {
    against(sighting, seen) {
      const { key, sort } = sighting
      const own = new Set(seen.map(({ session }) => session.lessons.trace))
      const projects = new Set(seen.flatMap(({ session }) => session.lessons.projectName ?? []))
      const found = sort === 'version'
        ? [...byCommand].filter(([name]) => name.startsWith(key.replace(/: .*/, ': ')) && name !== key).flatMap(([, each]) => [...each])
        : [...byCommand.get(workedAs(sighting) ?? '') ?? []]
      return found.filter(({ trace, projectName }) => !own.has(trace) && (projects.size === 0 || projectName === undefined || projects.has(projectName)))
    }
  }
})

// What has worked since, or as often as not, is no lesson any more.
function spokenAgainst(against: readonly SessionLessons[], seen: readonly Seen[]): string | undefined {
  if (against.length === 0) return undefined
  const last = (dates: readonly (string | undefined)[]): string => dates.flatMap((date) => date ?? []).sort().at(-1) ?? ''
  const since = last(against.map(({ startedAt }) => startedAt)) > last(seen.map(({ session }) => session.lessons.startedAt))
  return since || against.length >= seen.length ? `${plural(against.length, 'session')} ${against.length === 1 ? 'shows' : 'show'} otherwise${since ? ', the latest after all of these' : ''}` : undefined
}

function alreadySaid(rule: string, said: readonly string[]): string | undefined {
  const concepts = conceptsOf(rule)
  const same = said.find((text) => relationOf(conceptsOf(text), concepts) === 'same')
  return same === undefined ? undefined : `a person has said so already: "${excerpt(same, 120)}"`
}

function sideOf(text: string, seen: readonly Seen[]): Side {
  const dates = seen.flatMap(({ session }) => session.lessons.startedAt?.slice(0, 10) ?? []).sort()
  return { text, first: dates[0], last: dates.at(-1), sessions: seen.length, projects: new Set() }
}

function evidenceOf({ trace, traceSha256 }: SessionLessons, { failed, error, instead }: Sighting): Evidence[] {
  const quote = (step: Step, says: string): Evidence => ({ trace, traceSha256, message: step.message, call: step.call, quote: excerpt(`${step.example}${says}`, 300), origin: 'assistant' })
  return [...(failed ? [quote(failed, error === undefined ? '' : ` → ${error}`)] : []), ...(instead ? [quote(instead, ' → it worked')] : [])]
}
