import { sha256 } from '../kernel/hash.js'
import { plural } from '../kernel/text.js'
import { acceptedKeys, unknownKeys } from './accepted-keys.js'
import { axolotlSettings } from './axolotl.js'
import { AXOLOTL_ROWS } from './python/axolotl-rows.js'
import { REWARD_FUNCTION, REWARD_MODULE, ROWS_MODULE, VERIFY_MODULE } from './python/names.js'
import { REWARD_SCRIPT } from './python/reward.js'
import { unslothScript } from './python/unsloth-script.js'
import { VERIFY_SCRIPT } from './python/verify.js'
import { readme } from './readme.js'
import { inFolder, shellLine } from './shell.js'
import { trlSettings } from './trl.js'
import type { Settings, TrainingFile, TrainingSpec } from './types.js'
import { unslothParameters, unslothSettings } from './unsloth.js'
import { writeYaml } from './yaml.js'

/** What a run needs, and how a person starts it. */
export interface TrainingFiles {
  files: TrainingFile[]
  /** Commands in their order: the check of the dataset, the run. */
  verify: string
  run: string
}

/** The record beside a configuration; its hashes tell later which files were written by SkillLoop and left as they were. */
export const RECORD = 'training.json'

/**
 * The files of a training run. Equal specs give equal bytes; nothing of the spec becomes code.
 * @param beside texts by name that are written with them, to be known again
 */
export function trainingFiles(spec: TrainingSpec, beside: ReadonlyMap<string, string> = new Map()): TrainingFiles {
  const { main, run, ...rest } = filesOf(spec)
  const verify = shellLine({}, ['python3', inFolder(spec.configDir, `${VERIFY_MODULE}.py`)])
  const files = [...main, { name: `${VERIFY_MODULE}.py`, text: VERIFY_SCRIPT }]
  const readMe = { name: 'README.md', text: readme(spec, { files: files.map(({ name }) => name), verify, run }) }
  const written = [...files, readMe]
  const record = recordOf(spec, { verify, run, files: Object.fromEntries([...written.map(({ name, text }): [string, string] => [name, text]), ...beside].map(([name, text]) => [name, sha256(text)])), wholeFolder: rest.wholeFolder })
  return { files: [...written, { name: RECORD, text: record }], verify, run }
}

function filesOf(spec: TrainingSpec): { main: TrainingFile[]; run: string; wholeFolder: boolean } {
  const { trainer, method, configDir, hyperparameters: { gpus } } = spec
  const at = (name: string): string => inFolder(configDir, name)
  const rewards = method === 'grpo' ? [{ name: `${REWARD_MODULE}.py`, text: REWARD_SCRIPT }] : []
  // Where the modules beside the configuration are found.
  const path = { PYTHONPATH: configDir }
  if (trainer === 'trl') {
    const name = `trl-${method}.yaml`
    const settings = trlSettings(spec)
    return {
      main: [yaml(spec, name, settings), ...rewards], wholeFolder: 'dataset_name' in settings,
      run: shellLine(method === 'grpo' ? path : {}, ['trl', method, '--config', at(name), ...(method === 'grpo' ? ['--reward_funcs', REWARD_FUNCTION] : []), ...(gpus > 1 ? ['--accelerate_config', 'multi_gpu', '--num_processes', String(gpus)] : [])])
    }
  }
  if (trainer === 'axolotl') {
    const name = `axolotl-${method}.yaml`
    return {
      main: [yaml(spec, name, axolotlSettings(spec)), ...(method === 'sft' ? [] : [{ name: `${ROWS_MODULE}.py`, text: AXOLOTL_ROWS }]), ...rewards], wholeFolder: false,
      run: shellLine(method === 'sft' ? {} : path, ['axolotl', 'train', at(name), ...(gpus > 1 ? ['--launcher', 'accelerate', '--', `--num_processes=${gpus}`] : [])])
    }
  }
  if (method === 'sft') {
    const name = 'unsloth-sft.yaml'
    return { main: [yaml(spec, name, unslothSettings(spec))], wholeFolder: false, run: shellLine({}, ['unsloth', 'train', '--config', at(name)]) }
  }
  const parameters = unslothParameters(spec)
  expectKnown(spec, parameters.trainer)
  return {
    main: [{ name: `train_${method}.py`, text: unslothScript(method) }, { name: 'parameters.json', text: json(parameters) }, ...rewards], wholeFolder: false,
    run: shellLine({}, ['python3', at(`train_${method}.py`)])
  }
}

function yaml(spec: TrainingSpec, name: string, settings: Settings): TrainingFile {
  expectKnown(spec, settings)
  return { name, text: writeYaml(settings, comment(spec)) }
}

/** The trainers refuse what they don't know, or worse, ignore it. */
function expectKnown({ trainer, method }: TrainingSpec, settings: Settings): void {
  const unknown = unknownKeys(settings, acceptedKeys(trainer, method))
  if (unknown.length > 0) throw new Error(`${trainer} does not take ${unknown.join(', ')}`)
}

/** What the formats have no key for: every trainer refuses or ignores unknown ones. */
function comment({ data, plan, profile }: TrainingSpec): string[] {
  return [
    'auto_run: false. review_required: true. SkillLoop starts no training: a person reads this and runs it.',
    `dataset ${data.name}, manifest ${data.id}, profile ${profile}${plan === undefined ? '' : `, plan ${plan}`}`,
    ...data.files.map(({ path, sha256: hash, records }) => `${path}: ${plural(records, 'record')}, sha256 ${hash}`)
  ]
}

function recordOf(spec: TrainingSpec, made: { verify: string; run: string; files: Record<string, string>; wholeFolder: boolean }): string {
  const { data } = spec
  const record = {
    generator: 'skillloop', auto_run: false, review_required: true,
    trainer: spec.trainer, method: spec.method, profile: spec.profile, base_model: spec.baseModel, output_dir: spec.outputDir,
    ...(spec.plan !== undefined && { plan: spec.plan }),
    dataset: { id: data.id, name: data.name, kind: data.kind, manifest_sha256: data.manifestSha256, folder: data.folder, whole_folder: made.wholeFolder, files: data.files.map((file) => ({ ...file })) },
    hyperparameters: { ...spec.hyperparameters }, verify: made.verify, run: made.run, files: made.files
  }
  return json({ ...record, sha256: sha256(json(record)) })
}

/** Hashes by name of what an earlier record says was written, and undefined where it is no record, or was changed since. */
export function recordedFiles(text: string): Record<string, string> | undefined {
  try {
    const { sha256: hash, ...record } = JSON.parse(text) as { sha256?: unknown; files?: Record<string, string> }
    return hash === sha256(json(record)) ? record.files : undefined
  } catch {
    return undefined
  }
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
