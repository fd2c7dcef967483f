import { spawn, type ChildProcess } from 'node:child_process'
import { rmSync } from 'node:fs'
import { lstat, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ArtifactFiles } from '../kernel/hash.js'
import { environment } from '../kernel/errors.js'
import { TargetFolder } from './folder.js'

/** An agent's run in a folder of its own. */
export interface Trial {
  /** Program and arguments; no shell reads them. */
  argv: readonly string[]
  /** What standard input has. */
  prompt: string
  /** What the agent finds in its folder. */
  files: ArtifactFiles
  seconds: number
  /** Files whose text is wanted afterwards. */
  wanted: readonly string[]
}

export interface TrialOutcome {
  ended: 'exited' | 'signal' | 'timed-out' | 'too-much-output'
  exitCode?: number
  ms: number
  output: string
  /** Of the wanted files those that are there, as plain files. */
  files: Map<string, string>
}

const MOST_OUTPUT = 8 << 20
const LARGEST_FILE = 4 << 20
/** Would lead the agent's git to another repository. */
const NOT_PASSED: ReadonlySet<string> = new Set(['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY'])

/**
 * Runs an agent once, in a new temporary folder that is removed afterwards, with this process's environment. What takes
 * too long or prints too much is killed, with all that it started in its process group.
 * @throws SkillLoopError (3) where the program cannot be started
 */
export async function runTrial(trial: Trial): Promise<TrialOutcome> {
  const folder = await mkdtemp(join(tmpdir(), 'skillloop-eval-'))
  try {
    const target = new TargetFolder(folder)
    for (const [path, bytes] of trial.files) await target.write(path, bytes)
    const begun = performance.now()
    const ended = await run(trial, folder)
    const ms = Math.round(performance.now() - begun)
    return { ...ended, ms, files: await readWanted(target, folder, trial.wanted) }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function run({ argv: [program = '', ...args], prompt, seconds }: Trial, folder: string): Promise<Omit<TrialOutcome, 'ms' | 'files'>> {
  return new Promise((done, failed) => {
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_PASSED.has(name)))
    const child = spawn(program, args, { cwd: folder, env, detached: process.platform !== 'win32', windowsHide: true, stdio: ['pipe', 'pipe', 'pipe'] })
    const parts: Buffer[] = []
    let [size, killedFor]: [number, TrialOutcome['ended'] | undefined] = [0, undefined]
    const stop = (why: TrialOutcome['ended']): void => {
      killedFor ??= why
      killAll(child)
    }
    // A group of its own does not hear Ctrl-C: nobody would be left to end it.
    const onSignal = (): void => {
      killAll(child)
      rmSync(folder, { recursive: true, force: true })
      process.exit(130)
    }
    const timer = setTimeout(() => stop('timed-out'), seconds * 1000)
    process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
    const settle = (): void => {
      clearTimeout(timer)
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    }
    child.stdout.on('data', (part: Buffer) => {
      size += part.length
      if (size <= MOST_OUTPUT) parts.push(part)
      else stop('too-much-output')
    })
    child.stderr.resume()
    // An agent that ends without reading its prompt says why by its exit code.
    child.stdin.on('error', () => undefined)
    child.stdin.end(prompt)
    child.once('error', (cause) => {
      settle()
      failed(environment(`${program} cannot be started`, { cause, expected: 'a program that is installed, with its arguments', fix: 'name the agent as you would on the command line, e.g. --runner "claude -p"; for a line of shell: --runner "sh -c \'…\'"' }))
    })
    // What it left running would hold its output open, and go on working in a folder that is gone.
    child.once('exit', () => killAll(child))
    child.once('close', (code) => {
      settle()
      const output = Buffer.concat(parts).toString('utf8')
      done(killedFor !== undefined ? { ended: killedFor, output } : code === null ? { ended: 'signal', output } : { ended: 'exited', exitCode: code, output })
    })
  })
}

function killAll(child: ChildProcess): void {
  try {
    if (process.platform === 'win32' || child.pid === undefined) child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It is gone already.
  }
}

async function readWanted(target: TargetFolder, folder: string, wanted: readonly string[]): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  for (const path of wanted) {
    const stats = await lstat(join(folder, path)).catch(() => undefined)
    if (!stats?.isFile()) continue
    // One too large to be read is there all the same.
    const bytes = stats.size > LARGEST_FILE ? Buffer.alloc(0) : await target.read(path).catch(() => undefined)
    if (bytes) files.set(path, bytes.toString('utf8'))
  }
  return files
}

/** Where agents look for skills of a user, whatever folder they work in. */
const USER_FOLDERS = ['.agents/skills', '.claude/skills', '.codex/skills', '.pi/agent/skills', '.hermes/skills', '.config/opencode/skills']

/** Folders of the user that have a skill of that name: an agent would load it with and without ours. */
export async function installedFor(home: string, skill: string): Promise<string[]> {
  const found = await Promise.all(USER_FOLDERS.map(async (folder) => (await lstat(join(home, folder, skill)).catch(() => undefined) ? [`~/${folder}/${skill}`] : [])))
  return found.flat()
}
