import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type { DatasetManifest, TrainingPlan } from '../../src/kernel/types.js'
import { fsck, git, temporaryFolder } from '../helpers/temporary.js'
import { hasPython, python } from '../training/examples.js'
import { cli, cliJson, newProject, states, type Project } from './support.js'

const traces = fileURLToPath(new URL('../../examples/traces/', import.meta.url))

/** A project with a dataset of the example sessions. */
async function withDataset(): Promise<Project & { manifest: DatasetManifest }> {
  const project = newProject()
  const cwd = project.root
  await cliJson(['ingest', 'generic', `${traces}generic`], { cwd })
  await cliJson(['eval', '--all'], { cwd })
  const { manifest } = await cliJson(['export', 'sft', '--out', 'data/sft.jsonl', '--min-score', '0', '--splits', 'train=0.6,validation=0.4'], { cwd }) as { manifest: DatasetManifest }
  return { ...project, manifest }
}

const RUN = ['--dataset-manifest', 'latest', '--base-model', 'Qwen/Qwen3-0.6B', '--output-dir', 'out/sft']
interface Plan { id: string; state: string; branch: string; plan: TrainingPlan }

describe('training-config', () => {
  it.each(['trl', 'unsloth', 'axolotl'])('%s: files that name the dataset\'s very bytes, below the folder only, and nothing is run', async (trainer) => {
    const { root, store, manifest } = await withDataset()
    const before = git(store, 'rev-parse', '--all')
    const made = await cliJson(['training-config', trainer, ...RUN, '--config-dir', 'training'], { cwd: root }) as { run: string; written: string[]; auto_run: boolean }
    expect(made).toMatchObject({ auto_run: false, review_required: true })
    expect(readdirSync(root).sort()).toEqual(['.skillloop', 'data', 'training'])
    expect(git(store, 'rev-parse', '--all')).toBe(before)
    const settings = parse(readFileSync(join(root, `training/${trainer}-sft.yaml`), 'utf8')) as Record<string, unknown>
    expect(JSON.stringify(settings)).toContain('"Qwen/Qwen3-0.6B"')
    const record = JSON.parse(readFileSync(join(root, 'training/training.json'), 'utf8')) as { dataset: { files: { path: string; sha256: string }[] } }
    expect(record.dataset.files.map(({ sha256 }) => sha256)).toEqual(manifest.files.map(({ sha256 }) => sha256))
    for (const { path } of record.dataset.files) expect(existsSync(join(root, path))).toBe(true)
    if (hasPython) expect(python(['training/verify_dataset.py'], { cwd: root })).toMatchObject({ code: 0 })
    // The same again changes nothing.
    expect(await cliJson(['training-config', trainer, ...RUN, '--config-dir', 'training'], { cwd: root })).toMatchObject({ written: [], removed: [] })
  })

  it('takes the dataset where it lies, and refuses another one', async () => {
    const { root, manifest } = await withDataset()
    const args = ['training-config', 'axolotl', ...RUN, '--config-dir', 'c', '--data-dir', 'data']
    expect(await cliJson(args, { cwd: root })).toMatchObject({ absent: [] })
    expect(readFileSync(join(root, 'c/axolotl-sft.yaml'), 'utf8')).toContain('path: data/sft.train.jsonl')
    expect(existsSync(join(root, 'c/data'))).toBe(false)
    rmSync(join(root, 'data/sft.validation.jsonl'))
    expect(await cliJson(args, { cwd: root })).toMatchObject({ absent: ['data/sft.validation.jsonl'] })
    writeFileSync(join(root, 'data/sft.train.jsonl'), '{}\n')
    const run = await cli(args, { cwd: root })
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toContain(`data/sft.train.jsonl has other bytes than the manifest ${manifest.id} names`)
  })

  it.each([
    ['trainers', '["axolotl"]', 'the trainer trl is not among training.trainers (axolotl)'],
    ['methods', '["dpo"]', 'the method sft is not among training.methods (dpo)'],
    ['baseModels', '["meta-llama/*"]', 'the base model Qwen/Qwen3-0.6B is not among training.baseModels (meta-llama/*)'],
    ['maxCost', '5', 'training.maxCost is 5, and what the run costs is not known']
  ])('a run that the policy\'s training.%s does not allow gets no files; with the default it does', async (key, value, told) => {
    const { root } = await withDataset()
    const set = async (...to: string[]): Promise<unknown> => cliJson(['policy', 'set', `training.${key}`, ...to, '--reason', 'test'], { cwd: root })
    await set(value)
    const args = ['training-config', 'trl', ...RUN, '--config-dir', 'training']
    const run = await cli(args, { cwd: root })
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toContain(told)
    expect(existsSync(join(root, 'training'))).toBe(false)
    await set('--default')
    expect(await cliJson(args, { cwd: root })).toMatchObject({ auto_run: false })
  })

  it('takes a manifest\'s file for the manifest, and no changed one', async () => {
    const { root, store, manifest } = await withDataset()
    const file = join(store, `datasets/sft/${manifest.id}.json`)
    const args = (named: string) => ['training-config', 'trl', '--dataset-manifest', named, ...RUN.slice(2), '--config-dir', 'training']
    expect((await cli(args(file), { cwd: root })).code).toBe(0)
    writeFileSync(join(root, 'changed.json'), readFileSync(file, 'utf8').replace('"minScore": 0', '"minScore": 1'))
    for (const [named, problem] of [['changed.json', 'it was changed'], ['absent.json', 'there is no such manifest'], ['data/sft.train.jsonl', 'not JSON'], ['ffff', 'ffff']] as const) {
      const run = await cli(args(named), { cwd: root })
      expect(run.code, run.stderr).toBe(2)
      expect(run.stderr).toContain(problem)
    }
  })

  it('leaves alone what it did not write, unless forced, and cleans up after itself', async () => {
    const { root } = await withDataset()
    mkdirSync(join(root, 'training'))
    writeFileSync(join(root, 'training/README.md'), 'mine')
    const config = (trainer: string, ...more: string[]) => cli(['training-config', trainer, ...RUN, '--config-dir', 'training', ...more], { cwd: root })
    expect(await config('trl')).toMatchObject({ code: 2, stdout: '' })
    expect(readdirSync(join(root, 'training'))).toEqual(['README.md'])
    expect((await config('trl', '--force')).code).toBe(0)
    writeFileSync(join(root, 'training/notes.txt'), 'mine')
    expect((await config('axolotl')).code).toBe(0)
    expect(readdirSync(join(root, 'training')).sort()).toEqual(['README.md', 'axolotl-sft.yaml', 'data', 'notes.txt', 'training.json', 'verify_dataset.py'])
    writeFileSync(join(root, 'training/axolotl-sft.yaml'), 'changed: by hand\n')
    const refused = await config('axolotl')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain('axolotl-sft.yaml in training was not written by SkillLoop, or changed since')
    expect((await config('trl')).code).toBe(0)
    expect(readFileSync(join(root, 'training/axolotl-sft.yaml'), 'utf8')).toBe('changed: by hand\n')
    expect((await config('unsloth', '--dry-run')).code).toBe(0)
    expect(existsSync(join(root, 'training/unsloth-sft.yaml'))).toBe(false)
  })

  it.each([
    [['trl', ...RUN, '--learning-rate', 'fast'], 2, '--learning-rate "fast" is no number'], [['trl', ...RUN, '--epochs', '0'], 2, '--epochs is 0'], [['trl', ...RUN, '--method', 'dpo'], 1, '--method dpo needs a dataset of the kind dpo'],
    [['trl', '--base-model', 'm', '--output-dir', 'o'], 2, '--dataset-manifest is missing'], [RUN, 2, 'no trainer is named'], [['jax', ...RUN], 2, 'jax'], [['unsloth', ...RUN, '--profile', 'multi-gpu'], 2, 'one GPU'],
    [['trl', '--dataset-manifest', 'latest', '--base-model', 'a\nauto_run: true', '--output-dir', 'o'], 2, 'without control characters'], [['--plan', 'abc', '--seed', '1'], 2, '--plan says what is run, and seed was given too']
  ])('%j ends with %i', async (args, code, message) => {
    const { root } = await withDataset()
    const run = await cli(['training-config', ...args, '--config-dir', 'training'], { cwd: root })
    expect(run.code, run.stderr).toBe(code)
    expect(run.stderr).toContain(message)
    expect(existsSync(join(root, 'training'))).toBe(false)
  })

  it('hands typed values on', async () => {
    const { root } = await withDataset()
    await cliJson(['training-config', 'trl', ...RUN, '--config-dir', 'training', '--profile', 'multi-gpu', '--gpus', '4', '--learning-rate', '2e-7', '--quantized', '--max-steps', '9', '--seed', '7'], { cwd: root })
    expect(parse(readFileSync(join(root, 'training/trl-sft.yaml'), 'utf8'))).toMatchObject({ learning_rate: 2e-7, load_in_4bit: true, max_steps: 9, seed: 7 })
    expect(readFileSync(join(root, 'training/README.md'), 'utf8')).toContain('trl sft --config training/trl-sft.yaml --accelerate_config multi_gpu --num_processes 4')
  })
})

