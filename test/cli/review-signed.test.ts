import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { cleanEnvironment, git, temporaryFolder } from '../helpers/temporary.js'
import { as, cli, expectCivil, expectSound, memory, newProject, propose, states, withPolicy, write, type Example, type Project } from './support.js'

// The programs of the system that sign; where they are not, these tests are left out.
const [KEYGEN, GPG, GPGCONF] = ['ssh-keygen', 'gpg', 'gpgconf'] as const
const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined
const canSign = spawnSync(KEYGEN, ['-?']).error === undefined
const run = (project: Project, ...args: string[]) => cli(args, { cwd: project.root })

/** A new SSH key; the store's Git signs with it. @returns the public key */
function useKey(project: Project, name: string): string {
  const file = join(temporaryFolder(), name)
  execFileSync(KEYGEN, ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', file])
  git(project.store, 'config', 'gpg.format', 'ssh')
  git(project.store, 'config', 'user.signingkey', `${file}.pub`)
  return execFileSync('cat', [`${file}.pub`], { encoding: 'utf8' }).trim()
}

function allow(project: Project, lines: string[]): string {
  const file = write(project.store, 'allowed_signers', `${lines.join('\n')}\n`)
  git(project.store, 'add', 'allowed_signers')
  git(project.store, 'commit', '-qm', 'who may sign')
  return file
}

async function proposed(example: Example): Promise<Project> {
  const project = newProject()
  await propose(project, example)
  return project
}

const statuses = (project: Project, signers: string, range: string): string[] =>
  git(project.store, '-c', `gpg.ssh.allowedSignersFile=${signers}`, 'log', '--format=%G? %GS', range).trim().split('\n')

describe.skipIf(!canSign)('signed decisions', () => {
  it('are refused without a key, and with one that main does not name; git agrees with those that are made', async () => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    withPolicy(project, 'review', { signed: 'decisions' })
    git(project.store, 'config', 'gpg.format', 'ssh')
    const without = await run(project, 'review', 'approve', lesson.id)
    expectCivil(without, 3)
    expect(without.stdout).toMatch(/user\.signingkey[\s\S]*git config --global gpg\.format ssh/)
    const key = useKey(project, 'grace')
    const unknown = await run(project, 'review', 'approve', lesson.id)
    expectCivil(unknown, 1)
    expect(unknown.stdout).toMatch(/allowed_signers on main names for grace@example\.org[\s\S]*namespaces="git,skillloop-decision"/)
    expect(await states(project)).toEqual({ [lesson.id]: 'pending' })
    const signers = allow(project, [`grace@example.org namespaces="git,skillloop-decision" ${key}`])
    const before = git(project.store, 'rev-parse', 'main').trim()
    expectCivil(await run(project, 'review', 'approve', lesson.id), 0)
    const made = statuses(project, signers, `${before}..main`)
    expect(made).toEqual(['G grace@example.org', 'G grace@example.org', 'N'])
    const path = git(project.store, 'ls-tree', '-r', '--name-only', 'main', 'decisions').trim()
    const decision = JSON.parse(git(project.store, 'show', `main:${path}`)) as { signature?: string }
    expect(decision.signature).toMatch(/^-----BEGIN SSH SIGNATURE-----/)
    expect((await run(project, 'review', 'show', lesson.id)).stdout).toContain('approve by Grace, signed')
    expectCivil(await run(project, 'check'), 0)
    expectSound(project)
  })

  it('of two reviewers count each by their own key', async () => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    withPolicy(project, 'review', { signed: 'decisions', requiredReviewers: 2 })
    const bob = useKey(project, 'bob')
    const signers = (eve: string): string[] => [`bob@example.org namespaces="git,skillloop-decision" ${bob}`, `eve@example.org namespaces="git,skillloop-decision" ${eve}`]
    allow(project, signers(bob))
    expect((await as('Bob', () => run(project, 'review', 'approve', lesson.id))).stdout).toContain('1 of 2')
    const eve = useKey(project, 'eve')
    expectCivil(await as('Eve', () => run(project, 'review', 'approve', lesson.id)), 1)
    allow(project, signers(eve))
    expectCivil(await as('Eve', () => run(project, 'review', 'approve', lesson.id)), 0)
    expect(await states(project)).toEqual({ [lesson.id]: 'approved' })
    expectSound(project)
  })

  it('the policy may ask for every commit on main; --sign signs without being asked', async () => {
    const [one, other] = [memory('Use pnpm.'), memory('Use tabs.')]
    const project = await proposed(one)
    await propose(project, other)
    const key = useKey(project, 'grace')
    const signers = allow(project, [`grace@example.org namespaces="git,skillloop-decision" ${key}`])
    const before = git(project.store, 'rev-parse', 'main').trim()
    expectCivil(await run(project, 'review', 'reject', one.id, '--reason', 'no', '--sign'), 0)
    expect(statuses(project, signers, `${before}..main`)).toEqual(['G grace@example.org'])
    withPolicy(project, 'review', { signed: 'commits' })
    const then = git(project.store, 'rev-parse', 'main').trim()
    expectCivil(await run(project, 'review', 'comment', other.id, '-m', 'why?'), 0)
    expectCivil(await run(project, 'review', 'approve', other.id), 0)
    expect(statuses(project, signers, `${then}..main`).filter((status) => status.startsWith('G'))).toHaveLength(3)
    expectSound(project)
  })

  it('run no program that the store\'s own configuration names', async () => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    useKey(project, 'grace')
    git(project.store, 'config', 'gpg.ssh.program', '/bin/false')
    const refused = await run(project, 'review', 'approve', lesson.id, '--sign')
    expectCivil(refused, 3)
    expect(refused.stdout).toMatch(/names a program to sign with: gpg\.ssh\.program/)
  })

  it('say what to do where git is not installed', async () => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    vi.stubEnv('PATH', temporaryFolder())
    const refused = await run(project, 'review', 'approve', lesson.id, '--sign')
    vi.unstubAllEnvs()
    expectCivil(refused, 3)
    expect(refused.stdout).toMatch(/git is not installed\n\s+to do: install git/)
  })
})

