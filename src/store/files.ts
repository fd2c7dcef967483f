import { randomBytes } from 'node:crypto'
import { open, mkdir, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import { systemCode } from '../kernel/errors.js'

/** Files are for their owner only: they hold what agents and people said. */
export const PRIVATE_FILE = 0o600
export const PRIVATE_FOLDER = 0o700

/** A name beside `path` that no other writer uses. */
export function temporaryName(path: string): string {
  return `${path}.tmp-${process.pid}-${randomBytes(4).toString('hex')}`
}

/**
 * Writes beside the target and renames, so that a reader sees the old bytes or the new, never a part.
 * @param options.temporary where to write first, on the same file system, for a folder that leftovers of a killed process would disturb
 */
export async function writeAtomically(path: string, data: string | Uint8Array, options: { fsync: boolean; mode?: number; temporary?: string }): Promise<void> {
  const temporary = options.temporary ?? temporaryName(path)
  try {
    const file = await openInFolder(temporary, options.mode ?? PRIVATE_FILE, [dirname(path), dirname(temporary)])
    try {
      await file.writeFile(data)
      if (options.fsync) await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  if (options.fsync) await syncFolder(dirname(path))
}

/** Makes a file and folders; git's gc removes a folder of objects in the moment that it is empty, so one may go while it is made. */
async function openInFolder(path: string, mode: number, folders: readonly string[]): Promise<FileHandle> {
  for (let attempt = 1; ; attempt++) {
    try {
      for (const folder of folders) await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER })
      return await open(path, 'wx', mode)
    } catch (error) {
      if (systemCode(error) !== 'ENOENT' || attempt === 20) throw error
    }
  }
}

/** Makes a rename durable; not every file system can, and those that can't say so at once. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } catch (error) {
    if (systemCode(error) !== 'EINVAL' && systemCode(error) !== 'ENOTSUP') throw error
  } finally {
    await folder.close()
  }
}

/** The file's bytes, or undefined where there is none. */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT' || systemCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}
