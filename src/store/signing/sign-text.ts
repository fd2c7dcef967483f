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
  const literal = literalOf(key)
  if (literal === undefined) return unified(await runProgram(program, ['-Y', 'sign', '-n', namespace, '-f', key.replace(/^~(?=\/)/, homedir())], text))
  const folder = await mkdtemp(join(tmpdir(), 'skillloop-signature-'))
  try {
    await writeFile(join(folder, 'key.pub'), `${literal}\n`, { mode: 0o600 })
    // A literal public key is one that the agent has the other half of.
    return unified(await runProgram(program, ['-Y', 'sign', '-n', namespace, '-U', '-f', join(folder, 'key.pub')], text))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function literalOf(key: string): string | undefined {
  if (key.startsWith('key::')) return key.slice('key::'.length)
  return /^(ssh-|ecdsa-|sk-)\S+ /.test(key) ? key : undefined
}

const unified = (signature: string): string => `${signature.replaceAll('\r\n', '\n').trimEnd()}\n`
