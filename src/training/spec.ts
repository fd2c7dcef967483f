import { badInput, refused } from '../kernel/errors.js'
import { printable } from '../kernel/text.js'
import { defaultsOf, MINIMUM_BATCH } from './profiles.js'
import { METHODS, type Hyperparameters, type Method, type Profile, type Trainer, type TrainingData, type TrainingSpec } from './types.js'

/** What a person asks for. */
export interface TrainingRequest {
  trainer: Trainer
  /** The dataset's own kind when left out. */
  method?: Method | undefined
  profile: Profile
  baseModel: string
  outputDir: string
  configDir: string
  data: TrainingData
  hyperparameters?: { [K in keyof Hyperparameters]?: Hyperparameters[K] | undefined }
  plan?: string | undefined
}

interface Range { option: string; min: number; max: number; whole: boolean }

/** Bounds that keep slips out; within them the choice is the person's. */
export const RANGES: { [K in keyof Hyperparameters as Hyperparameters[K] extends number ? K : never]: Range } = {
  epochs: { option: 'epochs', min: 0.01, max: 100, whole: false },
  maxSteps: { option: 'max-steps', min: 0, max: 10_000_000, whole: true },
  learningRate: { option: 'learning-rate', min: 1e-9, max: 0.1, whole: false },
  warmupRatio: { option: 'warmup-ratio', min: 0, max: 0.5, whole: false },
  weightDecay: { option: 'weight-decay', min: 0, max: 1, whole: false },
  batchSize: { option: 'batch-size', min: 1, max: 1024, whole: true },
  gradientAccumulation: { option: 'gradient-accumulation', min: 1, max: 4096, whole: true },
  gpus: { option: 'gpus', min: 1, max: 1024, whole: true },
  maxLength: { option: 'max-length', min: 16, max: 4_194_304, whole: true },
  loraR: { option: 'lora-r', min: 1, max: 1024, whole: true },
  loraAlpha: { option: 'lora-alpha', min: 1, max: 4096, whole: true },
  loraDropout: { option: 'lora-dropout', min: 0, max: 0.9, whole: false },
  seed: { option: 'seed', min: 0, max: 4_294_967_295, whole: true },
  beta: { option: 'beta', min: 0, max: 100, whole: false },
  generations: { option: 'generations', min: 2, max: 256, whole: true },
  maxCompletionLength: { option: 'max-completion-length', min: 8, max: 1_048_576, whole: true },
  desirableWeight: { option: 'desirable-weight', min: 0.01, max: 100, whole: false },
  undesirableWeight: { option: 'undesirable-weight', min: 0.01, max: 100, whole: false }
}

/**
 * The request with every value known and checked.
 * @throws SkillLoopError (2) naming the option that is wrong, (1) where the dataset is of another kind than the method needs
 */
export function specOf(request: TrainingRequest): TrainingSpec {
  const { trainer, profile, data, plan } = request
  const method = methodOf(data, request.method)
  const given = Object.fromEntries(Object.entries(request.hyperparameters ?? {}).filter(([, value]) => value !== undefined)) as Partial<Hyperparameters>
  const hyperparameters = { ...defaultsOf(profile, method), ...given }
  for (const [name, range] of Object.entries(RANGES)) expectInRange(hyperparameters[name as keyof typeof RANGES], range)
  expectFit(trainer, method, hyperparameters)
  if (!data.files.some(({ split, records }) => split === 'train' && records > 0)) {
    throw refused(`the dataset ${data.name} (${data.id}) has no records in a split named train`, { fix: 'export it with a split named train, and with records that pass the gates' })
  }
  return {
    trainer, method, profile, hyperparameters, data: { ...data, folder: expectPath(data.folder, '--data-dir') }, ...(plan !== undefined && { plan }),
    baseModel: expectName(request.baseModel, '--base-model', 'a model on a hub such as Qwen/Qwen3-0.6B, or a folder'),
    outputDir: expectPath(request.outputDir, '--output-dir'), configDir: expectPath(request.configDir, '--config-dir')
  }
}

function methodOf({ kind, name, id }: TrainingData, asked: Method | undefined): Method {
  const own = METHODS.find((method) => method === kind)
  if (!own) throw refused(`the dataset ${name} (${id}) is of the kind ${kind}`, { expected: `a dataset of the kind ${METHODS.join(', ')}`, fix: 'export one of these kinds from the same traces' })
  if (asked !== undefined && asked !== own) throw refused(`--method ${asked} needs a dataset of the kind ${asked}, and ${name} (${id}) is ${own}`, { fix: `leave --method out, or name a dataset made by export ${asked}` })
  return own
}

function expectInRange(value: number, { option, min, max, whole }: Range): void {
  if (Number.isFinite(value) && value >= min && value <= max && (!whole || Number.isInteger(value))) return
  throw badInput(`--${option} is ${value}`, { expected: `a ${whole ? 'whole ' : ''}number from ${min} to ${max}` })
}

/** What a trainer would only say after it has loaded a model. */
function expectFit(trainer: Trainer, method: Method, { batchSize, gradientAccumulation, gpus, generations, epochs }: Hyperparameters): void {
  const minimum = MINIMUM_BATCH[method] ?? 1
  if (batchSize < minimum) throw badInput(`--batch-size is ${batchSize}`, { expected: `at least ${minimum} for ${method}: its KL term is estimated within a batch`, fix: `--batch-size ${minimum}` })
  const completions = batchSize * gradientAccumulation * gpus
  if (method === 'grpo' && completions % generations !== 0) {
    throw badInput(`${generations} completions a prompt do not divide the ${completions} of a step`, { expected: 'batch size × gradient accumulation × GPUs to be a multiple of --generations', fix: '--generations or --gradient-accumulation' })
  }
  if (trainer !== 'unsloth') return
  if (gpus > 1) throw badInput('Unsloth trains on one GPU', { fix: 'for several GPUs use trl or axolotl, or leave --gpus and the profile multi-gpu out' })
  if (method === 'sft' && !Number.isInteger(epochs)) throw badInput(`--epochs is ${epochs}`, { expected: 'a whole number for Unsloth', fix: '--max-steps for less than an epoch' })
}

function expectName(text: string, option: string, expected: string): string {
  // Lines, control and invisible characters have no place in a name and could end a comment or hide what is run.
  if (text.trim() === '' || text !== text.trim() || text.length > 400 || printable(text) !== text || /[\n\t]/.test(text) || text.startsWith('-')) {
    throw badInput(`${option} is ${JSON.stringify(printable(text).slice(0, 80))}`, { expected: `${expected}; on one line, without control characters, not beginning with a hyphen` })
  }
  return text
}

function expectPath(text: string, option: string): string {
  return expectName(text, option, 'a folder').replace(/(?<=[^/])\/+$/, '')
}
