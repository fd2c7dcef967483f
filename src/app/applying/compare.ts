import { createTwoFilesPatch } from 'diff'
import { SkillLoopError } from '../../kernel/errors.js'
import type { TargetFolder } from '../../targets/folder.js'
import { look, type Found } from './look.js'
import { wholePath, type PathOnRecord } from './on-record.js'
import type { PieceKind } from '../../targets/forms/places.js'
import type { Piece } from './pieces.js'

/** What was left alone and why; with the difference to what would be there where that can be shown. */
export interface Refusal { path: string; reason: string; diff?: string }

/** What would be done to a target. */
export interface Steps {
  write: { piece: Piece; before: Uint8Array | undefined }[]
  /** There already and SkillLoop's, but not on record: adopted, or written by an apply that was stopped. */
  record: Piece[]
  remove: { path: string; as: PieceKind; of: string[]; bytes: Uint8Array }[]
  /** On record, no longer to be there, and not there: taken out by an apply that was stopped, or by a person. */
  gone: { path: string; of: string[] }[]
  unchanged: string[]
  refused: Refusal[]
}

/** What is known of a target before it is looked at. */
export interface Known {
  record: string
  paths: ReadonlyMap<string, PathOnRecord>
  /** Every hash that SkillLoop wrote, by whole path. */
  written: ReadonlyMap<string, ReadonlySet<string>>
  /** Hashes that an apply was about to write when it was stopped, by whole path. */
  begun: Readonly<Record<string, string>>
  /** Whether this run is about an artifact. */
  isMeant: (artifact: string) => boolean
  /** Artifacts of which what is there stays there, whatever is in force. */
  stays: ReadonlySet<string>
  /** Artifacts that were here before and are now as somebody made them here or elsewhere: files of theirs were handed over. */
  adopted: ReadonlySet<string>
  /** Pieces are taken away by whoever reads them, and then not put there again. */
  isHandedOver: boolean
}

/** Compares what a target is to have with what stands there; only what SkillLoop wrote and nobody changed since is touched. */
export async function compare(target: TargetFolder, pieces: readonly Piece[], known: Known): Promise<Steps> {
  const steps: Steps = { write: [], record: [], remove: [], gone: [], unchanged: [], refused: [] }
  await compareGone(target, pieces, known, steps)
  const goingLinks = new Set(steps.remove.filter(({ as }) => as === 'link').map(({ path }) => path))
  for (const piece of pieces) {
    if (known.isHandedOver && known.paths.has(piece.path)) {
      steps.unchanged.push(piece.path)
      continue
    }
    const found: Found = goingLinks.has(piece.path.split('/')[0] ?? '') ? { is: 'nothing' } : await look(target, piece.path, piece.as)
    comparePiece(piece, piece.as === 'link' && found.is === 'nothing' ? await wayForLink(target, piece.path, steps) : found, known, steps)
  }
  return wholeArtifacts(steps, pieces)
}

function comparePiece(piece: Piece, found: Found, known: Known, steps: Steps): void {
  const { path } = piece
  if (found.is === 'other') steps.refused.push({ path, reason: found.reason })
  else if (found.is === 'nothing') steps.write.push({ piece, before: undefined })
  else if (found.sha256 === piece.sha256) {
    steps.unchanged.push(path)
    // Where SkillLoop put something, equal bytes are its own again: adopted, or written and not recorded. Elsewhere they are somebody's copy.
    const isHandedIn = known.paths.has(path) || isBegun(known, path, found.sha256) || piece.of.every((artifact) => known.adopted.has(artifact))
    if (!isOurs(known, path, found.sha256) && isHandedIn) steps.record.push(piece)
  } else if (isOurs(known, path, found.sha256) || isBegun(known, path, found.sha256)) steps.write.push({ piece, before: found.bytes })
  else {
    const reason = known.written.has(wholePath(known.record, path)) ? 'it was changed there since it was applied' : 'a file that SkillLoop did not write is there'
    steps.refused.push({ path, reason, ...withDiff(path, piece.bytes, found.bytes) })
  }
}

/** A link can stand only where nothing else does, but for copies that are about to go. */
async function wayForLink(target: TargetFolder, path: string, { remove }: Steps): Promise<Found> {
  const going = new Set(remove.map((one) => one.path))
  try {
    const there = await target.list(path)
    return there.every((file) => going.has(file)) ? { is: 'nothing' } : { is: 'other', reason: 'a folder with files that SkillLoop did not write is there' }
  } catch (error) {
    if (!(error instanceof SkillLoopError)) throw error
    return { is: 'other', reason: 'something that SkillLoop did not write is there' }
  }
}

/** What was put there once and is no longer to be. */
async function compareGone(target: TargetFolder, pieces: readonly Piece[], known: Known, steps: Steps): Promise<void> {
  const wanted = new Set(pieces.map(({ path, as }) => `${as} ${path}`))
  for (const [path, { as, of, everOf }] of [...known.paths].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const artifacts = of.size > 0 ? [...of.keys()] : [...everOf]
    if (wanted.has(`${as} ${path}`) || !artifacts.every(known.isMeant) || artifacts.some((artifact) => known.stays.has(artifact))) continue
    const found = await look(target, path, as)
    if (found.is === 'nothing' && of.size > 0 && !known.isHandedOver) steps.gone.push({ path, of: artifacts })
    if (found.is !== 'something') continue
    if (isOurs(known, path, found.sha256)) steps.remove.push({ path, as, of: artifacts, bytes: found.bytes })
    else if (of.size > 0) steps.refused.push({ path, reason: 'it is no longer to be there, but it was changed there since it was applied' })
  }
}

/** A skill of which one file is left alone is left alone as a whole: half of a version would be worse than the one before. */
function wholeArtifacts(steps: Steps, pieces: readonly Piece[]): Steps {
  const refused = new Set(steps.refused.map(({ path }) => path))
  const held = new Set(pieces.filter(({ path, of }) => refused.has(path) && of.length === 1).flatMap(({ of }) => of))
  if (held.size === 0) return steps
  const isHeld = (of: readonly string[]): boolean => of.length === 1 && held.has(of[0] ?? '')
  const paused = steps.write.filter(({ piece }) => isHeld(piece.of)).map(({ piece }) => ({ path: piece.path, reason: 'left as it is, with the rest of its skill' }))
  return { ...steps, write: steps.write.filter(({ piece }) => !isHeld(piece.of)), remove: steps.remove.filter(({ of }) => !isHeld(of)), refused: [...steps.refused, ...paused] }
}

function isOurs({ record, written }: Known, path: string, sha256: string): boolean {
  return written.get(wholePath(record, path))?.has(sha256) === true
}

function isBegun({ record, begun }: Known, path: string, sha256: string): boolean {
  return begun[wholePath(record, path)] === sha256
}

/** The unified difference between two versions of a file; nothing where one is no text. */
export function withDiff(path: string, before: Uint8Array | undefined, after: Uint8Array | undefined): { diff?: string } {
  const [old, fresh] = [asText(before), asText(after)]
  if (old === undefined || fresh === undefined) return {}
  const patch = createTwoFilesPatch(before ? `a/${path}` : '/dev/null', after ? `b/${path}` : '/dev/null', old, fresh)
  return { diff: patch.replace(/^=+\n/, '') }
}

function asText(bytes: Uint8Array | undefined): string | undefined {
  if (!bytes) return ''
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
