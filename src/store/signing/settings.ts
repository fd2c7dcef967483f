import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { environment, systemCode, type SkillLoopError } from '../../kernel/errors.js'
import { nativeGit } from '../git-process.js'

/** Where Git's configuration is asked. */
export interface SigningPlace {
  gitdir: string
  /** The folder of the project, whose Git configuration is asked beside the store's. */
  project: string
}

/** What Git is configured to sign with, see git-config(1): gpg.format, user.signingKey, gpg.<format>.program. */
export interface SigningSettings {
  format: 'ssh' | 'openpgp' | 'x509'
  /** user.signingkey; for SSH a file or a literal key. */
  key: string | undefined
  program: string
  /** For git itself, where the project's configuration says what the store's does not. */
  args: string[]
}

// Whoever hands a repository over writes its configuration too: a program that only it names is not run.
const PROGRAMS = /^(?:gpg\.program|gpg\.(?:openpgp|x509|ssh)\.program|gpg\.ssh\.defaultkeycommand)$/
const DEFAULT_PROGRAMS = { ssh: 'ssh-keygen', openpgp: 'gpg', x509: 'gpgsm' }
/** What to do where nothing is set up to sign with. */
export const HOW_TO_SIGN = 'git config --global gpg.format ssh; git config --global user.signingkey ~/.ssh/id_ed25519.pub (or a GPG key, without gpg.format)'

/** @throws SkillLoopError (3) without git, or where the store's own configuration names a program */
export async function signingSettings({ gitdir, project }: SigningPlace): Promise<SigningSettings> {
  await nativeGit(['--version']).catch((cause: unknown) => {
    throw environment('what to sign with is said by git, and git is not installed', { cause, fix: 'install git with ssh-keygen or gpg, or decide on a machine that has them' })
  })
  const inStore = await settingsIn({ gitdir })
  const around = await settingsIn({ cwd: project })
  for (const [key, { scope, value }] of inStore) {
    if (PROGRAMS.test(key) && (scope === 'local' || scope === 'worktree')) {
      throw environment(`the store's own configuration names a program to sign with: ${key} = ${value}`, { place: { file: join(gitdir, 'config') }, expected: 'programs that you name yourself', fix: `git config --global ${key} …, and take it out there` })
    }
  }
  const value = (key: string): string | undefined => (inStore.get(key) ?? (PROGRAMS.test(key) ? undefined : around.get(key)))?.value
  const format = value('gpg.format') ?? 'openpgp'
  if (format !== 'ssh' && format !== 'openpgp' && format !== 'x509') throw environment(`gpg.format is ${format}`, { expected: 'ssh, openpgp or x509', fix: HOW_TO_SIGN })
  const program = value(`gpg.${format}.program`) ?? (format === 'openpgp' ? value('gpg.program') : undefined) ?? DEFAULT_PROGRAMS[format]
  const args = ['user.signingkey', 'gpg.format'].flatMap((key) => {
    const found = inStore.has(key) ? undefined : around.get(key)
    return found ? ['-c', `${key}=${found.value}`] : []
  })
  const key = value('user.signingkey') ?? (format === 'ssh' ? await defaultKey(value('gpg.ssh.defaultkeycommand')) : undefined)
  return { format, key, program, args }
}

async function settingsIn(where: { gitdir?: string; cwd?: string }): Promise<Map<string, { scope: string; value: string }>> {
  // Where nothing is set git says so by its exit code.
  const text = await nativeGit(['config', '--null', '--show-scope', '--get-regexp', '^(gpg\\.|user\\.signingkey$)'], where).catch(() => '')
  const parts = text.split('\0')
  const found = new Map<string, { scope: string; value: string }>()
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const [key = '', ...value] = (parts[i + 1] ?? '').split('\n')
    found.set(key, { scope: parts[i] ?? '', value: value.join('\n') })
  }
  return found
}

/** The first key that gpg.ssh.defaultKeyCommand prints, which people let be `ssh-add -L`. */
async function defaultKey(command: string | undefined): Promise<string | undefined> {
  if (!command) return undefined
  const [program = '', ...args] = command.split(/\s+/)
  const first = (await runProgram(program, args, '')).split('\n').find((line) => /^(key::|ssh-|ecdsa-|sk-)/.test(line))
  return first && (first.startsWith('key::') ? first : `key::${first}`)
}

/** Runs a program with text on its standard input and returns what it printed. @throws SkillLoopError (3) */
export async function runProgram(program: string, args: string[], input: string): Promise<string> {
  return new Promise((done, failed) => {
    const child = execFile(program, args, { maxBuffer: 1 << 24, windowsHide: true, env: { ...process.env, LC_ALL: 'C' } }, (error, stdout, stderr) => {
      if (error) failed(explained(program, error, stderr))
      else done(stdout)
    })
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

function explained(program: string, error: Error, stderr: string): SkillLoopError {
  if (systemCode(error) === 'ENOENT') return environment(`${program} is not installed`, { cause: error, expected: 'the program that signs', fix: `install it (OpenSSH or GnuPG), or name another: ${HOW_TO_SIGN}` })
  return environment(`${program} failed: ${stderr.trim().split('\n').slice(-3).join(' ')}`, { cause: error, fix: HOW_TO_SIGN })
}
