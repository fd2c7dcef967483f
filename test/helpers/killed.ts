import { spawn } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { BIN } from './skillloop.js'
import { cleanEnvironment } from './temporary.js'

/** Starts the command and kills it at some moment: when its files have changed so often, or after so many milliseconds. */
export async function killed(project: { root: string; store: string }, args: string[], changes: number, patience: number, input?: string): Promise<{ finished: boolean; output: string }> {
  const child = spawn(process.execPath, [BIN, ...args], { cwd: project.root, env: cleanEnvironment({ SKILLLOOP_NOW: '2026-08-10T09:00:00.000Z' }), stdio: 'pipe' })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  let exit: number | null | undefined
  const ended = new Promise<void>((done) => child.on('close', (code) => { exit = code; done() }))
  let seen = look(project)
  let left = changes
  const until = Date.now() + patience
  while (exit === undefined && left > 0 && Date.now() < until) {
    await wait(0)
    const now = look(project)
    if (now !== seen) left--
    seen = now
  }
  child.kill('SIGKILL')
  await ended
  return { finished: exit === 0, output }
}

/** What a command changes on its way, cheaply. */
export function look({ store }: { store: string }): string {
  const folder = (path: string): string => (existsSync(join(store, path)) ? readdirSync(join(store, path)).join() : '')
  return [folder('.git'), folder('.git/objects'), folder('.git/objects/pack'), folder('.git/refs/heads'), folder('local'), folder('memory/procedural'), folder('skills'), folder('decisions')].join('|')
}
