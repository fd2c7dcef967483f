import { badInput, environment, refused, type SkillLoopError } from '../kernel/errors.js'
import { isoTime } from '../kernel/clock.js'
import { ARCHIVE, MAIN } from '../kernel/layout.js'
import { NOTHING } from '../kernel/hash.js'
import { excerpt } from '../kernel/text.js'
import type { Decision, ProposalFrontMatter } from '../kernel/types.js'
import type { ProposalBranch } from '../index/queries.js'
import { parseDecision, renderDecision } from '../proposals/decisions.js'
import type { RecordedDecision } from '../proposals/types.js'
import type { ObjectBatch } from '../store/objects/object-batch.js'
import type { ThreatReport } from '../threats/types.js'
import { LostRace } from '../store/refs/ref-store.js'
import type { Snapshot } from '../store/repository.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import type { Context } from './context.js'
import { decisionIds, type ProposalView } from './proposals.js'
import { redactText } from './redact-output.js'
import { expectAcceptable, isUnacceptedDanger, needsAcceptance, riskOf, riskRecord } from './risk.js'
import { expectUntainted } from './taint.js'

export interface Decided {
  id: string
  title: string
  verb: 'approve' | 'reject' | 'revoke'
  /** The commit on main; on the proposal's branch where a second reviewer is waited for. */
  commit: string
  /** What is still missing before it counts. */
  waitsFor?: string
  /** What the scan said of what was approved. */
  risk?: NonNullable<Decision['risk']>
}

interface Options {
  reason?: string | undefined
  /** Why the person accepts the risk that the scan sees. */
  acceptRisk?: string | undefined
}

/**
 * Says yes: the decision is committed on the proposal's branch, so that it survives a squash, and the branch
 * is merged into main. What is merged is what was looked at: a branch that moved meanwhile is refused.
 * Something merged by hand with bytes nobody decided on is approved as it stands on main.
 * @throws SkillLoopError (1) when its state allows no approval, (3) on a merge conflict, naming the paths
 */
export async function approve(context: Context, view: ProposalView, given: Options = {}): Promise<Decided> {
  const front = knownFront(view)
  const { state } = view.standing
  const options = redactedOptions(given)
  const risk = view.onMain ? await riskOf(context, { ...view, branch: undefined }) : undefined
  // Merged by hand, it still needs somebody who accepts the danger.
  const isUnaccepted = state === 'approved' && risk !== undefined && isUnacceptedDanger(context, risk)
  if (!isUnaccepted && state === 'approved' && view.branch?.digest !== undefined && view.branch.digest === view.mainDigest) {
    // Merged, by hand or by a process that was stopped before its last step: only the branch is left over.
    await deleteBranch(context, view.branch.ref, view.branch.commit)
    throw refused(`${view.id} is approved already: ${view.standing.reason}; its branch was left over and is deleted now`)
  }
  if (state === 'pending' && view.branch) return approveBranch(context, view, view.branch, options)
  if (front.action === 'retire' && state === 'altered' && view.mainDigest !== NOTHING) throw refused(`${front.artifact.path} is on main again`, { fix: `take it away once more: git rm -r ${front.artifact.path}` })
  if ((state === 'altered' || state === 'disputed' || isUnaccepted) && risk && view.mainDigest !== undefined) {
    const { report } = risk
    expectAcceptable(context, view, report, options.acceptRisk)
    return decideOnMain(context, view, { verb: 'approve', digest: view.mainDigest, reason: options.reason, risk: riskRecord(report, acceptedRisk(context, report, options)) }, () => new Map())
  }
  throw refused(`${view.id} is ${state}: ${view.standing.reason}`, { expected: 'a proposal that is pending, altered or disputed', fix: `see skillloop review show ${front.id}` })
}

