import { spawnSync } from 'node:child_process'
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/** Whether a program is on the PATH, by looking and not by running it. */
export function isOnPath(program: string, path: string): boolean {
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat', ''] : ['']
  return path.split(delimiter).some((folder) => folder !== '' && endings.some((ending) => isProgram(join(folder, program + ending))))
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}

const SECONDS = 10

// Each reads standard input and compiles or parses it; none of them runs it, nor what a startup file of the user's says.
const PARSERS: Readonly<Record<'sh' | 'js' | 'python', { program: string; args: string[] }>> = {
  sh: { program: 'bash', args: ['--norc', '--noprofile', '-n'] },
  js: { program: process.execPath, args: ['--check', '--input-type=module', '-'] },
  python: { program: 'python3', args: ['-I', '-S', '-c', 'import ast,sys; ast.parse(sys.stdin.read())'] }
}

/** What is wrong with code by its own parser, in a line; undefined where nothing is, null where the parser is not here. */
export function parseWith(language: keyof typeof PARSERS, text: string, path: string): string | undefined | null {
  const { program, args } = PARSERS[language]
  if (program !== process.execPath && !isOnPath(program, path)) return null
  // The environment is bare: BASH_ENV, NODE_OPTIONS and PYTHONPATH could make a parser run something.
  const run = spawnSync(program, args, { input: text, encoding: 'utf8', timeout: SECONDS * 1000, env: { PATH: path, LC_ALL: 'C' }, maxBuffer: 1 << 20 })
  if (run.error) return null
  if (run.status === 0) return undefined
  const lines = run.stderr.split('\n').map((line) => line.trim()).filter((line) => line !== '')
  return (lines.find((line) => /error/i.test(line)) ?? lines[0] ?? 'does not parse').slice(0, 200)
}

/**
 * Runs a script of a skill in bubblewrap: a copy of the skill that is thrown away, system folders read-only, no network,
 * no home, an empty environment, ten seconds.
 * @returns undefined where bubblewrap is not here or may not make a sandbox
 */
export function runSandboxed(files: ReadonlyMap<string, Uint8Array>, script: string, path: string): { code: number | null; output: string } | undefined {
  if (!isOnPath('bwrap', path)) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'skillloop-check-'))
  try {
    for (const [name, bytes] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), bytes)
    }
    const system = ['/usr', '/bin', '/lib', '/lib64', '/etc/alternatives', '/etc/ssl'].flatMap((place) => ['--ro-bind-try', place, place])
    const base = ['--unshare-all', '--die-with-parent', '--new-session', '--clearenv', '--setenv', 'PATH', '/usr/bin:/bin', '--setenv', 'HOME', '/skill', ...system, '--proc', '/proc', '--dev', '/dev', '--tmpfs', '/tmp', '--bind', folder, '/skill', '--chdir', '/skill', '--']
    const options = { encoding: 'utf8', timeout: SECONDS * 1000, killSignal: 'SIGKILL', env: { PATH: path }, maxBuffer: 1 << 20 } as const
    // Where a sandbox cannot be made the check did not fail: it was not run.
    if (spawnSync('bwrap', [...base, 'true'], options).status !== 0) return undefined
    const program = script.endsWith('.py') ? ['python3'] : /\.m?js$/.test(script) ? ['node'] : ['bash']
    const run = spawnSync('bwrap', [...base, ...program, script], options)
    return { code: run.status, output: `${run.stdout}${run.stderr}` }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
