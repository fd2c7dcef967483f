import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment, refused, type SkillLoopError } from '../../kernel/errors.js'
import { ALLOWED_SIGNERS } from '../../kernel/layout.js'
import { nativeGit } from '../git-process.js'
import { cleanIdentity, type CommitData, type Signature } from '../objects/encode.js'
import { HOW_TO_SIGN, signingSettings, type SigningPlace } from './settings.js'

/** How a commit is signed: whose configuration is asked, and which keys count. */
export interface Signing extends SigningPlace {
  fsync: boolean
  /** The bytes of main's allowed_signers, where the policy asks for a key that it names; a missing file is undefined. */
  allowed?: { signers: Uint8Array | undefined }
}

/**
 * Writes a commit that is signed as the user's Git configuration says, and returns its id. The tree and the parents
 * must be on disk. Git itself signs, so that whatever key, agent or format works there works here.
 * @throws SkillLoopError (3) without git, a key or the program that signs, (1) with a key that allowed_signers does not name
 */
export async function signCommit({ tree, parents, author, committer, message }: CommitData, signing: Signing): Promise<string> {
  const { args: settings } = await signingSettings(signing)
  const durable = signing.fsync ? ['-c', 'core.fsync=loose-object', '-c', 'core.fsyncObjectFiles=true'] : []
  const args = [...settings, ...durable, '-c', 'i18n.commitEncoding=UTF-8', 'commit-tree', '-S', ...parents.flatMap((parent) => ['-p', parent]), '-F', '-', tree]
  const text = `${message.toWellFormed().replaceAll('\0', '').trimEnd()}\n`
  const oid = (await nativeGit(args, { gitdir: signing.gitdir, input: text, env: { ...identity('AUTHOR', author), ...identity('COMMITTER', committer) } }).catch((cause: unknown) => {
    throw explained(cause)
  })).trim()
  if (signing.allowed) await expectAllowed(oid, committer, settings, { ...signing, allowed: signing.allowed })
  return oid
}

function identity(role: 'AUTHOR' | 'COMMITTER', { name, email, at }: Signature): Record<string, string> {
  return { [`GIT_${role}_NAME`]: cleanIdentity(name) || 'unknown', [`GIT_${role}_EMAIL`]: cleanIdentity(email), [`GIT_${role}_DATE`]: `@${Math.max(0, Math.floor(at / 1000))} +0000` }
}

function explained(cause: unknown): SkillLoopError {
  const said = cause instanceof Error ? cause.message : String(cause)
  return environment(`the commit could not be signed: ${said}`, { cause, expected: 'a key that Git knows to sign with, and ssh-keygen or gpg to sign', fix: HOW_TO_SIGN })
}

/** A signature by a key that main does not name counts for nothing: it is refused before anything moves. */
async function expectAllowed(oid: string, who: Signature, settings: string[], { gitdir, allowed: { signers } }: Signing & { allowed: { signers: Uint8Array | undefined } }): Promise<void> {
  const add = `have a reviewer add a line to ${ALLOWED_SIGNERS} on main, as in ssh-keygen(1): ${who.email} namespaces="git" ssh-ed25519 AAAA…`
  const folder = await mkdtemp(join(tmpdir(), 'skillloop-signers-'))
  try {
    const file = join(folder, ALLOWED_SIGNERS)
    await writeFile(file, signers ?? '')
    const args = [...settings, '-c', `gpg.ssh.allowedSignersFile=${file}`, '-c', 'log.showSignature=false', 'show', '-s', '--format=%G?%n%GS', oid]
    const [status = '', signer = ''] = (await nativeGit(args, { gitdir })).split('\n')
    const [subject] = (await nativeGit(['cat-file', 'commit', oid], { gitdir })).split('\n\n')
    // Who holds a GPG key is what the keyring of whoever verifies says.
    if (subject?.includes('BEGIN PGP SIGNATURE')) {
      if (status !== 'G' && status !== 'U') throw refused('the signature just made does not verify', { expected: 'a good GPG signature', fix: 'see git verify-commit with your key' })
      return
    }
    if (!signers) throw refused(`the policy asks for signed decisions, and main has no ${ALLOWED_SIGNERS} that says whose keys count`, { fix: add })
    if (status !== 'G') throw refused(`your signing key is not among those that ${ALLOWED_SIGNERS} on main names`, { expected: 'a key that the policy\'s people know', fix: add })
    if (signer.toLowerCase() !== who.email.toLowerCase()) throw refused(`your signing key is ${signer}'s by ${ALLOWED_SIGNERS} on main, and you decide as ${who.email}`, { fix: 'set user.email to the address of the key, or have its line mended' })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
