import { chmod, readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sweep } from './refs/lock.js'

/** A lock file of Git's that is still there, and how old it is. */
export interface FoundLock { path: string; seconds: number }

const OLD_SECONDS = 60

/** Lock files older than a minute: Git and SkillLoop hold theirs for milliseconds. */
export async function oldLocks(gitdir: string, now: number): Promise<FoundLock[]> {
  const names = await readdir(gitdir, { recursive: true }).catch(() => [] as string[])
  const locks: FoundLock[] = []
  for (const name of names.filter((each) => each.endsWith('.lock') && !each.startsWith('objects'))) {
    const found = await stat(join(gitdir, name)).catch(() => undefined)
    const seconds = found ? Math.round((now - found.mtimeMs) / 1000) : 0
    if (seconds > OLD_SECONDS) locks.push({ path: join(gitdir, name), seconds })
  }
  return locks
}

/** Removes a lock unless somebody holds it. @returns whether it is gone */
export async function removeLock({ path }: FoundLock): Promise<boolean> {
  await sweep(path.slice(0, -'.lock'.length), false)
  return stat(path).then(() => false, () => true)
}

/** Files and folders of the store that others than their owner may read or write; the store's root and what it holds of sessions. */
export async function openToOthers(root: string): Promise<string[]> {
  if (process.platform === 'win32') return []
  const paths = ['.', '.git', '.git/objects', '.git/config', 'index.sqlite', 'local', 'service.json', 'memory', 'skills', 'proposals', 'policy.json'].map((name) => join(root, name))
  const open = await Promise.all(paths.map(async (path) => {
    const found = await stat(path).catch(() => undefined)
    return found && (found.mode & 0o077) !== 0 ? [path] : []
  }))
  // Whoever may not enter the root reaches nothing in it.
  return open[0]?.length ? open.flat() : []
}

/** Makes them their owner's alone. */
export async function closeToOthers(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const { mode } = await stat(path)
    await chmod(path, mode & 0o700)
  }
}

/** Bytes that this user may still write there. */
export async function freeBytes(root: string): Promise<number> {
  const { bavail, bsize } = await statfs(root)
  return bavail * bsize
}

/** Objects that lie by themselves, estimated from one of the 256 folders as git gc does. */
export async function looseObjects(gitdir: string): Promise<number> {
  const folders = (await readdir(join(gitdir, 'objects')).catch(() => [] as string[])).filter((name) => /^[0-9a-f]{2}$/.test(name))
  const sample = folders.slice(0, 8)
  const counts = await Promise.all(sample.map(async (name) => (await readdir(join(gitdir, 'objects', name)).catch(() => [])).length))
  return sample.length === 0 ? 0 : Math.round((counts.reduce((sum, count) => sum + count, 0) / sample.length) * folders.length)
}

/** Addresses of remotes by name, from the repository's configuration. */
export async function remotesOf(gitdir: string): Promise<Map<string, string>> {
  const remotes = new Map<string, string>()
  let name: string | undefined
  for (const line of (await readFile(join(gitdir, 'config'), 'utf8').catch(() => '')).split(/\r?\n/)) {
    const section = /^\s*\[(.*)\]\s*$/.exec(line)?.[1]
    if (section !== undefined) name = /^remote "(.*)"$/.exec(section)?.[1]
    const url = /^\s*url\s*=\s*(.*?)\s*$/.exec(line)?.[1]
    if (name !== undefined && url !== undefined) remotes.set(name, url.replace(/^"(.*)"$/, '$1'))
  }
  return remotes
}

/** Leftovers of processes that were killed while they wrote, older than a day. */
export async function leftovers(gitdir: string, now: number): Promise<string[]> {
  const folders = [join(gitdir, 'objects'), join(gitdir, 'objects', 'pack')]
  const found: string[] = []
  for (const folder of folders) {
    for (const name of (await readdir(folder).catch(() => [] as string[])).filter((each) => /^tmp[_-]|\.tmp-\d+-/.test(each))) {
      const info = await stat(join(folder, name)).catch(() => undefined)
      if (info?.isFile() && now - info.mtimeMs > 86_400_000) found.push(join(folder, name))
    }
  }
  return found
}

export async function removeFiles(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true })
}

/** What HEAD says; undefined where there is none. */
export async function readHead(gitdir: string): Promise<string | undefined> {
  return readFile(join(gitdir, 'HEAD'), 'utf8').catch(() => undefined)
}

/** Whether Git would take it: a ref, or a commit. */
export function isHead(text: string): boolean {
  return /^(ref:\s*refs\/\S+|[0-9a-f]{40})\s*$/.test(text)
}

export async function writeHead(gitdir: string, text: string): Promise<void> {
  await writeFile(join(gitdir, 'HEAD'), text)
}
