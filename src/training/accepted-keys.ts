import type { Method, Plain, Settings, Trainer } from './types.js'

const words = (text: string): string[] => text.trim().split(/\s+/)

/**
 * Top-level keys that `trl <method> --config` takes, of those that are written here: script arguments, trainer,
 * model and dataset mixture. Source: the fields of TRL 1.13 with transformers 5.18; its parser takes no other key.
 */
const TRL = words(`model_name_or_path trust_remote_code dtype load_in_4bit bnb_4bit_quant_type use_bnb_nested_quant
  use_peft lora_r lora_alpha lora_dropout lora_target_modules datasets dataset_name dataset_train_split dataset_test_split
  output_dir num_train_epochs max_steps per_device_train_batch_size per_device_eval_batch_size gradient_accumulation_steps
  gradient_checkpointing gradient_checkpointing_kwargs learning_rate lr_scheduler_type warmup_steps weight_decay optim bf16
  fp16 use_cpu seed logging_steps save_strategy eval_strategy report_to push_to_hub ddp_find_unused_parameters`)
const TRL_OF: Record<Method, string[]> = {
  sft: words('assistant_only_loss max_length packing'),
  dpo: words('beta loss_type max_length'),
  kto: words('beta desirable_weight undesirable_weight max_length'),
  grpo: words('beta num_generations max_completion_length use_vllm')
}

/** Parameters of datasets.load_dataset that an entry of TRL's `datasets` may hold (source: TRL's DatasetConfig). */
const TRL_DATASET = words('path name data_dir data_files split columns')

/** Keys of Axolotl 0.18's configuration schema, of those that are written here. */
const AXOLOTL = words(`base_model trust_remote_code chat_template datasets test_datasets val_set_size output_dir
  dataset_prepared_path adapter load_in_4bit lora_r lora_alpha lora_dropout lora_target_linear sequence_len sample_packing
  eval_sample_packing pad_to_sequence_len train_on_inputs micro_batch_size eval_batch_size gradient_accumulation_steps num_epochs max_steps
  optimizer learning_rate lr_scheduler warmup_ratio weight_decay bf16 gradient_checkpointing gradient_checkpointing_kwargs
  ddp_find_unused_parameters seed logging_steps saves_per_epoch save_strategy evals_per_epoch`)
const AXOLOTL_OF: Record<Method, string[]> = {
  sft: [], dpo: words('rl rl_beta'), kto: words('rl rl_beta kto_desirable_weight kto_undesirable_weight remove_unused_columns'), grpo: words('rl trl')
}
const AXOLOTL_DATASET = words('path ds_type split type field_messages field_tools roles_to_train train_on_eos')
const AXOLOTL_TRL = words('beta num_generations max_completion_length reward_funcs use_vllm')

/** Sections of `unsloth train --config` (source: unsloth_cli/config.py; newer versions refuse other keys, older ones ignore them silently). */
const UNSLOTH: Record<string, string[]> = {
  '': words('model data training lora logging'),
  data: words('dataset local_dataset format_type'),
  training: words(`training_type max_seq_length load_in_4bit output_dir num_epochs learning_rate batch_size gradient_accumulation_steps
    warmup_steps max_steps save_steps weight_decay random_seed packing train_on_completions gradient_checkpointing`),
  lora: words('lora_r lora_alpha lora_dropout target_modules vision_all_linear use_rslora use_loftq'),
  logging: words('enable_wandb wandb_project wandb_token enable_tensorboard tensorboard_dir hf_token')
}

/** The sections of a trainer's configuration with the keys that each may hold; the outermost is ''. A list counts as its items. */
export function acceptedKeys(trainer: Trainer, method: Method): Record<string, readonly string[]> {
  if (trainer === 'trl') return { '': [...TRL, ...TRL_OF[method]], datasets: TRL_DATASET, gradient_checkpointing_kwargs: ['use_reentrant'] }
  if (trainer === 'axolotl') {
    return { '': [...AXOLOTL, ...AXOLOTL_OF[method]], datasets: AXOLOTL_DATASET, test_datasets: AXOLOTL_DATASET, trl: AXOLOTL_TRL, gradient_checkpointing_kwargs: ['use_reentrant'] }
  }
  // What Unsloth's own command lacks is a script around TRL's trainer, which takes TRL's settings.
  if (method !== 'sft') return { '': [...TRL, ...TRL_OF[method]], gradient_checkpointing_kwargs: ['use_reentrant'] }
  return UNSLOTH
}

/** Keys of a configuration that its trainer would refuse or ignore, by their path; empty when all are known. */
export function unknownKeys(settings: Settings, accepted: Record<string, readonly string[]>): string[] {
  return Object.entries(settings).flatMap(([key, value]) => {
    if (accepted['']?.includes(key) !== true) return [key]
    return sectionsOf(value).flatMap((section) => Object.keys(section).filter((inner) => accepted[key]?.includes(inner) !== true).map((inner) => `${key}.${inner}`))
  })
}

function sectionsOf(value: Plain | undefined): Settings[] {
  const items = Array.isArray(value) ? value : [value]
  return items.filter((item): item is Settings => typeof item === 'object' && item !== null && !Array.isArray(item))
}
