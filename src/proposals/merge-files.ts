import { diffArrays } from 'diff'
import type { ArtifactFiles } from '../kernel/hash.js'

/** What comes of putting a change on other files, and the files where it does not fit. */
export interface MergedFiles { files: Map<string, Uint8Array>; conflicts: string[] }

/**
 * Applies what changed from `base` to `theirs` to `ours`, file by file; within a file by lines, where both
 * sides changed different ones. The result is a text that nobody has reviewed yet, and is to be.
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
  const merged = mergeText(was, own, other)
  return merged === undefined ? undefined : new TextEncoder().encode(merged)
}

/** Lines `from` up to `to` of the base are replaced by `lines`. */
interface Hunk { from: number; to: number; lines: string[] }

/** Both changes in one text; undefined where they touch the same lines, or ones next to each other. */
function mergeText(base: string, ours: string, theirs: string): string | undefined {
  const own = hunksOf(base, ours)
  const missing = hunksOf(base, theirs).filter((hunk) => !own.some((other) => sameHunk(hunk, other)))
  if (missing.some((hunk) => own.some((other) => hunk.from <= other.to && other.from <= hunk.to))) return undefined
  const lines = linesOf(base)
  // From the end on, so that the places of those before stay what they are.
  for (const { from, to, lines: put } of [...own, ...missing].sort((a, b) => b.from - a.from)) lines.splice(from, to - from, ...put)
  return lines.join('')
}

function hunksOf(base: string, changed: string): Hunk[] {
  const hunks: Hunk[] = []
  let at = 0
  let open: Hunk | undefined
  for (const { value, added, removed } of diffArrays(linesOf(base), linesOf(changed))) {
    if (!added && !removed) {
      at += value.length
      open = undefined
      continue
    }
    if (!open) hunks.push(open = { from: at, to: at, lines: [] })
    if (added) open.lines.push(...value)
    else open.to = at += value.length
  }
  return hunks
}

const linesOf = (text: string): string[] => text.split(/(?<=\n)/)
const sameHunk = (a: Hunk, b: Hunk): boolean => a.from === b.from && a.to === b.to && a.lines.join('') === b.lines.join('')

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
