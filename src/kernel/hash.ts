import { createHash } from 'node:crypto'
import { canonicalJson, canonicalPieces } from './canonical-json.js'

/** SHA-256 of text (as UTF-8) or bytes, 64 hex digits. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** SHA-256 of a value's canonical JSON. */
export function sha256OfJson(value: unknown): string {
  return sha256(canonicalJson(value))
}

/** The same for an object with long lists, of which no one text is made. */
export function sha256OfLargeJson(value: object): string {
  const hash = createHash('sha256')
  for (const piece of canonicalPieces(value)) hash.update(piece)
  return hash.digest('hex')
}

/** An id of `length` hex digits from parts; a NUL between them keeps ('a','bc') and ('ab','c') apart. */
export function idFrom(length: number, ...parts: string[]): string {
  return sha256(parts.join('\0')).slice(0, length)
}

/** Id of a proposal: its kind and subject, so that two machines that learn the same make the same proposal. */
export function proposalId(kind: 'memory' | 'skill' | 'training-plan', subject: string): string {
  return idFrom(12, kind, subject)
}

/** The files of an artifact, by path relative to the artifact (`SKILL.md`, `scripts/run.sh`). */
export type ArtifactFiles = ReadonlyMap<string, Uint8Array>

/**
 * Digest of an artifact: SHA-256 over its sorted paths and each file's SHA-256, written `sha256:<hex>`.
 * A memory or a plan is one file, so its map has one entry.
 */
export function artifactDigest(files: ArtifactFiles): string {
  return digestOfHashes(new Map([...files].map(([path, bytes]) => [path, sha256(bytes)])))
}

/** Digest of an artifact that is not there: what a proposal that retires one puts in its place. */
export const NOTHING = artifactDigest(new Map())

/** The same digest from the files' SHA-256, for where they are known already. */
export function digestOfHashes(hashes: ReadonlyMap<string, string>): string {
  const lines = [...hashes].map(([path, hash]) => `${path}\0${hash}\n`).sort()
  return `sha256:${sha256(lines.join(''))}`
}
