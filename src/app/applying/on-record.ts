import type { Decision } from '../../kernel/types.js'
import type { ProposalView } from '../proposals.js'
import type { PieceKind } from '../../targets/forms/places.js'

/** What the decisions on main say of a path within a target. */
export interface PathOnRecord {
  as: PieceKind
  /** Artifacts that were ever in it. */
  everOf: Set<string>
  /** Artifacts that are in it, with the digest of their bytes there; empty once all were taken out. */
  of: Map<string, string>
  /** SHA-256 of what was written there last. */
  sha256: string
}

/** Every note that something was applied, oldest first; of one time, by what each knew. */
function notes(views: readonly ProposalView[]): Decision[] {
  const all = views.flatMap(({ decisions }) => decisions.map(({ decision }) => decision)).filter(({ applied }) => applied)
  return all.sort((a, b) => (a.at === b.at ? a.after.length - b.after.length : a.at < b.at ? -1 : 1))
}

/** What was ever put into each target and taken out of it, by target and path. */
export function onRecord(views: readonly ProposalView[]): Map<string, Map<string, PathOnRecord>> {
  const targets = new Map<string, Map<string, PathOnRecord>>()
  for (const { artifact, applied } of notes(views)) {
    if (!applied) continue
    const paths = targets.get(applied.target) ?? new Map<string, PathOnRecord>()
    targets.set(applied.target, paths)
    for (const [path, sha256] of Object.entries(applied.files)) {
      const before = paths.get(path)
      paths.set(path, { as: applied.as ?? 'file', everOf: (before?.everOf ?? new Set()).add(artifact.path), of: (before?.of ?? new Map<string, string>()).set(artifact.path, artifact.digest), sha256 })
    }
    for (const path of applied.removed ?? []) paths.get(path)?.of.delete(artifact.path)
    for (const [path, sha256] of Object.entries(applied.leaves ?? {})) {
      const there = paths.get(path)
      if (there) there.sha256 = sha256
    }
  }
  return targets
}

/** Every SHA-256 that SkillLoop is on record as having written, by the whole path: two targets may name the same file. */
export function hashesWritten(views: readonly ProposalView[]): Map<string, Set<string>> {
  const written = new Map<string, Set<string>>()
  for (const { applied } of notes(views)) {
    if (!applied) continue
    for (const [path, sha256] of [...Object.entries(applied.files), ...Object.entries(applied.leaves ?? {})]) {
      const key = wholePath(applied.target, path)
      written.set(key, (written.get(key) ?? new Set()).add(sha256))
    }
  }
  return written
}

/** A target's path and one within it as one; a block's target is its file already. */
export function wholePath(target: string, path: string): string {
  const folder = target.replace(/^[a-z][a-z-]+:/, '')
  if (folder === path || folder.endsWith(`/${path}`)) return folder
  return folder === '.' ? path : `${folder}/${path}`
}
