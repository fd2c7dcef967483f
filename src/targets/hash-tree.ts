import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { badInput } from '../kernel/errors.js'

export interface HashedFile { path: string; sha256: string; bytes: number }

/**
 * Hashes a file, or every file below a folder, however large; paths are relative to the folder, with forward slashes.
 * @throws SkillLoopError (2) where nothing is there, or something that is no plain file
 */
export async function hashTree(path: string): Promise<HashedFile[]> {
  const about = await lstat(path).catch(() => undefined)
  if (!about) throw badInput('is not there', { place: { file: path }, expected: 'a file or a folder' })
  if (about.isFile()) return [await hashFile(path, basename(path))]
  const found: HashedFile[] = []
  await hashFolder(path, '', found)
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Hash of one file below a folder; undefined where there is none. @throws SkillLoopError (2) where something else is there */
export async function hashOne(folder: string, path: string): Promise<HashedFile | undefined> {
  const file = join(folder, path)
  const about = await lstat(file).catch(() => undefined)
  if (!about) return undefined
  if (!about.isFile()) throw badInput('is no plain file', { place: { file } })
  return hashFile(file, path)
}

async function hashFolder(folder: string, prefix: string, found: HashedFile[]): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => { throw badInput('is no folder that can be read', { place: { file: folder }, cause }) })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await hashFolder(path, `${prefix}${entry.name}/`, found)
    else if (entry.isFile()) found.push(await hashFile(path, prefix + entry.name))
    else throw badInput('is a link or a pipe', { place: { file: path }, expected: 'plain files only, whose bytes can be named', fix: 'name a folder with copies in it' })
  }
}

async function hashFile(file: string, path: string): Promise<HashedFile> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { path, sha256: hash.digest('hex'), bytes }
}
