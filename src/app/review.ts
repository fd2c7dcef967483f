import { environment, refused } from '../kernel/errors.js'
import { NOTHING } from '../kernel/hash.js'
import { MAIN } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import type { ProposalBranch } from '../index/queries.js'
import { sameMail } from '../proposals/approval.js'
import { parseDecision } from '../proposals/decisions.js'
import type { RecordedDecision } from '../proposals/types.js'
import type { ThreatReport } from '../threats/types.js'
import { branchStory, movedOn, type BranchStory } from './branch-story.js'
import { archive, deleteBranch, retire, shortName } from './branches.js'
import type { Context } from './context.js'
import { decidedMeanwhile, decideOnMain, drawUp, expectUndecided, knownFront, type Decided } from './decide.js'
import { expectApprovable, expectHead, expectReviewer, lackWith, termsOf } from './gates.js'
import type { ProposalView } from './proposals.js'
import { redactText } from './redact-output.js'
import { expectAcceptable, isUnacceptedDanger, needsAcceptance, riskOf, riskRecord } from './risk.js'
import { expectUntainted } from './taint.js'

export type { Decided }

export interface DecideOptions {
  reason?: string | undefined
  /** Why the person accepts the risk that the scan sees. */
  acceptRisk?: string | undefined
  /** The commit of the branch that was reviewed, or seven or more digits of it: another is not decided on. */
  expectedHead?: string | undefined
  /** Sign the decision and its commits whatever the policy says. */
  sign?: boolean | undefined
}

/**
 * Says yes: the decision is committed on the proposal's branch, so that it survives a squash, and the branch
 * is merged into main once as many reviewers said so as the policy asks for. What is merged is what was looked at: a
 * branch that moved meanwhile is refused. Something merged by hand with bytes nobody decided on is approved as it
 * stands on main.
 * @throws SkillLoopError (1) when its state or the policy allows no approval, (3) where main has moved on, naming the paths
 */
export async function approve(context: Context, view: ProposalView, given: DecideOptions = {}): Promise<Decided> {
  const front = knownFront(view)
  const { state } = view.standing
  const options = redactedOptions(given)
  expectHead(view, options.expectedHead)
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
  if ((state === 'altered' || state === 'disputed' || isUnaccepted) && risk && view.mainDigest !== undefined) return approveOnMain(context, view, view.mainDigest, risk.report, options)
  throw refused(`${view.id} is ${state}: ${view.standing.reason}`, { expected: 'a proposal that is pending, altered or disputed', fix: `see skillloop review show ${front.id}` })
}

