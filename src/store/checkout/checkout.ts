import { lstat, mkdir, readFile, rm, rmdir, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { environment } from '../../kernel/errors.js'
import { PRIVATE_FOLDER, readIfThere, temporaryName, writeAtomically } from '../files.js'
import { objectId } from '../objects/encode.js'
import { isAlive } from '../../kernel/alive.js'
import { LostRace } from '../refs/ref-store.js'
import { commitLock, dropLock, fillLock, takeLock, type LockFile } from '../refs/lock.js'
import type { FileChange } from '../trees/tree-diff.js'
import { IndexFile } from './index-file.js'

// A checkout takes milliseconds; even one of thousands of files is done long before.
const LONGEST_CHECKOUT_MS = 60_000

/** What a killed process leaves behind so that the next one can finish its work. */
interface Journal { from: string; pid: number; host: string }

/** How the checkout gets at the repository. */
export interface CheckoutPort {
  workTree: string
  gitdir: string
  localFolder: string
  diffCommits(from: string | undefined, to: string): Promise<FileChange[]>
  readBlob(oid: string): Promise<Uint8Array>
}

/**
 * Keeps the working tree and Git's index in step while the branch they show is moved. Git's own index.lock
 * is held from the first look to the last write, so no native `git commit` can come between.
 * @param move moves the ref; called once nothing of the user's can be lost
 * @throws SkillLoopError (3) naming the files with uncommitted changes that would be overwritten
 */
export async function moveWithCheckout(port: CheckoutPort, from: string | undefined, to: string, move: () => Promise<void>): Promise<void> {
  const changes = await port.diffCommits(from, to)
  const lock = await takeLock(indexPath(port), { mayRest: true })
  const journal = JSON.stringify({ from: from ?? '', pid: process.pid, host: hostname() } satisfies Journal)
  try {
    const index = await readIndex(port)
    const dirty: string[] = []
    for (const change of changes) if (await isUsers(port, index, change)) dirty.push(change.path)
    if (dirty.length > 0) {
      throw environment(`uncommitted changes in ${dirty.slice(0, 5).join(', ')}${dirty.length > 5 ? ' …' : ''} would be overwritten`, {
        place: { file: port.workTree }, fix: `commit or undo them there: git -C ${port.workTree} status`
      })
    }
    if (from) await writeAtomically(journalPath(port), journal, { fsync: true })
    await move().catch(async (error: unknown) => {
      // Whatever else went wrong may have done so after the branch was moved: the next command looks, and finishes it.
      if (error instanceof LostRace) await rm(journalPath(port), { force: true })
      throw error
    })
    await writeFiles(port, index, changes)
    await finishIndex(index, lock)
  } catch (error) {
    await dropLock(lock)
    throw error
  }
  await removeJournal(port, journal)
}

/** Finishes what a killed process began; a file that the user changed since is left as it is. */
export async function recoverCheckout(port: CheckoutPort, head: string | undefined): Promise<void> {
  const text = await readIfThere(journalPath(port))
  if (!text) return
  const journal = parseJournal(text.toString('utf8'))
  if (journal && await isAtWork(port, journal)) return
  // Its owner is dead, so the lock it may have left is nobody's.
  await rm(`${indexPath(port)}.lock`, { force: true })
  const lock = await takeLock(indexPath(port), { mayRest: true })
  try {
    if (journal && head) {
      const index = await readIndex(port)
      const changes = await port.diffCommits(journal.from, head)
      const ours: FileChange[] = []
      for (const change of changes) if (!await isUsers(port, index, change)) ours.push(change)
      await writeFiles(port, index, ours)
      await finishIndex(index, lock)
    } else await dropLock(lock)
  } catch (error) {
    await dropLock(lock)
    throw error
  }
  await removeJournal(port, text.toString('utf8'))
}

/** Removes the journal that was finished; the lock is free by now, and another process may have written its own. */
async function removeJournal(port: CheckoutPort, journal: string): Promise<void> {
  const there = (await readIfThere(journalPath(port)))?.toString('utf8')
  if (there === journal) await rm(journalPath(port), { force: true })
}

const indexPath = (port: CheckoutPort): string => join(port.gitdir, 'index')
const journalPath = (port: CheckoutPort): string => join(port.localFolder, 'checkout.json')

function parseJournal(text: string): Journal | undefined {
  try {
    const value = JSON.parse(text) as Partial<Journal>
    return typeof value.from === 'string' && typeof value.pid === 'number' ? { host: '', ...value } as Journal : undefined
  } catch {
    return undefined
  }
}

/**
 * Whether the journal's process is still at it: it holds the index's lock from the first look to the last write.
 * Process ids come again, in containers at once, and another host's cannot be asked after: so the lock's age counts too.
 */
async function isAtWork(port: CheckoutPort, journal: Journal): Promise<boolean> {
  const lock = await stat(`${indexPath(port)}.lock`).catch(() => undefined)
  if (!lock || Date.now() - lock.mtimeMs > LONGEST_CHECKOUT_MS) return false
  return journal.host !== hostname() || isAlive(journal.pid)
}

async function readIndex(port: CheckoutPort): Promise<IndexFile> {
  return IndexFile.parse(await readIfThere(indexPath(port)), indexPath(port))
}

/** True when index or working file at a changed path hold something that is in neither commit. */
async function isUsers(port: CheckoutPort, index: IndexFile, { path, before, after }: FileChange): Promise<boolean> {
  const known = [before?.oid, after?.oid]
  const staged = index.lookup(path)
  if (staged === 'conflict' || !known.includes(staged?.oid)) return true
  if (await hasForeignParent(port.workTree, path)) return true
  const file = join(port.workTree, path)
  const stats = await lstat(file).catch(() => undefined)
  if (!stats) return false
  if (!stats.isFile()) return true
  return !known.includes(objectId('blob', await readFile(file)))
}

/** A folder on the way that is a link or a file: writing there would leave the working tree. */
async function hasForeignParent(workTree: string, path: string): Promise<boolean> {
  const parts = path.split('/').slice(0, -1)
  for (let depth = 1; depth <= parts.length; depth++) {
    const stats = await lstat(join(workTree, ...parts.slice(0, depth))).catch(() => undefined)
    if (!stats) return false
    if (!stats.isDirectory()) return true
  }
  return false
}

async function writeFiles(port: CheckoutPort, index: IndexFile, changes: FileChange[]): Promise<void> {
  for (const { path, after } of changes) {
    const file = join(port.workTree, path)
    if (after) {
      await mkdir(dirname(file), { recursive: true, mode: PRIVATE_FOLDER })
      // Written first where Git does not look: a leftover beside the file would stand in `git status`.
      const temporary = join(port.localFolder, temporaryName(basename(path)))
      await mkdir(port.localFolder, { recursive: true, mode: PRIVATE_FOLDER })
      await writeAtomically(file, await port.readBlob(after.oid), { fsync: false, mode: after.mode === '100755' ? 0o700 : 0o600, temporary })
      index.set(path, after.oid, after.mode, await lstat(file))
    } else {
      await rm(file, { force: true })
      index.remove(path)
      await removeEmptyFolders(port.workTree, dirname(path))
    }
  }
}

async function removeEmptyFolders(workTree: string, folder: string): Promise<void> {
  for (let at = folder; at !== '.' && at !== ''; at = dirname(at)) {
    const removed = await rmdir(join(workTree, at)).then(() => true, () => false)
    if (!removed) return
  }
}

async function finishIndex(index: IndexFile, lock: LockFile): Promise<void> {
  await fillLock(lock, index.serialize(), { fsync: false })
  await commitLock(lock)
}
