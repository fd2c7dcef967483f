import fs, { type Stats } from 'node:fs'
import { basename, dirname } from 'node:path'

const MISSING = Object.assign(new Error('no such file, by the folder\'s listing'), { code: 'ENOENT' })

/**
 * File access for isomorphic-git, which looks for each object first as a loose file and then lists the packs: both
 * folders' listings are kept, so that a missing file costs no system call. What appears later is not seen; the
 * reader that misses an object begins anew with a fresh one.
 */
export function listedFs(): { promises: typeof fs.promises } {
  const listings = new Map<string, Promise<string[]>>()
  const list = (folder: string): Promise<string[]> => {
    let listing = listings.get(folder)
    if (!listing) listings.set(folder, (listing = fs.promises.readdir(folder).catch(() => [])))
    return listing
  }
  const sets = new Map<string, Promise<Set<string>>>()
  const names = (folder: string): Promise<Set<string>> => {
    let set = sets.get(folder)
    if (!set) sets.set(folder, (set = list(folder).then((found) => new Set(found))))
    return set
  }
  const readFile = async (path: string | undefined, options?: Parameters<typeof fs.promises.readFile>[1]): Promise<Buffer | string> => {
    // At every call isomorphic-git tries whether promises come from here, with no path; an error would cost its stack.
    if (path === undefined) return ''
    if (/^[0-9a-f]{38}$/.test(basename(path)) && !(await names(dirname(path))).has(basename(path))) throw MISSING
    return fs.promises.readFile(path, options)
  }
  const readdir = async (path: string): Promise<string[]> => (basename(path) === 'pack' ? list(path) : fs.promises.readdir(path))
  // And it looks every time whether the repository is a folder.
  const stats = new Map<string, Promise<Stats>>()
  const stat = async (path: string): Promise<Stats> => {
    let known = stats.get(path)
    if (!known) stats.set(path, (known = fs.promises.stat(path)))
    return known
  }
  return { promises: { ...fs.promises, readFile, readdir, stat } as unknown as typeof fs.promises }
}
