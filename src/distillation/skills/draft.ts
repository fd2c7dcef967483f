import { excerpt } from '../../kernel/text.js'
import { isOthers } from '../taint/heard.js'
import { codeSpan, inlineText } from '../text/markdown.js'
import type { SessionLessons, Statement } from '../types.js'
import type { SharedStep } from './align.js'
import { MAJORITY, procedural } from './cluster.js'
import { gotchasOf } from './gotchas.js'
import type { WorkName } from './naming.js'
import { generalize, type GeneralStep } from './parameters.js'
import type { SkillContent } from './skill-file.js'
import { changesService, handsOver, kindOf, shellCommand } from './steps.js'

/** What a skill says of its work, all but the proposal that it stands in. */
export type Draft = Omit<SkillContent, 'proposal' | 'sources' | 'basis'> & {
  /** Its steps by the actions alone. */
  outline: string
  /** The command or call of each step. */
  templates: string[]
  /** People's words that became constraints. */
  said: Statement[]
}

/** Writes down what sessions of one kind share: only what they have in common, each particular as a parameter. */
export function draftSkill(sessions: readonly SessionLessons[], shared: readonly SharedStep[], { task, does, goal, when, whenNot }: WorkName): Draft {
  const count = sessions.length
  const { steps, parameters } = generalize(shared, count)
  const outline = [...new Set(shared.map(({ action }) => shellCommand(action) ?? plainName(action)))].join(', ')
  const title = `${task.charAt(0).toUpperCase()}${task.slice(1)}`
  const numbered = numberedSteps(steps, shared, count)
  const said = constraintsOf(sessions)
  return {
    title, outline, said, templates: steps.map(({ template }) => template),
    description: `${does}: ${outline}. Use when ${when}.`, goal,
    whenToUse: [`${when.charAt(0).toUpperCase()}${when.slice(1)}.`, whenNot],
    inputs: parameters.map(({ name, meaning }) => `${codeSpan(`<${name}>`)}: ${meaning}.`),
    constraints: said.map(({ text }) => inlineText(text)),
    prerequisites: prerequisites(shared), tools: toolsOf(shared), steps: numbered.texts, decisions: decisionsOf(sessions, shared),
    verification: verification(steps, shared, numbered.places), success: successOf(steps, shared, count),
    gotchas: gotchasOf(sessions, new Set(shared.map(({ action }) => action))), abandoned: abandonedOf(sessions)
  }
}

function plainName(action: string): string {
  return action.replaceAll('_', ' ')
}

function takenBy(step: SharedStep): SessionLessons['steps'][number] | undefined {
  return step.taken.values().next().value
}

/** The steps in words, and the number that each got: before the first change for somebody their consent is a step of its own. */
function numberedSteps(steps: readonly GeneralStep[], shared: readonly SharedStep[], sessions: number): { texts: string[]; places: number[] } {
  const texts: string[] = []
  const first = shared.findIndex(isChange)
  const places = steps.map((step, at) => {
    const asked = at === first ? consent(shared[at]) : undefined
    if (asked !== undefined) texts.push(asked)
    return texts.push(stepText(step, sessions))
  })
  return { texts, places }
}

function isChange(step: SharedStep): boolean {
  const taken = takenBy(step)
  return taken !== undefined && changesService(taken)
}

function consent(step: SharedStep | undefined): string | undefined {
  const taken = [...step?.taken.values() ?? []]
  const agreed = taken.filter((each) => each.agreed === true).length
  return agreed >= taken.length * MAJORITY && agreed > 0 ? `Say what will be changed and wait for a clear yes (${agreed} of ${taken.length} sessions had it).` : undefined
}

// What so many did is left out by accident rather than by choice.
const NEARLY_ALL = 0.8

function stepText({ action, template, count }: GeneralStep, sessions: number): string {
  const verb = shellCommand(action) !== undefined ? 'run' : action === 'edit_file' || action === 'write_file' ? 'change' : 'call'
  const what = verb === 'change' ? template.slice(action.length).trim() || template : template
  if (handsOver(action)) return `Where the request can't be served so (${count} of ${sessions} sessions), hand it over to a person: call ${codeSpan(what)}`
  const order = `${verb.charAt(0).toUpperCase()}${verb.slice(1)} ${codeSpan(what)}`
  if (count === sessions) return order
  return count >= sessions * NEARLY_ALL ? `${order} (${count} of ${sessions} sessions did)` : `Where needed (${count} of ${sessions} sessions did), ${verb} ${codeSpan(what)}`
}

function prerequisites(shared: readonly SharedStep[]): string[] {
  const programs = [...new Set(shared.flatMap(({ action }) => shellCommand(action)?.split(' ')[0] ?? []))].sort()
  return programs.length === 0 ? [] : [`Available on the machine: ${programs.map(codeSpan).join(', ')}.`]
}

const USES: Readonly<Record<string, string>> = { test: 'runs the tests', build: 'builds', lint: 'checks the code', vcs: 'keeps versions', install: 'installs what is needed', start: 'starts what is built' }

