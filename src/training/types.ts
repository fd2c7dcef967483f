import type { TrainingPlan } from '../kernel/types.js'

/** Who trains: Hugging Face TRL, Unsloth or Axolotl. */
export const TRAINERS = ['trl', 'unsloth', 'axolotl'] as const
export type Trainer = (typeof TRAINERS)[number]

/** sft: imitate; dpo: prefer one answer to another; kto: answers marked good or bad; grpo: answers scored by a reward. */
export const METHODS = ['sft', 'dpo', 'kto', 'grpo'] as const
export type Method = (typeof METHODS)[number]

/** What the run may cost in hardware, see profiles.ts. */
export const PROFILES = ['small-gpu', 'single-gpu', 'multi-gpu', 'smoke'] as const
export type Profile = (typeof PROFILES)[number]

/** Everything that a person may set; what is left out comes from profile and method. As plans keep them: schemas/training-plan. */
export type Hyperparameters = TrainingPlan['hyperparameters']

/** A file of the dataset where the trainer finds it. */
export interface DataFile {
  /** With forward slashes; relative to where the trainer is started, or absolute. */
  path: string
  split: string
  sha256: string
  records: number
  bytes: number
}

/** A dataset as a trainer sees it. */
export interface TrainingData {
  /** Of the manifest. */
  id: string
  name: string
  kind: string
  /** SHA-256 of the manifest's canonical JSON. */
  manifestSha256: string
  folder: string
  files: DataFile[]
}

/** All that a trainer's files follow from. */
export interface TrainingSpec {
  trainer: Trainer
  method: Method
  profile: Profile
  baseModel: string
  outputDir: string
  /** Where the files below go, as the person typed it. */
  configDir: string
  data: TrainingData
  hyperparameters: Hyperparameters
  /** Approved plan that it follows, by the proposal's id. */
  plan?: string
}

/** Values as YAML and JSON know them. */
export type Plain = string | number | boolean | null | Plain[] | { [key: string]: Plain }
export type Settings = Record<string, Plain>

/** A file below the config folder. */
export interface TrainingFile { name: string; text: string }
