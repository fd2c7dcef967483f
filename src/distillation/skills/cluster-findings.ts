import { proposalId } from '../../kernel/hash.js'
import { excerpt, plural, slug } from '../../kernel/text.js'
import type { Evidence } from '../../kernel/types.js'
import { textFile, type Finding } from '../finding.js'
import { codeSpan } from '../text/markdown.js'
import { stem } from '../text/words.js'
import type { EvaluatedLessons, KnownProposal, SessionLessons } from '../types.js'
import { alignSteps, type SharedStep } from './align.js'
import { clusterSessions, type Cluster } from './cluster.js'
import { foreignStep, originOfStep } from './foreign-steps.js'
import { gotchasOf } from './gotchas.js'
import { generalize, type GeneralStep } from './parameters.js'
import { renderSkill, skillName } from './skill-file.js'
import { kindOf, shellCommand } from './steps.js'

// From this score up a session without a clear label counts as one that worked.
const GOOD_SCORE = 70
const MAX_STEPS = 20
// Two steps in a row need no skill.
const MIN_STEPS = 3
// Edit, then the one build command of a project: every session looks so, and nobody needs to be told.
const MIN_ACTIONS = 3

/** Skills inferred from work that several successful sessions did in the same way. */
export function clusterFindings(sessions: readonly EvaluatedLessons[], known: readonly KnownProposal[]): Finding[] {
  const good = sessions.filter(({ evaluation }) => evaluation !== undefined && isGood(evaluation))
  const found = new Map<string, Finding>()
  for (const cluster of clusterSessions(good.map(({ lessons }) => lessons))) {
    const aligned = alignSteps(cluster.sessions).slice(0, MAX_STEPS)
    if (isTooLittle(aligned)) continue
    const finding = findingOf(cluster, aligned, subjectOfCluster(cluster, known))
    const before = found.get(finding.id)
    // Two clusters that are the same known skill both speak for it.
    found.set(finding.id, before ? { ...before, evidence: new Map([...finding.evidence, ...before.evidence]) } : finding)
  }
  return [...found.values()]
}

/** Whether a session's work is one to learn from. */
export function isGood({ score, label }: NonNullable<EvaluatedLessons['evaluation']>): boolean {
  return label === 'success' || (score >= GOOD_SCORE && label !== 'failure')
}

function isTooLittle(shared: readonly SharedStep[]): boolean {
  return shared.length < MIN_STEPS || new Set(shared.map(({ action }) => action)).size < MIN_ACTIONS
}

/** Words and actions that tell the kind of work; the known skill's own subject where it is the same work. */
function subjectOfCluster({ intent, actions }: Cluster, known: readonly KnownProposal[]): string {
  const subject = `${intent.slice(0, 8).join(' ')} by ${actions.slice(0, 16).join(', ')}`
  const alike = known
    .filter(({ kind }) => kind === 'skill')
    .map((each) => ({ each, likeness: likeness(subject, each.subject) }))
    .filter((match) => match.likeness >= 0.6)
    .sort((a, b) => b.likeness - a.likeness || (a.each.subject < b.each.subject ? -1 : 1))
  return alike[0]?.each.subject ?? subject
}

// More sessions shift what most of them share a little; the work stays the same.
function likeness(a: string, b: string): number {
  const [aWords, aActions] = parts(a)
  const [bWords, bActions] = parts(b)
  return Math.min(overlap(aActions, bActions), overlap(aWords, bWords) * 1.2)
}

function parts(subject: string): [words: Set<string>, actions: Set<string>] {
  const at = subject.lastIndexOf(' by ')
  return at < 0 ? [new Set(), new Set()] : [new Set(subject.slice(0, at).split(' ')), new Set(subject.slice(at + 4).split(', '))]
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = [...a].filter((item) => b.has(item)).length
  const either = a.size + b.size - both
  return either === 0 ? 0 : both / either
}

