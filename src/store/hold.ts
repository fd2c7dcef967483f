import { rm } from 'node:fs/promises'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import Database from 'better-sqlite3'
import { environment } from '../kernel/errors.js'
import { PRIVATE_FOLDER } from './files.js'
import { readLocal, writeLocal } from './local-state.js'

/** Who holds something, for people to read. */
export interface Holder { pid: number; host: string; since: string }

/** Something that one process at a time has. */
export interface Hold { release(): Promise<void> }

/**
 * Takes what one process of this machine has at a time, for as long as it likes; does not wait. The operating system
 * lets go of it when the process ends, however it does: SQLite holds its file by a lock of the system's.
 * @returns the hold, or who has it
 * @throws SkillLoopError (3) where the store's local folder cannot be written
 */
export async function tryHold(storeRoot: string, name: string, since: string): Promise<Hold | { heldBy: Holder | undefined }> {
  const path = join(storeRoot, 'local', `${name}.lock.sqlite`)
  await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER }).catch(() => undefined)
  let database: Database.Database | undefined
  try {
    database = new Database(path, { timeout: 0 })
    database.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    database?.close()
    if (cause instanceof Database.SqliteError && cause.code.startsWith('SQLITE_BUSY')) return { heldBy: await readLocal(storeRoot, `${name}.holder.json`) as Holder | undefined }
    throw environment(`${path} cannot be made or written`, { cause, fix: 'see that the store may be written and the disk has room' })
  }
  const held = database
  const release = async (): Promise<void> => {
    held.close()
    await rm(join(storeRoot, 'local', `${name}.holder.json`), { force: true })
  }
  try {
    await writeLocal(storeRoot, `${name}.holder.json`, { pid: process.pid, host: hostname(), since } satisfies Holder)
  } catch (error) {
    await release()
    throw error
  }
  return { release }
}

/** Who has it now; undefined where nobody does. */
export async function holderOf(storeRoot: string, name: string): Promise<Holder | undefined> {
  const holder = await readLocal(storeRoot, `${name}.holder.json`) as Holder | undefined
  if (!holder) return undefined
  // What a killed process left says nothing: whoever could take it knows.
  const taken = await tryHold(storeRoot, name, holder.since).catch(() => undefined)
  if (!taken || 'heldBy' in taken) return holder
  await taken.release()
  return undefined
}
