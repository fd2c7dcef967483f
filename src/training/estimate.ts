import { badInput } from '../kernel/errors.js'
import { stepsOf } from './steps.js'
import type { Hyperparameters, Method, TrainingSpec } from './types.js'

export interface Gpu { name: string; memoryGiB: number; teraflops: number }

/**
 * Memory and peak dense 16-bit tensor throughput with 32-bit accumulation. Sources: NVIDIA's data sheets of T4, L4,
 * A100 and H100 SXM, and the white papers on GA102 (RTX 3090) and Ada (RTX 4090).
 */
const GPUS: Record<string, Gpu> = {
  t4: { name: 'NVIDIA T4', memoryGiB: 16, teraflops: 65 },
  l4: { name: 'NVIDIA L4', memoryGiB: 24, teraflops: 121 },
  rtx3090: { name: 'NVIDIA RTX 3090', memoryGiB: 24, teraflops: 71 },
  rtx4090: { name: 'NVIDIA RTX 4090', memoryGiB: 24, teraflops: 165 },
  'a100-40': { name: 'NVIDIA A100 40 GB', memoryGiB: 40, teraflops: 312 },
  'a100-80': { name: 'NVIDIA A100 80 GB', memoryGiB: 80, teraflops: 312 },
  h100: { name: 'NVIDIA H100 SXM 80 GB', memoryGiB: 80, teraflops: 989 }
}

/** Parameters in billions: all, and those that one token passes through, which differ for mixtures of experts. */
export interface ModelSize { billions: number; activeBillions: number }

export interface Hardware extends Gpu {
  count: number
  /** Share of the peak that training reaches. */
  utilisation: number
  /** In the currency of the person who asks. */
  pricePerGpuHour?: number
}

export interface Estimate {
  /** Of the training split, over all epochs, as the manifest counts them. */
  tokens: number
  steps: number
  /** Of the fullest GPU. */
  memoryGiB?: number
  fits?: boolean
  hours?: number
  cost?: number
  /** What the figures rest on, a sentence each. */
  assumptions: string[]
}

/** "7B", "0.6B", "30B-A3B", "350M" in a model's name; undefined where no size is in it. */
export function sizeInName(model: string): ModelSize | undefined {
  const found = /(?:^|[-_/ ])(\d+(?:\.\d+)?)([bm])(?:-a(\d+(?:\.\d+)?)b)?(?=$|[-_. ])/i.exec(model)
  if (!found) return undefined
  const billions = Number(found[1]) / (found[2]?.toLowerCase() === 'm' ? 1000 : 1)
  return { billions, activeBillions: found[3] === undefined ? billions : Number(found[3]) }
}

/** The GPU of a name in GPUS. @throws SkillLoopError (2) */
export function gpuNamed(name: string): Gpu {
  const gpu = Object.entries(GPUS).find(([key]) => key === name)?.[1]
  if (!gpu) throw badInput(`--gpu ${name} is not known`, { expected: Object.keys(GPUS).join(', ') })
  return gpu
}

/**
 * Passes over a token in units of 2·N FLOPs, N being the parameters it passes through. A forward pass is one, a
 * backward pass two (Kaplan et al. 2020: 6·N a token). With LoRA the base weights need no gradient of their own,
 * which saves one, and recomputing activations costs one more (Chen et al. 2016): so three in all. DPO adds the
 * reference's forward pass; KTO that and the two of its KL term; GRPO generates, scores by the old policy and by the reference.
 */
const PASSES: Record<Method, number> = { sft: 3, dpo: 4, kto: 6, grpo: 6 }

