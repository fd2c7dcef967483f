import { isoTime } from '../kernel/clock.js'
import { environment, refused } from '../kernel/errors.js'
import { artifactDigest } from '../kernel/hash.js'
import { MAIN } from '../kernel/layout.js'
import type { Decision } from '../kernel/types.js'
import { claimsOf } from '../proposals/claims.js'
import { decisionId, renderDecision } from '../proposals/decisions.js'
import { rollbackTarget } from '../proposals/history/rollback-target.js'
import type { ArtifactHistory, Version } from '../proposals/history/types.js'
import { stateOf } from '../proposals/state.js'
import type { Snapshot } from '../store/repository.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import type { Context } from './context.js'
import { knownFront, signedDecision } from './decide.js'
import { expectReviewer, lackWith, termsOf } from './gates.js'
import { findArtifact, histories, kindOf, nameOf } from './history.js'
import { decisionIds, proposalViews, type ProposalView } from './proposals.js'
import { quarantined } from './quarantine.js'
import { redactText } from './redact-output.js'
import { expectAcceptable, riskRecord } from './risk.js'
import { scanArtifact } from './scan-artifact.js'
import { decidedOf, taintOf } from './taint.js'

export interface RolledBack {
  path: string
  /** What was in force until now; absent where nothing was. */
  from?: Version
  to: Version
  /** The version that is in force now; one of its own, unless only a change that nobody decided on was undone. */
  version?: number
  /** Files that come, go or change. */
  changed: string[]
  commit?: string
}

interface Request { name: string; to?: string | undefined; reason: string; dryRun?: boolean }

/**
 * Puts the bytes of an earlier version back, in one commit with the decision that approves them: an approval like any
 * other, so that whatever reads states, applies or exports needs to know nothing of rollbacks. History stays; nothing
 * else is touched.
 * @throws SkillLoopError (1) where there is nothing to go back to, or what it goes back to may not be in force
 */
export async function rollback(context: Context, request: Request): Promise<RolledBack> {
  const reason = redactText(request.reason)
  const all = await histories(context)
  const { history } = findArtifact(all, request.name)
  const views = proposalViews(context)
  const target = rollbackTarget(history, request.to, (version) => taintedBy(context, views, version) !== undefined)
  const view = expectPossible(context, views, history, target)
  const { repository } = context
  const main = await repository.tip(MAIN)
  if (!main) throw environment('the branch main is missing')
  const batch = repository.batch()
  const { edits, changed } = await planFiles(context, main, target, async (bytes) => batch.add('blob', bytes))
  const result: RolledBack = { path: history.path, ...(history.current && { from: history.current }), to: target, changed }
  const { name, email } = await context.person()
  const terms = termsOf(context, knownFront(view))
  expectReviewer(terms, email, view.id)
  const files = await wholeArtifact(await repository.snapshot(target.commit), target.path)
  const report = scanArtifact(new Map([...files].map(([path, { bytes }]) => [path, bytes])), context.fileRules)
  const accepted = view.decisions.findLast(({ decision }) => decision.artifact.digest === target.digest && decision.risk?.accepted !== undefined)?.decision.risk?.accepted
  expectAcceptable(context, view, report, accepted)
  const unsigned: Decision = {
    schemaVersion: 1, proposal: view.id, verb: 'approve', at: isoTime(context.clock.now()), by: { name, email }, reason,
    artifact: { path: target.path, digest: target.digest, ...(history.digest !== undefined && { replaces: history.digest }) },
    rollback: { to: target.number, ...(history.current && { from: history.current.number }), commit: target.commit },
    risk: riskRecord(report, accepted), after: decisionIds(view), support: view.supporters
  }
  const decision = await signedDecision(context, view, unsigned)
  const others = view.decisions.filter((other) => other.decision.verb === 'approve' && other.decision.artifact.digest === target.digest)
  const lack = await lackWith(context, terms, [...others, { id: decisionId(renderDecision(decision).text), decision }], [])
  if (lack) throw refused(`going back needs more than your approval: ${lack.detail}`, { expected: 'a version that as many reviewers had approved', fix: `propose it anew, or revoke what is there: skillloop review revoke ${view.id} --reason …` })
  const rendered = renderDecision(decision)
  expectInForce(context, views, view, decision, rendered.text)
  if (request.dryRun) {
    await batch.discard()
    return result
  }
  const written = new Map<string, FileEdit>([...edits, [rendered.path, { oid: await batch.add('blob', Buffer.from(rendered.text)), mode: '100644' }]])
  const message = `Roll back ${kindOf(target.path)}: ${nameOf(target.path)} to v${target.number}\n\n${reason}\n\nSkillLoop-Proposal: ${view.id}\nSkillLoop-Decision: ${rendered.id}`
  const seen = await whatStands(main, target.path, view.id)
  const commit = await repository.commit(MAIN, batch, async (tip) => {
    if (tip.oid !== main.oid && await whatStands(tip, target.path, view.id) !== seen) throw refused(`${target.path} was changed or decided on meanwhile`, { fix: 'look at it again, then roll back' })
    return { edits: written, message }
  }, { who: await context.person(), decides: true })
  await context.index.catchUp()
  const version = (await histories(context)).get(target.path)?.current?.number
  return { ...result, ...(version !== undefined && { version }), ...(commit && { commit }) }
}

