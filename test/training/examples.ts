import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { specOf, type TrainingRequest } from '../../src/training/spec.js'
import { METHODS, PROFILES, TRAINERS, type Method, type Profile, type Trainer, type TrainingData, type TrainingFile, type TrainingSpec } from '../../src/training/types.js'

/** A dataset of 100 records to train on, and some to evaluate on, as a manifest would give it. */
export function data(kind: string, changes: Partial<TrainingData> = {}): TrainingData {
  const file = (split: string, records: number, hash: string) => ({ path: `training/data/${split}.jsonl`, split, sha256: hash.repeat(64), records, bytes: records * 100 })
  return { id: '0123456789abcdef', name: 'sessions', kind, manifestSha256: '1'.repeat(64), folder: 'training/data', files: [file('train', 100, 'a'), file('validation', 10, 'b'), file('test', 12, 'c')], ...changes }
}

/** Unsloth trains on one GPU. */
function fits(trainer: Trainer, profile: Profile): boolean {
  return !(trainer === 'unsloth' && profile === 'multi-gpu')
}

export function spec(trainer: Trainer, method: Method, profile: Profile = 'single-gpu', changes: Partial<TrainingRequest> = {}): TrainingSpec {
  return specOf({ trainer, profile, baseModel: 'Qwen/Qwen3-0.6B', outputDir: 'out/run', configDir: 'training', data: data(method), ...changes })
}

/** Every trainer with every method and profile that it has. */
export const combinations: [Trainer, Method, Profile][] = TRAINERS.flatMap((trainer) => METHODS.flatMap((method) => PROFILES.filter((profile) => fits(trainer, profile)).map((profile): [Trainer, Method, Profile] => [trainer, method, profile])))

/** Files on the disk, below a folder. */
export function writeFiles(folder: string, files: readonly TrainingFile[]): void {
  for (const { name, text } of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}

export interface Ran { code: number | null; stdout: string; stderr: string }

/** Runs Python, which writes nothing beside what it runs. */
export function python(args: readonly string[], options: { cwd: string; input?: string }): Ran {
  const { status, stdout, stderr } = spawnSync('python3', args, { encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }, ...options })
  return { code: status, stdout, stderr }
}

export const hasPython = spawnSync('python3', ['--version']).status === 0
export const hasPyYaml = spawnSync('python3', ['-c', 'import yaml']).status === 0