/** Tokens and steps follow from manifest and settings; memory and time rest on assumptions, each told. */
export function estimate(spec: Pick<TrainingSpec, 'method' | 'data' | 'hyperparameters'>, trainTokens: { total: number; method: string }, size: ModelSize | undefined, hardware: Hardware): Estimate {
  const { method, hyperparameters: set } = spec
  const steps = stepsOf(spec)
  const rowsTrained = steps * set.batchSize * set.gradientAccumulation * set.gpus
  const records = spec.data.files.find(({ split }) => split === 'train')?.records ?? 1
  const perRow = Math.min(trainTokens.total / Math.max(1, records), set.maxLength) + (method === 'grpo' ? set.maxCompletionLength : 0)
  const tokens = Math.round(rowsTrained * perRow)
  const base = [
    `Tokens are those of the manifest (${trainTokens.method}), cut at ${set.maxLength} a row on average${method === 'grpo' ? `, and ${set.maxCompletionLength} for each completion` : ''}; the model's own tokenizer counts otherwise.`,
    `Steps: ${records} records in batches of ${set.batchSize} × ${set.gpus} GPU × ${set.gradientAccumulation} accumulated${method === 'grpo' ? `, ${set.generations} completions a prompt` : ''}, as transformers' Trainer counts them.`
  ]
  if (!size) return { tokens, steps, assumptions: [...base, 'The size of the model is not in its name, so memory, time and cost are not estimated: give --parameters, in billions.'] }
  const memory = memoryGiB(size, set, method)
  const hours = tokens * PASSES[method] * 2 * size.activeBillions * 1e9 / (hardware.teraflops * 1e12 * hardware.utilisation * set.gpus) / 3600
  return {
    tokens, steps, memoryGiB: rounded(memory.total), fits: memory.total <= hardware.memoryGiB, hours: rounded(hours),
    ...(hardware.pricePerGpuHour !== undefined && { cost: rounded(hours * set.gpus * hardware.pricePerGpuHour) }),
    assumptions: [
      ...base,
      `${size.billions} billion parameters${size.activeBillions === size.billions ? '' : `, ${size.activeBillions} of them for each token`}.`,
      `Memory: ${memory.parts.map(([what, value]) => `${what} ${rounded(value)}`).join(', ')} GiB; where the layers are not known, width and depth are taken from the parameters (N = 12·L·h², h = 100·L) and the vocabulary as ${VOCABULARY}.`,
      `Time: ${PASSES[method] * 2}·N FLOPs a token at ${Math.round(hardware.utilisation * 100)} % of ${hardware.teraflops} TFLOPS on ${set.gpus} × ${hardware.name}; loading, saving and evaluating not counted.`,
      ...(set.quantized ? ['4-bit weights are unpacked for each pass, so that the share of the peak is often lower.'] : []),
      ...(method === 'grpo' ? ['Generating is bound by memory and not by arithmetic: expect several times the hours.'] : []),
      ...(hardware.pricePerGpuHour === undefined ? ['No price was given, so the cost is not estimated: give --price-per-gpu-hour.'] : [`Cost: hours × GPUs × ${hardware.pricePerGpuHour} an hour.`])
    ]
  }
}

/** Of today's families (Qwen 152k, Llama 128k, Gemma 256k). */
const VOCABULARY = 152_000
const GIB = 2 ** 30

function memoryGiB({ billions }: ModelSize, { batchSize, maxLength, maxCompletionLength, loraR, quantized }: Hyperparameters, method: Method): { total: number; parts: [string, number][] } {
  const n = billions * 1e9
  // N = 12·L·h² (Kaplan et al. 2020) with h = 100·L, about the shape of 1 to 70 billion parameters.
  const width = Math.cbrt(n * 100 / 12)
  const layers = width / 100
  const length = method === 'grpo' ? maxLength + maxCompletionLength : maxLength
  const rows = batchSize * (method === 'dpo' || method === 'kto' ? 2 : 1)
  const parts: [string, number][] = [
    // NF4 with double quantization: 4 bits and 0.127 of constants a parameter (QLoRA, Dettmers et al. 2023).
    ['weights', n * (quantized ? 4.127 / 8 : 2)],
    // 16 bytes a trained parameter: weight, gradient and Adam's state (ZeRO, Rajbhandari et al. 2020). Rank r on the
    // seven linear layers, the hidden one about 3.5 h wide: 21.5·r·h parameters a layer.
    ['adapter and optimizer', layers * 21.5 * loraR * width * 16],
    // With recomputation 2·s·b·h bytes a layer are kept, and one layer's 34·s·b·h are alive (Korthikanti et al. 2022).
    ['activations', length * rows * width * (2 * layers + 34)],
    // Logits and their gradient in 32 bits.
    ['logits', length * rows * VOCABULARY * 8],
    ['CUDA and fragments', GIB]
  ]
  const inGib = parts.map(([what, bytes]): [string, number] => [what, bytes / GIB])
  return { total: inGib.reduce((sum, [, value]) => sum + value, 0) * 1.1, parts: inGib }
}

function rounded(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(2))
}