/** Tools of services and what each is for; what a shell's programs are for stands in the steps. */
function toolsOf(shared: readonly SharedStep[]): string[] {
  const uses = new Map<string, string>()
  for (const step of shared) {
    const taken = takenBy(step)
    if (!taken) continue
    const program = shellCommand(step.action)?.split(' ')[0]
    if (program !== undefined) {
      const use = USES[kindOf(taken)]
      if (use !== undefined && !uses.get(program)?.includes(use)) uses.set(program, [uses.get(program), use].filter(Boolean).join(', '))
    } else if (step.action === 'edit_file' || step.action === 'write_file') uses.set(step.action, 'changes files')
    else uses.set(step.action, changesService(taken) ? 'changes something for the person' : handsOver(step.action) ? 'a person takes over' : 'changes nothing')
  }
  return [...uses].map(([tool, use]) => `${codeSpan(tool)}: ${use}.`)
}

function verification(steps: readonly GeneralStep[], shared: readonly SharedStep[], places: readonly number[]): string[] {
  const checks = steps.flatMap(({ template }, at) => {
    const taken = shared[at] && takenBy(shared[at])
    return taken && /^(?:test|build|lint)$/.test(kindOf(taken)) ? [`${codeSpan(template)} (step ${places[at]}) must end with exit code 0.`] : []
  })
  if (checks.length > 0) return checks
  const lastChange = shared.findLastIndex(isChange)
  if (lastChange >= 0) {
    const readBack = shared.findIndex((step, at) => at > lastChange && !isChange(step) && !handsOver(step.action))
    return readBack >= 0 ? [`Step ${places[readBack]} comes after the last change: its answer must show what was changed.`] : ['Look up again what was changed and compare it with what the person agreed to: the sessions did not.']
  }
  return ['No test or build was run in the sessions: read back what was changed before calling it done.']
}

function successOf(steps: readonly GeneralStep[], shared: readonly SharedStep[], sessions: number): string[] {
  const needed = steps.map((step, at) => ({ ...step, changes: shared[at] !== undefined && isChange(shared[at]) })).filter(({ count }) => count === sessions)
  const changes = [...new Set(needed.filter((step) => step.changes).map(({ action }) => codeSpan(action)))]
  if (changes.length > 0) return [`${changes.join(' and ')} answered without an error, and the person was told what was changed.`]
  const last = needed.at(-1)
  return last ? [`The last step that every session took, ${codeSpan(last.template)}, has succeeded.`] : []
}

const SPECIFIC = /[\d@/\\]|\[REDACTED/

/** What people asked for in at least two of the sessions, where it is about no single case. */
function constraintsOf(sessions: readonly SessionLessons[]): Statement[] {
  const groups = new Map<string, Statement[]>()
  for (const { statements } of sessions) {
    for (const said of statements) {
      if (said.type === 'procedural' && !isOthers(said.heard) && !SPECIFIC.test(said.text)) groups.set(said.subject, [...(groups.get(said.subject) ?? []), said])
    }
  }
  return [...groups.values()].filter((all) => all.length >= 2)
    .map((all) => all.reduce((a, b) => (b.text < a.text ? b : a)))
    .sort((a, b) => (a.text < b.text ? -1 : 1)).slice(0, 5)
}

const SOME = 0.3
const MOST_BRANCHES = 5

/** What some sessions did and most did not, by name alone: whoever follows has to decide. */
function decisionsOf(sessions: readonly SessionLessons[], shared: readonly SharedStep[]): string[] {
  const known = new Set(shared.map(({ action }) => action))
  const counts = new Map<string, number>()
  for (const { steps } of sessions) {
    const own = procedural(steps).filter(({ action, heard }) => !known.has(action) && !isOthers(heard))
    for (const action of new Set(own.map((step) => step.action))) counts.set(action, (counts.get(action) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count >= Math.max(2, sessions.length * SOME))
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_BRANCHES)
    .map(([action, count]) => `${count} of ${sessions.length} sessions also used ${codeSpan(shellCommand(action) ?? action)}: only where the request needs it.`)
}

/** What failed in at least two sessions and worked in none, by name alone. */
function abandonedOf(sessions: readonly SessionLessons[]): string[] {
  const worked = new Set(sessions.flatMap(({ steps }) => steps.filter(({ succeeded }) => succeeded).map(({ action }) => action)))
  const counts = new Map<string, number>()
  for (const { steps } of sessions) {
    const failed = steps.filter(({ action, failed: hasFailed, heard }) => hasFailed && !worked.has(action) && !isOthers(heard))
    for (const action of new Set(failed.map((step) => step.action))) counts.set(action, (counts.get(action) ?? 0) + 1)
  }
  return [...counts].filter(([, count]) => count >= 2).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_BRANCHES)
    .map(([action, count]) => `${codeSpan(shellCommand(action) ?? action)} failed in ${count} of ${sessions.length} sessions and worked in none.`)
}

/** A skill's title as a proposal shows it. */
export function titleOf({ title, outline }: Draft): string {
  return excerpt(`${title}: ${outline}`, 160)
}
