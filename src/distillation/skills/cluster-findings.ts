import { proposalId } from '../../kernel/hash.js'
import { excerpt, plural, slug } from '../../kernel/text.js'
import type { Evidence } from '../../kernel/types.js'
import type { FullPolicy } from '../../policy/policy.js'
import type { Finding } from '../finding.js'
import { originOf } from '../taint/origins.js'
import { codeSpan } from '../text/markdown.js'
import type { EvaluatedLessons, KnownProposal, SessionLessons } from '../types.js'
import { alignSteps, collapseRepeated, type SharedStep } from './align.js'
import { clusterSessions, joinClusters, kindred, MAJORITY, type Cluster, type Kin } from './cluster.js'
import { draftSkill, titleOf, type Draft } from './draft.js'
import { evalsFile } from './evals.js'
import { oncePer } from '../../kernel/once-per.js'
import { foreignStep, originOfStep } from './foreign-steps.js'
import { decisiveChange, nameRoutine, nameWork, type WorkName } from './naming.js'
import { impersonal } from './parameters.js'
import { heldOutFit, prove, type Proof } from './prove.js'
import { whyUnfit, type SessionGates } from './qualify.js'
import { openRevision, refinement, skillInForce, subjectOfSkill } from './refine.js'
import { checkingProgram, isRoutine, MIN_CHECKS, routinesOf } from './routine.js'
import { renderSkill, skillName } from './skill-file.js'
import { changesService, handsOver } from './steps.js'

const MAX_STEPS = 20
// Two steps in a row need no skill.
const MIN_STEPS = 3
// Edit, then the one build command of a project: every session looks so, and nobody needs to be told.
const MIN_ACTIONS = 3

// Of two sessions nothing is left to align when one is held out.
const MIN_PROVEN = 3

type Gates = SessionGates & Pick<FullPolicy['distillation'], 'minHeldOutFit'>

const workByGates = oncePer<readonly EvaluatedLessons[], Map<string, { fit: readonly EvaluatedLessons[]; all: readonly Work[] }>>(() => new Map())

/** The sessions that skills may be inferred from, and what kinds of work they did. */
function workIn(sessions: readonly EvaluatedLessons[], gates: Gates): { fit: readonly EvaluatedLessons[]; all: readonly Work[] } {
  const known = workByGates(sessions)
  const key = JSON.stringify(gates)
  const there = known.get(key)
  if (there) return there
  const fit = sessions.filter((session) => whyUnfit(session, gates) === undefined)
  const found = { fit, all: workOf(clusterSessions(fit.map(({ lessons }) => lessons))) }
  known.set(key, found)
  return found
}

/** Skills inferred from work that several successful sessions did in the same way. */
export function clusterFindings(sessions: readonly EvaluatedLessons[], known: readonly KnownProposal[], gates: Gates): Finding[] {
  const kin = kindred(sessions)
  const { fit, all } = workIn(sessions, gates)
  const drafts = [
    // What every change in a project goes through is no kind of work of its own.
    ...all.filter(({ aligned }) => !isRoutine(aligned)).map((work) => {
      const way = ownAction(work, all)
      return { work, kin, way, name: nameWork(work.cluster, way) }
    }),
    ...routinesOf(fit, sessions).flatMap((routine) => {
      const aligned = alignSteps(routine.cluster.sessions)
      const work = { cluster: routine.cluster, aligned, change: undefined }
      return aligned.length >= MIN_CHECKS ? [{ work, kin: routine.kin, way: undefined, name: nameRoutine(work.cluster, checkingProgram(work.aligned)) }] : []
    })
  ]
  const found = new Map<string, Finding>()
  for (const draft of drafts) {
    const finding = findingOf(draft, subjectOfCluster(draft.work.cluster, known.filter(({ kind }) => kind === 'skill'), [...found.values()]), gates)
    const before = found.get(finding.id)
    // Two clusters that are the same skill both speak for it.
    found.set(finding.id, before ? { ...before, evidence: new Map([...finding.evidence, ...before.evidence]) } : finding)
  }
  return [...found.values(), ...drafts.flatMap((draft) => revisionOf(draft, [...found.values()], known, gates) ?? [])]
}

