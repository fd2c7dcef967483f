import { trainFile } from './data.js'
import type { TrainingSpec } from './types.js'

/**
 * Optimizer steps of a run, as transformers' Trainer counts them: batches of all GPUs, the last one short, and every
 * `gradientAccumulation` of them a step, the last one short again. With GRPO a prompt fills as many rows as it has
 * completions (TRL's RepeatSampler).
 */
export function stepsOf({ method, data, hyperparameters: set }: Pick<TrainingSpec, 'method' | 'data' | 'hyperparameters'>): number {
  if (set.maxSteps > 0) return set.maxSteps
  const rows = trainFile(data).records * (method === 'grpo' ? set.generations : 1)
  const batches = Math.ceil(rows / (set.batchSize * set.gpus))
  return Math.ceil(set.epochs * Math.ceil(batches / set.gradientAccumulation))
}
