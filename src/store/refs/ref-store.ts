import { appendFile, mkdir, readdir, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { environment } from '../../kernel/errors.js'
import { PRIVATE_FILE, PRIVATE_FOLDER, readIfThere, syncFolder } from '../files.js'
import { cleanIdentity, type Signature } from '../objects/encode.js'
import { commitLock, dropLock, fillLock, sweep, takeLock } from './lock.js'

/** Someone else moved the ref since it was read; the caller re-applies its change to the new tip. */
export class LostRace extends Error {
  constructor(readonly ref: string, readonly found: string | undefined) {
    super(`${ref} has moved`)
    this.name = 'LostRace'
  }
}

/** What goes into the reflog. */
export interface RefNote { who: Signature; message: string }

const OID = /^[0-9a-f]{40}$/

/** Refs as files and packed-refs, see gitrepository-layout(5); the reftable format is refused at opening. */
export class RefStore {
  constructor(readonly gitdir: string, readonly fsync: boolean) {}

  /** HEAD as a ref name (on a branch) or a commit id (detached). */
  async head(): Promise<{ ref: string } | { oid: string } | undefined> {
    const text = (await readIfThere(join(this.gitdir, 'HEAD')))?.toString('utf8').trim()
    if (text?.startsWith('ref: ')) return { ref: text.slice(5).trim() }
    return text && OID.test(text) ? { oid: text } : undefined
  }

  /** The id a ref points at, or undefined where it does not exist. */
  async read(ref: string): Promise<string | undefined> {
    const loose = (await readIfThere(join(this.gitdir, ref)))?.toString('utf8').trim()
    if (loose !== undefined) {
      if (OID.test(loose)) return loose
      if (loose.startsWith('ref: ')) return this.read(loose.slice(5).trim())
      throw environment(`the ref ${ref} is damaged`, { place: { file: join(this.gitdir, ref) }, expected: 'forty hex digits', fix: 'restore it from its reflog or a clone' })
    }
    return (await this.#packed()).get(ref)
  }

  /** All refs under a prefix that ends in a slash, by name. */
  async list(prefix: string): Promise<Map<string, string>> {
    const found = new Map([...await this.#packed()].filter(([ref]) => ref.startsWith(prefix)))
    for (const ref of await this.#looseUnder(prefix.replace(/\/$/, ''))) {
      const oid = await this.read(ref)
      if (oid) found.set(ref, oid)
    }
    return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)))
  }

  async #looseUnder(folder: string): Promise<string[]> {
    const entries = await readdir(join(this.gitdir, folder), { withFileTypes: true }).catch(() => [])
    const found = await Promise.all(entries.map(async (entry) => {
      const ref = `${folder}/${entry.name}`
      if (entry.isDirectory()) return this.#looseUnder(ref)
      // The lock of a ref that a killed process had just deleted is taken by nobody again.
      if (entry.name.endsWith('.lock')) await sweep(join(this.gitdir, ref.slice(0, -'.lock'.length)), false).catch(() => undefined)
      return entry.name.endsWith('.lock') || entry.name.includes('.tmp-') ? [] : [ref]
    }))
    return found.flat()
  }

  async #packed(): Promise<Map<string, string>> {
    const text = (await readIfThere(join(this.gitdir, 'packed-refs')))?.toString('utf8') ?? ''
    const refs = new Map<string, string>()
    for (const line of text.split('\n')) {
      const match = /^([0-9a-f]{40}) (\S+)$/.exec(line)
      if (match?.[1] && match[2]) refs.set(match[2], match[1])
    }
    return refs
  }

  /**
   * Moves a ref from `expected` (undefined: it must not exist) to `next`, by lock, compare and rename.
   * `beforeRename` runs while the lock is held and the comparison has succeeded.
   * @throws LostRace when it points elsewhere by now
   */
  async update(ref: string, expected: string | undefined, next: string, note: RefNote, beforeRename?: () => Promise<void>): Promise<void> {
    const path = join(this.gitdir, ref)
    const lock = await takeLock(path)
    try {
      const found = await this.read(ref)
      if (found !== expected) throw new LostRace(ref, found)
      await fillLock(lock, `${next}\n`, this)
      await beforeRename?.()
      await commitLock(lock)
    } catch (error) {
      await dropLock(lock)
      throw error
    }
    if (this.fsync) await syncFolder(dirname(path))
    await this.#log(ref, expected, next, note)
  }

  /** Deletes a ref that points at `expected`; removes it from packed-refs too. @throws LostRace */
  async delete(ref: string, expected: string): Promise<void> {
    const path = join(this.gitdir, ref)
    const lock = await takeLock(path)
    try {
      const found = await this.read(ref)
      if (found !== expected) throw new LostRace(ref, found)
      await this.#unpack(ref)
      await rm(path, { force: true })
    } finally {
      await dropLock(lock)
    }
    await rm(join(this.gitdir, 'logs', ref), { force: true })
    await removeEmptyFolders(dirname(path), join(this.gitdir, 'refs', 'heads'))
  }

  async #unpack(ref: string): Promise<void> {
    if (!(await this.#packed()).has(ref)) return
    const path = join(this.gitdir, 'packed-refs')
    const lock = await takeLock(path)
    try {
      const lines = ((await readIfThere(path))?.toString('utf8') ?? '').split('\n')
      const at = lines.findIndex((line) => line.endsWith(` ${ref}`))
      // A line that begins with ^ is the peeled tag of the one before it.
      if (at >= 0) lines.splice(at, lines[at + 1]?.startsWith('^') ? 2 : 1)
      await fillLock(lock, lines.join('\n'), this)
      await commitLock(lock)
    } catch (error) {
      await dropLock(lock)
      throw error
    }
  }

  async #log(ref: string, before: string | undefined, after: string, { who, message }: RefNote): Promise<void> {
    const line = `${before ?? '0'.repeat(40)} ${after} ${cleanIdentity(who.name) || 'unknown'} <${cleanIdentity(who.email)}> ${Math.floor(who.at / 1000)} +0000\t${message.split('\n')[0] ?? ''}\n`
    const head = await this.head()
    const names = head && 'ref' in head && head.ref === ref ? [ref, 'HEAD'] : [ref]
    for (const name of names) {
      const path = join(this.gitdir, 'logs', name)
      await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER })
      await appendFile(path, line, { mode: PRIVATE_FILE })
    }
  }
}

async function removeEmptyFolders(folder: string, stop: string): Promise<void> {
  for (let at = folder; at.length > stop.length && at.startsWith(stop); at = dirname(at)) {
    const removed = await rmdir(at).then(() => true, () => false)
    if (!removed) return
  }
}
