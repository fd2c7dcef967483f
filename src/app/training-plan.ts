import { badInput, refused } from '../kernel/errors.js'
import { MAIN, planPath, proposalBranch } from '../kernel/layout.js'
import { sha256OfJson } from '../kernel/hash.js'
import type { DatasetManifest, TrainingPlan } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { planOf, planProposal, type PlanDetails } from '../training/plan.js'
import type { TrainingSpec } from '../training/types.js'
import { isUnacceptedDanger, riskOf } from './risk.js'
import type { Context } from './context.js'
import { decisionIds, findProposal, proposalViews, type ProposalView } from './proposals.js'
import { propose } from './propose.js'
import { expectAllowed, expectApproved } from './training-config.js'

export interface PlanResult {
  id: string
  plan: TrainingPlan
  branch: string
  /** pending: proposed now or before; approved: nothing to do. */
  state: 'proposed' | 'pending' | 'approved'
}

/** Proposes a training run on a branch of its own. The same plan again is the same proposal. */
export async function proposePlan(context: Context, spec: TrainingSpec, details: Omit<PlanDetails, 'trainTokens'>, manifest: DatasetManifest, options: { dryRun: boolean }): Promise<PlanResult> {
  const train = manifest.files.find(({ split }) => split === 'train')
  const plan = planOf(spec, { ...details, trainTokens: { total: train?.tokens.total ?? 0, method: train?.tokens.method ?? 'none' } })
  expectAllowed(context, spec, plan.estimate.cost)
  const replaces = context.index.digestAt(MAIN, planPath(plan.name))
  const draft = planProposal(plan, context.version, { replaces, after: [] })
  const { id } = draft.front
  const known = proposalViews(context).find((view) => view.id === id)
  const state = known?.standing.state
  if (state === 'pending' || state === 'approved') return { id, plan, branch: known?.branch?.ref ?? '', state }
  const proposal = known ? planProposal(plan, context.version, { replaces, after: decisionIds(known) }) : draft
  const branch = proposalBranch(proposal.front)
  if (!options.dryRun) await propose(context, proposal, branch)
  return { id, plan, branch, state: 'proposed' }
}

/** An approved plan as it stands on main. */
export interface ApprovedPlan { view: ProposalView; plan: TrainingPlan; digest: string }

/**
 * The plan that an id, or a beginning of one, or the plan's name means.
 * @throws SkillLoopError (1) unless it is approved and its scan accepted, (2) where it is no plan
 */
export async function approvedPlan(context: Context, id: string): Promise<ApprovedPlan> {
  const view = planView(context, id)
  expectApproved(view)
  const risk = await riskOf(context, view)
  if (isUnacceptedDanger(context, risk)) throw refused(`the scan of the plan ${view.id} says dangerous, and nobody has accepted that`, { fix: `read skillloop review show ${view.id}` })
  const path = view.onMain?.artifact.path ?? ''
  const bytes = await (await context.repository.tip(MAIN))?.read(path)
  if (!bytes || view.mainDigest === undefined) throw refused(`the plan ${view.id} is not at ${path} on main`)
  return { view, digest: view.mainDigest, plan: expectFormat('training-plan', JSON.parse(Buffer.from(bytes).toString('utf8')), { file: path }) }
}

function planView(context: Context, id: string): ProposalView {
  const named = proposalViews(context).filter(({ front, standing }) => front?.artifact.path === planPath(id) && standing.state === 'approved')
  const view = named.length === 1 && named[0] ? named[0] : findProposal(context, id)
  if (view.front?.kind !== 'training-plan') throw badInput(`${view.id} is no training plan`, { expected: 'the id of a plan', fix: 'see skillloop review list --all' })
  return view
}

/** The dataset of a plan. @throws SkillLoopError (1) where main has another manifest of that id, (2) where it has none */
export function manifestOfPlan(context: Context, { dataset }: TrainingPlan): DatasetManifest {
  const manifest = context.index.manifests().map(({ data }) => data).find(({ id, name }) => id === dataset.id && name === dataset.name)
  if (!manifest) throw badInput(`the dataset ${dataset.name} (${dataset.id}) of the plan is not on main`, { fix: 'fetch the branch main of the store that has it' })
  if (sha256OfJson(manifest) !== dataset.manifestSha256) throw refused(`the manifest ${dataset.id} is not the one that the plan was made for`)
  return manifest
}
