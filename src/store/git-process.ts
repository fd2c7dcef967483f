import { execFile } from 'node:child_process'
import { environment } from '../kernel/errors.js'

// A repository that someone else wrote may name programs to run: hooks, a file system monitor, filters.
const SAFE = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'protocol.ext.allow=never', '-c', 'gc.auto=0']

export interface GitOptions {
  gitdir?: string
  workTree?: string
  cwd?: string
  /** What goes to standard input. */
  input?: string
  /** Variables over the scrubbed environment. */
  env?: Record<string, string>
  /** After which it is stopped; for ever when left out. */
  timeoutMs?: number
}

/** The environment without GIT_* variables: an inherited GIT_DIR would point git at another repository. */
function scrubbedEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || name === 'GIT_SSH_COMMAND' || name === 'GIT_SSL_CAINFO')
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
}

/**
 * Runs native git on the given repository (or none) and returns what it printed.
 * @throws SkillLoopError (3) when git is not installed or fails
 */
export async function nativeGit(args: string[], options: GitOptions = {}): Promise<string> {
  const where = [...(options.gitdir ? [`--git-dir=${options.gitdir}`] : []), ...(options.workTree ? [`--work-tree=${options.workTree}`] : [])]
  const all = [...SAFE, ...where, ...args]
  try {
    return await run(all, options)
  } catch (cause) {
    const { code, stderr } = cause as { code: unknown; stderr: string }
    if (code === 'ENOENT') throw environment('git is not installed', { cause, fix: 'install git, or do without what needs it (ssh and file remotes, signatures, gc, fsck)' })
    const said = stderr.trim().split('\n').slice(-3).join(' ')
    throw environment(`git ${args.find((arg, i) => arg !== '-c' && args[i - 1] !== '-c') ?? ''} failed: ${said}`, { cause })
  }
}

function run(args: string[], { cwd, input, env, timeoutMs }: GitOptions): Promise<string> {
  return new Promise((done, failed) => {
    const child = execFile('git', args, { env: { ...scrubbedEnvironment(), ...env }, maxBuffer: 1 << 28, windowsHide: true, ...(cwd && { cwd }), ...(timeoutMs && { timeout: timeoutMs }) }, (error, stdout, stderr) => {
      if (!error) done(stdout)
      else failed(Object.assign(new Error(error.message), { code: error.code, stdout, stderr }))
    })
    // A git that ends before it has read everything says why by its exit code.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}
