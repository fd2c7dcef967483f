import { environment, refused, type SkillLoopError } from '../../kernel/errors.js'
import { ALLOWED_SIGNERS } from '../../kernel/layout.js'
import { nativeGit } from '../git-process.js'
import { commitSignature } from '../objects/commit-signature.js'
import { cleanIdentity, type CommitData, type Signature } from '../objects/encode.js'
import { verifySignature } from '../signatures.js'
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
  if (signing.allowed) await expectAllowed(oid, committer, signing.gitdir, Buffer.from(signing.allowed.signers ?? '').toString('utf8'))
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
async function expectAllowed(oid: string, who: Signature, gitdir: string, signers: string): Promise<void> {
  const signed = commitSignature(Buffer.from(await nativeGit(['cat-file', 'commit', oid], { gitdir })))
  const answer = signed ? await verifySignature({ ...signed, namespace: 'git', person: who.email, signers, at: who.at }) : { problem: 'git has not signed it' }
  if ('by' in answer) return
  throw refused(`the policy asks for a signature by a key that ${ALLOWED_SIGNERS} on main names for ${who.email}: ${'problem' in answer ? answer.problem : answer.unchecked}`, {
    expected: 'a line of ssh-keygen(1), ALLOWED SIGNERS, or # openpgp <mail> <fingerprint>', fix: `have a reviewer commit to ${ALLOWED_SIGNERS} on main: ${who.email} namespaces="git,skillloop-decision" <your public key>`
  })
}
