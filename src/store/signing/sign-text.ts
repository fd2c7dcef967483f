import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { environment } from '../../kernel/errors.js'
import type { Identity } from '../identity.js'
import { HOW_TO_SIGN, runProgram, signingSettings, type SigningPlace } from './settings.js'

/**
 * An armoured signature of a text by the key that Git is configured to sign with: SSH in a namespace, see
 * ssh-keygen(1), -Y sign, or OpenPGP.
 * @throws SkillLoopError (3) without a key, or the program that signs
 */
export async function signText(text: string, namespace: string, who: Identity, place: SigningPlace): Promise<string> {
  const { format, key, program } = await signingSettings(place)
  if (format === 'x509') throw environment('gpg.format is x509, and a decision bears an SSH or OpenPGP signature', { expected: 'ssh or openpgp', fix: HOW_TO_SIGN })
  if (format === 'openpgp') return unified(await runProgram(program, ['--batch', '-bsau', key ?? `${who.name} <${who.email}>`], text))
  if (!key) throw environment('Git is not told which key to sign with', { expected: 'user.signingkey', fix: HOW_TO_SIGN })
  return withFiles({ key: literalOf(key) }, async (files) => {
    // A literal public key is looked for in the agent only.
    const args = files['key'] ? ['-Y', 'sign', '-n', namespace, '-f', files['key'], '-U'] : ['-Y', 'sign', '-n', namespace, '-f', key.replace(/^~(?=\/)/, homedir())]
    return unified(await runProgram(program, args, text))
  })
}

/**
 * Whether a signature of a text is good: by a key that `signers` (lines of ssh-keygen(1), ALLOWED SIGNERS) names for
 * this address, or by an OpenPGP key of the machine's keyring with this address.
 */
export async function isSignedBy(text: string, signature: string, namespace: string, email: string, signers: string): Promise<boolean> {
  return withFiles({ signers, signature, text }, async (files) => {
    if (signature.startsWith('-----BEGIN PGP')) {
      const status = await runProgram('gpg', ['--batch', '--status-fd', '1', '--verify', files['signature'] ?? '', files['text'] ?? ''], '').catch(() => '')
      return status.split('\n').some((line) => line.startsWith('[GNUPG:] GOODSIG') && line.toLowerCase().includes(`<${email.toLowerCase()}>`))
    }
    const principals = await runProgram('ssh-keygen', ['-Y', 'find-principals', '-f', files['signers'] ?? '', '-s', files['signature'] ?? ''], '').catch(() => '')
    const own = principals.split('\n').map((line) => line.trim()).find((principal) => principal.toLowerCase() === email.toLowerCase())
    if (own === undefined) return false
    return runProgram('ssh-keygen', ['-Y', 'verify', '-f', files['signers'] ?? '', '-I', own, '-n', namespace, '-s', files['signature'] ?? ''], text).then(() => true, () => false)
  })
}

function literalOf(key: string): string | undefined {
  if (key.startsWith('key::')) return key.slice('key::'.length)
  return /^(ssh-|ecdsa-|sk-)\S+ /.test(key) ? key : undefined
}

const unified = (signature: string): string => `${signature.replaceAll('\r\n', '\n').trimEnd()}\n`

/** Runs with some texts in private files, which are gone afterwards. */
async function withFiles<T>(texts: Record<string, string | undefined>, use: (paths: Record<string, string>) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'skillloop-signature-'))
  try {
    const given = Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [[name, text] as const]))
    await Promise.all(given.map(([name, text]) => writeFile(join(folder, name), text, { mode: 0o600 })))
    return await use(Object.fromEntries(given.map(([name]) => [name, join(folder, name)])))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
