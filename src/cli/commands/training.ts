import { basename, dirname, resolve } from 'node:path'
import type { DataFolder } from '../../app/training-data.js'
import type { Typed } from '../../app/training-request.js'
import type { TargetFolder } from '../../app/compose.js'
import type { Context } from '../../app/context.js'
import { badInput } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'
import type { Io } from '../io.js'

const trainer = { choices: ['trl', 'unsloth', 'axolotl'] as const }
const run = {
  'dataset-manifest': { type: 'string', describe: 'a dataset\'s manifest: its id, a beginning of it, latest, or its file' },
  'base-model': { type: 'string', describe: 'a model on a hub, e.g. Qwen/Qwen3-0.6B, or a folder' },
  'output-dir': { type: 'string', describe: 'where the trained adapter will go' },
  method: { choices: ['sft', 'dpo', 'kto', 'grpo'] as const, describe: 'the dataset\'s kind when left out' },
  profile: { choices: ['small-gpu', 'single-gpu', 'multi-gpu', 'smoke'] as const, describe: 'what hardware there is; single-gpu when left out' },
  epochs: { type: 'string', describe: 'passes over the rows' },
  'max-steps': { type: 'string', describe: 'stop after so many steps' },
  'learning-rate': { type: 'string', describe: 'e.g. 2e-4' },
  'warmup-ratio': { type: 'string', describe: 'share of the steps over which the learning rate rises' },
  'weight-decay': { type: 'string', describe: 'pull of the weights towards 0' },
  'batch-size': { type: 'string', describe: 'rows a GPU takes at once' },
  'gradient-accumulation': { type: 'string', describe: 'batches a step' },
  gpus: { type: 'string', describe: 'GPUs in the machine' },
  'max-length': { type: 'string', describe: 'tokens after which a row is cut' },
  'lora-r': { type: 'string', describe: 'rank of the adapter' },
  'lora-alpha': { type: 'string', describe: 'scale of the adapter' },
  'lora-dropout': { type: 'string', describe: 'dropout of the adapter' },
  quantized: { type: 'boolean', describe: 'base weights in 4 bits (QLoRA); --no-quantized for 16' },
  seed: { type: 'string', describe: 'of everything random' },
  beta: { type: 'string', describe: 'how far the model may move from the base model (dpo, kto, grpo)' },
  generations: { type: 'string', describe: 'completions a prompt (grpo)' },
  'max-completion-length': { type: 'string', describe: 'tokens of a completion (grpo)' },
  'desirable-weight': { type: 'string', describe: 'weight of rows marked good (kto)' },
  'undesirable-weight': { type: 'string', describe: 'weight of rows marked bad (kto)' }
} as const

function needed(args: Typed, name: string): string {
  const value = args[name]
  if (typeof value !== 'string') throw badInput(`--${name} is missing`, { expected: run[name as keyof typeof run].describe })
  return value
}

function readText(io: Io, folderOf: new (root: string) => TargetFolder): (path: string) => Promise<string | undefined> {
  return async (path) => (await new folderOf(dirname(resolve(io.cwd, path))).read(basename(path)))?.toString('utf8')
}

/** The request that was typed, on a dataset whose files will lie below the config folder. */
async function typedSpec(context: Context, args: Typed, io: Io, configDir: string) {
  const { TargetFolder } = await import('../../app/compose.js')
  const { dataBelow, manifestNamed } = await import('../../app/training-data.js')
  const { hyperparametersTyped, specOf } = await import('../../app/training-request.js')
  const name = args['trainer'] as (typeof trainer.choices)[number] | undefined
  if (name === undefined) throw badInput('no trainer is named', { expected: trainer.choices.join(', ') })
  const manifest = await manifestNamed(context, needed(args, 'dataset-manifest'), readText(io, TargetFolder))
  const request = {
    trainer: name, method: args['method'] as 'sft' | undefined, profile: (args['profile'] ?? 'single-gpu') as 'single-gpu', baseModel: needed(args, 'base-model'),
    outputDir: needed(args, 'output-dir'), configDir, data: dataBelow(configDir, manifest), hyperparameters: hyperparametersTyped(args)
  }
  return { manifest, request, spec: specOf(request) }
}

