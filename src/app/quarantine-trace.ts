import { canonicalJson } from '../kernel/canonical-json.js'
import { isoTime } from '../kernel/clock.js'
import { badInput, refused } from '../kernel/errors.js'
import { eventPath, MAIN, proposalBranch, proposalPath } from '../kernel/layout.js'
import type { Evidence, TraceEvent } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { decisionId } from '../proposals/decisions.js'
import { retirementFrom, retirementId, type RetirementCase } from '../proposals/history/retire.js'
import { renderProposal } from '../proposals/render.js'
import { LostRace } from '../store/refs/ref-store.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import type { Context } from './context.js'
import { impact, resolveTrace, type Impact } from './impact.js'
import { putOnLedger } from './ledger-files.js'
import { decisionIds, evidenceFor, proposalViews, type ProposalView } from './proposals.js'
import { quarantined } from './quarantine.js'
import { redactText } from './redact-output.js'
import { decidedOf, taintOf } from './taint.js'

export interface Quarantined {
  trace: string
  /** Undefined where it was in quarantine already. */
  commit?: string
  impact: Impact
  /** Proposals to retire what is in force and came from it: opened now, or open already. */
  retirements: { id: string; path: string; branch: string; isNew: boolean }[]
  /** Proposals for its lessons that wait for review; none of them can be approved now. */
  held: string[]
}

/**
 * Takes a session out of every use, by an event on the ledger; says what came from it, and opens a proposal to retire
 * each memory or skill in force that did. What is in force stays so until a person decides.
 */
export async function quarantine(context: Context, given: string, reason: string): Promise<Quarantined> {
  const trace = resolveTrace(context, given)
  const isNew = !quarantined(context).has(trace)
  const commit = isNew ? await say(context, trace, { kind: 'quarantine', note: redactText(reason) }) : undefined
  await context.index.catchUp()
  const retirements = await openRetirements(context)
  await context.index.catchUp()
  const all = decidedOf(proposalViews(context))
  const held = proposalViews(context).filter((view) => view.standing.state === 'pending' && taintOf(view, all, new Set([trace])).length > 0).map(({ id }) => id)
  const found = await impact(context, trace)
  return { trace, ...(commit && { commit }), impact: { ...found, proposals: found.proposals.filter(({ action }) => action !== 'retire') }, retirements: retirements.filter(({ because }) => because.includes(trace)), held }
}

export interface Lifted {
  trace: string
  commit: string | undefined
  /** Open proposals to retire what came from it. */
  retirements: string[]
}

/** Lets a session be used again. @throws SkillLoopError (1) where it is not in quarantine */
export async function lift(context: Context, given: string, reason: string): Promise<Lifted> {
  const trace = resolveTrace(context, given)
  const held = quarantined(context).get(trace)
  if (!held) throw refused(`${trace} is not in quarantine`, { fix: 'see skillloop quarantine' })
  const commit = await say(context, trace, { kind: 'lift', lifts: held.events, note: redactText(reason) })
  const open = proposalViews(context).filter(({ branch, standing }) => standing.state === 'pending' && branch?.front.action === 'retire' && branch.front.evidence.some((item) => item.trace === trace))
  return { trace, commit, retirements: open.map(({ id }) => id) }
}

async function say(context: Context, trace: string, what: Pick<TraceEvent, 'kind' | 'note' | 'lifts'>): Promise<string | undefined> {
  const { name, email } = await context.person()
  const event: TraceEvent = { schemaVersion: 1, ...what, trace, traceSha256: hashOf(context, trace), at: isoTime(context.clock.now()), by: { name, email } }
  const text = canonicalJson(expectFormat('event', event, { file: 'the event' }))
  return putOnLedger(context, [{ path: eventPath(event, decisionId(text)), text }], () => `${what.kind}: ${trace}`)
}

/** The session as it is here; of one that is not, as what rests on it knew it. */
function hashOf(context: Context, trace: string): string {
  const here = context.index.traceRows(trace)[0]?.data.sha256
  const named = here ?? proposalViews(context).flatMap((view) => evidenceFor(context, view)).find((item) => item.trace === trace)?.traceSha256
    ?? context.index.usageEvents().find(({ data }) => data.trace === trace)?.data.traceSha256 ?? context.index.manifests().flatMap(({ data }) => data.records).find((record) => record.trace === trace)?.traceSha256
  if (named === undefined) throw badInput(`nothing here knows the trace ${trace}`, { fix: 'see skillloop traces list' })
  return named
}

