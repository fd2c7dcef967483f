import { existsSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { acceptedKeys, unknownKeys } from '../../src/training/accepted-keys.js'
import { axolotlSettings } from '../../src/training/axolotl.js'
import { recordedFiles, trainingFiles } from '../../src/training/configs.js'
import { trlSettings } from '../../src/training/trl.js'
import { METHODS, TRAINERS, type Method, type Settings } from '../../src/training/types.js'
import { unslothParameters } from '../../src/training/unsloth.js'
import { FIXTURES } from '../helpers/skillloop.js'
import { temporaryFolder } from '../helpers/temporary.js'
import { combinations, data, hasPython, hasPyYaml, python, spec, writeFiles } from './examples.js'

const yamlOf = (files: { name: string; text: string }[]): string | undefined => files.find(({ name }) => name.endsWith('.yaml'))?.text

describe.each(combinations)('%s, %s, %s', (trainer, method, profile) => {
  const made = trainingFiles(spec(trainer, method, profile))
  const yaml = yamlOf(made.files)

  it('has only keys that the trainer knows', () => {
    const settings = yaml === undefined ? unslothParameters(spec(trainer, method, profile)).trainer : parse(yaml) as Settings
    expect(Object.keys(settings).length).toBeGreaterThan(4)
    expect(unknownKeys(settings, acceptedKeys(trainer, method))).toEqual([])
  })

  it('names dataset, hashes, safety and the exact command', () => {
    const record = JSON.parse(made.files.find(({ name }) => name === 'training.json')?.text ?? '') as Record<string, unknown>
    expect(record).toMatchObject({ auto_run: false, review_required: true, trainer, method, profile, run: made.run, dataset: { id: '0123456789abcdef', files: [{ sha256: 'a'.repeat(64) }, {}, {}] } })
    const readMe = made.files.find(({ name }) => name === 'README.md')?.text ?? ''
    for (const text of [made.run, made.verify, 'a'.repeat(64), '0123456789abcdef']) expect(readMe).toContain(text)
    const config = made.files.find(({ name }) => made.run.includes(name))
    expect(config, made.run).toBeDefined()
    if (yaml !== undefined) expect(yaml).toContain('# auto_run: false. review_required: true.')
  })

  it('gives the same bytes again', () => {
    expect(trainingFiles(spec(trainer, method, profile))).toEqual(made)
  })
})

it.skipIf(!hasPython)('every script compiles', () => {
  const folder = temporaryFolder()
  const scripts = combinations.flatMap(([trainer, method, profile]) => {
    const { files } = trainingFiles(spec(trainer, method, profile))
    const named = files.map(({ name, text }) => ({ name: `${trainer}/${method}/${profile}/${name}`, text })).filter(({ name }) => name.endsWith('.py'))
    writeFiles(folder, named)
    return named.map(({ name }) => name)
  })
  expect(scripts.filter((name) => name.endsWith('verify_dataset.py'))).toHaveLength(combinations.length)
  expect(scripts.filter((name) => name.includes('unsloth') && name.includes('/train_'))).toHaveLength(9)
  expect(python(['-m', 'py_compile', ...scripts], { cwd: folder })).toMatchObject({ code: 0, stderr: '' })
})

describe('what the trainers would refuse', () => {
  it.skipIf(!hasPyYaml)('no text where a number belongs, by PyYAML, which reads YAML 1.1', () => {
    const texts = combinations.flatMap(([trainer, method, profile]) => {
      const changed = spec(trainer, method, profile, { baseModel: 'no', outputDir: '0x1', hyperparameters: { learningRate: 5e-7, beta: 1e-7 } })
      return yamlOf(trainingFiles(changed).files) ?? []
    })
    const { stdout, stderr } = python(['-c', 'import sys, json, yaml; print(json.dumps([yaml.safe_load(text) for text in json.load(sys.stdin)]))'], { cwd: '.', input: JSON.stringify(texts) })
    expect(stderr).toBe('')
    const read = JSON.parse(stdout) as Settings[]
    expect(read).toEqual(texts.map((text) => parse(text, { version: '1.1' }) as unknown))
    for (const settings of read) {
      const { learning_rate: rate } = (settings['training'] ?? settings) as Settings
      expect(rate).toBe(5e-7)
      expect(JSON.stringify(settings)).toContain('"no"')
      expect(JSON.stringify(settings)).toContain('"0x1"')
    }
  })

  it('an unknown key is found at any level', () => {
    const accepted = acceptedKeys('axolotl', 'sft')
    expect(unknownKeys({ base_model: 'm', auto_run: false, datasets: [{ path: 'p', shards: 2 }] }, accepted)).toEqual(['auto_run', 'datasets.shards'])
    expect(unknownKeys({ training: { seed: 1 } }, acceptedKeys('unsloth', 'sft'))).toEqual(['training.seed'])
  })

  it('KTO gets batches of at least two rows, whatever the profile', () => {
    for (const [trainer, method, profile] of combinations) if (method === 'kto') expect(spec(trainer, method, profile).hyperparameters.batchSize).toBeGreaterThanOrEqual(2)
  })

  it('GRPO gets whole groups of completions a step, whatever the profile', () => {
    for (const [trainer, method, profile] of combinations) {
      if (method !== 'grpo') continue
      const { batchSize, gradientAccumulation, gpus, generations } = spec(trainer, method, profile).hyperparameters
      expect((batchSize * gradientAccumulation * gpus) % generations).toBe(0)
    }
  })
})

describe('where rows are evaluated on', () => {
  const alone = data('sft', { files: data('sft').files.slice(0, 1) })
  it('is the split for it, and never a random part of the rows to train on', () => {
    expect(trlSettings(spec('trl', 'sft'))).toMatchObject({ dataset_name: 'training/data', dataset_test_split: 'validation', eval_strategy: 'epoch' })
    expect(axolotlSettings(spec('axolotl', 'dpo'))).toMatchObject({ test_datasets: [{ path: 'training/data/validation.jsonl' }] })
    expect(axolotlSettings(spec('axolotl', 'dpo'))).not.toHaveProperty('val_set_size')
    expect(trlSettings(spec('trl', 'sft', 'single-gpu', { data: alone }))).toMatchObject({ datasets: [{ path: 'json', data_files: 'training/data/train.jsonl', split: 'train' }], eval_strategy: 'no' })
    expect(axolotlSettings(spec('axolotl', 'sft', 'single-gpu', { data: alone }))).toMatchObject({ val_set_size: 0 })
  })
  it.each(['train.validation.jsonl', 'sft-train.test.jsonl', 'held-out.jsonl'])('a file named %s names no split of a folder: the loader would put it elsewhere', (name) => {
    const files = data('sft').files.map((file) => (file.split === 'validation' ? { ...file, path: `data/${name}` } : file))
    expect(trlSettings(spec('trl', 'sft', 'single-gpu', { data: data('sft', { files }) }))).toMatchObject({ datasets: [{ data_files: 'training/data/train.jsonl' }], eval_strategy: 'no' })
  })
  it('Parquet is loaded as Parquet', () => {
    const files = alone.files.map((file) => ({ ...file, path: 'd/train.parquet' }))
    expect(trlSettings(spec('trl', 'sft', 'single-gpu', { data: data('sft', { files }) }))).toMatchObject({ datasets: [{ path: 'parquet' }] })
    expect(axolotlSettings(spec('axolotl', 'sft', 'single-gpu', { data: data('sft', { files }) }))).toMatchObject({ datasets: [{ ds_type: 'parquet' }] })
  })
})

describe('a record tells later what was written', () => {
  const text = trainingFiles(spec('trl', 'sft')).files.find(({ name }) => name === 'training.json')?.text ?? ''
  it('by name and hash', () => expect(Object.keys(recordedFiles(text) ?? {}).sort()).toEqual(['README.md', 'trl-sft.yaml', 'verify_dataset.py']))
  it.each([['changed', text.replace('"auto_run": false', '"auto_run": true')], ['no JSON', '{'], ['somebody else\'s', '{"files":{"a":"b"}}'], ['a list', '[]'], ['null', 'null']])('and nothing once it is %s', (_, changed) => expect(recordedFiles(changed)).toBeUndefined())
})

const trlFields = `${FIXTURES}schemas/trl-1.13-fields.json`
describe.skipIf(!existsSync(trlFields))('the fields of TRL 1.13 (skipped where the fixture is absent)', () => {
  const fields = existsSync(trlFields) ? JSON.parse(readFileSync(trlFields, 'utf8')) as Record<Method, string[]> : undefined
  it.each(METHODS)('hold every key that is written for %s', (method) => {
    for (const trainer of ['trl', 'unsloth'] as const) {
      if (trainer === 'unsloth' && method === 'sft') continue
      expect(acceptedKeys(trainer, method)[''] ?? []).not.toHaveLength(0)
      expect((acceptedKeys(trainer, method)[''] ?? []).filter((key) => !fields?.[method].includes(key))).toEqual([])
    }
  })
  it('and every configuration has only such', () => {
    for (const [trainer, method, profile] of combinations) if (trainer === 'trl') expect(Object.keys(trlSettings(spec(trainer, method, profile))).filter((key) => !fields?.[method].includes(key)), `${method} ${profile}`).toEqual([])
  })
})

interface Schema { properties: Record<string, unknown>; $defs: Record<string, { properties: Record<string, unknown> }> }
const axolotlSchema = `${FIXTURES}schemas/axolotl-0.18.schema.json`
describe.skipIf(!existsSync(axolotlSchema))('Axolotl 0.18\'s schema (skipped where the fixture is absent)', () => {
  const schema = existsSync(axolotlSchema) ? JSON.parse(readFileSync(axolotlSchema, 'utf8')) as Schema : { properties: {}, $defs: {} }
  const rows = ['SFTDataset', 'DPODataset', 'KTODataset'].flatMap((name) => Object.keys(schema.$defs[name]?.properties ?? {}))
  const known = { '': Object.keys(schema.properties), datasets: rows, test_datasets: rows, trl: Object.keys(schema.$defs['TRLConfig']?.properties ?? {}), gradient_checkpointing_kwargs: ['use_reentrant'] }
  it('takes every configuration, with no key unknown', () => {
    const check = new Ajv2020({ strict: false }).compile(schema)
    for (const [trainer, method, profile] of combinations) {
      if (trainer !== 'axolotl') continue
      const settings = parse(yamlOf(trainingFiles(spec(trainer, method, profile)).files) ?? '') as Settings
      expect(check(settings), JSON.stringify(check.errors)).toBe(true)
      expect(unknownKeys(settings, known), `${method} ${profile}`).toEqual([])
    }
  })
  it.each(METHODS)('holds every key of our own table for %s', (method) => {
    for (const [section, keys] of Object.entries(acceptedKeys('axolotl', method))) expect(keys.filter((key) => !known[section as keyof typeof known].includes(key)), section).toEqual([])
  })
})

it('the combinations are all there are', () => {
  expect(combinations).toHaveLength(TRAINERS.length * METHODS.length * 4 - METHODS.length)
})
