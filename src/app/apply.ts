import { isoTime } from '../kernel/clock.js'
import { environment } from '../kernel/errors.js'
import { artifactDigest, sha256 } from '../kernel/hash.js'
import { MAIN } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { Decision } from '../kernel/types.js'
import { renderDecision } from '../proposals/decisions.js'
import type { TargetFolder } from '../targets/folder.js'
import { artifactFiles } from './artifacts.js'
import type { Context } from './context.js'
import { versionsForFolders, type ForFolder } from './rollout/for-folder.js'
import { isUnacceptedDanger, riskOf } from './risk.js'
import { decisionIds, proposalViews, type ProposalView } from './proposals.js'

export interface ApplyResult {
  written: string[]
  removed: string[]
  unchanged: string[]
  /** What was left alone and why: tampered content, a file of somebody else's, a local change. */
  refused: { path: string; reason: string }[]
  commit?: string
}

interface Step {
  view: ProposalView
  files: Map<string, Uint8Array>
  removed: string[]
  /** Of the version that a rollout deals here, where that is not the one on main. */
  digest?: string
}

/**
 * Puts what is approved into a folder, takes what is no longer in force out of it again, and records both.
 * Only files that SkillLoop wrote and nobody changed since are overwritten or removed.
 * @param name how the target is called in the record: relative to the project where it is inside it
 */
export async function apply(context: Context, target: TargetFolder, name: string, options: { dryRun?: boolean } = {}): Promise<ApplyResult> {
  const result: ApplyResult = { written: [], removed: [], unchanged: [], refused: [] }
  const views = proposalViews(context).filter(({ onMain }) => onMain && onMain.kind !== 'training-plan')
  const ours = filesWritten(views, name)
  const steps: Step[] = []
  const dealt = await versionsForFolders(context)
  const wanted = stillWanted(views)
  for (const [path, { version }] of dealt) if (!version) wanted.delete(path)
  for (const view of views) {
    const step = view.standing.state === 'approved' && wanted.has(view.onMain?.artifact.path ?? '')
      ? await stepForApproved(context, target, view, ours, result, dealt.get(view.onMain?.artifact.path ?? ''))
      : await stepForWithdrawn(target, view, ours, result, wanted)
    if (step.files.size > 0 || step.removed.length > 0) steps.push(step)
  }
  if (options.dryRun || steps.length === 0) return result
  for (const { files, removed } of steps) {
    for (const [path, bytes] of files) await target.write(path, bytes)
    for (const path of removed) await target.remove(path)
  }
  return { ...result, commit: await record(context, steps, name) }
}

/** Path in the target to every SHA-256 that SkillLoop is on record as having written there. */
function filesWritten(views: ProposalView[], target: string): Map<string, Set<string>> {
  const written = new Map<string, Set<string>>()
  for (const { decision } of views.flatMap(({ decisions }) => decisions)) {
    if (decision.applied?.target !== target) continue
    for (const [path, hash] of Object.entries(decision.applied.files)) written.set(path, (written.get(path) ?? new Set()).add(hash))
  }
  return written
}

function stillWanted(views: ProposalView[]): Set<string> {
  return new Set(views.filter(({ standing, onMain }) => standing.state === 'approved' && onMain?.action !== 'retire').map(({ onMain }) => onMain?.artifact.path ?? ''))
}

async function stepForApproved(context: Context, target: TargetFolder, view: ProposalView, ours: Map<string, Set<string>>, result: ApplyResult, dealt: ForFolder | undefined): Promise<Step> {
  const version = dealt?.version
  const step: Step = { view, files: new Map(), removed: [], ...(version && { digest: version.digest }) }
  const artifact = view.onMain?.artifact
  if (!artifact) return step
  const files = await artifactFiles(version ? await context.repository.snapshot(version.commit) : await context.repository.tip(MAIN), artifact)
  if (artifactDigest(files) !== (version?.digest ?? view.mainDigest)) {
    result.refused.push({ path: artifact.path, reason: 'its bytes are not those that were decided on' })
    return step
  }
  const risk = await riskOf(context, view)
  if (isUnacceptedDanger(context, risk)) {
    result.refused.push({ path: artifact.path, reason: 'its scan says dangerous, and nobody has accepted that: read skillloop review show, then approve it with --accept-risk, or revoke it' })
    return step
  }
  for (const [name, bytes] of files) {
    const path = artifact.path.startsWith('memory/') ? artifact.path : `${artifact.path}/${name}`
    const there = await target.read(path)
    if (there && sha256(there) === sha256(bytes)) {
      result.unchanged.push(path)
      // Written by an apply that was stopped before it could record it; without the record it could never be taken out again.
      if (!ours.get(path)?.has(sha256(bytes))) step.files.set(path, bytes)
    } else if (there && !ours.get(path)?.has(sha256(there))) {
      result.refused.push({ path, reason: ours.has(path) ? 'it was changed there since it was applied' : 'a file that SkillLoop did not write is there' })
    } else {
      step.files.set(path, bytes)
      result.written.push(path)
    }
  }
  return step
}

async function stepForWithdrawn(target: TargetFolder, view: ProposalView, ours: Map<string, Set<string>>, result: ApplyResult, wanted: Set<string>): Promise<Step> {
  const step: Step = { view, files: new Map(), removed: [] }
  const artifact = view.onMain?.artifact.path ?? ''
  const { state, reason } = view.standing
  if (state === 'altered' || state === 'disputed') result.refused.push({ path: artifact, reason: `${state}: ${reason}` })
  if (wanted.has(artifact)) return step
  const own = new Set(view.decisions.flatMap(({ decision }) => Object.keys(decision.applied?.files ?? {})))
  for (const path of [...own].sort()) {
    const there = await target.read(path)
    if (!there) continue
    if (ours.get(path)?.has(sha256(there))) {
      step.removed.push(path)
      result.removed.push(path)
    } else if (ours.has(path)) result.refused.push({ path, reason: `${state}, but it was changed there since it was applied` })
  }
  return step
}

async function record(context: Context, steps: Step[], target: string): Promise<string> {
  const who = await context.person()
  const batch = context.repository.batch()
  const edits = new Map<string, { oid: string; mode: '100644' }>()
  for (const { view, files, removed, digest } of steps) {
    if (!view.onMain) continue
    const decision: Decision = {
      schemaVersion: 1, proposal: view.id, verb: 'apply', at: isoTime(context.clock.now()), by: { name: who.name, email: who.email },
      artifact: { path: view.onMain.artifact.path, digest: digest ?? view.mainDigest ?? view.onMain.artifact.digest }, after: decisionIds(view),
      applied: { target, files: Object.fromEntries([...files].map(([path, bytes]) => [path, sha256(bytes)])), ...(removed.length > 0 && { removed }) }
    }
    const { path, text } = renderDecision(decision)
    edits.set(path, { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' })
  }
  const counts = [plural(steps.reduce((sum, { files }) => sum + files.size, 0), 'file'), `${steps.reduce((sum, { removed }) => sum + removed.length, 0)} removed`]
  const commit = await context.repository.commit(MAIN, batch, () => Promise.resolve({ edits, message: `Apply to ${target}: ${counts.join(', ')}` }), { who })
  if (!commit) throw environment('what was applied could not be recorded', { fix: 'run apply again' })
  return commit
}
