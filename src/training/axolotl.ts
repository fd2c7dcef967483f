import { formatOf, trainFile, validationFile } from './data.js'
import { REWARD_FUNCTION, ROWS_MODULE } from './python/names.js'
import type { DataFile, Settings, TrainingSpec } from './types.js'

/** Settings for `axolotl train`. Keys: accepted-keys.ts. */
export function axolotlSettings(spec: TrainingSpec): Settings {
  const { hyperparameters: set, profile, method, outputDir, data } = spec
  const isSmoke = profile === 'smoke'
  const validation = method === 'grpo' ? undefined : validationFile(data)
  return {
    base_model: spec.baseModel,
    trust_remote_code: false,
    ...methodSettings(spec),
    chat_template: 'tokenizer_default',
    datasets: [dataset(trainFile(data), method)],
    // Never a random part of the training rows: near-identical sessions would end up on both sides.
    ...(validation ? { test_datasets: [dataset(validation, method)] } : { val_set_size: 0 }),
    output_dir: outputDir,
    dataset_prepared_path: `${outputDir}/prepared`,
    adapter: set.quantized ? 'qlora' : 'lora',
    ...(set.quantized && { load_in_4bit: true }),
    lora_r: set.loraR,
    lora_alpha: set.loraAlpha,
    lora_dropout: set.loraDropout,
    lora_target_linear: true,
    sequence_len: set.maxLength,
    sample_packing: false,
    ...(validation && { eval_sample_packing: false }),
    pad_to_sequence_len: false,
    train_on_inputs: false,
    micro_batch_size: set.batchSize,
    ...(validation && { eval_batch_size: set.batchSize }),
    gradient_accumulation_steps: set.gradientAccumulation,
    num_epochs: set.epochs,
    ...(set.maxSteps > 0 && { max_steps: set.maxSteps }),
    optimizer: set.quantized ? 'paged_adamw_8bit' : isSmoke ? 'adamw_torch' : 'adamw_torch_fused',
    learning_rate: set.learningRate,
    lr_scheduler: 'cosine',
    warmup_ratio: set.warmupRatio,
    weight_decay: set.weightDecay,
    bf16: 'auto',
    gradient_checkpointing: !isSmoke,
    ...(set.gpus > 1 && { gradient_checkpointing_kwargs: { use_reentrant: false }, ddp_find_unused_parameters: false }),
    seed: set.seed,
    logging_steps: 1,
    ...(isSmoke ? { save_strategy: 'no' } : { saves_per_epoch: 1 }),
    ...(validation && !isSmoke && { evals_per_epoch: 1 })
  }
}

/**
 * Axolotl's own strategies for preferences keep only the text of the last message and drop tool calls, and those for
 * KTO read no message lists; so the rows are rendered by a module that is written beside the configuration.
 */
function dataset({ path }: DataFile, method: TrainingSpec['method']): Settings {
  const place = { path, ds_type: formatOf(path), split: 'train' }
  if (method === 'sft') return { ...place, type: 'chat_template', field_messages: 'messages', field_tools: 'tools', roles_to_train: ['assistant'], train_on_eos: 'turn' }
  return { ...place, type: `${ROWS_MODULE}.${method}` }
}

function methodSettings({ method, hyperparameters: set }: TrainingSpec): Settings {
  switch (method) {
    case 'sft': return {}
    case 'dpo': return { rl: 'dpo', rl_beta: set.beta }
    case 'kto': return { rl: 'kto', rl_beta: set.beta, kto_desirable_weight: set.desirableWeight, kto_undesirable_weight: set.undesirableWeight, remove_unused_columns: false }
    case 'grpo': return { rl: 'grpo', trl: { beta: set.beta, num_generations: set.generations, max_completion_length: set.maxCompletionLength, reward_funcs: [REWARD_FUNCTION], use_vllm: false } }
  }
}
