import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemCode } from '../kernel/errors.js'

/** A signature and what it is held against. */
export interface SignatureQuestion {
  payload: Uint8Array
  /** Armoured, SSH or OpenPGP. */
  signature: string
  /** What an SSH signature was made for, e.g. git. */
  namespace: string
  /** Mail address of the person whose it should be. */
  person: string
  /** The text of allowed_signers: lines of ssh-keygen(1), and `# openpgp <mail> <fingerprint>` for OpenPGP. */
  signers: string
  /** When it was made, milliseconds: keys are valid for a time. */
  at: number
}

/** by: it is theirs; problem: it is not; unchecked: what is not here to tell. */
export type SignatureAnswer = { by: string } | { problem: string } | { unchecked: string }

interface Ended { code: number | string; output: string }

/** Runs a program on stdin without a shell; its output of both streams. */
async function runOn(program: string, args: string[], input: Uint8Array): Promise<Ended> {
  return new Promise((done) => {
    const child = execFile(program, args, { windowsHide: true, timeout: 30_000, maxBuffer: 1 << 22, env: { ...process.env, LC_ALL: 'C' } }, (error, stdout, stderr) => {
      done({ code: error ? systemCode(error) ?? error.code ?? 1 : 0, output: stdout + stderr })
    })
    // A program that is not there, or that has ended, takes nothing.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

/** Asks ssh-keygen or gpg whose a signature is. Nothing of the store's own configuration is asked. */
export async function verifySignature(question: SignatureQuestion): Promise<SignatureAnswer> {
  if (question.signature.startsWith('-----BEGIN SSH SIGNATURE-----')) return inFolder((folder) => verifySsh(folder, question))
  if (question.signature.startsWith('-----BEGIN PGP SIGNATURE-----')) return inFolder((folder) => verifyOpenPgp(folder, question))
  return { problem: 'it is neither an SSH nor an OpenPGP signature' }
}

async function inFolder(use: (folder: string) => Promise<SignatureAnswer>): Promise<SignatureAnswer> {
  const folder = await mkdtemp(join(tmpdir(), 'skillloop-verify-'))
  try {
    return await use(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

// ssh-keygen takes a time in the machine's zone unless a Z says otherwise; older ones know no Z, and fail.
function verifyTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replaceAll(/[-:T]/g, '')}Z`
}

async function verifySsh(folder: string, { payload, signature, namespace, person, signers, at }: SignatureQuestion): Promise<SignatureAnswer> {
  const [allowed, file] = [join(folder, 'allowed'), join(folder, 'signature')]
  await Promise.all([writeFile(allowed, signers), writeFile(file, signature)])
  const { code, output } = await runOn('ssh-keygen', ['-Y', 'verify', '-n', namespace, '-f', allowed, '-I', person, '-s', file, `-Overify-time=${verifyTime(at)}`], payload)
  if (code === 'ENOENT') return { unchecked: 'ssh-keygen is not installed' }
  return code === 0 ? { by: person } : { problem: `not a good signature of ${person} by the keys then in force: ${lastLine(output)}` }
}

async function verifyOpenPgp(folder: string, { payload, signature, person, signers }: SignatureQuestion): Promise<SignatureAnswer> {
  const file = join(folder, 'signature')
  await writeFile(file, signature)
  const { code, output } = await runOn('gpg', ['--batch', '--no-tty', '--no-auto-key-retrieve', '--status-fd', '1', '--verify', file, '-'], payload)
  if (code === 'ENOENT') return { unchecked: 'gpg is not installed' }
  const status = (word: string): string[] | undefined => new RegExp(`^\\[GNUPG:\\] ${word} (.*)$`, 'm').exec(output)?.[1]?.split(' ')
  const missing = status('NO_PUBKEY')
  if (missing) return { unchecked: `gpg here does not know the key ${missing[0] ?? ''}` }
  const valid = status('VALIDSIG')
  if (!valid || !status('GOODSIG')) return { problem: `not a good OpenPGP signature: ${lastLine(output)}` }
  // The signing key's fingerprint comes first, its primary key's last.
  const isTheirs = [valid[0], valid.at(-1)].some((fingerprint) => fingerprint !== undefined && openPgpKeys(signers, person).has(fingerprint))
  return isTheirs ? { by: person } : { problem: `its key ${valid.at(-1) ?? ''} is not one that allowed_signers names for ${person}` }
}

/** Fingerprints of a person: lines `# openpgp <mail> <fingerprint>`, which ssh-keygen takes for comments. */
function openPgpKeys(signers: string, person: string): Set<string> {
  const lines = signers.split('\n').map((line) => /^#\s*openpgp\s+(\S+)\s+([0-9A-Fa-f ]{40,60})\s*$/.exec(line))
  return new Set(lines.flatMap((match) => (match?.[1]?.toLowerCase() === person.toLowerCase() ? [(match[2] ?? '').replaceAll(' ', '').toUpperCase()] : [])))
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.slice(0, 200) ?? ''
}
