import { canonicalJson } from '../kernel/canonical-json.js'
import { isoTime } from '../kernel/clock.js'
import { environment } from '../kernel/errors.js'
import { digestOfHashes } from '../kernel/hash.js'
import { MAIN, resultPath } from '../kernel/layout.js'
import type { TrainingResult } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { decisionId } from '../proposals/decisions.js'
import type { HashedFile } from '../targets/hash-tree.js'
import type { Context } from './context.js'
import { redactText } from './redact-output.js'
import { approvedPlan } from './training-plan.js'

export interface ResultGiven {
  status: TrainingResult['status']
  metrics: Record<string, number>
  /** The files that the run made. */
  artifact?: readonly HashedFile[] | undefined
  note?: string | undefined
}

/**
 * Records what came of a run, on main, against the approved plan that it followed. It promotes nothing.
 * @throws SkillLoopError (1) unless the plan is approved, (2) for what is no result
 */
export async function recordResult(context: Context, planId: string, given: ResultGiven): Promise<{ result: TrainingResult; path: string; commit: string }> {
  const { view, digest } = await approvedPlan(context, planId)
  const { name, email, ...who } = await context.person()
  const { artifact } = given
  const result: TrainingResult = {
    schemaVersion: 1, plan: view.id, planDigest: digest, at: isoTime(context.clock.now()), by: { name, email }, status: given.status, metrics: given.metrics,
    ...(artifact && artifact.length > 0 && { artifact: {
      digest: digestOfHashes(new Map(artifact.map(({ path, sha256 }) => [path, sha256]))),
      files: Object.fromEntries(artifact.map(({ path, sha256 }) => [path, sha256])), bytes: artifact.reduce((sum, { bytes }) => sum + bytes, 0)
    } }),
    ...(given.note !== undefined && { note: redactText(given.note) })
  }
  const text = canonicalJson(expectFormat('training-result', result, { file: `training/results/${view.id}` }))
  const path = resultPath(result, decisionId(text))
  const batch = context.repository.batch()
  const edits = new Map([[path, { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' as const }]])
  const commit = await context.repository.commit(MAIN, batch, () => Promise.resolve({ edits, message: `Record a training run: ${given.status}\n\nSkillLoop-Proposal: ${view.id}` }), { who: { name, email, ...who } })
  if (!commit) throw environment('this very result is recorded already', { fix: 'nothing is to be done' })
  return { result, path, commit }
}