type Opened = Quarantined['retirements'][number] & { because: string[] }

/** A proposal for each memory and skill on main that came from a session in quarantine; those that are there already stay. */
async function openRetirements(context: Context): Promise<Opened[]> {
  const views = proposalViews(context)
  const out = quarantined(context)
  const all = decidedOf(views)
  const opened: Opened[] = []
  for (const view of views) {
    const front = view.onMain
    const { state } = view.standing
    if (!front || front.kind === 'training-plan' || front.action === 'retire' || view.mainDigest === undefined || (state !== 'approved' && state !== 'altered')) continue
    const tainted = taintOf({ ...view, branch: undefined }, all, new Set(out.keys()))
    const { kind, artifact: { path } } = front
    if (tainted.length === 0) continue
    const before = views.find(({ id }) => id === retirementId(kind, path, view.mainDigest ?? ''))
    const known = new Set(before?.front?.evidence.map(({ trace }) => trace))
    const branch = (proposal: Pick<ProposalView, 'branch'>['branch']): string => proposal?.ref.replace('refs/heads/', '') ?? ''
    if (before?.standing.state === 'pending') {
      opened.push({ id: before.id, path, branch: branch(before.branch), isNew: false, because: tainted })
      continue
    }
    // A person has said that it stays, knowing of these sessions.
    if (before && tainted.every((trace) => known.has(trace))) continue
    const made = await propose(context, {
      kind: front.kind, path, digest: view.mainDigest, proposal: view.id, others: view.supporters.length, after: before ? decisionIds(before) : [],
      sessions: tainted.flatMap((trace) => {
        const held = out.get(trace)
        return held ? [{ quarantine: held, evidence: evidenceIn(views, view, trace) }] : []
      })
    })
    opened.push({ ...made, because: tainted })
  }
  return opened
}

/** Where in the session a proposal's words are from; of one that took over what others had from there, where those had it. */
function evidenceIn(views: readonly ProposalView[], view: ProposalView, trace: string): Evidence[] {
  const of = ({ front }: ProposalView): Evidence[] => [
    ...(front?.evidence ?? []).filter((item) => item.trace === trace),
    ...(front?.origins ?? []).flatMap(({ heard, from }): Evidence[] => (heard?.trace === trace ? [{ trace, traceSha256: '', message: heard.message, call: heard.call, quote: '', origin: from.includes('web') ? 'web' : 'tool' }] : []))
  ]
  const own = of(view)
  return own.length > 0 ? own : views.filter((other) => other.front?.artifact.path === view.front?.artifact.path).flatMap(of)
}

async function propose(context: Context, about: RetirementCase): Promise<Omit<Opened, 'because'>> {
  const { repository } = context
  const main = await repository.tip(MAIN)
  if (!main) throw refused('the branch main is missing')
  const sessions = about.sessions.map(({ quarantine: held, evidence }) => ({ quarantine: held, evidence: evidence.map((item) => ({ ...item, traceSha256: item.traceSha256 || hashOf(context, item.trace) })) }))
  const proposal = retirementFrom({ ...about, sessions })
  const { id } = proposal.front
  const ref = proposalBranch(proposal.front)
  const batch = repository.batch()
  const files = about.kind === 'memory' ? [about.path] : (await main.files(about.path)).map(({ path }) => path)
  const edits = new Map<string, FileEdit>(files.map((path) => [path, null]))
  edits.set(proposalPath(id), { oid: await batch.add('blob', Buffer.from(renderProposal(proposal))), mode: '100644' })
  const made = await repository.createBranch(ref, main, batch, { edits, message: `Propose to retire ${about.path}\n\nSkillLoop-Proposal: ${id}` }, { who: await context.committer() }).then(() => true, (error: unknown) => {
    if (error instanceof LostRace) return false
    throw error
  })
  return { id, path: about.path, branch: ref.replace('refs/heads/', ''), isNew: made }
}