/** The session in quarantine that a version is from, if any. */
function taintedBy(context: Context, views: readonly ProposalView[], version: Version): string | undefined {
  const view = views.find(({ id }) => id === version.proposal)
  return view && taintOf({ ...view, branch: undefined }, decidedOf(views.map((each) => ({ ...each, branch: undefined }))), new Set(quarantined(context).keys()))[0]
}

function expectPossible(context: Context, views: readonly ProposalView[], history: ArtifactHistory, target: Version): ProposalView {
  if (target.digest === history.digest && history.current) throw refused(`${history.path} is as in v${target.number} already`)
  const tainted = taintedBy(context, views, target)
  if (tainted !== undefined) throw refused(`v${target.number} of ${history.path} rests on ${tainted}, which is in quarantine`, { fix: `go back to another version, or lift it: skillloop quarantine ${tainted} --lift --reason …` })
  const view = views.find(({ id }) => id === target.proposal)
  if (view?.onMain?.artifact.path === history.path) return view
  throw refused(`proposal ${target.proposal}, which v${target.number} came from, speaks of ${view?.onMain?.artifact.path ?? 'nothing'} on main now`, { expected: `a proposal on main for ${history.path}`, fix: `restore proposals/${target.proposal}.md as it was in ${target.commit.slice(0, 10)}` })
}

/** Asks the same function that everything else asks, before anything is written. */
function expectInForce({ policy }: Context, views: readonly ProposalView[], view: ProposalView, decision: Decision, text: string): void {
  const { requireDecision } = policy.review
  const { path, digest } = decision.artifact
  const others = views.filter(({ id, onMain }) => id !== view.id && onMain?.artifact.path === path)
  const standing = stateOf({
    onMain: view.onMain, onBranch: view.branch?.front, mainDigest: digest, decisions: [...view.decisions, { id: decisionId(text), decision }], requireDecision,
    othersOnPath: others.flatMap(({ onMain, decisions }) => (onMain ? claimsOf(onMain, decisions, requireDecision) : []))
  })
  if (standing.state !== 'approved') throw refused(`${path} would be ${standing.state}: ${standing.reason}`, { fix: `settle that first: skillloop review show ${view.id}` })
}

async function planFiles(context: Context, main: Snapshot, target: Version, add: (bytes: Uint8Array) => Promise<string>): Promise<{ edits: Map<string, FileEdit>; changed: string[] }> {
  const [now, then] = [await wholeArtifact(main, target.path), await wholeArtifact(await context.repository.snapshot(target.commit), target.path)]
  if (artifactDigest(new Map([...then].map(([name, { bytes }]) => [name, bytes]))) !== target.digest) throw environment(`v${target.number} of ${target.path} cannot be read as it was`, { fix: 'run git fsck in the store' })
  const place = (name: string): string => (target.path.endsWith('.md') ? target.path : `${target.path}/${name}`)
  const edits = new Map<string, FileEdit>()
  for (const name of now.keys()) if (!then.has(name)) edits.set(place(name), null)
  for (const [name, { bytes, oid, mode }] of then) {
    const there = now.get(name)
    if (there?.oid !== oid || there.mode !== mode) edits.set(place(name), { oid: await add(bytes), mode })
  }
  return { edits, changed: [...edits.keys()].sort() }
}

interface StoredFile { bytes: Uint8Array; oid: string; mode: '100644' | '100755' }

async function wholeArtifact(tip: Snapshot, path: string): Promise<Map<string, StoredFile>> {
  const single = path.endsWith('.md') ? await tip.entry(path) : undefined
  const entries = single ? [{ path, ...single }] : await tip.files(path)
  const files = new Map<string, StoredFile>()
  for (const entry of entries) {
    const bytes = await tip.read(entry.path)
    if (bytes) files.set(single ? nameOf(path) + '.md' : entry.path.slice(path.length + 1), { bytes, oid: entry.oid, mode: entry.mode === '100755' ? '100755' : '100644' })
  }
  return files
}

/** What the rollback was decided on: the artifact's files and the decisions there are. */
async function whatStands(tip: Snapshot, path: string, proposal: string): Promise<string> {
  const entry = await tip.entry(path)
  return JSON.stringify([entry ?? null, (await tip.files(`decisions/${proposal}`)).map((file) => file.path)])
}