/** What sessions that came after a skill would change in it. */
function revisionOf(drafted: Drafted, found: readonly Finding[], known: readonly KnownProposal[], gates: Gates): Finding | undefined {
  const { cluster } = drafted.work
  const finding = found.find(({ evidence }) => cluster.sessions.every(({ trace }) => evidence.has(trace)))
  const skill = finding && skillInForce(subjectOfSkill(finding.subject), known)
  if (!skill || finding.held !== undefined) return undefined
  const newer = cluster.sessions.filter(({ trace }) => !skill.sources.has(trace))
  if (newer.length < MIN_PROVEN) return undefined
  const aligned = collapseRepeated(alignSteps(newer)).filter((step) => foreignStep(step, newer) === undefined).slice(0, MAX_STEPS)
  const own = findingOf({ ...drafted, work: { ...drafted.work, cluster: { ...cluster, sessions: newer }, aligned } }, finding.subject, gates)
  const revised = refinement(own, skill, { draft: draftSkill(newer, aligned, drafted.name), shared: aligned, sessions: newer })
  const open = openRevision(finding.subject, known)
  return open && open.id !== revised?.id ? undefined : revised
}

interface Drafted { work: Work; kin: Kin; way: string | undefined; name: WorkName }

interface Work { cluster: Cluster; aligned: SharedStep[]; change: string | undefined }

// One draft for two ways to the same change must fit about as well as one for each.
const AS_WELL = 0.9

/** Clusters with the steps they share. The same change for somebody, however it is asked for, is one kind of work where one draft does for all. */
function workOf(clusters: readonly Cluster[]): Work[] {
  const work: Work[] = []
  for (const one of clusters.flatMap((cluster) => drawn(cluster) ?? [])) {
    const at = one.change === undefined ? -1 : work.findIndex(({ change }) => change === one.change)
    const other = work[at]
    const joined = other && drawn(joinClusters(other.cluster, one.cluster))
    if (other && joined && heldOutFit(joined.cluster.sessions) >= AS_WELL * Math.min(heldOutFit(other.cluster.sessions), heldOutFit(one.cluster.sessions))) work[at] = joined
    else work.push(one)
  }
  return work
}

function drawn(cluster: Cluster): Work | undefined {
  const aligned = collapseRepeated(alignSteps(cluster.sessions)).slice(0, MAX_STEPS)
  return isTooLittle(aligned) ? undefined : { cluster, aligned, change: decisiveChange(cluster) }
}

/** Ways to the same change are told apart by what only one of them does. */
function ownAction({ aligned, change }: Work, all: readonly Work[]): string | undefined {
  const rivals = all.filter((each) => change !== undefined && each.change === change && each.aligned !== aligned)
  return rivals.length === 0 ? undefined : aligned.find(({ action }) => rivals.every((rival) => rival.aligned.every((step) => step.action !== action)))?.action
}

function isTooLittle(shared: readonly SharedStep[]): boolean {
  return shared.length < MIN_STEPS || new Set(shared.map(({ action }) => action)).size < MIN_ACTIONS
}

// Of what is known, more sessions shift a little what most of them share; of what is drawn at once, only what is the same is one.
const SAME_AS_KNOWN = 0.6
const SAME_AT_ONCE = 0.9

/** Words and actions that tell the kind of work; the subject of a skill that is the same work where there is one. */
function subjectOfCluster({ intent, actions }: Cluster, known: readonly { subject: string }[], found: readonly { subject: string }[]): string {
  const subject = `${intent.length > 0 ? intent.slice(0, 8).join(' ') : 'check changes'} by ${actions.slice(0, 16).join(', ')}`
  const alike = [...known.map((each) => ({ each, least: SAME_AS_KNOWN })), ...found.map((each) => ({ each, least: SAME_AT_ONCE }))]
    .map(({ each, least }) => ({ each, least, likeness: likeness(subject, each.subject) }))
    .filter((match) => match.likeness >= match.least)
    .sort((a, b) => b.likeness - a.likeness || (a.each.subject < b.each.subject ? -1 : 1))
  return alike[0] ? subjectOfSkill(alike[0].each.subject) : subject
}