describe('training-plan', () => {
  const plan = (cwd: string, ...more: string[]) => cliJson(['training-plan', 'trl', ...RUN, '--gpu', 'l4', '--price-per-gpu-hour', '0.8', ...more], { cwd }) as Promise<Plan>
  const config = (cwd: string, id: string) => cli(['training-config', '--plan', id, '--config-dir', 'training'], { cwd })

  it('is a branch that a person merges with plain git; then, and not before, there are configurations', async () => {
    const { root, store, manifest } = await withDataset()
    const { id, branch, plan: proposed } = await plan(root)
    expect(proposed).toMatchObject({ trainer: 'trl', method: 'sft', dataset: { id: manifest.id }, auto_run: false, review_required: true, hardware: { name: 'NVIDIA L4', pricePerGpuHour: 0.8 } })
    expect(proposed.estimate.memoryGiB).toBeGreaterThan(1)
    expect(proposed.risks.join()).toContain('learn them by heart')
    expect(await states({ root, store })).toMatchObject({ [id]: 'pending' })
    expect(await config(root, id)).toMatchObject({ code: 1, stdout: '' })
    expect(existsSync(join(root, 'training'))).toBe(false)

    git(store, 'merge', '-q', '--no-ff', '-m', 'merge', branch)
    expect(await states({ root, store })).toMatchObject({ [id]: 'approved' })
    expect((await config(root, id)).code).toBe(0)
    expect(JSON.parse(readFileSync(join(root, 'training/training.json'), 'utf8'))).toMatchObject({ plan: id, base_model: 'Qwen/Qwen3-0.6B', trainer: 'trl', hyperparameters: proposed.hyperparameters })
    expect((await cli(['check'], { cwd: root })).stdout).not.toContain('problem')
    expect(fsck(store)).toBe('')
    // By its name too; and the same plan again is no second proposal.
    expect((await config(root, proposed.name)).code).toBe(0)
    expect(await plan(root)).toMatchObject({ id, state: 'approved' })
  })

  it('is shown, approved, revoked like any proposal, and never applied', async () => {
    const { root, store } = await withDataset()
    const { id } = await plan(root, '--why', 'Sessions of one tool only.')
    const shown = await cli(['review', 'show', id], { cwd: root })
    for (const text of ['What it would take', 'Who has to say yes', 'git merge --no-ff proposal/training-plan/']) expect(shown.stdout).toContain(text)
    expect((await cli(['review', 'approve', id, '--reason', 'fine'], { cwd: root })).code).toBe(0)
    const applied = await cliJson(['apply', '--target', 'agent'], { cwd: root }) as { written: string[]; refused: unknown[] }
    expect(applied).toMatchObject({ written: [], refused: [] })
    expect((await config(root, id.slice(0, 6))).code).toBe(0)
    expect((await cli(['review', 'revoke', id, '--reason', 'no'], { cwd: root })).code).toBe(0)
    expect(await config(root, id)).toMatchObject({ code: 1 })
    expect(existsSync(join(store, 'training/plans'))).toBe(false)
    // Proposed once more, it knows of the decisions.
    expect(await plan(root, '--why', 'Sessions of one tool only.')).toMatchObject({ id, state: 'proposed' })
    expect(await states({ root, store })).toMatchObject({ [id]: 'pending' })
  })

  it('edited on its branch is checked; changed on main by hand it is no longer approved', async () => {
    const { root, store } = await withDataset()
    const { id, branch, plan: proposed } = await plan(root)
    const text = git(store, 'show', `${branch}:training/plans/${proposed.name}.json`)
    const edit = (input: string) => cli(['review', 'edit', id, '--file', '-'], { cwd: root, input })
    expect((await edit('{}')).code).toBe(2)
    expect((await edit(text.replace('"auto_run": false', '"auto_run": true'))).code).toBe(2)
    expect((await edit(text.replace('"seed": 42', '"seed": 43'))).code).toBe(0)
    expect((await cli(['review', 'approve', id], { cwd: root })).code).toBe(0)
    expect((await config(root, id)).code).toBe(0)
    expect(parse(readFileSync(join(root, 'training/trl-sft.yaml'), 'utf8'))).toMatchObject({ seed: 43 })
    writeFileSync(join(store, `training/plans/${proposed.name}.json`), text.replace('"seed": 42', '"seed": 44'))
    git(store, 'commit', '-qam', 'by hand')
    const run = await config(root, id)
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('altered')
  })

  it('waits for no lesson, and no lesson waits for it', async () => {
    const { root } = await withDataset()
    const { id } = await plan(root)
    expect((await cli(['distill', '--all'], { cwd: root })).code).toBe(0)
    expect(await states({ root, store: '' })).toMatchObject({ [id]: 'pending' })
  })
})

