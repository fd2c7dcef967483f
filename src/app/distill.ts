import { distill as distillLessons } from '../distillation/distill.js'
import { explain, type Became, type Explanation } from '../distillation/explain.js'
import { DISTILLER, extractLessons } from '../distillation/extract.js'
import type { Candidate, Distilled, EvaluatedLessons, KnownProposal, SessionLessons } from '../distillation/types.js'
import type { TraceSummary } from '../index/summarize.js'
import type { Row } from '../index/queries.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { proposalBranch, supportPath } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import { proposalFrom } from '../proposals/compose.js'
import type { Context } from './context.js'
import { freshness } from './evaluators.js'
import type { ModelCost } from './paid-answer.js'
import type { Polished } from './polish.js'
import { putOnLedger, readTrace } from './ledger-files.js'
import { decisionIds, proposalViews, supportersAtDecision, type ProposalView } from './proposals.js'
import { propose } from './propose.js'

export type { Became, Explanation }

/** A session, all, or those that began at a time or later (ISO, UTC); the others still count as support. */
export type DistillSelection = { id: string } | { all: true } | { since: string }

export interface DistillResult {
  proposals: { id: string; kind: string; title: string; branch: string }[]
  /** Further evidence that was added to known proposals: sessions by proposal. */
  support: { proposal: string; trace: string }[]
  candidates: Candidate[]
  /** What only pages and tools told the reader to do or to keep: held back, kept to be shown. */
  overheard: Distilled['overheard']
  /** Sessions that were looked at. */
  sessions: number
  /** What a model made of the drafts' wording, where it was asked. */
  explained?: Explanation[]
  polished?: Polished[]
  cost?: ModelCost
}

/**
 * Draws lessons from sessions and proposes them, each on a branch with one commit. A lesson that is known
 * gets further evidence instead; what may not be proposed yet is returned as a candidate with the reason.
 */
export async function distill(context: Context, selection: DistillSelection, options: { dryRun?: boolean; polish?: boolean; kind?: 'memory' | 'skill'; explain?: boolean } = {}): Promise<DistillResult> {
  const { index, policy } = context
  const focus = focusOf(context, selection)
  // Plans of training are no lessons, and wait for a review of their own.
  const views = proposalViews(context).filter(({ front }) => front?.kind !== 'training-plan')
  const sessions = await lessonsOfAll(context)
  const distilled = distillLessons({
    sessions, known: views.map(known), openCount: views.filter(({ standing }) => standing.state === 'pending').length,
    policy: { ...policy.distillation, ...(options.kind && { kinds: [options.kind] }), maxOpenProposals: policy.review.maxOpenProposals },
    taken: new Set([...index.artifacts(), ...views.flatMap(({ front }) => (front ? [front.artifact.path] : []))]),
    ...(focus && { focus })
  })
  const result: DistillResult = { proposals: [], support: distilled.support.map(({ proposal, trace }) => ({ proposal, trace })), candidates: distilled.candidates, overheard: distilled.overheard, sessions: sessions.length }
  if (options.explain) result.explained = await explanations(context, sessions.filter(({ lessons: { trace } }) => !focus || focus.has(trace)), distilled, views.map(known))
  let drafts = distilled.proposals
  if (options.polish && !options.dryRun) {
    const { polish } = await import('./polish.js')
    const worded = await polish(context, drafts)
    drafts = worded.drafts
    Object.assign(result, { polished: worded.polished, cost: worded.cost })
  }
  for (const draft of drafts) {
    const proposal = proposalFrom(draft, { distiller: DISTILLER })
    const branch = proposalBranch(proposal.front)
    if (options.dryRun || await propose(context, proposal, branch)) result.proposals.push({ id: draft.id, kind: draft.kind, title: draft.title, branch })
  }
  if (!options.dryRun) {
    const files = distilled.support.map(({ proposal, trace, evidence }) => ({ path: supportPath(proposal, trace), text: canonicalJson({ schemaVersion: 1, proposal, evidence }) }))
    await putOnLedger(context, files, (count) => `distill: ${plural(count, 'session')} further supporting known proposals`)
  }
  return result
}

/** Of one session with the sentences that come near to a lesson; of many without, which would mean to read all of them again. */
async function explanations(context: Context, sessions: readonly EvaluatedLessons[], distilled: Distilled, before: readonly KnownProposal[]): Promise<Explanation[]> {
  const [only, another] = sessions
  if (only && !another) return [explain(only, distilled, before, await readTrace(context, context.index.trace(only.lessons.trace)))]
  return sessions.map((session) => explain(session, distilled, before))
}

/** The traces that must speak for what is proposed; undefined for any. */
function focusOf({ index }: Context, selection: DistillSelection): ReadonlySet<string> | undefined {
  if ('id' in selection) return new Set([index.trace(selection.id).data.id])
  if (!('since' in selection)) return undefined
  return new Set(index.traces().filter(({ data }) => (data.startedAt ?? '') >= selection.since).map(({ data }) => data.id))
}

/** The lessons of every session with its fresh evaluation; those drawn before come from the index. */
async function lessonsOfAll(context: Context): Promise<EvaluatedLessons[]> {
  const { index } = context
  const version = `${DISTILLER.name} ${DISTILLER.version}`
  const evaluations = index.evaluations(context.policy.evaluation.evaluator)
  const isFresh = freshness(context)
  const rows = index.traces()
  const sessions: EvaluatedLessons[] = []
  let drawn: { oid: string; version: string; data: unknown }[] = []
  const keep = (): void => {
    index.keepLessons(drawn)
    drawn = []
  }
  const read = async (row: Row<TraceSummary>) => {
    const kept = index.lessons(row.oid, version) as SessionLessons | undefined
    return { row, kept, trace: kept ? undefined : await readTrace(context, row) }
  }
  for await (const { row, kept, trace } of ahead(rows, READ_AHEAD, read)) {
    const lessons = kept ?? (trace && extractLessons(trace))
    if (!lessons) continue
    if (!kept) drawn.push({ oid: row.oid, version, data: lessons })
    if (drawn.length >= 500) keep()
    sessions.push({ lessons, ...evaluationOf(row, evaluations, isFresh) })
    context.progress(`${sessions.length} of ${plural(rows.length, 'session')} read for lessons`)
  }
  keep()
  return sessions
}

function evaluationOf(row: Row<TraceSummary>, evaluations: ReturnType<Context['index']['evaluations']>, isFresh: ReturnType<typeof freshness>): Pick<EvaluatedLessons, 'evaluation'> {
  const evaluation = evaluations.get(row.data.id)?.data
  return evaluation && isFresh(row.data, evaluation) ? { evaluation: { score: evaluation.score, label: evaluation.label } } : {}
}

function known(view: ProposalView): KnownProposal {
  const { state } = view.standing
  return {
    id: view.id, kind: view.front?.kind === 'skill' ? 'skill' : 'memory', subject: view.front?.subject ?? '',
    standing: state === 'pending' ? 'open' : state === 'approved' || state === 'superseded' ? 'in-force' : 'against',
    supporters: view.supporters, supportersAtDecision: supportersAtDecision(view), decisions: decisionIds(view)
  }
}
