import { distill as distillLessons } from '../distillation/distill.js'
import { explain, type Became, type Explanation } from '../distillation/explain.js'
import { DISTILLER, extractLessons } from '../distillation/extract.js'
import type { Candidate, Distilled, EvaluatedLessons, KnownProposal, SessionLessons } from '../distillation/types.js'
import type { TraceSummary } from '../index/summarize.js'
import type { Row } from '../index/queries.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { MAIN, proposalBranch, proposalPath, supportPath } from '../kernel/layout.js'
import { excerpt, plural } from '../kernel/text.js'
import { proposalFrom } from '../proposals/compose.js'
import { renderProposal } from '../proposals/render.js'
import type { Proposal } from '../proposals/types.js'
import { LostRace } from '../store/refs/ref-store.js'
import type { Context } from './context.js'
import { freshness } from './evaluators.js'
import type { ModelCost } from './paid-answer.js'
import type { Polished } from './polish.js'
import { putOnLedger, readTrace } from './ledger-files.js'
import { decisionIds, proposalViews, supportersAtDecision, type ProposalView } from './proposals.js'

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
  /** Sessions that could not be read, with `goOn`. */
  unread?: { trace: string; problem: string }[]
  /** What a model made of the drafts' wording, where it was asked. */
  explained?: Explanation[]
  polished?: Polished[]
  cost?: ModelCost
}

/**
 * Draws lessons from sessions and proposes them, each on a branch with one commit. A lesson that is known
 * gets further evidence instead; what may not be proposed yet is returned as a candidate with the reason.
 */
export async function distill(context: Context, selection: DistillSelection, options: { dryRun?: boolean; polish?: boolean; kind?: 'memory' | 'skill'; explain?: boolean; goOn?: boolean } = {}): Promise<DistillResult> {
  const { index, policy } = context
  const focus = focusOf(context, selection)
  const views = proposalViews(context)
  const unread: { trace: string; problem: string }[] = []
  const sessions = await lessonsOfAll(context, options.goOn ? unread : undefined)
  const distilled = distillLessons({
    sessions, known: views.map(known), openCount: views.filter(({ standing }) => standing.state === 'pending').length,
    policy: { ...policy.distillation, ...(options.kind && { kinds: [options.kind] }), maxOpenProposals: policy.review.maxOpenProposals },
    taken: new Set([...index.artifacts(), ...views.flatMap(({ front }) => (front ? [front.artifact.path] : []))]),
    ...(focus && { focus })
  })
  const result: DistillResult = { proposals: [], support: distilled.support.map(({ proposal, trace }) => ({ proposal, trace })), candidates: distilled.candidates, overheard: distilled.overheard, sessions: sessions.length }
  if (unread.length > 0) result.unread = unread
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

/**
 * The lessons of every session with its fresh evaluation; those drawn before come from the index.
 * @param unread gets the sessions that cannot be read; without it the first one is an error
 */
async function lessonsOfAll(context: Context, unread?: { trace: string; problem: string }[]): Promise<EvaluatedLessons[]> {
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
    const drawnNow = kept ? undefined : await attempt(row.data.id, async () => extractLessons(await readTrace(context, row)))
    return { row, kept, drawnNow }
  }
  const attempt = async <T>(trace: string, does: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await does()
    } catch (error) {
      if (!unread) throw error
      unread.push({ trace, problem: error instanceof Error ? error.message : String(error) })
      return undefined
    }
  }
  for await (const { row, kept, drawnNow } of ahead(rows, READ_AHEAD, read)) {
    const lessons = kept ?? drawnNow
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
    id: view.id, kind: view.front?.kind ?? 'memory', subject: view.front?.subject ?? '',
    standing: state === 'pending' ? 'open' : state === 'approved' || state === 'superseded' ? 'in-force' : 'against',
    supporters: view.supporters, supportersAtDecision: supportersAtDecision(view), decisions: decisionIds(view)
  }
}

/** Makes the proposal's branch; false where another process made the same one first. */
export async function propose(context: Context, proposal: Proposal, branch: string): Promise<boolean> {
  const { repository } = context
  const main = await repository.tip(MAIN)
  if (!main) return false
  const batch = repository.batch()
  const put = async (text: string | Uint8Array): Promise<{ oid: string; mode: '100644' }> => ({ oid: await batch.add('blob', Buffer.from(text)), mode: '100644' })
  const { path } = proposal.front.artifact
  const edits = new Map([[proposalPath(proposal.front.id), await put(renderProposal(proposal))]])
  for (const [name, bytes] of proposal.files) edits.set(proposal.front.kind === 'memory' ? path : `${path}/${name}`, await put(bytes))
  const message = `Propose ${proposal.front.kind}: ${excerpt(proposal.front.title, 60)}\n\nSkillLoop-Proposal: ${proposal.front.id}`
  try {
    await repository.createBranch(branch, main, batch, { edits, message }, { who: await context.committer() })
    return true
  } catch (error) {
    if (error instanceof LostRace) return false
    throw error
  }
}
