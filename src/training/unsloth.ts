import { formatOf, trainFile, validationFile } from './data.js'
import { stepsOf } from './steps.js'
import { trainerSettings } from './trl.js'
import type { Settings, TrainingSpec } from './types.js'

/** The linear layers of Llama, Qwen, Mistral and Gemma models, as Unsloth's own examples name them. */
const LAYERS = ['q_proj', 'k_proj', 'v_proj', 'o_proj', 'gate_proj', 'up_proj', 'down_proj']

/** Settings for `unsloth train --config`, which does supervised training only. Keys: accepted-keys.ts. */
export function unslothSettings(spec: TrainingSpec): Settings {
  const { hyperparameters: set, profile } = spec
  return {
    model: spec.baseModel,
    data: { local_dataset: [trainFile(spec.data).path], format_type: 'chatml' },
    training: {
      training_type: 'lora', max_seq_length: set.maxLength, load_in_4bit: set.quantized, output_dir: spec.outputDir,
      num_epochs: set.epochs, max_steps: set.maxSteps, learning_rate: set.learningRate, batch_size: set.batchSize,
      gradient_accumulation_steps: set.gradientAccumulation, warmup_steps: warmupSteps(spec), weight_decay: set.weightDecay,
      save_steps: 0, random_seed: set.seed, packing: false, train_on_completions: true, gradient_checkpointing: profile === 'smoke' ? 'none' : 'unsloth'
    },
    lora: { lora_r: set.loraR, lora_alpha: set.loraAlpha, lora_dropout: set.loraDropout, target_modules: LAYERS.join(',') },
    logging: { enable_wandb: false, enable_tensorboard: false }
  }
}

/** What the scripts for the other methods read: the model's, the adapter's and TRL's settings, and the rows. */
export function unslothParameters(spec: TrainingSpec): { model: Settings; lora: Settings; trainer: Settings; data: Settings } {
  const { hyperparameters: set, profile, data, method } = spec
  const validation = method === 'grpo' ? undefined : validationFile(data)
  return {
    model: { model_name: spec.baseModel, max_seq_length: set.maxLength, load_in_4bit: set.quantized, trust_remote_code: false },
    lora: {
      r: set.loraR, lora_alpha: set.loraAlpha, lora_dropout: set.loraDropout, target_modules: LAYERS, bias: 'none',
      use_gradient_checkpointing: profile === 'smoke' ? false : 'unsloth', random_state: set.seed
    },
    // Unsloth goes with releases of TRL that take whole steps only; the script asks the card for its number format.
    trainer: { ...trainerSettings(spec, validation !== undefined), warmup_steps: warmupSteps(spec) },
    data: { format: formatOf(trainFile(data).path), train: trainFile(data).path, ...(validation && { validation: validation.path }) }
  }
}

function warmupSteps(spec: TrainingSpec): number {
  return Math.ceil(stepsOf(spec) * spec.hyperparameters.warmupRatio)
}