async function approveBranch(context: Context, view: ProposalView, branch: ProposalBranch, options: DecideOptions): Promise<Decided> {
  const { reason, sign } = options
  const { repository } = context
  const { front } = branch
  if (branch.digest === undefined) throw refused(`the branch holds no ${front.artifact.path}`, { fix: `see git diff main...${shortName(branch.ref)}` })
  expectUntainted(context, view)
  const who = await context.person()
  const terms = termsOf(context, front)
  const history = await branchStory(context, branch)
  const { authors } = history
  expectApprovable(terms, view, who.email, authors)
  const { report } = await riskOf(context, view)
  expectAcceptable(context, view, report, options.acceptRisk)
  expectMergeable(view, await movedOn(context, branch, await repository.refs.read(MAIN)))
  const batch = repository.batch()
  const approvals = await unmergedApprovals(context, branch, history)
  const made = approvals.find(({ decision }) => decision.by.email === who.email && decision.reason === reason && (decision.signature !== undefined || (!sign && terms.signed === 'none')))
  const risk = riskRecord(report, acceptedRisk(context, report, options))
  const drawn = made ? undefined : await drawUp(context, batch, view, { verb: 'approve', digest: branch.digest, reason, risk, sign })
  const { id, decision } = made ?? drawn?.recorded ?? { id: '', decision: undefined }
  const decided = drawn && await repository.commit(branch.ref, batch, (tip) => {
    if (tip.oid !== branch.commit) throw refused(`the branch of ${view.id} has moved since it was read`, { fix: 'look at it again, then decide' })
    return Promise.resolve({ edits: drawn.edits, message: `Approve ${front.kind}: ${excerpt(front.title, 60)}${reason ? `\n\n${reason}` : ''}\n\nSkillLoop-Proposal: ${front.id}` })
  }, { who, decides: true, ...(sign && { sign }) }).catch(async (error: unknown) => {
    // Whoever decides deletes the branch.
    throw await repository.refs.read(branch.ref) === undefined ? decidedMeanwhile(view) : error
  })
  const head = decided ?? branch.commit
  const waiting = { id: view.id, title: front.title, verb: 'approve' as const, commit: head, risk }
  const lack = await lackWith(context, terms, decision && !made ? [...approvals, { id, decision }] : approvals, authors)
  if (lack) return { ...waiting, waitsFor: lack.code === 'reviewers-missing' ? `further reviewers: ${lack.detail}` : lack.detail }
  if (needsAcceptance(context, report) && context.policy.threats.secondReviewer && !approvals.some((other) => other.decision.by.email !== who.email && other.decision.risk?.accepted !== undefined)) {
    return { ...waiting, waitsFor: 'a second person who accepts the risk too' }
  }
  const commit = await repository.commit(MAIN, repository.batch(), async (tip) => {
    await expectUndecided(view, tip)
    const merge = await repository.planMerge(tip, head)
    expectMergeable(view, merge.conflicts.length > 0 ? merge.conflicts : await movedOn(context, { ...branch, commit: head }, tip.oid))
    return { edits: merge.edits, otherParents: [head], message: `${front.action === 'retire' ? 'Retire' : 'Learn'} ${front.kind}: ${excerpt(front.title, 60)}\n\nApproved by ${who.name}.${reason ? ` ${reason}` : ''}\n\nSkillLoop-Proposal: ${front.id}\nSkillLoop-Decision: ${id}` }
  }, { who, decides: true, ...(sign && { sign }) })
  await deleteBranch(context, branch.ref, head)
  return { ...waiting, commit: commit ?? head }
}

/** Two reviewed versions merged by files would be a third that nobody reviewed. */
function expectMergeable(view: ProposalView, paths: readonly string[]): void {
  if (paths.length === 0) return
  throw environment(`main and the proposal both changed ${paths.join(', ')}`, { expected: 'a proposal for what is on main now', fix: `skillloop review rebase ${view.id}, look at it again and decide; or reject it` })
}

async function approveOnMain(context: Context, view: ProposalView, digest: string, report: ThreatReport, options: DecideOptions): Promise<Decided> {
  const front = knownFront(view)
  const terms = termsOf(context, front)
  const { email } = await context.person()
  expectApprovable(terms, view, email, [])
  expectAcceptable(context, view, report, options.acceptRisk)
  const ruling = { verb: 'approve' as const, digest, reason: options.reason, risk: riskRecord(report, acceptedRisk(context, report, options)), sign: options.sign }
  const batch = context.repository.batch()
  const decision = await drawUp(context, batch, view, ruling)
  const before = view.decisions.filter((other) => other.decision.verb === 'approve' && other.decision.artifact.digest === digest)
  const lack = await lackWith(context, terms, [...before, decision.recorded], [])
  if (lack) {
    await batch.discard()
    throw refused(`what is on main now needs more than your approval: ${lack.detail}`, { expected: 'reviewers who decide on its branch, before it is on main', fix: `skillloop review revoke ${view.id} --reason …, then skillloop review reopen ${view.id}` })
  }
  return decideOnMain(context, view, ruling, () => new Map(), { batch, decision })
}

/**
 * Says no: the decision is a commit on main with one parent; the proposal's commits are kept under the archive
 * refs and its branch is deleted.
 * @throws SkillLoopError (1) when there is nothing pending to reject
 */
