import { distill as distillLessons } from '../distillation/distill.js'
import { explain, type Became, type Explanation } from '../distillation/explain.js'
import { DISTILLER } from '../distillation/extract.js'
import type { Candidate, Distilled, EvaluatedLessons, KnownProposal } from '../distillation/types.js'
import type { ArtifactFiles } from '../kernel/hash.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { MAIN, proposalBranch, supportPath } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import { proposalFrom } from '../proposals/compose.js'
import type { Context } from './context.js'
import type { ModelCost } from './paid-answer.js'
import type { Polished } from './polish.js'
import { readLessons, type Lessons } from './lessons.js'
import { putOnLedger, readTrace } from './ledger-files.js'
import { artifactFiles } from './artifacts.js'
import { decisionIds, proposalViews, supportersAtDecision, type ProposalView } from './proposals.js'
import { propose } from './propose.js'
import { quarantined, usableTrace, usableTraces } from './quarantine.js'

export type { Became, Explanation }

/** A session, all, or those that began at a time or later (ISO, UTC); the others still count as support. */
export type DistillSelection = { id: string } | { all: true } | { since: string }

export interface DistillResult {
  proposals: { id: string; kind: string; title: string; branch: string }[]
  /** Further evidence that was added to known proposals: sessions by proposal. */
  support: { proposal: string; trace: string }[]
  candidates: Candidate[]
  /** How skills in force have fared since they were proposed. */
  uses: Distilled['uses']
  /** What only pages and tools told the reader to do or to keep: held back, kept to be shown. */
  overheard: Distilled['overheard']
  /** Sessions that were looked at. */
  sessions: number
  /** Sessions that could not be read, with `goOn`. */
  unread?: { trace: string; problem: string }[]
  /** What a model made of the drafts' wording, where it was asked. */
  explained?: Explanation[]
  polished?: Polished[]
  cost?: ModelCost
}

export interface DistillOptions {
  dryRun?: boolean
  polish?: boolean
  kind?: 'memory' | 'skill'
  explain?: boolean
  /** A session that cannot be read stops no other. */
  goOn?: boolean
  /** What was read before, where nothing was taken in, judged or said since. */
  lessons?: Lessons
}

/**
 * Draws lessons from sessions and proposes them, each on a branch with one commit. A lesson that is known
 * gets further evidence instead; what may not be proposed yet is returned as a candidate with the reason.
 */
export async function distill(context: Context, selection: DistillSelection, options: DistillOptions = {}): Promise<DistillResult> {
  const { index, policy } = context
  // Plans of training are no lessons, and wait for a review of their own.
  const views = proposalViews(context).filter(({ front }) => front?.kind !== 'training-plan')
  const before = await knownProposals(context, views.filter(isLesson))
  const { sessions, unread, near } = options.lessons ?? await readLessons(context, options.goOn ?? false)
  const focus = near?.focus ?? focusOf(context, selection)
  const out = quarantined(context)
  const distilled = distillLessons({
    sessions, known: before, openCount: views.filter(({ standing }) => standing.state === 'pending').length,
    policy: { ...policy.distillation, ...(options.kind && { kinds: [options.kind] }), maxOpenProposals: policy.review.maxOpenProposals },
    taken: new Set([...index.artifacts(), ...views.flatMap(({ front }) => (front ? [front.artifact.path] : []))]),
    ...(focus && { focus }), ...(near && { beyond: near.beyond })
  })
  const isKnown = new Set(before.map(({ id }) => id))
  const result: DistillResult = { proposals: [], support: distilled.support.filter(({ proposal }) => isKnown.has(proposal)).map(({ proposal, trace }) => ({ proposal, trace })), candidates: distilled.candidates, uses: distilled.uses, overheard: distilled.overheard.filter(({ trace }) => !out.has(trace)), sessions: sessions.filter(({ lessons: { trace } }) => !out.has(trace)).length }
  if (unread.length > 0) result.unread = unread
  if (options.explain) result.explained = await explanations(context, sessions.filter(({ lessons: { trace } }) => (focus ? focus.has(trace) : !out.has(trace))), distilled, before)
  let drafts = distilled.proposals
  if (options.polish && !options.dryRun) {
    const { polish } = await import('./polish.js')
    const worded = await polish(context, drafts)
    drafts = worded.drafts
    Object.assign(result, { polished: worded.polished, cost: worded.cost })
  }
  for (const draft of drafts) {
    const proposal = proposalFrom(draft, { distiller: DISTILLER, replaces: draft.replaces })
    const branch = proposalBranch(proposal.front)
    if (options.dryRun || await propose(context, proposal, branch)) result.proposals.push({ id: draft.id, kind: draft.kind, title: draft.title, branch })
  }
  if (!options.dryRun) {
    const files = distilled.support.map(({ proposal, trace, evidence }) => ({ path: supportPath(proposal, trace), text: canonicalJson({ schemaVersion: 1, proposal, evidence }) }))
    await putOnLedger(context, files, (count) => `distill: ${plural(count, 'session')} further supporting proposals`)
  }
  return result
}

/** Of one session with the sentences that come near to a lesson; of many without, which would mean to read all of them again. */
async function explanations(context: Context, sessions: readonly EvaluatedLessons[], distilled: Distilled, before: readonly KnownProposal[]): Promise<Explanation[]> {
  const [only, another] = sessions
  if (only && !another) return [explain(only, distilled, before, context.policy.distillation, await readTrace(context, context.index.trace(only.lessons.trace)))]
  return sessions.map((session) => explain(session, distilled, before, context.policy.distillation))
}

/** The traces that must speak for what is proposed; undefined for any. */
function focusOf(context: Context, selection: DistillSelection): ReadonlySet<string> | undefined {
  if ('id' in selection) return new Set([usableTrace(context, selection.id).data.id])
  if (!('since' in selection)) return undefined
  return new Set(usableTraces(context).filter(({ data }) => (data.startedAt ?? '') >= selection.since).map(({ data }) => data.id))
}

/** Not of those that only take something away. */
function isLesson({ branch, front }: ProposalView): boolean {
  return (branch?.front ?? front)?.action !== 'retire'
}

/** What is known, the skills in force with their files: newer sessions may change them. */
async function knownProposals({ repository }: Context, views: readonly ProposalView[]): Promise<KnownProposal[]> {
  const main = await repository.tip(MAIN)
  return Promise.all(views.map(async (view) => known(view, view.front?.kind === 'skill' && view.standing.state === 'approved' ? await artifactFiles(main, view.front.artifact) : undefined)))
}

function known(view: ProposalView, files: ArtifactFiles | undefined): KnownProposal {
  const { state } = view.standing
  return {
    id: view.id, kind: view.front?.kind === 'skill' ? 'skill' : 'memory', subject: view.front?.subject ?? '', ...(view.front && { title: view.front.title }),
    ...(state === 'approved' && view.front && view.mainDigest !== undefined && { artifact: { path: view.front.artifact.path, digest: view.mainDigest, ...(files && { files }) } }),
    standing: state === 'pending' ? 'open' : state === 'approved' || (state === 'superseded' && view.front?.kind === 'skill') ? 'in-force' : 'against',
    supporters: view.supporters, ...(view.front && { sources: [...new Set(view.front.evidence.map(({ trace }) => trace))] }), supportersAtDecision: supportersAtDecision(view), decisions: decisionIds(view)
  }
}
