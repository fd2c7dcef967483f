import { canonicalJson } from '../kernel/canonical-json.js'
import { badInput } from '../kernel/errors.js'
import { artifactDigest, proposalId, sha256 } from '../kernel/hash.js'
import { planPath, proposalPath } from '../kernel/layout.js'
import type { ProposalFrontMatter, TrainingPlan } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { decisionHelp } from '../proposals/compose.js'
import { inline } from '../proposals/markdown.js'
import type { Proposal } from '../proposals/types.js'
import { validationFile } from './data.js'
import { estimate, type Hardware, type ModelSize } from './estimate.js'
import { defaultsOf, PROFILE_MEANING } from './profiles.js'
import type { TrainingRequest } from './spec.js'
import type { Hyperparameters, TrainingData, TrainingSpec } from './types.js'

/** What a plan says beyond the run itself. */
export interface PlanDetails {
  name: string
  hardware: Hardware
  size: ModelSize | undefined
  trainTokens: { total: number; method: string }
  /** A person's reasons, by hyperparameter, and whatever else may go wrong or has to be shown. */
  why?: Readonly<Record<string, string>>
  risks?: readonly string[]
  evaluation?: readonly string[]
}

/** The plan of a run. Equal runs give equal bytes. @throws SkillLoopError (2) for a name that is none */
export function planOf(spec: TrainingSpec, details: PlanDetails): TrainingPlan {
  const { data, hyperparameters, trainer, method, profile, baseModel, outputDir } = spec
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(details.name)) throw badInput(`--name ${details.name} is no name`, { expected: 'lower-case letters, digits and hyphens, at most 64' })
  const { size, hardware, trainTokens } = details
  const figures = estimate(spec, trainTokens, size, hardware)
  const plan: TrainingPlan = {
    schemaVersion: 1, name: details.name, trainer, method, profile, baseModel, outputDir,
    dataset: { id: data.id, name: data.name, kind: data.kind, manifestSha256: data.manifestSha256, splits: Object.fromEntries(data.files.map(({ split, records }) => [split, records])) },
    hyperparameters, why: { ...reasons(spec), ...details.why }, hardware: { ...hardware }, estimate: figures,
    risks: [...risksOf(spec, figures), ...details.risks ?? []],
    evaluation: [...evaluationOf(spec), ...details.evaluation ?? []],
    approvals: [
      'This plan: by review, before configurations are made from it.',
      'The files made from it: read by whoever starts the run, since SkillLoop starts none.',
      'The use of what comes of it: by a person, after the evaluation below. A recorded result promotes nothing.'
    ],
    auto_run: false, review_required: true
  }
  return expectFormat('training-plan', plan, { file: planPath(plan.name) })
}

/** The request that an approved plan stands for, its dataset where the files are now. */
export function requestOf(plan: TrainingPlan, id: string, place: { data: TrainingData; configDir: string }): TrainingRequest {
  const { trainer, method, profile, baseModel, outputDir, hyperparameters } = plan
  return { trainer, method, profile, baseModel, outputDir, hyperparameters, plan: id, ...place }
}

function reasons({ profile, method, hyperparameters: set }: TrainingSpec): Record<string, string> {
  const defaults = defaultsOf(profile, method)
  const source: Partial<Record<keyof Hyperparameters, string>> = {
    learningRate: `the trainers' own examples for ${method} with LoRA`, loraR: 'the trainers\' own examples', loraAlpha: 'twice the rank, as in the trainers\' examples',
    beta: method === 'grpo' ? 'as in DeepSeekMath' : 'as in the DPO and KTO papers', epochs: 'a small set is learned by heart in more', maxLength: `what the profile ${profile} has memory for`,
    quantized: PROFILE_MEANING[profile], seed: 'fixed, so that a run can be repeated'
  }
  return Object.fromEntries((Object.keys(set) as (keyof Hyperparameters)[]).flatMap((key) => {
    const said = set[key] === defaults[key] ? source[key] : `set by the person who asked; the profile's is ${String(defaults[key])}`
    return said === undefined ? [] : [[key, said]]
  }))
}

/** Fewer rows than this are learned by heart rather than from. (The smallest set that improved a model in LIMA, Zhou et al. 2023, had 1,000.) */
const FEW_RECORDS = 1000

