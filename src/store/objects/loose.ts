import { readFileSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deflate, inflateSync } from 'node:zlib'
import { systemCode } from '../../kernel/errors.js'
import { temporaryName, writeAtomically } from '../files.js'
import { objectHeader, type ObjectType } from './encode.js'
import type { StoredObject, StoredType } from './pack-reader.js'

const compress = promisify(deflate)

const pathOf = (objectsFolder: string, oid: string): string => join(objectsFolder, oid.slice(0, 2), oid.slice(2))

/** Writes one loose object by temporary file and rename; one that is there already is left alone. */
export async function writeLoose(
  objectsFolder: string, object: { oid: string; type: ObjectType; content: Uint8Array }, options: { fsync: boolean }
): Promise<void> {
  const path = pathOf(objectsFolder, object.oid)
  // Made young again, as git does: whatever removes what nothing reaches yet leaves young objects alone.
  const now = new Date()
  const exists = await utimes(path, now, now).then(() => true, () => false)
  if (exists) return
  const data = await compress(Buffer.concat([objectHeader(object.type, object.content.length), object.content]))
  // Git sweeps leftovers of this name, and its fsck does not take them for damage.
  const temporary = join(objectsFolder, object.oid.slice(0, 2), temporaryName('tmp_obj_'))
  await writeAtomically(path, data, { ...options, mode: 0o400, temporary })
}

/** A loose object; undefined where there is none. @throws Error saying what is wrong with the file, or that of the file system */
export function readLoose(objectsFolder: string, oid: string): StoredObject | undefined {
  const path = pathOf(objectsFolder, oid)
  let file: Buffer
  try {
    file = readFileSync(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined
    throw error
  }
  const bytes = inflateSync(file)
  const nul = bytes.indexOf(0)
  const [, type, size] = /^(commit|tree|blob|tag) (\d+)$/.exec(bytes.toString('latin1', 0, Math.max(0, Math.min(nul, 32)))) ?? []
  if (type === undefined || Number(size) !== bytes.length - nul - 1) throw new Error('a loose object has a wrong header')
  return { type: type as StoredType, content: bytes.subarray(nul + 1) }
}
