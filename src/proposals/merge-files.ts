import { applyPatch, structuredPatch } from 'diff'
import type { ArtifactFiles } from '../kernel/hash.js'

/** What comes of putting a change on other files, and the files where it does not fit. */
export interface MergedFiles { files: Map<string, Uint8Array>; conflicts: string[] }

/**
 * Applies what changed from `base` to `theirs` to `ours`, file by file; within a file by lines, where the text around
 * the change is the same on both sides. The result is a text that nobody has reviewed yet, and is to be.
 * @param take theirs: where it does not fit, `theirs` takes the place of `ours`
 */
export function mergeFiles(base: ArtifactFiles, ours: ArtifactFiles, theirs: ArtifactFiles, take?: 'theirs'): MergedFiles {
  const files = new Map<string, Uint8Array>()
  const conflicts: string[] = []
  for (const name of [...new Set([...ours.keys(), ...theirs.keys()])].sort()) {
    const [was, own, other] = [base.get(name), ours.get(name), theirs.get(name)]
    if (same(was, other) || same(own, other)) put(files, name, own)
    else if (same(was, own)) put(files, name, other)
    else {
      const merged = was && own && other ? mergeLines(was, own, other) : undefined
      if (!merged) conflicts.push(name)
      put(files, name, merged ?? (take === 'theirs' ? other : own))
    }
  }
  return { files, conflicts }
}

function mergeLines(base: Uint8Array, ours: Uint8Array, theirs: Uint8Array): Uint8Array | undefined {
  const [was, own, other] = [base, ours, theirs].map(textOf)
  if (was === undefined || own === undefined || other === undefined) return undefined
  const merged = applyPatch(own, structuredPatch('', '', was, other), { autoConvertLineEndings: false })
  return merged === false ? undefined : new TextEncoder().encode(merged)
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function put(files: Map<string, Uint8Array>, name: string, bytes: Uint8Array | undefined): void {
  if (bytes) files.set(name, bytes)
}

function same(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