function findingOf(cluster: Cluster, aligned: readonly SharedStep[], subject: string): Finding {
  const { sessions } = cluster
  const count = sessions.length
  const foreign = aligned.flatMap((step) => foreignStep(step, sessions) ?? [])
  const own = aligned.filter((step) => !foreign.some((each) => each.step === step))
  // Without what others planted too little may be left; what is shown then is what was held back, and why.
  const shared = isTooLittle(own) ? aligned : own
  const id = proposalId('skill', subject)
  const words = namingWords(cluster)
  const task = words.join(' ')
  const { steps, parameters } = generalize(shared, count)
  const outline = [...new Set(shared.map(({ action }) => shellCommand(action) ?? action.replaceAll('_', ' ')))].join(', ')
  const fallback = `workflow-${id.slice(0, 8)}`
  const title = `${task.charAt(0).toUpperCase()}${task.slice(1)}`
  return {
    id, kind: 'skill', subject, title: excerpt(`${title}: ${outline}`, 160), basis: 'inferred',
    evidence: new Map(sessions.map((session) => [session.trace, [evidenceOf(session, shared)]])),
    strength: Math.min(1, 0.55 + 0.06 * count),
    why: [`${plural(count, 'successful session')} did this in the same way: ${plural(shared.length, 'step')} that at least 60 % of them share, in the order most of them took.`, ...parameterNote(parameters.length)],
    doubts: [...foreign.map(({ example, place }) => `Left out: ${codeSpan(excerpt(example, 120))} stood in ${place} before it was done.`), ...doubtsOf(count, shared)],
    origins: shared.flatMap((step) => originOfStep(step, sessions) ?? []),
    ...(isTooLittle(own) && foreign.length > 0 && { held: `${plural(foreign.length, 'step')} of ${aligned.length} only repeat others: ${foreign.map(({ place }) => place).slice(0, 3).join('; ')}` }),
    folder: 'skills', name: skillName(slug(task, 48, fallback), fallback),
    files: (name) => textFile('SKILL.md', renderSkill(name, {
      title, proposal: id, sources: count, basis: 'inferred',
      description: `Carries out "${task}" work the way successful sessions did: ${outline}. Use when a request is about ${words.join(', ')}.`,
      goal: `Carry out a request about ${words.join(', ')} in the way that ${plural(count, 'successful session')} did.`,
      whenToUse: [`A request is about ${words.join(', ')} and asks to do it.`, 'Not for questions about it, or where the steps below plainly don\'t fit.'],
      inputs: parameters.map((parameter) => `${codeSpan(`<${parameter.name}>`)}: ${parameter.meaning}.`),
      prerequisites: prerequisites(shared), steps: steps.map((step) => stepText(step, count)),
      verification: verification(steps, shared), gotchas: gotchasOf(sessions, new Set(shared.map(({ action }) => action)))
    }))
  }
}

// Only words that people used in their requests may name a skill; a title may be the model's.
function namingWords({ intent, sessions }: Cluster): string[] {
  // The first hundred show well enough how requests are worded.
  const spoken = sessions.slice(0, 100).map(({ request }) => request.toLowerCase().split(/[^\p{L}\p{N}']+/u))
  const requests = spoken.map((words) => words.map(stem))
  const ranked = intent.map((word) => {
    const positions = requests.map((words) => words.indexOf(word)).filter((at) => at >= 0)
    return { word, frequency: positions.length, position: mean(positions) }
  })
  const inOrder = (a: typeof ranked[number], b: typeof ranked[number]): number => a.position - b.position || (a.word < b.word ? -1 : 1)
  const chosen = ranked.filter(({ frequency }) => frequency > 0).sort((a, b) => b.frequency - a.frequency || inOrder(a, b)).slice(0, 3)
  return chosen.length > 0 ? chosen.sort(inOrder).map(({ word }) => wholeWord(word, spoken.flat())) : ['recurring', 'work']
}

// Stems are for comparing; people read the word as it was mostly written.
function wholeWord(stemmed: string, spoken: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const word of spoken) if (stem(word) === stemmed) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort(([a, x], [b, y]) => y - x || a.length - b.length || (a < b ? -1 : 1))[0]?.[0] ?? stemmed
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((a, b) => a + b, 0) / numbers.length
}

function evidenceOf(session: SessionLessons, shared: readonly SharedStep[]): Evidence {
  const taken = shared.flatMap((step) => step.taken.get(session.trace) ?? [])
  const first = taken[0]
  return {
    trace: session.trace, traceSha256: session.traceSha256, message: first?.message ?? 0, ...(first && { call: first.call }),
    quote: excerpt(taken.map(({ example }) => example).join(' → '), 300), origin: 'assistant'
  }
}

function parameterNote(count: number): string[] {
  return count === 0 ? [] : [`What differed between the sessions became ${plural(count, 'parameter')}.`]
}

function doubtsOf(count: number, shared: readonly SharedStep[]): string[] {
  const doubts = [count < 5 ? `Thin: ${plural(count, 'session')}.` : `Inferred from ${plural(count, 'session')}; no person described it.`]
  const partial = shared.filter(({ taken }) => taken.size < count).length
  if (partial > 0) doubts.push(`${plural(partial, 'step')} of ${shared.length} ${partial === 1 ? 'was' : 'were'} not taken in every session.`)
  doubts.push('Not tried yet on sessions other than those it was drawn from.')
  return doubts
}

function stepText({ action, template, count }: GeneralStep, sessions: number): string {
  const verb = shellCommand(action) !== undefined ? 'Run' : action === 'edit_file' || action === 'write_file' ? 'Change' : 'Call'
  const what = verb === 'Change' ? template.slice(action.length).trim() || template : template
  return `${verb} ${codeSpan(what)}${count < sessions ? ` (in ${count} of ${sessions} sessions)` : ''}`
}

function prerequisites(shared: readonly SharedStep[]): string[] {
  const programs = [...new Set(shared.flatMap(({ action }) => shellCommand(action)?.split(' ')[0] ?? []))].sort()
  return programs.length === 0 ? [] : [`Available on the machine: ${programs.map(codeSpan).join(', ')}.`]
}

function verification(steps: readonly GeneralStep[], shared: readonly SharedStep[]): string[] {
  const checks = steps.flatMap(({ template }, at) => {
    const step = shared[at]?.taken.values().next().value
    return step && /^(?:test|build|lint)$/.test(kindOf(step)) ? [`${codeSpan(template)} (step ${at + 1}) must end with exit code 0.`] : []
  })
  return checks.length > 0 ? checks : ['No test or build was run in the sessions: read back what was changed before calling it done.']
}
