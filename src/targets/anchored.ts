import { existsSync, constants } from 'node:fs'
import { lstat, mkdir, open, realpath, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { badInput, systemCode } from '../kernel/errors.js'

// Linux names an open folder by its descriptor: what is reached through it stays there, whatever happens to its name.
const DESCRIPTORS = '/proc/self/fd'
const hasDescriptors = existsSync(DESCRIPTORS)

/**
 * Calls `use` with a path of a folder below `root` that leads there even if somebody puts a link in place of the
 * folder, or of one above it, meanwhile. The root itself is whatever the person named.
 * @param make true to make the folders that are not there
 * @returns undefined where the folder is not there
 * @throws SkillLoopError (2) where a link or file is on the way
 */
export async function inFolder<T>(root: string, parts: readonly string[], make: boolean, use: (folder: string) => Promise<T>): Promise<T | undefined> {
  if (make) await mkdir(root, { recursive: true })
  const opened: FileHandle[] = []
  try {
    let folder = await enter(root, opened, constants.O_DIRECTORY)
    for (const part of parts) {
      if (folder === undefined) return undefined
      const next = join(folder, part)
      if (make) await mkdir(next).catch((error: unknown) => { if (systemCode(error) !== 'EEXIST') throw error })
      folder = await enter(next, opened, constants.O_DIRECTORY | constants.O_NOFOLLOW, join(root, ...parts))
    }
    return folder === undefined ? undefined : await use(folder)
  } finally {
    for (const handle of opened) await handle.close()
  }
}

async function enter(path: string, opened: FileHandle[], flags: number, shown = path): Promise<string | undefined> {
  try {
    // Elsewhere a look has to do: it leaves a moment in which a link can be put there.
    if (!hasDescriptors) return await isPlainFolder(path, flags) ? await realpath(path) : undefined
    const handle = await open(path, constants.O_RDONLY | flags)
    opened.push(handle)
    return `${DESCRIPTORS}/${handle.fd}`
  } catch (cause) {
    if (systemCode(cause) === 'ENOENT') return undefined
    if (systemCode(cause) === 'ELOOP' || systemCode(cause) === 'ENOTDIR') throw notOurs(shown, cause)
    throw cause
  }
}

async function isPlainFolder(path: string, flags: number): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined)
  if (!stats) return false
  if ((flags & constants.O_NOFOLLOW) !== 0 && !stats.isDirectory()) throw notOurs(path, undefined)
  return true
}

function notOurs(path: string, cause: unknown): Error {
  return badInput(`${path} is a link or a file, or leads through one`, { cause, expected: 'folders and files of its own below the target', fix: 'remove the link, or name where it leads as the target' })
}