async function approveBranch(context: Context, view: ProposalView, branch: ProposalBranch, options: Options): Promise<Decided> {
  const { reason } = options
  const { repository } = context
  const { front } = branch
  if (branch.digest === undefined) throw refused(`the branch holds no ${front.artifact.path}`, { fix: `see git diff main...${shortName(branch.ref)}` })
  expectUntainted(context, view)
  const who = await context.person()
  const { report } = await riskOf(context, view)
  expectAcceptable(context, view, report, options.acceptRisk)
  const batch = repository.batch()
  const approvals = await unmergedApprovals(context, branch)
  const made = approvals.find(({ decision }) => decision.by.email === who.email && decision.reason === reason)
  const risk = riskRecord(report, acceptedRisk(context, report, options))
  const { edits, text } = made ? { edits: new Map<string, FileEdit>(), text: made } : await decisionFile(context, batch, view, { verb: 'approve', digest: branch.digest, reason, risk })
  const decided = await repository.commit(branch.ref, batch, (tip) => {
    if (tip.oid !== branch.commit) throw refused(`the branch of ${view.id} has moved since it was read`, { fix: 'look at it again, then decide' })
    return Promise.resolve({ edits, message: `Approve ${front.kind}: ${excerpt(front.title, 60)}${reason ? `\n\n${reason}` : ''}\n\nSkillLoop-Proposal: ${front.id}` })
  }, { who }).catch(async (error: unknown) => {
    // Whoever decides deletes the branch.
    throw await repository.refs.read(branch.ref) === undefined ? decidedMeanwhile(view) : error
  })
  const head = decided ?? branch.commit
  if (needsAcceptance(context, report) && context.policy.threats.secondReviewer && !approvals.some(({ decision }) => decision.by.email !== who.email && decision.risk?.accepted !== undefined)) {
    return { id: view.id, title: front.title, verb: 'approve', commit: head, risk, waitsFor: 'a second person who accepts the risk too' }
  }
  const commit = await repository.commit(MAIN, repository.batch(), async (tip) => {
    await expectUndecided(view, tip)
    const merge = await repository.planMerge(tip, head)
    if (merge.conflicts.length > 0) {
      throw environment(`main and the proposal both changed ${merge.conflicts.join(', ')}`, { fix: `decide which is right: git merge ${shortName(branch.ref)} and resolve it, or reject ${view.id}` })
    }
    return { edits: merge.edits, otherParents: [head], message: `${front.action === 'retire' ? 'Retire' : 'Learn'} ${front.kind}: ${excerpt(front.title, 60)}\n\nApproved by ${who.name}.${reason ? ` ${reason}` : ''}\n\nSkillLoop-Proposal: ${front.id}\nSkillLoop-Decision: ${text.id}` }
  }, { who })
  await deleteBranch(context, branch.ref, head)
  return { id: view.id, title: front.title, verb: 'approve', commit: commit ?? head, risk }
}

/**
 * Says no: the decision is a commit on main with one parent; the proposal's commits are kept under the archive
 * refs and its branch is deleted.
 * @throws SkillLoopError (1) when there is nothing pending to reject
 */
export async function reject(context: Context, view: ProposalView, given: Options): Promise<Decided> {
  const options = redactedOptions(given)
  const front = knownFront(view)
  const { state } = view.standing
  if (state === 'rejected' && view.branch && !view.onMain) {
    // Decided by a process that was stopped before its last steps.
    await retire(context, view.branch)
    throw refused(`${view.id} is rejected already: ${view.standing.reason}; its branch was left over and is archived now`)
  }
  if (state !== 'pending' && state !== 'disputed' && state !== 'altered') {
    throw refused(`${view.id} is ${state}: ${view.standing.reason}`, { expected: 'a proposal that is pending', fix: state === 'approved' ? `to take it back: skillloop review revoke ${view.id} --reason …` : `see skillloop review show ${view.id}` })
  }
  if (!view.branch) return revoke(context, view, options)
  const { branch } = view
  await archive(context, branch, branch.commit)
  const decided = await decideOnMain(context, view, { verb: 'reject', digest: branch.digest ?? front.artifact.digest, reason: options.reason }, () => new Map())
  await retire(context, branch)
  return decided
}

/**
 * Takes back what is in force: a decision on main, and its artifact removed in the same commit, unless a
 * later proposal has put other bytes there.
 * @throws SkillLoopError (1) when it is not on main
 */
export async function revoke(context: Context, view: ProposalView, given: Options): Promise<Decided> {
  const { reason } = redactedOptions(given)
  const front = knownFront(view)
  const { state } = view.standing
  if (!view.onMain || state === 'revoked') throw refused(`${view.id} is ${state}: ${view.standing.reason}`, { expected: 'a proposal that is on main', ...(state === 'pending' && { fix: `to turn it down: skillloop review reject ${view.id} --reason …` }) })
  if (front.action === 'retire') throw refused(`${view.id} took ${front.artifact.path} away`, { expected: 'a proposal that put something on main', fix: `to bring it back: skillloop rollback ${front.artifact.path} --reason …` })
  const main = await context.repository.tip(MAIN)
  const single = await main?.entry(front.artifact.path)
  const files = single && single.mode !== '40000' ? [front.artifact.path] : ((await main?.files(front.artifact.path)) ?? []).map(({ path }) => path)
  return decideOnMain(context, view, { verb: 'revoke', digest: view.mainDigest ?? front.artifact.digest, reason },
    () => new Map(state === 'superseded' ? [] : files.map((path) => [path, null])))
}

interface Ruling { verb: Decided['verb']; digest: string; reason?: string | undefined; risk?: Decision['risk'] }

/** What a person types is kept for ever too: a secret in a reason is masked like any other. */
function redactedOptions({ reason, acceptRisk }: Options): Options {
  return { reason: reason === undefined ? undefined : redactText(reason), acceptRisk: acceptRisk === undefined ? undefined : redactText(acceptRisk) }
}

function acceptedRisk(context: Context, report: ThreatReport, { acceptRisk }: Options): string | undefined {
  return needsAcceptance(context, report) ? acceptRisk : undefined
}

