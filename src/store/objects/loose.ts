import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import { temporaryName, writeAtomically } from '../files.js'
import { objectHeader, type ObjectType } from './encode.js'

const compress = promisify(deflate)

/** Writes one loose object by temporary file and rename; one that is there already is left alone. */
export async function writeLoose(
  objectsFolder: string, object: { oid: string; type: ObjectType; content: Uint8Array }, options: { fsync: boolean }
): Promise<void> {
  const path = join(objectsFolder, object.oid.slice(0, 2), object.oid.slice(2))
  // Made young again, as git does: whatever removes what nothing reaches yet leaves young objects alone.
  const now = new Date()
  const exists = await utimes(path, now, now).then(() => true, () => false)
  if (exists) return
  const data = await compress(Buffer.concat([objectHeader(object.type, object.content.length), object.content]))
  // Git sweeps leftovers of this name, and its fsck does not take them for damage.
  const temporary = join(objectsFolder, object.oid.slice(0, 2), temporaryName('tmp_obj_'))
  await writeAtomically(path, data, { ...options, mode: 0o400, temporary })
}
