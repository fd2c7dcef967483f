import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { environment, systemCode } from '../kernel/errors.js'

const run = promisify(execFile)

// A repository that someone else wrote may name programs to run: hooks, a file system monitor, filters.
const SAFE = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false', '-c', 'protocol.ext.allow=never', '-c', 'gc.auto=0']

/** The environment without GIT_* variables: an inherited GIT_DIR would point git at another repository. */
function scrubbedEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || name === 'GIT_SSH_COMMAND' || name === 'GIT_SSL_CAINFO')
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }
}

/**
 * Runs native git on the given repository (or none) and returns what it printed.
 * @throws SkillLoopError (3) when git is not installed or fails
 */
export async function nativeGit(args: string[], options: { gitdir?: string; workTree?: string; cwd?: string; timeoutMs?: number } = {}): Promise<string> {
  const where = [...(options.gitdir ? [`--git-dir=${options.gitdir}`] : []), ...(options.workTree ? [`--work-tree=${options.workTree}`] : [])]
  try {
    const { stdout } = await run('git', [...SAFE, ...where, ...args], {
      env: scrubbedEnvironment(), maxBuffer: 1 << 28, windowsHide: true, ...(options.cwd && { cwd: options.cwd }), ...(options.timeoutMs && { timeout: options.timeoutMs })
    })
    return stdout
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') throw environment('git is not installed', { cause, fix: 'install git, or do without what needs it (ssh and file remotes, gc, fsck)' })
    const said = typeof cause === 'object' && cause !== null && 'stderr' in cause ? String(cause.stderr).trim().split('\n').slice(-3).join(' ') : ''
    throw environment(`git ${args[0] ?? ''} failed: ${said}`, { cause })
  }
}
