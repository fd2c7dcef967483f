import { compileNameGlob } from '../kernel/glob.js'
import type { Policy } from '../kernel/types.js'
import type { TrainingSpec } from './types.js'

/**
 * Why the policy does not let a run be planned or get files; empty where it does.
 * @param cost by its plan's estimate; undefined where none is known
 */
export function notAllowed({ trainer, method, baseModel }: Pick<TrainingSpec, 'trainer' | 'method' | 'baseModel'>, cost: number | undefined, { trainers, methods, baseModels, maxCost }: Required<NonNullable<Policy['training']>>): string[] {
  const some = (list: readonly string[]): string => list.join(', ') || 'none'
  return [
    ...(trainers.includes(trainer) ? [] : [`the trainer ${trainer} is not among training.trainers (${some(trainers)})`]),
    ...(methods.includes(method) ? [] : [`the method ${method} is not among training.methods (${some(methods)})`]),
    ...(baseModels.length === 0 || baseModels.some((glob) => compileNameGlob(glob)(baseModel)) ? [] : [`the base model ${baseModel} is not among training.baseModels (${some(baseModels)})`]),
    ...(maxCost === 0 || (cost !== undefined && cost <= maxCost) ? [] : [cost === undefined ? `training.maxCost is ${maxCost}, and what the run costs is not known` : `the run would cost ${cost}, and training.maxCost is ${maxCost}`])
  ]
}
