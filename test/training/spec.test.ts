import { describe, expect, it } from 'vitest'
import { METHODS, PROFILES } from '../../src/training/types.js'
import { defaultsOf } from '../../src/training/profiles.js'
import { RANGES } from '../../src/training/spec.js'
import { data, spec } from './examples.js'

describe('the method', () => {
  it('is the dataset\'s kind, and may be said', () => expect(spec('trl', 'dpo').method).toBe(spec('trl', 'dpo', 'single-gpu', { method: 'dpo' }).method))
  it('does not fit another dataset', () => expect(() => spec('trl', 'sft', 'single-gpu', { method: 'dpo' })).toThrow('--method dpo needs a dataset of the kind dpo'))
  it.each(['reward', 'sharegpt', 'okf'])('a dataset of the kind %s has none here', (kind) => expect(() => spec('trl', 'sft', 'single-gpu', { data: data(kind) })).toThrow(`is of the kind ${kind}`))
  it('needs rows to train on', () => {
    expect(() => spec('trl', 'sft', 'single-gpu', { data: data('sft', { files: data('sft').files.slice(1) }) })).toThrow('no records in a split named train')
    expect(() => spec('trl', 'sft', 'single-gpu', { data: data('sft', { files: data('sft').files.map((file) => ({ ...file, records: 0 })) }) })).toThrow('no records')
  })
})

describe('values', () => {
  it.each(Object.entries(RANGES))('%s has its bounds', (name, { option, min, max, whole }) => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, min - 1, max + 1, ...(whole ? [min + 0.5] : [])]) expect(() => spec('axolotl', 'sft', 'single-gpu', { hyperparameters: { [name]: value } })).toThrow(`--${option} is`)
  })
  it('the defaults of every profile and method are within', () => {
    for (const profile of PROFILES) for (const method of METHODS) expect(spec('trl', method, profile).hyperparameters).toEqual(defaultsOf(profile, method))
  })
  it('undefined means the default', () => expect(spec('trl', 'sft', 'single-gpu', { hyperparameters: { loraR: undefined } }).hyperparameters.loraR).toBe(16))
  it.each([
    ['kto', { batchSize: 1 }, 'trl', /--batch-size is 1.*/], ['grpo', { generations: 7 }, 'trl', /do not divide/], ['sft', { gpus: 2 }, 'unsloth', /one GPU/], ['sft', { epochs: 0.5 }, 'unsloth', /--epochs is 0.5/]
  ] as const)('%s with %j for %s is refused before a model is loaded', (method, hyperparameters, trainer, message) => {
    expect(() => spec(trainer, method, 'single-gpu', { hyperparameters })).toThrow(message)
  })
  it.each(['a\nb', 'a\rb', '', ' ', '-m', 'a\u0000b', 'a\u2028b', 'a\u202eb', 'x'.repeat(401), 'a\tb'])('%j is no name of a model or folder', (text) => {
    for (const key of ['baseModel', 'outputDir', 'configDir']) expect(() => spec('trl', 'sft', 'single-gpu', { [key]: text })).toThrow(/^--(base-model|output-dir|config-dir) is/)
  })
})