describe('training-result', () => {
  it('records figures and hashes against an approved plan, on main', async () => {
    const { root, store } = await withDataset()
    const { id, branch } = await cliJson(['training-plan', 'trl', ...RUN], { cwd: root }) as Plan
    const out = temporaryFolder()
    mkdirSync(join(out, 'sub'))
    writeFileSync(join(out, 'adapter_model.safetensors'), 'weights')
    writeFileSync(join(out, 'sub/trainer_state.json'), JSON.stringify({ global_step: 7, best_metric: null, log_history: [{ step: 1, loss: 2.5 }, { step: 7, loss: 0.5 }, { step: 7, eval_loss: 0.75 }] }))
    const record = (...more: string[]) => cli(['training-result', id, ...more], { cwd: root })
    const finished = ['--metrics', join(out, 'sub/trainer_state.json'), '--metric', 'held_out=0.5', '--metric', 'other=2', '--artifact', out]
    expect(await record(...finished)).toMatchObject({ code: 1 })
    git(store, 'merge', '-q', '--no-ff', '-m', 'merge', branch)
    for (const wrong of [[], ['--metric', 'x'], ['--metric', 'x=1'], ['--metrics', 'none.json', '--artifact', out], ['--metric', 'x=1', '--artifact', 'nowhere']]) expect((await record(...wrong)).code, wrong.join(' ')).toBe(2)
    expect(await record(...finished, '--note', 'as planned')).toMatchObject({ code: 0 })
    const path = git(store, 'ls-tree', '-r', '--name-only', 'main', 'training/results').trim()
    expect(path).toMatch(new RegExp(`^training/results/${id}/.*\\.json$`))
    expect(JSON.parse(git(store, 'show', `main:${path}`))).toMatchObject({
      plan: id, status: 'finished', metrics: { loss: 0.5, eval_loss: 0.75, global_step: 7, held_out: 0.5, other: 2 }, note: 'as planned',
      artifact: { files: { 'adapter_model.safetensors': expect.stringMatching(/^[0-9a-f]{64}$/) as string, 'sub/trainer_state.json': expect.any(String) as string } }
    })
    expect((await cli(['check'], { cwd: root })).code).toBe(0)
    expect((await cli(['log'], { cwd: root })).stdout).toContain(`recorded a training run of the plan ${id}: finished`)
    expect(await record('--status', 'failed', '--note', 'out of memory')).toMatchObject({ code: 0 })
    expect(await states({ root, store })).toMatchObject({ [id]: 'approved' })
  })
})
