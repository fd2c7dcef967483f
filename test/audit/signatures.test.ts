import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Decision, Policy } from '../../src/kernel/types.js'
import { renderDecision } from '../../src/proposals/decisions.js'
import { DECISION_NAMESPACE, signedText } from '../../src/proposals/approval.js'
import { verifySignature } from '../../src/store/signatures.js'
import { memory, newProject, propose, type Example, type Project } from '../cli/support.js'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { audit, commitAs, expectClean, gitAs, governed, head, mail, setPolicy, type Who } from './support.js'

const isHere = (program: string): boolean => spawnSync(program, ['--version']).error === undefined

/** A key of somebody's, and their line for allowed_signers. */
function sshKey(who: Who, options = ''): { file: string; line: string } {
  const file = join(temporaryFolder(), who)
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', who, '-f', file])
  return { file, line: `${mail(who)} ${options}${execFileSync('ssh-keygen', ['-y', '-f', file], { encoding: 'utf8' })}` }
}

function sshSign(file: string, text: string, namespace = DECISION_NAMESPACE): string {
  return execFileSync('ssh-keygen', ['-Y', 'sign', '-n', namespace, '-f', file, '-'], { input: text, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
}

const signing = (key: string): string[] => ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${key}`]

/** A store that has Grace's and Linus's keys on main and asks for signatures. */
function keyed(signed: 'decisions' | 'commits'): { project: Project; keys: Record<'Grace' | 'Linus' | 'Mallory', string> } {
  const [grace, linus, mallory] = [sshKey('Grace'), sshKey('Linus'), sshKey('Mallory')]
  const project = governed()
  commitAs('Grace', project, { allowed_signers: grace.line + linus.line }, 'keys')
  setUp(project, grace.file, { signed, reviewers: [mail('Grace'), mail('Linus')] })
  return { project, keys: { Grace: grace.file, Linus: linus.file, Mallory: mallory.file } }
}

function setUp(project: Project, key: string, review: Policy['review']): string {
  setPolicy('Grace', project, review ?? {})
  gitAs('Grace', project, ...signing(key), 'commit', '-q', '--amend', '--no-edit', '-S')
  return head(project)
}

function approval({ id, path, proposal }: Example, who: Who, key?: string, change: Partial<Decision> = {}): Record<string, string> {
  const decision: Decision = {
    schemaVersion: 1, proposal: id, verb: 'approve', at: '2026-08-10T09:00:00.000Z', by: { name: who, email: mail(who) },
    artifact: { path, digest: proposal.front.artifact.digest }, after: []
  }
  const signature = key === undefined ? {} : { signature: sshSign(key, signedText(decision)) }
  const rendered = renderDecision({ ...decision, ...signature, ...change })
  return { [rendered.path]: rendered.text }
}

async function proposed(project: Project): Promise<Example> {
  const lesson = memory('Use tabs.')
  await propose(project, lesson)
  return lesson
}

describe.skipIf(!isHere('ssh-keygen'))('a signed decision', () => {
  it('in its file outlives a squash by somebody else', async () => {
    const { project, keys } = keyed('decisions')
    const lesson = await proposed(project)
    gitAs('Linus', project, 'merge', '-q', '--squash', lesson.branch)
    commitAs('Linus', project, approval(lesson, 'Grace', keys.Grace))
    git(project.store, 'branch', '-qD', lesson.branch)
    await expectClean(project)
  })

  it('counts by the commit that made it as well', async () => {
    const { project, keys } = keyed('decisions')
    const lesson = await proposed(project)
    gitAs('Grace', project, 'checkout', '-q', lesson.branch)
    commitAs('Grace', project, approval(lesson, 'Grace'))
    gitAs('Grace', project, ...signing(keys.Grace), 'commit', '-q', '--amend', '--no-edit', '-S')
    gitAs('Grace', project, 'checkout', '-q', 'main')
    gitAs('Linus', project, 'merge', '-q', '--no-ff', '-m', 'merge', lesson.branch)
    await expectClean(project)
  })

  const bad: Record<string, { files: (lesson: Example, keys: Record<Who, string>) => Record<string, string>; code: string }> = {
    'by nobody': { files: (lesson) => approval(lesson, 'Grace'), code: 'unsigned' },
    'by a key that is not on main': { files: (lesson, keys) => approval(lesson, 'Grace', keys.Mallory), code: 'signature-bad' },
    'by the key of another reviewer': { files: (lesson, keys) => approval(lesson, 'Grace', keys.Linus), code: 'signature-bad' },
    'of other words': { files: (lesson, keys) => approval(lesson, 'Grace', keys.Grace, { reason: 'put in later' }), code: 'signature-bad' }
  }
  it.each(Object.entries(bad))('is found out where it is signed %s', async (_name, { files, code }) => {
    const { project, keys } = keyed('decisions')
    const lesson = await proposed(project)
    gitAs('Grace', project, 'merge', '-q', '--squash', lesson.branch)
    const commit = commitAs('Grace', project, files(lesson, keys))
    const result = await audit(project)
    expect(result.code).toBe(1)
    expect(result.findings).toContainEqual(expect.objectContaining({ code, commit }))
  })

  it('is asked for: a plain merge has none', async () => {
    const { project } = keyed('decisions')
    const lesson = await proposed(project)
    gitAs('Grace', project, 'merge', '-q', '--no-ff', '-m', 'merge', lesson.branch)
    expect((await audit(project)).findings).toEqual([expect.objectContaining({ code: 'unsigned', commit: head(project), path: lesson.path })])
  })

  it('of a reviewer whose key comes with the same commit proves nothing', async () => {
    const { project } = keyed('decisions')
    const lesson = await proposed(project)
    const other = sshKey('Grace')
    gitAs('Grace', project, 'merge', '-q', '--squash', lesson.branch)
    const commit = commitAs('Grace', project, { ...approval(lesson, 'Grace', other.file), allowed_signers: other.line })
    const { findings } = await audit(project)
    expect(findings.map((found) => [found.code, found.commit])).toEqual(expect.arrayContaining([['signature-bad', commit], ['signers-tampered', commit]]))
  })

  it('that cannot be checked here is told, and is no proof', async () => {
    const { project, keys } = keyed('decisions')
    const lesson = await proposed(project)
    gitAs('Linus', project, 'merge', '-q', '--squash', lesson.branch)
    commitAs('Linus', project, approval(lesson, 'Grace', keys.Grace))
    // A machine with git and without ssh-keygen.
    const folder = temporaryFolder()
    const { symlinkSync } = await import('node:fs')
    symlinkSync(execFileSync('which', ['git'], { encoding: 'utf8' }).trim(), join(folder, 'git'))
    const path = process.env['PATH']
    process.env['PATH'] = folder
    try {
      const result = await audit(project)
      expect(result.findings.map(({ code, severity }) => `${severity} ${code}`)).toContain('warning signature-unchecked')
      expect(result.code).not.toBe(0)
    } finally {
      process.env['PATH'] = path
    }
  })
})

describe.skipIf(!isHere('ssh-keygen'))('signed commits', () => {
  it('of whoever may are in order; one without is named', async () => {
    const { project, keys } = keyed('commits')
    const lesson = await proposed(project)
    gitAs('Grace', project, 'checkout', '-q', lesson.branch)
    commitAs('Grace', project, approval(lesson, 'Grace', keys.Grace))
    gitAs('Grace', project, 'checkout', '-q', 'main')
    gitAs('Linus', project, ...signing(keys.Linus), 'merge', '-q', '--no-ff', '-S', '-m', 'merge', lesson.branch)
    await expectClean(project)
    const commit = commitAs('Linus', project, { 'datasets/x/README.md': 'a card\n' })
    expect((await audit(project)).findings).toEqual([expect.objectContaining({ code: 'unsigned', commit })])
  })

  it('are asked for of changes of the keys and of the policy', async () => {
    const { project, keys } = keyed('commits')
    const third = sshKey('Mallory')
    const text = git(project.store, 'show', 'main:allowed_signers')
    const commit = commitAs('Grace', project, { allowed_signers: text + third.line })
    expect((await audit(project)).findings.map((found) => [found.code, found.commit])).toEqual([['unsigned', commit], ['signers-tampered', commit]])
    commitAs('Grace', project, { allowed_signers: text })
    gitAs('Grace', project, ...signing(keys.Grace), 'commit', '-q', '--amend', '--no-edit', '-S')
    const { findings, settled } = await audit(project)
    expect(findings.map(({ code }) => code)).toEqual(['unsigned'])
    expect(settled).toEqual([expect.objectContaining({ code: 'signers-tampered', commit, how: 'put back' })])
  })

  it('where the policy asks and no key is on main, nothing passes', async () => {
    const project = newProject()
    setPolicy('Grace', project, { signed: 'commits' })
    const lesson = await proposed(project)
    gitAs('Grace', project, 'merge', '-q', '--no-ff', '-m', 'merge', lesson.branch)
    expect((await audit(project)).findings.map(({ code }) => code)).toContain('unsigned')
  })
})

describe('a signature', () => {
  const home = process.env['GNUPGHOME']
  afterEach(() => {
    if (home === undefined) delete process.env['GNUPGHOME']
    else process.env['GNUPGHOME'] = home
  })
  const question = { payload: Buffer.from('words\n'), namespace: 'git', person: mail('Grace'), at: Date.UTC(2026, 7, 10) }

  it.skipIf(!isHere('ssh-keygen'))('of SSH is held against the namespace, the person and the time', async () => {
    const { file, line } = sshKey('Grace')
    const signature = sshSign(file, 'words\n', 'git')
    expect(await verifySignature({ ...question, signature, signers: line })).toEqual({ by: mail('Grace') })
    const wrong = [{ namespace: 'file' }, { person: mail('Linus') }, { payload: Buffer.from('other words\n') }, { signers: '' }, { signers: sshKey('Grace').line },
      { signers: line.replace(' ', ' valid-before="20260101Z" ') }, { signature: signature.replace('A', 'B') }, { signature: 'nonsense' }]
    for (const change of wrong) expect(await verifySignature({ ...question, signature, signers: line, ...change }), JSON.stringify(change)).toHaveProperty('problem')
    expect(await verifySignature({ ...question, signature, signers: line.replace(' ', ' valid-after="20260101Z" ') })).toEqual({ by: mail('Grace') })
  })

  it.skipIf(!isHere('gpg'))('of OpenPGP is held against the fingerprints that main names', async () => {
    const folder = join(temporaryFolder(), 'g')
    mkdirSync(folder, { mode: 0o700 })
    process.env['GNUPGHOME'] = folder
    const gpg = (args: string[], input = ''): string => execFileSync('gpg', ['--batch', '--no-tty', '--pinentry-mode', 'loopback', '--passphrase', '', ...args], { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] })
    gpg(['--quick-generate-key', `Grace <${mail('Grace')}>`, 'ed25519', 'sign', 'never'])
    const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg(['--with-colons', '--list-keys']))?.[1] ?? ''
    const signature = gpg(['--armor', '--detach-sign'], 'words\n')
    const signers = `# openpgp ${mail('Grace')} ${fingerprint}\n`
    expect(await verifySignature({ ...question, signature, signers })).toEqual({ by: mail('Grace') })
    for (const change of [{ signers: '' }, { signers: signers.replace('grace', 'linus') }, { payload: Buffer.from('other\n') }]) expect(await verifySignature({ ...question, signature, signers, ...change })).toHaveProperty('problem')
    process.env['GNUPGHOME'] = temporaryFolder()
    expect(await verifySignature({ ...question, signature, signers })).toHaveProperty('unchecked')
    execFileSync('gpgconf', ['--homedir', folder, '--kill', 'all'])
  })
})

