import { artifactOf } from '../../kernel/layout.js'
import { sha256 } from '../../kernel/hash.js'
import type { Repository } from '../../store/repository.js'
import { examineFile } from '../check-file.js'

/** A file of a tree as the rules look at it. */
export interface ExaminedBlob { problems: string[]; document?: unknown; sha256?: string }

/** Reads a file and looks whether it fits its schema, place and hashes; of memories and skills its hash as well. */
export async function examineBlob(repository: Repository, path: string, { oid, mode }: { oid: string; mode: string }): Promise<ExaminedBlob> {
  if (mode !== '100644' && mode !== '100755') return { problems: [mode === '120000' ? 'is a symbolic link' : 'is a submodule'] }
  const bytes = await repository.blob(oid)
  return { ...examineFile(path, bytes), ...(artifactOf(path) !== undefined && { sha256: sha256(bytes) }) }
}
