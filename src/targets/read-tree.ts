import { constants } from 'node:fs'
import { lstat, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** A file of a folder: its path relative to it, with forward slashes, and its bytes; or why it was left out. */
export type TreeFile = { path: string; bytes: Uint8Array; executable?: true } | { path: string; leftOut: string }

const LARGEST = 64 << 20

/**
 * A file, or all files below a folder, hidden ones too, in the order of their names. Links are never followed,
 * also where one is put in a file's place while this reads; Git's own folder is left out, and named below the top.
 */
export async function* readTree(root: string): AsyncGenerator<TreeFile> {
  const stats = await lstat(root)
  if (!stats.isDirectory()) yield await readOne(root, root.split(/[/\\]/).at(-1) ?? root)
  else yield* readFolder(root, '')
}

async function* readFolder(root: string, folder: string): AsyncGenerator<TreeFile> {
  const entries = await readdir(join(root, folder), { withFileTypes: true })
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`
    if (entry.isSymbolicLink()) yield { path, leftOut: 'a link' }
    else if (entry.isDirectory()) {
      if (entry.name !== '.git') yield* readFolder(root, path)
      else if (folder !== '') yield { path, leftOut: 'a Git repository\'s own folder' }
    } else if (entry.isFile()) yield await readOne(join(root, path), path)
    else yield { path, leftOut: 'not a plain file' }
  }
}

async function readOne(file: string, path: string): Promise<TreeFile> {
  try {
    // A link in place of the file that was listed is an error, and a pipe is not waited for.
    const handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
    try {
      const stats = await handle.stat()
      if (!stats.isFile()) return { path, leftOut: 'not a plain file' }
      if (stats.size > LARGEST) return { path, leftOut: `larger than ${LARGEST >> 20} MiB` }
      return { path, bytes: await handle.readFile(), ...((stats.mode & 0o111) !== 0 && process.platform !== 'win32' && { executable: true as const }) }
    } finally {
      await handle.close()
    }
  } catch {
    return { path, leftOut: 'it cannot be read' }
  }
}