export const trainingConfigCommand = command({
  name: 'training-config [trainer]',
  describe: 'files for a trainer, with the exact command; nothing is run',
  positionals: { trainer: { describe: trainer.choices.join(', '), ...trainer } },
  options: {
    ...run,
    'config-dir': { type: 'string', demandOption: true, describe: 'folder to write to, and nowhere else' },
    'data-dir': { type: 'string', describe: 'folder that has the dataset\'s files; when left out they are made again below the config folder' },
    plan: { type: 'string', describe: 'an approved plan, instead of the options above' },
    force: { type: 'boolean', default: false, describe: 'replace files that SkillLoop did not write' },
    'dry-run': { type: 'boolean', default: false, describe: 'say what would be written' }
  },
  examples: [
    ['training-config trl --dataset-manifest latest --base-model Qwen/Qwen3-0.6B --output-dir out/sft --config-dir training', 'LoRA on one GPU'],
    ['training-config --plan 3f2a --config-dir training', 'what was approved']
  ],
  async run(args, io) {
    const { datasetTools, withIndex, TargetFolder, hashOne } = await import('../../app/compose.js')
    const { dataBelow, dataIn, dataRebuilt } = await import('../../app/training-data.js')
    const { expectAllowed, writeTrainingConfig } = await import('../../app/training-config.js')
    const { approvedPlan, manifestOfPlan } = await import('../../app/training-plan.js')
    const { requestOf, specOf } = await import('../../app/training-request.js')
    const configDir = args['config-dir']
    const target = new TargetFolder(resolve(io.cwd, configDir), 0o600)
    const { plan: planId, 'data-dir': dataDir } = args
    const result = await withIndex(await worldOf(args, io), async (context) => {
      const asked = async () => {
        if (planId === undefined) return { ...await typedSpec(context, args, io, configDir), cost: undefined }
        const extra = ['trainer', ...Object.keys(run)].find((name) => args[name] !== undefined)
        if (extra !== undefined) throw badInput(`--plan says what is run, and ${extra} was given too`, { fix: 'leave one of them out; to change a plan, propose another' })
        const { view, plan } = await approvedPlan(context, planId)
        const manifest = manifestOfPlan(context, plan)
        return { manifest, cost: plan.estimate.cost, request: requestOf(plan, view.id, { configDir, data: dataBelow(configDir, manifest) }) }
      }
      const { manifest, request, cost } = await asked()
      expectAllowed(context, specOf(request), cost)
      const folder: DataFolder | undefined = dataDir === undefined ? undefined : { name: dataDir, hash: async (file) => hashOne(resolve(io.cwd, dataDir), file) }
      const placed = folder ? await dataIn(folder, manifest) : await dataRebuilt(context, datasetTools(), manifest, configDir)
      return writeTrainingConfig(target, specOf({ ...request, data: placed.data }), placed, { force: args.force, dryRun: args['dry-run'] })
    })
    const { spec, written, unchanged, removed, verify, run: start, absent } = result
    const text = [
      ...written.map((name) => `  + ${name}`), ...removed.map((name) => `  - ${name}`), ...(unchanged.length > 0 ? [`  ${plural(unchanged.length, 'file')} as before`] : []),
      ...absent.map((path) => `  ! ${path} is not there yet`),
      `${args['dry-run'] ? 'Would be written to' : 'Written to'} ${configDir}; nothing was run. Read README.md there, then:`, `  ${verify}`, `  ${start}`
    ].join('\n')
    return { json: { trainer: spec.trainer, method: spec.method, profile: spec.profile, written, unchanged, removed, absent, verify, run: start, auto_run: false, review_required: true }, text }
  }
})