async function decideOnMain(
  context: Context, view: ProposalView, what: Ruling, further: () => Map<string, FileEdit>
): Promise<Decided> {
  const front = knownFront(view)
  const who = await context.person()
  const batch = context.repository.batch()
  const { edits, text } = await decisionFile(context, batch, view, what)
  const title = `${{ approve: 'Approve', reject: 'Reject', revoke: 'Revoke' }[what.verb]} ${front.kind}: ${excerpt(front.title, 60)}`
  const message = `${title}${what.reason ? `\n\n${what.reason}` : ''}\n\nSkillLoop-Proposal: ${front.id}\nSkillLoop-Decision: ${text.id}`
  const commit = await context.repository.commit(MAIN, batch, async (tip) => {
    await expectUndecided(view, tip)
    return { edits: new Map([...edits, ...further()]), message }
  }, { who })
  if (!commit) throw environment('the decision changed nothing on main', { fix: 'look at the proposal again' })
  return { id: view.id, title: front.title, verb: what.verb, commit }
}

/** Approvals of these bytes that are on the branch only: of a merge that conflicted, a process that was stopped, a first of two reviewers. None is made twice. */
async function unmergedApprovals(context: Context, branch: ProposalBranch): Promise<RecordedDecision[]> {
  const main = await context.repository.tip(MAIN)
  const tip = await context.repository.snapshot(branch.commit)
  const found: RecordedDecision[] = []
  for (const { path } of await tip.files(`decisions/${branch.front.id}`)) {
    const bytes = await main?.entry(path) ? undefined : await tip.read(path)
    if (!bytes) continue
    const recorded = parseDecision(path, Buffer.from(bytes).toString('utf8'))
    const { verb, artifact } = recorded.decision
    if (verb === 'approve' && artifact.digest === branch.digest) found.push(recorded)
  }
  return found
}

/** A decision is made on what was looked at: one that came to main since is told, and nothing is decided on top of it. */
async function expectUndecided(view: ProposalView, tip: Snapshot): Promise<void> {
  const known = new Set(decisionIds(view))
  const there = (await tip.files(`decisions/${view.id}`)).map(({ path }) => path.split('-').at(-1)?.replace('.json', '') ?? '')
  if (there.some((id) => !known.has(id))) throw decidedMeanwhile(view)
}

function decidedMeanwhile(view: ProposalView): SkillLoopError {
  return refused(`${view.id} was decided on meanwhile`, { fix: `see skillloop review show ${view.id}` })
}

/** Deletes a branch that is decided on; one that somebody moved meanwhile, or deleted, is left as it is. */
async function deleteBranch(context: Context, ref: string, commit: string): Promise<void> {
  await context.repository.refs.delete(ref, commit).catch((error: unknown) => {
    if (!(error instanceof LostRace)) throw error
  })
}

async function decisionFile(
  context: Context, batch: ObjectBatch, view: ProposalView, what: Ruling
): Promise<{ edits: Map<string, FileEdit>; text: { id: string } }> {
  const front = knownFront(view)
  const { name, email } = await context.person()
  const decision: Decision = {
    schemaVersion: 1, proposal: view.id, verb: what.verb, at: isoTime(context.clock.now()), by: { name, email }, ...(what.reason && { reason: what.reason }),
    artifact: { ...front.artifact, digest: what.digest }, ...(what.risk && { risk: what.risk }), after: decisionIds(view), support: view.supporters
  }
  const rendered = renderDecision(decision)
  return { edits: new Map([[rendered.path, { oid: await batch.add('blob', Buffer.from(rendered.text)), mode: '100644' as const }]]), text: rendered }
}

/** Keeps the commits of a proposal that is turned down from being collected; a later round has a name of its own. */
async function archive(context: Context, branch: ProposalBranch, commit: string): Promise<void> {
  const round = branch.front.after?.length ? `-${branch.front.after.length + 1}` : ''
  const ref = `${ARCHIVE}${branch.front.id}${round}`
  const there = await context.repository.refs.read(ref)
  if (there === commit) return
  await context.repository.refs.update(ref, there, commit, { who: await context.person(), message: 'archive' }).catch((error: unknown) => {
    // Another process that turns it down has done the same.
    if (!(error instanceof LostRace && error.found === commit)) throw error
  })
}

/** Archives and deletes the branch of what was turned down, with what an approver who came too late has put on it. */
async function retire(context: Context, branch: ProposalBranch): Promise<void> {
  for (let commit = await context.repository.refs.read(branch.ref); commit !== undefined; commit = await context.repository.refs.read(branch.ref)) {
    await archive(context, branch, commit)
    await deleteBranch(context, branch.ref, commit)
  }
}

function knownFront(view: ProposalView): ProposalFrontMatter {
  const front = view.branch?.front ?? view.front
  if (!front) throw badInput(`${view.id} is known only by the decisions on it`, { fix: 'fetch its archive: git fetch <remote> "refs/skillloop/*:refs/skillloop/*"' })
  return front
}

/** A branch as people type it. */
export function shortName(ref: string): string {
  return ref.replace(/^refs\/heads\//, '')
}