function likeness(a: string, b: string): number {
  const [aWords, aActions] = parts(subjectOfSkill(a))
  const [bWords, bActions] = parts(subjectOfSkill(b))
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

function findingOf({ work: { cluster, aligned }, kin, way, name }: Drafted, subject: string, gates: Gates): Finding {
  const { sessions } = cluster
  const count = sessions.length
  const foreign = aligned.flatMap((step) => foreignStep(step, sessions) ?? [])
  const own = aligned.filter((step) => !foreign.some((each) => each.step === step))
  // Without what others planted too little may be left; what is shown then is what was held back, and why.
  const tooLittle = own.length < aligned.length && isTooLittle(own)
  const shared = tooLittle ? aligned : own
  const id = proposalId('skill', subject)
  const draft = draftSkill(sessions, shared, name)
  const proof = prove(cluster, shared, kin)
  const fallback = `workflow-${id.slice(0, 8)}`
  const held = tooLittle ? `${plural(foreign.length, 'step')} of ${aligned.length} only repeat others: ${foreign.map(({ place }) => place).slice(0, 3).join('; ')}` : onlyHandsOver(shared) ?? unproven(proof, count, gates)
  return {
    id, kind: 'skill', subject, title: titleOf(draft), basis: 'inferred',
    evidence: new Map(sessions.map((session) => [session.trace, [evidenceOf(session, shared)]])),
    strength: Math.min(1, 0.55 + 0.06 * count),
    why: whyOf(count, shared, draft, proof),
    doubts: [...foreign.map(({ example, place }) => `Left out: ${codeSpan(excerpt(example, 120))} stood in ${place} before it was done.`), ...doubtsOf(count, shared, proof), ...(way === undefined ? [] : [`Another skill makes the same change in another way; only this one uses ${codeSpan(way)}.`])],
    origins: [...shared.flatMap((step) => originOfStep(step, sessions) ?? []), ...draft.said.flatMap((said) => originsOfSaid(said, sessions))],
    ...(held !== undefined && { held }),
    folder: 'skills', name: skillName(slug(name.task, 48, fallback), fallback),
    files: (folder) => new Map([...renderSkill(folder, { ...draft, proposal: id, sources: count, basis: 'inferred' }), ...evalsFile(folder, draft, shared, count)])
  }
}

/** That a person took over teaches nothing of how the request is served. */
function onlyHandsOver(shared: readonly SharedStep[]): string | undefined {
  return shared.some(({ action }) => handsOver(action)) && !shared.some(({ taken }) => [...taken.values()].some(changesService))
    ? 'most of these sessions handed the request over to a person: how it is served does not show' : undefined
}

/** Why a draft does not hold for more than the sessions that it was drawn from. */
function unproven({ own, heldOut }: Proof, count: number, { minHeldOutFit }: Gates): string | undefined {
  return count >= MIN_PROVEN && heldOut < minHeldOutFit ? `it fits the sessions it was drawn from (${own}) and not those held out (${heldOut}, ${minHeldOutFit} is needed)` : undefined
}

function whyOf(count: number, shared: readonly SharedStep[], { inputs }: Draft, { own, heldOut, failed, coverage }: Proof): string[] {
  return [
    `${plural(count, 'successful session')} did this in the same way: ${plural(shared.length, 'step')} that at least ${percent(MAJORITY)} of them share, in the order most of them took.`,
    ...(inputs.length > 0 ? [`What differed between the sessions became ${plural(inputs.length, 'parameter')}.`] : []),
    ...(count >= MIN_PROVEN ? [`Held out, a session fits what the others make to ${percent(heldOut)} (those it was drawn from: ${percent(own)}). Fit is the share of the steps taken in their order.`] : []),
    ...(failed ? [`${plural(failed.sessions, 'session')} of this kind that failed ${failed.sessions === 1 ? 'fits' : 'fit'} it to ${percent(failed.fit)}.`] : []),
    `It covers ${percent(coverage.share)} of ${plural(coverage.sessions, 'session')} that asked for this and worked.`
  ]
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

function originsOfSaid(said: Draft['said'][number], sessions: readonly SessionLessons[]): Finding['origins'] {
  const session = sessions.find(({ trace }) => trace === said.evidence.trace)
  return session ? [originOf(said.text, 'person', session, said.heard)] : []
}

function evidenceOf(session: SessionLessons, shared: readonly SharedStep[]): Evidence {
  const taken = shared.flatMap((step) => step.taken.get(session.trace) ?? [])
  const first = taken[0]
  return {
    trace: session.trace, traceSha256: session.traceSha256, message: first?.message ?? 0, ...(first && { call: first.call }),
    quote: excerpt(taken.map(({ example }) => impersonal(example)).join(' → '), 300), origin: 'assistant'
  }
}

function doubtsOf(count: number, shared: readonly SharedStep[], { heldOut, failed }: Proof): string[] {
  const doubts = [count < 5 ? `Thin: ${plural(count, 'session')}.` : `Inferred from ${plural(count, 'session')}; no person described it.`]
  const partial = shared.filter(({ taken }) => taken.size < count).length
  if (partial > 0) doubts.push(`${plural(partial, 'step')} of ${shared.length} ${partial === 1 ? 'was' : 'were'} not taken in every session.`)
  if (!failed) doubts.push('No failed session of this kind is known: whether these steps are what made the difference is open.')
  else if (failed.fit >= heldOut) doubts.push('Failed sessions fit it as well as successful ones: the steps alone don\'t make the difference.')
  return doubts
}
