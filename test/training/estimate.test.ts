import { describe, expect, it } from 'vitest'
import { estimate, gpuNamed, sizeInName } from '../../src/training/estimate.js'
import { stepsOf } from '../../src/training/steps.js'
import type { TrainingRequest } from '../../src/training/spec.js'
import type { Method, Profile } from '../../src/training/types.js'
import { data, spec } from './examples.js'

const tokens = { total: 100_000, method: 'characters/4' }
const size = { billions: 7, activeBillions: 7 }
const on = (gpu: string, more: { pricePerGpuHour?: number } = {}) => ({ ...gpuNamed(gpu), count: 1, utilisation: 0.3, ...more })
const of = (method: Method, profile: Profile, hyperparameters: TrainingRequest['hyperparameters'] = {}) => spec('trl', method, profile, { hyperparameters })

describe('steps, as transformers counts them', () => {
  it.each([
    [100, { batchSize: 1, gradientAccumulation: 16 }, 7], [100, { batchSize: 2, gradientAccumulation: 4, gpus: 2 }, 7], [96, { batchSize: 1, gradientAccumulation: 16 }, 6],
    [100, { batchSize: 1, gradientAccumulation: 16, epochs: 3 }, 21], [100, { batchSize: 1, gradientAccumulation: 16, epochs: 0.5 }, 4], [100, { maxSteps: 5 }, 5], [1, {}, 1]
  ])('%i records with %j: %i', (records, hyperparameters, steps) => {
    const files = data('sft').files.map((file) => (file.split === 'train' ? { ...file, records } : file))
    expect(stepsOf(spec('trl', 'sft', 'single-gpu', { data: data('sft', { files }), hyperparameters }))).toBe(steps)
  })
  it('GRPO fills a step with the completions of few prompts', () => expect(stepsOf(of('grpo', 'single-gpu', { generations: 8 }))).toBe(50))
})

describe('the size in a model\'s name', () => {
  it.each([['Qwen/Qwen3-0.6B', 0.6, 0.6], ['meta-llama/Llama-3.1-8B-Instruct', 8, 8], ['Qwen/Qwen3-30B-A3B', 30, 3], ['HuggingFaceTB/SmolLM2-135M', 0.135, 0.135], ['unsloth/gemma-3-4b-it', 4, 4]])('%s', (name, billions, activeBillions) => expect(sizeInName(name)).toEqual({ billions, activeBillions }))
  it.each(['mistralai/Mixtral-8x7B', 'gpt2', './model', 'a/b', 'x/4bit'])('%s has none', (name) => expect(sizeInName(name)).toBeUndefined())
})

describe('memory, time and cost', () => {
  it('of 7 billion parameters: QLoRA on 16 GB, LoRA on 24 GB, and 70 billion on neither', () => {
    expect(estimate(of('sft', 'small-gpu'), tokens, size, on('t4'))).toMatchObject({ fits: true })
    expect(estimate(of('sft', 'single-gpu'), tokens, size, on('t4'))).toMatchObject({ fits: false })
    const lora = estimate(of('sft', 'single-gpu'), tokens, size, on('rtx4090')).memoryGiB ?? 0
    expect(lora).toBeGreaterThan(14)
    expect(lora).toBeLessThan(32)
    expect(estimate(of('sft', 'small-gpu'), tokens, { billions: 70, activeBillions: 70 }, on('rtx4090'))).toMatchObject({ fits: false })
  })
  it('hours are FLOPs by speed: 6·N·tokens at the share of the peak', () => {
    const { hours = 0, tokens: trained } = estimate(of('sft', 'single-gpu', { gradientAccumulation: 10 }), { total: 10_000_000, method: 'counted' }, size, on('a100-80'))
    expect(trained).toBe(100 * 4096)
    expect(hours).toBeCloseTo(6 * 7e9 * trained / (312e12 * 0.3) / 3600, 2)
  })
  it('grows with the data, the model and the method, and falls with GPUs', () => {
    const hours = (method: Method, billions: number, profile: Profile = 'single-gpu', hyperparameters: TrainingRequest['hyperparameters'] = {}) => estimate(of(method, profile, hyperparameters), tokens, { billions, activeBillions: billions }, on('l4')).hours ?? 0
    expect(hours('sft', 14)).toBeGreaterThan(hours('sft', 7))
    expect(hours('dpo', 7)).toBeGreaterThan(hours('sft', 7))
    expect(hours('sft', 7, 'multi-gpu', { gpus: 8 })).toBeLessThan(hours('sft', 7, 'multi-gpu', { gpus: 2 }))
  })
  it('cost needs a price, and size a name: what is not known is not made up', () => {
    expect(estimate(of('sft', 'single-gpu'), tokens, size, on('l4'))).not.toHaveProperty('cost')
    const { cost = 0, hours = 1 } = estimate(of('sft', 'single-gpu'), tokens, size, on('l4', { pricePerGpuHour: 2 }))
    expect(cost / hours).toBeCloseTo(2, 0)
    const unknown = estimate(of('sft', 'single-gpu'), tokens, undefined, on('l4', { pricePerGpuHour: 2 }))
    expect(Object.keys(unknown).sort()).toEqual(['assumptions', 'steps', 'tokens'])
    expect(unknown.assumptions.join()).toContain('--parameters')
  })
  it('of every profile and method says what it rests on', () => {
    for (const method of ['sft', 'dpo', 'kto', 'grpo'] as const) expect(estimate(of(method, 'small-gpu'), tokens, size, on('t4')).assumptions.length).toBeGreaterThan(4)
  })
  it('a GPU that is not known is none', () => {
    expect(() => gpuNamed('abacus')).toThrow('--gpu abacus is not known')
    expect(() => gpuNamed('constructor')).toThrow('is not known')
  })
})
