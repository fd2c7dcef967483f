import { join } from 'node:path'
import { environment } from '../../kernel/errors.js'
import { decodeCommit, decodeTree, type CommitData, type TreeEntry } from './encode.js'
import { openObjects, type ReadStored } from './object-files.js'
import type { StoredObject, StoredType } from './pack-reader.js'

// Trees are asked for again and again while a batch is placed; blobs are not. Counted by entries: some have thousands.
const ENTRIES_KEPT = 1 << 18
// So are commits, by whoever asks of each branch where it left main.
const COMMITS_KEPT = 4096

/**
 * Reads objects, loose or packed; keeps trees and commits. Its methods are asynchronous for those who call them: that a
 * small file is read and decompressed at once, in a third of the time that it takes to have it done beside, is no concern
 * of theirs.
 */
/* eslint-disable @typescript-eslint/require-await */
export class ObjectReader {
  readonly #gitdir: string
  readonly #readStored: ReadStored
  readonly #trees = new Map<string, TreeEntry[]>()
  readonly #commits = new Map<string, CommitData>()
  #entries = 0

  constructor(gitdir: string) {
    this.#gitdir = gitdir
    this.#readStored = openObjects(join(gitdir, 'objects'))
  }

  #read(oid: string, type: StoredType): Buffer {
    let found
    try {
      found = this.#readStored(oid)
    } catch (cause) {
      throw environment(`the Git object ${oid} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
        place: { file: this.#gitdir }, cause, expected: `an intact ${type}`, fix: 'run git fsck there, and restore the object from a clone or backup'
      })
    }
    if (found.type !== type) throw environment(`the Git object ${oid} is a ${found.type}`, { place: { file: this.#gitdir }, expected: `a ${type}` })
    return found.content
  }

  #find(oid: string): StoredObject | undefined {
    try {
      return this.#readStored(oid)
    } catch {
      return undefined
    }
  }

  #decoded<T>(oid: string, type: StoredType, decode: (content: Uint8Array) => T, content: Uint8Array): T {
    try {
      return decode(content)
    } catch (cause) {
      throw environment(`the Git object ${oid} is no ${type} that can be read: ${cause instanceof Error ? cause.message : ''}`, { place: { file: this.#gitdir }, cause, expected: `a ${type} as Git writes it`, fix: 'somebody made it by hand: git fsck names what refers to it' })
    }
  }

  async blob(oid: string): Promise<Uint8Array> {
    return this.#read(oid, 'blob')
  }

  /** The commit's bytes as they are stored. */
  async rawCommit(oid: string): Promise<Uint8Array> {
    return this.#read(oid, 'commit')
  }

  async commit(oid: string): Promise<CommitData> {
    const known = this.#commits.get(oid)
    if (known) return known
    const commit = this.#decoded(oid, 'commit', decodeCommit, this.#read(oid, 'commit'))
    if (this.#commits.size >= COMMITS_KEPT) this.#commits.clear()
    this.#commits.set(oid, commit)
    return commit
  }

  /** Follows annotated tags to the commit they name; their messages one after another. */
  async peel(oid: string): Promise<{ commit?: string; message?: string }> {
    const messages: string[] = []
    for (let at = oid; ;) {
      const object = this.#find(at)
      if (object?.type !== 'tag') return { ...(object?.type === 'commit' && { commit: at }), ...(messages.length > 0 && { message: messages.join('\n') }) }
      const text = object.content.toString('utf8')
      const next = /^object ([0-9a-f]{40})\n/.exec(text)?.[1]
      messages.push(text.slice(text.indexOf('\n\n') + 2))
      if (next === undefined) return { message: messages.join('\n') }
      at = next
    }
  }

  /** The tree's entries; the empty tree for undefined. */
  async tree(oid: string | undefined): Promise<readonly TreeEntry[]> {
    if (oid === undefined) return []
    const known = this.#trees.get(oid)
    if (known) return known
    const entries = this.#decoded(oid, 'tree', decodeTree, this.#read(oid, 'tree'))
    if (this.#trees.has(oid)) return entries
    this.#trees.set(oid, entries)
    this.#entries += entries.length + 1
    for (const [oldest, { length }] of this.#trees) {
      if (this.#entries <= ENTRIES_KEPT || oldest === oid) break
      this.#trees.delete(oldest)
      this.#entries -= length + 1
    }
    return entries
  }
}
