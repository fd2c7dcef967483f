import { mkdir, open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { isAlive } from '../../kernel/alive.js'
import { environment, systemCode } from '../../kernel/errors.js'
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../files.js'

const PATIENCE_MS = 20_000
// Git and SkillLoop hold these locks for milliseconds. One that has not changed for so long
// was left by a process that was killed.
const ABANDONED_MS = 10_000
/** A process that lives under the lock's number is another one by then: numbers come again, in containers at once. */
const FORGOTTEN_MS = 60_000

/** A lock file in Git's manner: `<path>.lock`, made exclusively; its content may become the file. */
export interface LockFile {
  path: string
  handle: FileHandle
}

/**
 * Takes `<path>.lock`, waiting for whoever holds it; a lock left behind by a killed process is removed.
 * @param options.mayRest true where Git may hold the lock for long, with content in it: the index's, while a
 *   person writes the message of `git commit -a`
 * @throws SkillLoopError (3) when it stays held
 */
export async function takeLock(path: string, options: { mayRest?: boolean } = {}): Promise<LockFile> {
  const lock = `${path}.lock`
  await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER })
  let waited = 0
  for (let attempt = 0; ; attempt++) {
    try {
      const handle = await open(lock, 'wx', PRIVATE_FILE)
      // Until it is filled, it says whose it is: should that process be killed, nobody has to wait.
      await handle.write(ownerText())
      return { path: lock, handle }
    } catch (cause) {
      // Another process may just have removed the emptied folder.
      if (systemCode(cause) === 'ENOENT' && attempt < 20) {
        await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER })
        continue
      }
      // Windows says EPERM or EACCES while another process is deleting the file.
      if (!['EEXIST', 'EPERM', 'EACCES'].includes(systemCode(cause) ?? '')) throw cause
      if (systemCode(cause) !== 'EEXIST' && process.platform !== 'win32') throw cause
      if (waited > PATIENCE_MS) {
        throw environment(`${lock} is held by another process`, { cause, fix: 'wait for it to end; if no git or skillloop runs here, delete that file' })
      }
      await sweep(path, options.mayRest === true)
    }
    const pause = Math.min(5 * 2 ** Math.min(attempt, 5), 100) * (0.5 + jitter(attempt))
    await wait(pause)
    waited += pause
  }
}

/** Spreads waiting processes without a random source that tests would have to fix. */
function jitter(attempt: number): number {
  return ((process.pid * 31 + attempt * 17) % 97) / 97
}

/**
 * Removes an abandoned lock. One process at a time looks and removes, under a lock of its own: otherwise a slow
 * one could remove the lock that a quick one has taken since.
 */
export async function sweep(path: string, mayRest: boolean): Promise<void> {
  const lock = `${path}.lock`
  if (!await isAbandoned(lock, mayRest)) return
  const broom = `${path}.sweep.lock`
  const handle = await open(broom, 'wx', PRIVATE_FILE).catch(() => undefined)
  if (!handle) {
    if (await ageOf(broom) > ABANDONED_MS) await rm(broom, { force: true })
    return
  }
  try {
    if (await isAbandoned(lock, mayRest)) await rm(lock, { force: true })
  } finally {
    await handle.close()
    await rm(broom, { force: true })
  }
}

async function isAbandoned(lock: string, mayRest: boolean): Promise<boolean> {
  const info = await stat(lock).catch(() => undefined)
  if (!info) return false
  const age = Date.now() - info.mtimeMs
  const text = info.size < 1000 ? await readFile(lock, 'utf8').catch(() => '') : undefined
  const owner = ownerIn(text ?? '')
  if (owner) return owner.host === hostname() ? !isAlive(owner.pid) || age > FORGOTTEN_MS : age > FORGOTTEN_MS
  // An empty one, or one whose owner was killed while it wrote its name, holds nothing of anybody's.
  const isOurs = text !== undefined && (OURS.startsWith(text) || text.startsWith(OURS))
  return age > ABANDONED_MS && (isOurs || !mayRest)
}

async function ageOf(file: string): Promise<number> {
  return stat(file).then(({ mtimeMs }) => Date.now() - mtimeMs, () => 0)
}

const OURS = 'skillloop '
const ownerText = (): string => `${OURS}${process.pid} ${hostname()}\n`

function ownerIn(text: string): { pid: number; host: string } | undefined {
  const match = /^skillloop (\d+) (.*)\n$/.exec(text)
  return match?.[1] ? { pid: Number(match[1]), host: match[2] ?? '' } : undefined
}

/** Writes what is to become the file; commitLock() puts it there. */
export async function fillLock({ handle }: LockFile, content: string | Uint8Array, options: { fsync: boolean }): Promise<void> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  await handle.truncate(0)
  for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at, bytes.length - at, at)).bytesWritten
  if (options.fsync) await handle.sync()
  await handle.close()
}

/** The lock's content becomes the file. */
export async function commitLock(lock: LockFile): Promise<void> {
  await rename(lock.path, lock.path.slice(0, -'.lock'.length))
}

/** Gives a lock up without using its content. */
export async function dropLock(lock: LockFile): Promise<void> {
  await lock.handle.close().catch(() => undefined)
  await rm(lock.path, { force: true })
}
