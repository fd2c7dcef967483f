import type { Hyperparameters, Method, Profile } from './types.js'

type Defaults = Pick<Hyperparameters, 'batchSize' | 'gradientAccumulation' | 'gpus' | 'maxLength' | 'loraR' | 'loraAlpha' | 'loraDropout' | 'quantized' | 'maxSteps' | 'maxCompletionLength' | 'generations'>

/**
 * What each profile assumes of the hardware. LoRA of rank 16 on all linear layers, with alpha twice the rank, is what
 * the three trainers' own examples use; 4-bit base weights are for cards of 16 GB or less (QLoRA, Dettmers et al. 2023).
 */
const PROFILE_DEFAULTS: Record<Profile, Defaults> = {
  'small-gpu': { batchSize: 1, gradientAccumulation: 16, gpus: 1, maxLength: 2048, loraR: 16, loraAlpha: 32, loraDropout: 0.05, quantized: true, maxSteps: 0, maxCompletionLength: 512, generations: 4 },
  'single-gpu': { batchSize: 1, gradientAccumulation: 16, gpus: 1, maxLength: 4096, loraR: 16, loraAlpha: 32, loraDropout: 0.05, quantized: false, maxSteps: 0, maxCompletionLength: 1024, generations: 8 },
  'multi-gpu': { batchSize: 2, gradientAccumulation: 4, gpus: 2, maxLength: 4096, loraR: 16, loraAlpha: 32, loraDropout: 0.05, quantized: false, maxSteps: 0, maxCompletionLength: 1024, generations: 8 },
  smoke: { batchSize: 1, gradientAccumulation: 2, gpus: 1, maxLength: 512, loraR: 4, loraAlpha: 8, loraDropout: 0, quantized: false, maxSteps: 2, maxCompletionLength: 64, generations: 2 }
}

export const PROFILE_MEANING: Record<Profile, string> = {
  'small-gpu': 'one card of 16 GB or less: QLoRA, base weights in 4 bits',
  'single-gpu': 'one card of 24 GB or more: LoRA, base weights in 16 bits',
  'multi-gpu': 'several cards in one machine, each with a whole copy: LoRA, data parallel',
  smoke: 'two steps on short rows, to see that everything loads; nothing worth keeping comes of it'
}

type MethodDefaults = Pick<Hyperparameters, 'epochs' | 'learningRate' | 'warmupRatio' | 'weightDecay' | 'beta'>

/**
 * Learning rates for LoRA, from the trainers' documentation: 2e-4 for supervised training and 5e-6 for preferences,
 * where a larger one forgets what the base model could; beta 0.1 as in the DPO and KTO papers, 0.04 as in
 * DeepSeekMath, where GRPO comes from.
 */
const METHOD_DEFAULTS: Record<Method, MethodDefaults> = {
  sft: { epochs: 1, learningRate: 0.0002, warmupRatio: 0.03, weightDecay: 0, beta: 0.1 },
  dpo: { epochs: 1, learningRate: 0.000005, warmupRatio: 0.1, weightDecay: 0, beta: 0.1 },
  kto: { epochs: 1, learningRate: 0.000005, warmupRatio: 0.1, weightDecay: 0, beta: 0.1 },
  grpo: { epochs: 1, learningRate: 0.000005, warmupRatio: 0.1, weightDecay: 0, beta: 0.04 }
}

/** TRL refuses KTO on single rows: its KL term is estimated from the other rows of the batch. */
export const MINIMUM_BATCH: Partial<Record<Method, number>> = { kto: 2 }

/** The defaults of a profile and a method together. */
export function defaultsOf(profile: Profile, method: Method): Hyperparameters {
  const base = PROFILE_DEFAULTS[profile]
  const minimum = MINIMUM_BATCH[method] ?? 1
  return {
    ...base, ...METHOD_DEFAULTS[method], seed: 42, desirableWeight: 1, undesirableWeight: 1,
    batchSize: Math.max(base.batchSize, minimum),
    gradientAccumulation: base.batchSize < minimum ? Math.max(1, base.gradientAccumulation / minimum) : base.gradientAccumulation
  }
}
