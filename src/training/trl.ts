import { formatOf, splitsAreInNames, trainFile, validationFile } from './data.js'
import type { Settings, TrainingSpec } from './types.js'

/** Settings for `trl <method> --config`, for every method. Keys: accepted-keys.ts. */
export function trlSettings(spec: TrainingSpec): Settings {
  const { hyperparameters: set, profile, method } = spec
  const isSmoke = profile === 'smoke'
  const data = dataSettings(spec)
  const evaluates = 'dataset_test_split' in data
  return {
    model_name_or_path: spec.baseModel,
    trust_remote_code: false,
    dtype: isSmoke ? 'float32' : 'bfloat16',
    ...(set.quantized && { load_in_4bit: true, bnb_4bit_quant_type: 'nf4', use_bnb_nested_quant: true }),
    use_peft: true,
    lora_r: set.loraR,
    lora_alpha: set.loraAlpha,
    lora_dropout: set.loraDropout,
    // Whatever the layers are called in this model; TRL hands a single name on to PEFT as it is.
    lora_target_modules: ['all-linear'],
    ...data,
    ...trainerSettings(spec, evaluates),
    ...deviceSettings(spec),
    // Below 1 it is a share of all steps (transformers 5).
    warmup_steps: set.warmupRatio,
    ...(method === 'sft' && { assistant_only_loss: true, packing: false })
  }
}

/**
 * Settings of TRL's trainer that hold whatever loads the model; the scripts for Unsloth share them.
 * @param evaluates whether there is a split to evaluate on
 */
export function trainerSettings({ hyperparameters: set, profile, method, outputDir }: TrainingSpec, evaluates: boolean): Settings {
  const isSmoke = profile === 'smoke'
  return {
    output_dir: outputDir,
    num_train_epochs: set.epochs,
    ...(set.maxSteps > 0 && { max_steps: set.maxSteps }),
    per_device_train_batch_size: set.batchSize,
    ...(evaluates && { per_device_eval_batch_size: set.batchSize }),
    gradient_accumulation_steps: set.gradientAccumulation,
    learning_rate: set.learningRate,
    lr_scheduler_type: 'cosine',
    weight_decay: set.weightDecay,
    optim: set.quantized ? 'paged_adamw_8bit' : isSmoke ? 'adamw_torch' : 'adamw_torch_fused',
    seed: set.seed,
    logging_steps: 1,
    save_strategy: isSmoke ? 'no' : 'epoch',
    eval_strategy: evaluates && !isSmoke ? 'epoch' : 'no',
    report_to: 'none',
    push_to_hub: false,
    ...methodSettings(method, set)
  }
}

/** A smoke test runs on any machine. */
function deviceSettings({ hyperparameters: { gpus }, profile }: TrainingSpec): Settings {
  if (profile === 'smoke') return { bf16: false, use_cpu: true, gradient_checkpointing: false }
  return { bf16: true, gradient_checkpointing: true, ...(gpus > 1 && { gradient_checkpointing_kwargs: { use_reentrant: false }, ddp_find_unused_parameters: false }) }
}

function methodSettings(method: TrainingSpec['method'], set: TrainingSpec['hyperparameters']): Settings {
  switch (method) {
    case 'sft': return { max_length: set.maxLength }
    case 'dpo': return { beta: set.beta, loss_type: ['sigmoid'], max_length: set.maxLength }
    case 'kto': return { beta: set.beta, desirable_weight: set.desirableWeight, undesirable_weight: set.undesirableWeight, max_length: set.maxLength }
    case 'grpo': return { beta: set.beta, num_generations: set.generations, max_completion_length: set.maxCompletionLength, use_vllm: false }
  }
}

/**
 * Where the rows are. A list of `datasets` gives one split only, and `test_split_size` would cut at random through
 * groups of near-identical sessions; so where there is a split to evaluate on, the folder is named instead.
 */
function dataSettings({ data, method }: TrainingSpec): Settings {
  if (method !== 'grpo' && validationFile(data) && splitsAreInNames(data)) return { dataset_name: data.folder, dataset_train_split: 'train', dataset_test_split: 'validation' }
  const { path } = trainFile(data)
  return { datasets: [{ path: formatOf(path), data_files: path, split: 'train' }] }
}
