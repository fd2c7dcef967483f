import { revivedError, toldError, type ToldError } from '../../kernel/told-error.js'
import { objectId, type ObjectType } from './encode.js'
import { writeLoose } from './loose.js'
import { contentOfEntry, packEntry, PackWriter } from './pack-writer.js'

// Up to here objects are written loose; a batch beyond becomes one pack. Git's gc counts loose objects
// (gc.auto 6,700), readers slow down with the number of packs: both stay small this way.
const LOOSE_OBJECTS = 32
const LOOSE_BYTES = 4 << 20

/** Looks at the bytes of a file. @throws where they must not be stored */
export type Inspect = (bytes: Uint8Array) => void | Promise<void>

/** A blob as it lies in a pack: header and compressed content. */
interface PackedBlob {
  oid: string
  entry: Uint8Array
}

/** A blob that is about to be stored: its bytes, or what another thread that looked at them has compressed, or why they must not be stored. */
export type ReadyBlob = { content: Uint8Array } | { packed: PackedBlob } | { refused: ToldError }

/** Makes a blob ready for the batch of another thread. */
export async function packBlob(content: Uint8Array, inspect: Inspect): Promise<ReadyBlob> {
  try {
    await inspect(content)
  } catch (error) {
    return { refused: toldError(error) }
  }
  // A copy of its own: small buffers are parts of a larger one, which would be copied with them.
  return { packed: { oid: objectId('blob', content), entry: new Uint8Array(packEntry('blob', content)) } }
}

interface Held { oid: string; type: ObjectType; content: Uint8Array }

/**
 * The objects of one commit. They are readable through get() at once, and on disk after finish();
 * a few become loose objects, many one pack.
 */
export class ObjectBatch {
  readonly #folder: string
  #held = new Map<string, Held>()
  #heldBytes = 0
  #pack: PackWriter | undefined
  #spill: Promise<unknown> = Promise.resolve()

  readonly #inspect: Inspect

  /** @param inspect is shown each file before it becomes an object, and throws at what must not be one */
  constructor(objectsFolder: string, inspect: Inspect = () => undefined) {
    this.#folder = objectsFolder
    this.#inspect = inspect
  }

  /** Takes an object and returns its id. Memory stays bounded: beyond a few it goes to a pack file. */
  async add(type: ObjectType, content: Uint8Array): Promise<string> {
    if (type === 'blob') await this.#inspect(content)
    if (this.#pack) {
      await this.#spill
      return this.#pack.add(type, content)
    }
    return this.#hold(type, content)
  }

  /** Takes a blob however ready it is, and returns its id. @throws where it must not be stored */
  async take(blob: ReadyBlob): Promise<string> {
    if ('refused' in blob) throw revivedError(blob.refused)
    if ('content' in blob) return this.add('blob', blob.content)
    const { oid, entry } = blob.packed
    const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength)
    if (!this.#pack) return this.#hold('blob', contentOfEntry(bytes))
    await this.#spill
    await this.#pack.copy(oid, bytes)
    return oid
  }

  async #hold(type: ObjectType, content: Uint8Array): Promise<string> {
    const oid = objectId(type, content)
    if (this.#held.has(oid)) return oid
    this.#held.set(oid, { oid, type, content })
    this.#heldBytes += content.length
    if (this.#held.size > LOOSE_OBJECTS || this.#heldBytes > LOOSE_BYTES) {
      const pack = new PackWriter(this.#folder)
      const held = [...this.#held.values()]
      this.#held = new Map()
      this.#pack = pack
      this.#spill = allDone(held.map(async (object) => pack.add(object.type, object.content)))
      await this.#spill
    }
    return oid
  }

  async finish(options: { fsync: boolean }): Promise<void> {
    await this.#spill
    if (this.#pack) await this.#pack.finish(options)
    else await allDone([...this.#held.values()].map(async (object) => writeLoose(this.#folder, object, options)))
  }

  async discard(): Promise<void> {
    await this.#spill.catch(() => undefined)
    await this.#pack?.discard()
  }
}

/** Where one fails, the others are still waited for: nothing goes on being written behind the back of whoever cleans up. */
async function allDone(writing: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(writing)).find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