describe.skipIf(!has(GPG))('signed by OpenPGP', () => {
  it('a decision bears the person\'s signature, and so do its commits', async () => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    const home = join(temporaryFolder(), 'g')
    mkdirSync(home, { mode: 0o700 })
    vi.stubEnv('GNUPGHOME', home)
    try {
      const gpg = (...args: string[]): string => execFileSync(GPG, ['--batch', '--quiet', ...args], { encoding: 'utf8', env: { ...cleanEnvironment(), GNUPGHOME: home }, stdio: ['ignore', 'pipe', 'ignore'] })
      gpg('--passphrase', '', '--pinentry-mode', 'loopback', '--quick-generate-key', 'Grace <grace@example.org>', 'ed25519', 'sign', 'never')
      const fingerprint = /^fpr:+([0-9A-F]{40})/m.exec(gpg('--with-colons', '--list-keys'))?.[1] ?? ''
      git(project.store, 'config', 'user.signingkey', fingerprint)
      withPolicy(project, 'review', { signed: 'decisions' })
      expectCivil(await run(project, 'review', 'approve', lesson.id), 1)
      allow(project, [`# openpgp grace@example.org ${fingerprint}`])
      const before = git(project.store, 'rev-parse', 'main').trim()
      expectCivil(await run(project, 'review', 'approve', lesson.id), 0)
      const log = execFileSync('git', ['-C', project.store, 'log', '--format=%G?', `${before}..main`], { encoding: 'utf8', env: { ...cleanEnvironment(), GNUPGHOME: home } })
      expect(log.trim().split('\n')).toEqual(['G', 'G', 'N'])
    } finally {
      // The agent that gpg started for this keyring.
      spawnSync(GPGCONF, ['--kill', 'all'], { env: { ...process.env, GNUPGHOME: home } })
      vi.unstubAllEnvs()
    }
    expect(await states(project)).toEqual({ [lesson.id]: 'approved' })
    expectSound(project)
  })
})