export async function reject(context: Context, view: ProposalView, given: DecideOptions): Promise<Decided> {
  const options = redactedOptions(given)
  const front = knownFront(view)
  const { state } = view.standing
  expectHead(view, options.expectedHead)
  if (state === 'rejected' && view.branch && !view.onMain) {
    // Decided by a process that was stopped before its last steps.
    await retire(context, view.branch)
    throw refused(`${view.id} is rejected already: ${view.standing.reason}; its branch was left over and is archived now`)
  }
  if (state !== 'pending' && state !== 'disputed' && state !== 'altered') {
    throw refused(`${view.id} is ${state}: ${view.standing.reason}`, { expected: 'a proposal that is pending', fix: state === 'approved' ? `to take it back: skillloop review revoke ${view.id} --reason …` : `see skillloop review show ${view.id}` })
  }
  if (!view.branch) return revoke(context, view, options)
  expectReviewer(termsOf(context, front), (await context.person()).email, view.id)
  const { branch } = view
  await archive(context, branch, branch.commit)
  const decided = await decideOnMain(context, view, { verb: 'reject', digest: branch.digest ?? front.artifact.digest, reason: options.reason, sign: options.sign }, () => new Map())
  await retire(context, branch)
  return decided
}

/**
 * Takes back what is in force: a decision on main, and its artifact removed in the same commit, unless a
 * later proposal has put other bytes there.
 * @throws SkillLoopError (1) when it is not on main
 */
export async function revoke(context: Context, view: ProposalView, given: DecideOptions): Promise<Decided> {
  const { reason, sign } = redactedOptions(given)
  const front = knownFront(view)
  const { state } = view.standing
  if (!view.onMain || state === 'revoked') throw refused(`${view.id} is ${state}: ${view.standing.reason}`, { expected: 'a proposal that is on main', ...(state === 'pending' && { fix: `to turn it down: skillloop review reject ${view.id} --reason …` }) })
  expectReviewer(termsOf(context, front), (await context.person()).email, view.id)
  if (front.action === 'retire') throw refused(`${view.id} took ${front.artifact.path} away`, { expected: 'a proposal that put something on main', fix: `to bring it back: skillloop rollback ${front.artifact.path} --reason …` })
  const main = await context.repository.tip(MAIN)
  const single = await main?.entry(front.artifact.path)
  const files = single && single.mode !== '40000' ? [front.artifact.path] : ((await main?.files(front.artifact.path)) ?? []).map(({ path }) => path)
  return decideOnMain(context, view, { verb: 'revoke', digest: view.mainDigest ?? front.artifact.digest, reason, sign },
    () => new Map(state === 'superseded' ? [] : files.map((path) => [path, null])))
}

/** What a person types is kept for ever too: a secret in a reason is masked like any other. */
function redactedOptions({ reason, acceptRisk, ...rest }: DecideOptions): DecideOptions {
  return { ...rest, reason: reason === undefined ? undefined : redactText(reason), acceptRisk: acceptRisk === undefined ? undefined : redactText(acceptRisk) }
}

function acceptedRisk(context: Context, report: ThreatReport, { acceptRisk }: DecideOptions): string | undefined {
  return needsAcceptance(context, report) ? acceptRisk : undefined
}

/**
 * Approvals of these bytes that are on the branch only: of a merge that conflicted, a process that was stopped, the
 * first of several reviewers. None is made twice, and none counts that somebody else committed than it names.
 */
export async function unmergedApprovals(context: Context, branch: ProposalBranch, { commits }: BranchStory): Promise<RecordedDecision[]> {
  const main = await context.repository.tip(MAIN)
  const tip = await context.repository.snapshot(branch.commit)
  const found: RecordedDecision[] = []
  for (const { path } of await tip.files(`decisions/${branch.front.id}`)) {
    const bytes = await main?.entry(path) ? undefined : await tip.read(path)
    if (!bytes) continue
    const recorded = parseDecision(path, Buffer.from(bytes).toString('utf8'))
    const { verb, artifact, by } = recorded.decision
    const made = commits.find(({ decisions }) => decisions.includes(path))
    const isOwn = made !== undefined && [made.author.email, made.committer.email].some((email) => sameMail(email, by.email))
    if (isOwn && verb === 'approve' && artifact.digest === branch.digest) found.push(recorded)
  }
  return found
}