function risksOf(spec: TrainingSpec, { fits, memoryGiB, steps }: { fits?: boolean; memoryGiB?: number; steps: number }): string[] {
  const { data, method, hyperparameters: set, profile } = spec
  const records = data.files.find(({ split }) => split === 'train')?.records ?? 0
  return [
    ...(fits === false ? [`By the estimate it needs ${memoryGiB} GiB, more than the GPU has.`] : []),
    ...(records < FEW_RECORDS ? [`Only ${records} records: the model may learn them by heart.`] : []),
    ...(steps < 20 && profile !== 'smoke' ? [`Only ${steps} steps: the warm-up is a large part of them, and the result hardly differs from the base model.`] : []),
    ...(validationFile(data) ? [] : ['No split to evaluate on while training: overfitting is seen afterwards only.']),
    ...(data.files.some(({ split, records: count }) => split === 'test' && count > 0) ? [] : ['No test split: nothing of the same kind was held back to judge the result by.']),
    ...(set.epochs > 3 ? [`${set.epochs} epochs on the same rows.`] : []),
    ...(method === 'grpo' ? ['The reward is what is learned, also where it can be cheated.'] : []),
    ...(method === 'dpo' || method === 'kto' ? ['Preferences move the style before the substance: length and tone may change most.'] : []),
    'The model can get worse at what the dataset does not show, and can repeat what the redaction did not find.'
  ]
}

function evaluationOf({ data, method }: TrainingSpec): string[] {
  const test = data.files.find(({ split, records }) => split === 'test' && records > 0)
  return [
    test ? `Compare base and trained model on the ${test.records} records of the split test, which were not trained on.` : 'Export a split test first, or name a set of tasks that were not trained on.',
    method === 'sft' ? 'Loss on held-out records; share of held-out tasks whose outcome is verified.' : 'Share of held-out pairs or tasks decided rightly, with its interval.',
    'Tasks of another kind that the base model does well: none may get worse beyond its interval.',
    'A sample of outputs read by a person, for leaked personal data and for learned bad habits.'
  ]
}

/**
 * The plan as a proposal like any other, on a branch of its own.
 * @param replaces digest of the plan that stands at its path on main
 * @param after decisions on the same plan that it comes after
 */
export function planProposal(plan: TrainingPlan, version: string, { replaces, after }: { replaces?: string | undefined; after: readonly string[] }): Proposal {
  const path = planPath(plan.name)
  const text = canonicalJson(plan)
  const files = new Map([[path.split('/').at(-1) ?? path, Buffer.from(text)]])
  const subject = `${plan.name} ${sha256(text).slice(0, 16)}`
  const front: ProposalFrontMatter = {
    schemaVersion: 1, id: proposalId('training-plan', subject), kind: 'training-plan', action: replaces === undefined ? 'add' : 'update', subject,
    title: `Train ${plan.baseModel.slice(0, 80)} on ${plan.dataset.name} (${plan.method}, ${plan.trainer})`,
    artifact: { path, digest: artifactDigest(files), ...(replaces !== undefined && { replaces }) }, basis: 'stated', evidence: [],
    ...(after.length > 0 && { after: [...after] }), distiller: { name: 'training-plan', version }
  }
  expectFormat('proposal', front, { file: proposalPath(front.id) })
  return { front, files, body: planBody(plan, front) }
}

function planBody(plan: TrainingPlan, front: ProposalFrontMatter): string {
  const { dataset, hyperparameters, why, hardware, estimate: figures } = plan
  const settings = Object.entries(hyperparameters).map(([key, value]) => `| ${key} | ${String(value)} | ${cell(why[key] ?? '')} |`)
  const price = hardware.pricePerGpuHour === undefined ? 'not estimated' : String(figures.cost ?? 'not estimated')
  return `# ${inline(front.title)}

## What would be run

By a person, with ${plan.trainer}, profile ${inline(plan.profile)}: ${PROFILE_MEANING[plan.profile]}. SkillLoop runs nothing.

- base model: ${inline(plan.baseModel)}
- dataset: ${inline(dataset.name)}, manifest \`${dataset.id}\`: ${Object.entries(dataset.splits).map(([split, records]) => `${inline(split)} ${records}`).join(', ')}
- output: ${inline(plan.outputDir)}

| hyperparameter | value | why |
|---|---|---|
${settings.join('\n')}

## What it would take

| tokens | steps | memory | hours | cost |
|---|---|---|---|---|
| ${figures.tokens} | ${figures.steps} | ${figures.memoryGiB === undefined ? 'not estimated' : `${figures.memoryGiB} of ${hardware.memoryGiB} GiB`} | ${figures.hours ?? 'not estimated'} | ${price} |

On ${hardware.count} × ${inline(hardware.name)}. These are estimates, and rest on this:

${list(figures.assumptions)}

## What may go wrong

${list(plan.risks)}

## How it is judged

${list(plan.evaluation)}

## Who has to say yes

${list(plan.approvals)}

## How to read and decide

${decisionHelp(front)}
`
}

function list(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${inline(sentence, 900)}`).join('\n')
}

function cell(text: string): string {
  return inline(text).replaceAll('|', '\\|')
}
