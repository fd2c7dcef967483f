import { readObject } from 'isomorphic-git'
import { environment } from '../../kernel/errors.js'
import { listedFs } from './listed-fs.js'
import { decodeCommit, decodeTree, type CommitData, type ObjectType, type TreeEntry } from './encode.js'

// Trees are asked for again and again while a batch is placed; blobs are not. Counted by entries: some have thousands.
const ENTRIES_KEPT = 1 << 18
// isomorphic-git keeps whatever it has read from a pack for as long as its cache lives.
const BYTES_CACHED = 64 << 20

/** Reads objects, loose or packed, through isomorphic-git with one shared cache of pack indexes. */
export class ObjectReader {
  readonly #gitdir: string
  #cache: object = {}
  #fs = listedFs()
  readonly #trees = new Map<string, TreeEntry[]>()
  #entries = 0
  #bytes = 0

  constructor(gitdir: string) {
    this.#gitdir = gitdir
  }

  async #read(oid: string, type: ObjectType | 'tag'): Promise<Uint8Array> {
    // The typed readers of isomorphic-git peel and re-encode what they read; here the stored bytes are wanted.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const read = async () => readObject({ fs: this.#fs, gitdir: this.#gitdir, oid, format: 'content', cache: this.#cache })
    let found
    try {
      found = await read()
    } catch (cause) {
      // A gc by native git may have moved the object from one pack to another since the cache was filled.
      this.#cache = {}
      this.#fs = listedFs()
      found = await read().catch(() => {
        throw environment(`the Git object ${oid} cannot be read`, {
          place: { file: this.#gitdir }, cause, expected: `an intact ${type}`, fix: 'run git fsck there, and restore the object from a clone or backup'
        })
      })
    }
    this.#bytes += (found.object as Uint8Array).length
    if (this.#bytes > BYTES_CACHED) {
      this.#bytes = 0
      this.#cache = {}
    }
    if (found.type !== type) throw environment(`the Git object ${oid} is a ${found.type}`, { place: { file: this.#gitdir }, expected: `a ${type}` })
    return found.object as Uint8Array
  }

  #decoded<T>(oid: string, type: ObjectType, decode: (content: Uint8Array) => T, content: Uint8Array): T {
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
    return this.#decoded(oid, 'commit', decodeCommit, await this.#read(oid, 'commit'))
  }

  /** Follows annotated tags to the commit they name; their messages one after another. */
  async peel(oid: string): Promise<{ commit?: string; message?: string }> {
    const messages: string[] = []
    for (let at = oid; ;) {
      const tag = await this.#read(at, 'tag').catch(() => undefined)
      if (!tag) {
        const isCommit = await this.#read(at, 'commit').then(() => true, () => false)
        return { ...(isCommit && { commit: at }), ...(messages.length > 0 && { message: messages.join('\n') }) }
      }
      const text = Buffer.from(tag).toString('utf8')
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
    const entries = this.#decoded(oid, 'tree', decodeTree, await this.#read(oid, 'tree'))
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
