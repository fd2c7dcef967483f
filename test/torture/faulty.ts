import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BIN, type Run } from '../helpers/skillloop.js'
import { cleanEnvironment } from '../helpers/temporary.js'
import { seeded, type Project } from '../cli/support.js'

const FAULTS = fileURLToPath(new URL('./faults.mjs', import.meta.url))

/** `kill`: ended before a change of the disk; `torn`: amid it; the others: that change fails with this error. */
export interface Fault { at: number; kind: 'kill' | 'torn' | 'ENOSPC' | 'EIO' | 'EACCES'; lasting?: boolean }

/** How often a command is killed; `npm run torture` does it 200 times, and SKILLLOOP_TRIES sets another number. */
export const TRIES = Number(process.env['SKILLLOOP_TRIES'] ?? (process.env['TORTURE'] === 'long' ? 200 : 2))

interface Command { args: string[]; bin?: string }

/** Runs the command line as a process in which one change of the disk goes wrong. SQLite's and native git's own are not counted. */
export function faulty(project: Project, { args, bin = BIN }: Command, fault: Fault | { count: string }): Run {
  const result = spawnSync(process.execPath, ['--import', FAULTS, bin, ...args], {
    cwd: project.root, encoding: 'utf8', input: '', env: cleanEnvironment({ SKILLLOOP_NOW: '2026-08-10T09:00:00.000Z', SKILLLOOP_FAULT: JSON.stringify(fault) }), timeout: 120_000
  })
  return { code: result.status, stdout: result.stdout, stderr: result.stderr }
}

/** How many changes of the disk the command makes when all goes well. */
export function countChanges(project: Project, command: Command): { run: Run; changes: number } {
  const count = join(project.root, '..', `${project.root.split('/').at(-1) ?? ''}.count`)
  const run = faulty(project, command, { count })
  return { run, changes: Number(readFileSync(count, 'utf8')) }
}

/** Different numbers from 1 to `last`, spread over all of them. */
export function spread(last: number, count: number, seed: number): number[] {
  if (count >= last) return Array.from({ length: last }, (_, n) => n + 1)
  const random = seeded(seed)
  return Array.from({ length: count }, (_, n) => 1 + Math.floor(((n + random()) / count) * last))
}