export const trainingPlanCommand = command({
  name: 'training-plan <trainer>',
  describe: 'propose a training run, with what it takes and risks, on a branch for review',
  positionals: { trainer: { describe: trainer.choices.join(', '), ...trainer } },
  options: {
    ...run,
    name: { type: 'string', describe: 'the plan\'s name; by dataset, method and model when left out' },
    gpu: { type: 'string', default: 'rtx4090', describe: 't4, l4, rtx3090, rtx4090, a100-40, a100-80 or h100, for the estimate' },
    utilisation: { type: 'string', describe: 'share of the GPU\'s peak that is reached; 0.3 when left out' },
    'price-per-gpu-hour': { type: 'string', describe: 'for the cost' },
    parameters: { type: 'string', describe: 'billions of parameters, where the model\'s name does not say' },
    why: { type: 'string', describe: 'why this run' },
    'dry-run': { type: 'boolean', default: false, describe: 'show the plan, propose nothing' }
  },
  examples: [['training-plan trl --dataset-manifest latest --base-model Qwen/Qwen3-0.6B --output-dir out/sft --gpu l4 --price-per-gpu-hour 0.8', 'a branch to review']],
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { proposePlan } = await import('../../app/training-plan.js')
    const { defaultPlanName, hardwareTyped, sizeTyped } = await import('../../app/training-request.js')
    return withIndex(await worldOf(args, io), async (context) => {
      const { manifest, spec } = await typedSpec(context, args, io, 'training')
      const { redactText } = await import('../../app/redact-output.js')
      const { id, plan, branch, state } = await proposePlan(context, spec, {
        name: args.name ?? defaultPlanName(spec), hardware: hardwareTyped(args, spec.hyperparameters.gpus), size: sizeTyped(args, spec.baseModel), ...(args.why !== undefined && { why: { run: redactText(args.why) } })
      }, manifest, { dryRun: args['dry-run'] })
      const { estimate: { tokens, steps, memoryGiB, hours, cost }, risks } = plan
      const ref = branch.replace(/^refs\/heads\//, '')
      const text = [
        state === 'approved' ? `${id} is approved already` : `${id}  ${args['dry-run'] ? 'would be proposed' : state === 'pending' ? 'was proposed before' : 'proposed'} on ${ref}`,
        `  about ${tokens} tokens, ${plural(steps, 'step')}${memoryGiB === undefined ? '' : `, ${memoryGiB} GiB`}${hours === undefined ? '' : `, ${hours} h`}${cost === undefined ? '' : `, cost ${cost}`}`,
        ...risks.map((risk) => `  ! ${risk}`),
        ...(state === 'approved' ? [`skillloop training-config --plan ${id} --config-dir <folder>`] : [`Read it: skillloop review show ${id}; then approve it, or merge the branch`])
      ].join('\n')
      return { json: { id, state, branch: ref, plan }, text }
    })
  }
})

export const trainingResultCommand = command({
  name: 'training-result <plan>',
  describe: 'record what came of a run against its plan; it promotes nothing',
  positionals: { plan: { describe: 'an approved plan' } },
  options: {
    metrics: { type: 'string', describe: 'a JSON file with figures, e.g. all_results.json or trainer_state.json' },
    metric: { type: 'string', array: true, nargs: 1, describe: 'a figure, name=number; as often as needed' },
    artifact: { type: 'string', describe: 'the file or folder that the run made; only hashes are recorded' },
    status: { choices: ['finished', 'failed', 'stopped'] as const, default: 'finished', describe: 'how it ended' },
    note: { type: 'string', describe: 'in a person\'s words' }
  },
  examples: [['training-result 3f2a --metrics out/sft/all_results.json --artifact out/sft', 'on main, beside the plan']],
  async run(args, io) {
    const { withIndex, TargetFolder, hashTree } = await import('../../app/compose.js')
    const { recordResult } = await import('../../app/training-result.js')
    const { metricsIn, metricTyped } = await import('../../app/training-request.js')
    const { metrics: file, artifact } = args
    const text = file === undefined ? undefined : await readText(io, TargetFolder)(file)
    if (file !== undefined && text === undefined) throw badInput('there is no such file', { place: { file }, expected: 'figures as JSON' })
    const metrics = { ...(text !== undefined && file !== undefined ? metricsIn(parsed(text, file), file) : {}), ...Object.fromEntries([args.metric ?? []].flat().map(metricTyped)) }
    if (args.status === 'finished' && Object.keys(metrics).length === 0) throw badInput('a finished run has figures', { fix: '--metrics FILE or --metric name=number' })
    if (args.status === 'finished' && artifact === undefined) throw badInput('a finished run has made something', { fix: '--artifact with the file or folder' })
    const hashed = artifact === undefined ? undefined : await hashTree(resolve(io.cwd, artifact))
    const done = await withIndex(await worldOf(args, io), (context) => recordResult(context, String(args['plan']), { status: args.status, metrics, artifact: hashed, note: args.note }))
    const { result, path, commit } = done
    return {
      json: done,
      text: [`${path} (${commit.slice(0, 10)})`, `  ${result.status}: ${Object.entries(result.metrics).map(([name, value]) => `${name} ${value}`).join(', ') || 'no figures'}`, ...(result.artifact ? [`  ${plural(Object.keys(result.artifact.files).length, 'file')}, ${result.artifact.digest}`] : []), 'Whether it is used is a person\'s decision.'].join('\n')
    }
  }
})

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw badInput('not JSON', { place: { file }, expected: 'figures as JSON', cause })
  }
}
