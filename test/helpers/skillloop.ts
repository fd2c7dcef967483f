import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { cleanEnvironment } from './temporary.js'

/** The command line under test: the one built here, or another that SKILLLOOP_TEST_BIN names, such as an installed package's. */
export const BIN = process.env['SKILLLOOP_TEST_BIN'] ?? fileURLToPath(new URL('../../dist/cli/bin.js', import.meta.url))

/** The shared material, where it lies beside the project. */
export const FIXTURES = fileURLToPath(new URL('../../../shared/fixtures/', import.meta.url))

export interface Run {
  code: number | null
  stdout: string
  stderr: string
}

export interface RunOptions {
  cwd: string
  input?: string | Uint8Array
  env?: Record<string, string>
  /** What a person at a terminal answers; without it there is nobody to ask. Only within this process. */
  answer?: string
  /** The keys that person presses, one a character; then the terminal goes away. Only within this process. */
  keys?: string
}

const NOW = '2026-08-10T09:00:00.000Z'

/** Runs the built command line as a process, with a fixed clock and identity. */
export function skillloop(args: string[], { cwd, input, env }: RunOptions): Run {
  const result = spawnSync(process.execPath, [BIN, ...args], {
    cwd, encoding: 'utf8', env: cleanEnvironment({ SKILLLOOP_NOW: NOW, ...env }), maxBuffer: 1 << 28, ...(input === undefined ? {} : { input })
  })
  return { code: result.status, stdout: result.stdout, stderr: result.stderr }
}

/** The same, not waiting: for several at once. */
export function skillloopAsync(args: string[], { cwd, env }: RunOptions): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [BIN, ...args], { cwd, env: cleanEnvironment({ SKILLLOOP_NOW: NOW, ...env }), stdio: ['ignore', 'pipe', 'pipe'] })
    const run: Run = { code: null, stdout: '', stderr: '' }
    child.stdout.on('data', (chunk: Buffer) => (run.stdout += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (run.stderr += chunk.toString()))
    child.on('close', (code) => done({ ...run, code }))
  })
}

/** Runs a command that must succeed and returns what --json printed. */
export function skillloopJson(args: string[], options: RunOptions): unknown {
  const run = skillloop([...args, '--json'], options)
  if (run.code !== 0) throw new Error(`skillloop ${args.join(' ')} ended with ${run.code}\n${run.stdout}\n${run.stderr}`)
  return JSON.parse(run.stdout)
}
