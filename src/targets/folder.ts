import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { chmod, lstat, open, readdir, readlink, rename, rm, rmdir, symlink, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { badInput, environment, SkillLoopError, systemCode } from '../kernel/errors.js'
import { leftByTheGone } from '../kernel/alive.js'
import { inFolder } from './anchored.js'

/** A folder that approved learning or a dataset is written to. Paths are relative to it, with forward slashes. */
export class TargetFolder {
  /** @param mode of the files it writes; without it what the person's umask says */
  constructor(readonly root: string, private readonly mode?: number) {}

  /** The file's bytes, or undefined where there is none. @throws SkillLoopError (2) where something else is there */
  async read(path: string): Promise<Buffer | undefined> {
    return inFolder(this.root, foldersOf(path), false, async (folder) => {
      try {
        const handle = await open(join(folder, basename(path)), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
        try {
          if (!(await handle.stat()).isFile()) throw this.#notPlain(path)
          return await handle.readFile()
        } finally {
          await handle.close()
        }
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return undefined
        throw error instanceof SkillLoopError ? error : this.#notPlain(path, error)
      }
    })
  }

  /** Writes beside and renames, so that a reader never sees a part. */
  async write(path: string, bytes: Uint8Array | string): Promise<void> {
    try {
      await inFolder(this.root, foldersOf(path), true, async (folder) => {
        const file = join(folder, basename(path))
        const temporary = await temporaryFor(file)
        const there = await lstat(file).catch(() => undefined)
        // Renaming would replace a link, and with it something that is not ours.
        if (there?.isFile() === false) throw this.#notPlain(path)
        try {
          await writeFile(temporary, bytes, { flag: 'wx', ...(this.mode !== undefined && { mode: this.mode }) })
          if (there && this.mode === undefined) await chmod(temporary, there.mode & 0o7777)
          await rename(temporary, file)
        } catch (error) {
          await rm(temporary, { force: true }).catch(() => undefined)
          throw error
        }
      })
    } catch (cause) {
      if (cause instanceof SkillLoopError) throw cause
      throw environment(`${join(this.root, path)} cannot be written`, { cause, fix: 'see that the folder may be written and the disk has room' })
    }
  }

  /**
   * Writes a file as its bytes come, beside, and renames it when all are there. Memory holds one piece at a time.
   * @param accept whether bytes of this SHA-256 may take the file's place; what may not is dropped
   */
  async writeStream(path: string, pieces: AsyncIterable<Uint8Array>, accept: (sha256: string) => boolean = () => true): Promise<{ sha256: string; bytes: number }> {
    const written = { sha256: '', bytes: 0 }
    try {
      await inFolder(this.root, foldersOf(path), true, async (folder) => {
        const file = join(folder, basename(path))
        const temporary = await temporaryFor(file)
        if ((await lstat(file).catch(() => undefined))?.isFile() === false) throw this.#notPlain(path)
        try {
          const handle = await open(temporary, 'wx', this.mode)
          try {
            Object.assign(written, await pour(pieces, async (piece) => { await handle.write(piece) }))
          } finally {
            await handle.close()
          }
          if (accept(written.sha256)) await rename(temporary, file)
        } finally {
          await rm(temporary, { force: true }).catch(() => undefined)
        }
      })
      return written
    } catch (cause) {
      if (cause instanceof SkillLoopError || systemCode(cause) === undefined) throw cause
      throw environment(`${join(this.root, path)} cannot be written`, { cause, fix: 'see that the folder may be written and the disk has room' })
    }
  }

  /** SHA-256 of a file's bytes, read piece by piece; undefined where there is none. */
  async digest(path: string): Promise<string | undefined> {
    return inFolder(this.root, foldersOf(path), false, async (folder) => {
      try {
        const handle = await open(join(folder, basename(path)), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
        try {
          if (!(await handle.stat()).isFile()) throw this.#notPlain(path)
          return (await pour(handle.createReadStream({ autoClose: false }) as AsyncIterable<Uint8Array>)).sha256
        } finally {
          await handle.close()
        }
      } catch (error) {
        if (systemCode(error) === 'ENOENT') return undefined
        throw error instanceof SkillLoopError ? error : this.#notPlain(path, error)
      }
    })
  }

  /** Removes a file and the folders that become empty with it. */
  async remove(path: string): Promise<void> {
    await inFolder(this.root, foldersOf(path), false, async (folder) => rm(join(folder, basename(path)), { force: true }))
    for (let folders = foldersOf(path); folders.length > 0; folders = folders.slice(0, -1)) {
      const removed = await inFolder(this.root, folders.slice(0, -1), false, async (parent) => rmdir(join(parent, folders.at(-1) ?? '')).then(() => true, () => false))
      if (removed !== true) return
    }
  }

  /** Where the link at a path leads, as it is written in it; undefined where there is none. */
  async readLink(path: string): Promise<string | undefined> {
    return inFolder(this.root, foldersOf(path), false, async (folder) => readlink(join(folder, basename(path))).catch(() => undefined))
  }

  /** Makes a link to a folder, or changes where the one that is there leads. */
  async link(path: string, to: string): Promise<void> {
    await inFolder(this.root, foldersOf(path), true, async (folder) => {
      const file = join(folder, basename(path))
      const temporary = await temporaryFor(file)
      const there = await lstat(file).catch(() => undefined)
      if (there && !there.isSymbolicLink()) throw this.#notPlain(path)
      try {
        // A junction needs no privilege on Windows; elsewhere the type means nothing.
        await symlink(to, temporary, 'junction')
        await rename(temporary, file)
      } catch (cause) {
        await rm(temporary, { force: true }).catch(() => undefined)
        throw environment(`${join(this.root, path)} cannot be made a link`, { cause, fix: 'apply without --link, which copies' })
      }
    })
  }

  /** Every file, link or other thing below a folder that is no folder itself, by path; empty where the folder is none. */
  async list(path: string): Promise<string[]> {
    const found: string[] = []
    for (const entry of await inFolder(this.root, [...foldersOf(path), basename(path)], false, async (folder) => readdir(folder, { withFileTypes: true })) ?? []) {
      if (entry.isDirectory()) found.push(...await this.list(`${path}/${entry.name}`))
      else found.push(`${path}/${entry.name}`)
    }
    return found.sort()
  }

  #notPlain(path: string, cause?: unknown): SkillLoopError {
    return badInput(`${join(this.root, path)} is a link, a folder or a pipe, or cannot be read`, { cause, expected: 'a plain file, or none', fix: 'remove what is there, or name another target' })
  }
}

/** A name beside a file that no other process writes to; what processes that are gone left beside it is removed. */
async function temporaryFor(file: string): Promise<string> {
  const [folder, start] = [dirname(file), `${basename(file)}.skillloop-`]
  const own = `${start}${process.pid}`
  for (const name of [...leftByTheGone(await readdir(folder), start), own]) await rm(join(folder, name), { force: true })
  return join(folder, own)
}

/** SHA-256 and length of bytes as they pass. */
export async function pour(pieces: AsyncIterable<Uint8Array>, write: (piece: Uint8Array) => Promise<void> = () => Promise.resolve()): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of pieces) {
    hash.update(piece)
    bytes += piece.length
    await write(piece)
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** @throws SkillLoopError (2) for a path that would lead out of the folder */
function foldersOf(path: string): string[] {
  const parts = path.split('/')
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\\') || part.includes('\0'))) {
    throw badInput(`${JSON.stringify(path)} is no path below a folder`, { expected: 'names joined by slashes, none of them empty, . or ..' })
  }
  return parts.slice(0, -1)
}
