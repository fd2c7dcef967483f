import { SkillLoopError } from '../../kernel/errors.js'
import { sha256 } from '../../kernel/hash.js'
import { readBlock, type AroundBlock } from '../../targets/forms/marked-block.js'
import type { TargetFolder } from '../../targets/folder.js'
import type { PieceKind } from '../../targets/forms/places.js'

/** What stands at a path of a target. */
export type Found =
  | { is: 'nothing' }
  | { is: 'something'; bytes: Uint8Array; sha256: string }
  /** Something that can be no piece of ours. */
  | { is: 'other'; reason: string }

/** Looks at what stands where a piece is to be, or was put. */
export async function look(target: TargetFolder, path: string, as: PieceKind): Promise<Found> {
  try {
    if (as === 'link') {
      const link = await target.readLink(path)
      return link === undefined ? { is: 'nothing' } : something(Buffer.from(link))
    }
    const bytes = await target.read(path)
    if (as === 'file' || !bytes) return bytes ? something(bytes) : { is: 'nothing' }
    const around = readBlock(bytes)
    if (typeof around === 'string') return { is: 'other', reason: around }
    return around.block === undefined ? { is: 'nothing' } : something(Buffer.from(around.block))
  } catch (error) {
    if (!(error instanceof SkillLoopError)) throw error
    return { is: 'other', reason: 'a link, a folder or something else that SkillLoop did not write is there' }
  }
}

/** The file around a block, as it is now. @throws Error never for one that look() found or found missing, unless it changed since */
export async function around(target: TargetFolder, path: string): Promise<{ file: Uint8Array | undefined; parts: AroundBlock }> {
  const file = await target.read(path)
  const parts = file ? readBlock(file) : { before: '', after: '' }
  if (typeof parts === 'string') throw new SkillLoopError(1, `${path}: ${parts}`, { fix: 'run apply again' })
  return { file, parts }
}

function something(bytes: Uint8Array): Found {
  return { is: 'something', bytes, sha256: sha256(bytes) }
}
