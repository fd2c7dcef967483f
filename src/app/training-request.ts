import { badInput } from '../kernel/errors.js'
import { slug } from '../kernel/text.js'
import { gpuNamed, sizeInName, type Hardware, type ModelSize } from '../training/estimate.js'
import { RANGES, type TrainingRequest } from '../training/spec.js'
import type { Hyperparameters, TrainingSpec } from '../training/types.js'

export { specOf } from '../training/spec.js'
export { requestOf } from '../training/plan.js'
export { metricsIn, metricTyped } from '../training/result.js'

/** Options as the command line has them: numbers as they were typed, since they may be fractions. */
export type Typed = Readonly<Record<string, unknown>>

/** Hyperparameters that were typed. @throws SkillLoopError (2) naming the option that is no number */
export function hyperparametersTyped(args: Typed): NonNullable<TrainingRequest['hyperparameters']> {
  const given: { [K in keyof Hyperparameters]?: Hyperparameters[K] } = {}
  for (const [key, { option }] of Object.entries(RANGES)) {
    const number = numberTyped(args, option)
    if (number !== undefined) given[key as keyof typeof RANGES] = number
  }
  if (typeof args['quantized'] === 'boolean') given.quantized = args['quantized']
  return given
}

/** The GPUs that a plan counts with. */
export function hardwareTyped(args: Typed, gpus: number): Hardware {
  const price = numberTyped(args, 'price-per-gpu-hour')
  const utilisation = numberTyped(args, 'utilisation') ?? 0.3
  if (!(utilisation > 0 && utilisation <= 1)) throw badInput(`--utilisation is ${utilisation}`, { expected: 'a share above 0, at most 1' })
  if (price !== undefined && !(price >= 0)) throw badInput(`--price-per-gpu-hour is ${price}`, { expected: 'a price, not below 0' })
  return { ...gpuNamed(String(args['gpu'])), count: gpus, utilisation, ...(price !== undefined && { pricePerGpuHour: price }) }
}

/** The model's size as typed, or by its name. */
export function sizeTyped(args: Typed, baseModel: string): ModelSize | undefined {
  const billions = numberTyped(args, 'parameters')
  const named = sizeInName(baseModel)
  if (billions === undefined) return named
  if (!(billions > 0 && billions < 100_000)) throw badInput(`--parameters is ${billions}`, { expected: 'billions of parameters, e.g. 0.6 or 8' })
  return { billions, activeBillions: Math.min(named?.activeBillions ?? billions, billions) }
}

/** A plan's name where none was typed. */
export function defaultPlanName({ data, method, baseModel }: TrainingSpec): string {
  return slug(`${data.name} ${method} ${baseModel.split('/').at(-1) ?? ''}`, 64)
}

function numberTyped(args: Typed, option: string): number | undefined {
  const typed = args[option]
  if (typed === undefined) return undefined
  const number = typeof typed === 'string' && /^[+-]?(\d+(?:\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(typed.trim()) ? Number(typed) : Number.NaN
  if (!Number.isFinite(number)) throw badInput(`--${option} ${JSON.stringify(typed)} is no number`, { expected: 'a number such as 2, 0.0002 or 2e-4' })
  return number
}
