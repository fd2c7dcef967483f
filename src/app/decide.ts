import { isoTime } from '../kernel/clock.js'
import { badInput, environment, refused, type SkillLoopError } from '../kernel/errors.js'
import { ALLOWED_SIGNERS, MAIN } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import type { Decision, ProposalFrontMatter } from '../kernel/types.js'
import { DECISION_NAMESPACE, mustBeSigned, signedText } from '../proposals/approval.js'
import { renderDecision } from '../proposals/decisions.js'
import type { RecordedDecision } from '../proposals/types.js'
import type { ObjectBatch } from '../store/objects/object-batch.js'
import type { Snapshot } from '../store/repository.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import type { Context } from './context.js'
import { allowedSigners, signatureOf, termsOf } from './gates.js'
import { decisionIds, type ProposalView } from './proposals.js'

export interface Decided {
  id: string
  title: string
  verb: 'approve' | 'reject' | 'revoke'
  /** The commit on main; on the proposal's branch where further reviewers are waited for. */
  commit: string
  /** What is still missing before it counts. */
  waitsFor?: string
  /** What the scan said of what was approved. */
  risk?: NonNullable<Decision['risk']>
}

/** What a decision says besides whose and when it is. */
export interface Ruling { verb: Decided['verb']; digest: string; reason?: string | undefined; risk?: Decision['risk']; sign?: boolean | undefined }

/** A decision that is drawn up and not yet committed. */
export interface DrawnUp { edits: Map<string, FileEdit>; recorded: RecordedDecision }

/**
 * Draws a decision up, signed where the policy or the person asks for it.
 * @throws SkillLoopError (1) where the key is none that counts, (3) where there is nothing to sign with
 */
export async function drawUp(context: Context, batch: ObjectBatch, view: ProposalView, what: Ruling): Promise<DrawnUp> {
  const front = knownFront(view)
  const who = await context.person()
  const { name, email } = who
  const unsigned: Decision = {
    schemaVersion: 1, proposal: view.id, verb: what.verb, at: isoTime(context.clock.now()), by: { name, email }, ...(what.reason && { reason: what.reason }),
    artifact: { ...front.artifact, digest: what.digest }, ...(what.risk && { risk: what.risk }), after: decisionIds(view), support: view.supporters
  }
  const decision = await signedDecision(context, view, unsigned, what.sign)
  const { id, path, text } = renderDecision(decision)
  return { edits: new Map([[path, { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' as const }]]), recorded: { id, decision } }
}

/**
 * A decision as it is to be committed: signed where the policy asks for it, or the person does.
 * @throws SkillLoopError (1) where the key is none that counts, (3) where there is nothing to sign with
 */
export async function signedDecision(context: Context, view: ProposalView, unsigned: Decision, sign?: boolean): Promise<Decision> {
  const isAsked = mustBeSigned(termsOf(context, knownFront(view)), unsigned.verb)
  const signature = isAsked || sign ? await context.signText(signedText(unsigned), DECISION_NAMESPACE, await context.person()) : undefined
  const decision = signature === undefined ? unsigned : { ...unsigned, signature }
  if (isAsked) await expectKnownKey(context, decision)
  return decision
}

async function expectKnownKey(context: Context, decision: Decision): Promise<void> {
  const { email } = decision.by
  const answer = await signatureOf(context, decision, await allowedSigners(context))
  if ('by' in answer) return
  throw refused(`the policy asks for signed decisions, by a key that ${ALLOWED_SIGNERS} on main names for ${email}: ${'problem' in answer ? answer.problem : answer.unchecked}`, {
    expected: 'a line of ssh-keygen(1), ALLOWED SIGNERS, or # openpgp <mail> <fingerprint>', fix: `have a reviewer commit to ${ALLOWED_SIGNERS} on main: ${email} namespaces="git,${DECISION_NAMESPACE}" <your public key>`
  })
}

/** Commits a decision on main, with what else follows from it. @throws SkillLoopError (1) where somebody decided meanwhile */
export async function decideOnMain(context: Context, view: ProposalView, what: Ruling, further: () => Map<string, FileEdit>, drawn?: { batch: ObjectBatch; decision: DrawnUp }): Promise<Decided> {
  const front = knownFront(view)
  const batch = drawn?.batch ?? context.repository.batch()
  const { edits, recorded } = drawn?.decision ?? await drawUp(context, batch, view, what)
  const title = `${{ approve: 'Approve', reject: 'Reject', revoke: 'Revoke' }[what.verb]} ${front.kind}: ${excerpt(front.title, 60)}`
  const message = `${title}${what.reason ? `\n\n${what.reason}` : ''}\n\nSkillLoop-Proposal: ${front.id}\nSkillLoop-Decision: ${recorded.id}`
  const commit = await context.repository.commit(MAIN, batch, async (tip) => {
    await expectUndecided(view, tip)
    return { edits: new Map([...edits, ...further()]), message }
  }, { who: await context.person(), decides: true, ...(what.sign && { sign: true }) })
  if (!commit) throw environment('the decision changed nothing on main', { fix: 'look at the proposal again' })
  return { id: view.id, title: front.title, verb: what.verb, commit }
}

/** A decision is made on what was looked at: one that came to main since is told, and nothing is decided on top of it. */
export async function expectUndecided(view: ProposalView, tip: Snapshot): Promise<void> {
  const known = new Set(decisionIds(view))
  const there = (await tip.files(`decisions/${view.id}`)).map(({ path }) => path.split('-').at(-1)?.replace('.json', '') ?? '')
  if (there.some((id) => !known.has(id))) throw decidedMeanwhile(view)
}

export function decidedMeanwhile(view: ProposalView): SkillLoopError {
  return refused(`${view.id} was decided on meanwhile`, { fix: `see skillloop review show ${view.id}` })
}

/** @throws SkillLoopError (2) where only decisions on it are left */
export function knownFront(view: ProposalView): ProposalFrontMatter {
  const front = view.branch?.front ?? view.front
  if (!front) throw badInput(`${view.id} is known only by the decisions on it`, { fix: 'fetch its archive: git fetch <remote> "refs/skillloop/*:refs/skillloop/*"' })
  return front
}
