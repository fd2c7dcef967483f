import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { PRIVATE_FILE, PRIVATE_FOLDER, syncFolder, temporaryName } from '../files.js'
import { objectId, type ObjectType } from './encode.js'

const TYPE_NUMBER = { commit: 1, tree: 2, blob: 3 } as const
const WRITE_BUFFER = 1 << 20

interface PackedObject { oid: string; offset: number; crc: number }

/**
 * Writes one pack (format version 2, no deltas) and its index, see gitformat-pack(5). Objects go to a temporary
 * file as they come, so memory does not grow with their size; nothing is visible to Git before finish().
 */
export class PackWriter {
  readonly #folder: string
  readonly #temporary: string
  readonly #objects = new Map<string, PackedObject>()
  #file: FileHandle | undefined
  #offset = 12
  #pending: Buffer[] = []
  #pendingBytes = 0

  constructor(objectsFolder: string) {
    this.#folder = join(objectsFolder, 'pack')
    // Git sweeps leftovers of this name, should the process be killed.
    this.#temporary = join(this.#folder, temporaryName('tmp_pack_'))
  }

  get size(): number {
    return this.#objects.size
  }

  /** Returns the object's id once it is taken over. */
  async add(type: ObjectType, content: Uint8Array): Promise<string> {
    const oid = objectId(type, content)
    if (this.#objects.has(oid)) return oid
    // Claimed before the first await: two equal objects added at once are written once.
    const entry: PackedObject = { oid, offset: 0, crc: 0 }
    this.#objects.set(oid, entry)
    // In this thread: handing a session of usual size to another one for that alone costs more than its compression.
    await this.#place(entry, packEntry(type, content))
    return oid
  }

  /** Takes over an entry of another pack as it lies there: header and compressed content, which must be no delta. */
  async copy(oid: string, entry: Buffer): Promise<void> {
    if (this.#objects.has(oid)) return
    const at: PackedObject = { oid, offset: 0, crc: 0 }
    this.#objects.set(oid, at)
    await this.#place(at, entry)
  }

  async #place(entry: PackedObject, body: Buffer): Promise<void> {
    entry.offset = this.#offset
    entry.crc = crc32(body)
    this.#offset += body.length
    this.#pending.push(body)
    this.#pendingBytes += body.length
    if (this.#pendingBytes >= WRITE_BUFFER) await this.#flush()
  }

  /**
   * Makes pack and index visible. All add() calls must have been awaited.
   * @returns the pack's name without ending
   * @throws whatever kept an object from being written
   */
  async finish(options: { fsync: boolean }): Promise<string> {
    await this.#flush()
    const file = await this.#open()
    await file.write(packHeader(this.#objects.size), 0, 12, 0)
    const packSum = await this.#checksum(file)
    await file.write(packSum, 0, 20, this.#offset)
    if (options.fsync) await file.sync()
    await file.close()
    this.#file = undefined
    const stem = `pack-${packSum.toString('hex')}`
    const name = join(this.#folder, stem)
    // The pack first: Git looks for packs by their index, so it never sees one without the other.
    await rename(this.#temporary, `${name}.pack`)
    const index = packIndex([...this.#objects.values()], packSum)
    const temporaryIndex = join(this.#folder, temporaryName('tmp_idx_'))
    const indexFile = await open(temporaryIndex, 'wx', PRIVATE_FILE)
    await indexFile.writeFile(index)
    if (options.fsync) await indexFile.sync()
    await indexFile.close()
    await rename(temporaryIndex, `${name}.idx`)
    if (options.fsync) await syncFolder(this.#folder)
    return stem
  }

  /** Takes back what was written; for when something went wrong before finish(). */
  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined)
    await this.#file?.close()
    this.#file = undefined
    await rm(this.#temporary, { force: true })
  }

  async #open(): Promise<FileHandle> {
    if (!this.#file) {
      await mkdir(this.#folder, { recursive: true, mode: PRIVATE_FOLDER })
      this.#file = await open(this.#temporary, 'wx+', PRIVATE_FILE)
    }
    return this.#file
  }

  #writing: Promise<void> = Promise.resolve()
  #written = 12

  async #flush(): Promise<void> {
    const data = Buffer.concat(this.#pending)
    this.#pending = []
    this.#pendingBytes = 0
    const position = this.#written
    this.#written += data.length
    // Writes follow one another, so that a failed one fails all that come after it.
    this.#writing = this.#writing.then(async () => {
      const file = await this.#open()
      await file.write(data, 0, data.length, position)
    })
    await this.#writing
  }

  async #checksum(file: FileHandle): Promise<Buffer> {
    const hash = createHash('sha1')
    const chunk = Buffer.allocUnsafe(WRITE_BUFFER)
    for (let at = 0; at < this.#offset;) {
      const { bytesRead } = await file.read(chunk, 0, Math.min(chunk.length, this.#offset - at), at)
      if (bytesRead === 0) throw new Error('the pack file became shorter while it was written')
      hash.update(chunk.subarray(0, bytesRead))
      at += bytesRead
    }
    return hash.digest()
  }
}

/** An object as it lies in a pack. */
export function packEntry(type: ObjectType, content: Uint8Array): Buffer {
  return Buffer.concat([entryHeader(TYPE_NUMBER[type], content.length), deflateSync(content, { level: 5 })])
}

/** The content of an entry that packEntry made. */
export function contentOfEntry(entry: Buffer): Buffer {
  let at = 0
  while (((entry[at] ?? 0) & 0x80) !== 0) at++
  return inflateSync(entry.subarray(at + 1))
}

function packHeader(count: number): Buffer {
  const header = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1')
  header.writeUInt32BE(count, 8)
  return header
}

/** Type and size: 3 bits of type, 4 bits of size, then 7 bits of size a byte, low bits first. */
function entryHeader(type: number, size: number): Buffer {
  const bytes: number[] = []
  let byte = (type << 4) | (size & 15)
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes.push(byte | 0x80)
    byte = rest & 0x7f
  }
  bytes.push(byte)
  return Buffer.from(bytes)
}

/** Index version 2: fan-out, ids, CRCs, offsets (those above 2 GiB in a second table), pack and index sums. */
function packIndex(objects: PackedObject[], packSum: Buffer): Buffer {
  objects.sort((a, b) => (a.oid < b.oid ? -1 : 1))
  const fanOut = Buffer.alloc(1024)
  for (const { oid } of objects) {
    const first = parseInt(oid.slice(0, 2), 16)
    fanOut.writeUInt32BE(fanOut.readUInt32BE(first * 4) + 1, first * 4)
  }
  for (let i = 1; i < 256; i++) fanOut.writeUInt32BE(fanOut.readUInt32BE(i * 4) + fanOut.readUInt32BE((i - 1) * 4), i * 4)
  const ids = Buffer.concat(objects.map(({ oid }) => Buffer.from(oid, 'hex')))
  const crcs = Buffer.alloc(objects.length * 4)
  const offsets = Buffer.alloc(objects.length * 4)
  const large: Buffer[] = []
  for (const [i, { crc, offset }] of objects.entries()) {
    crcs.writeUInt32BE(crc, i * 4)
    if (offset < 0x80000000) offsets.writeUInt32BE(offset, i * 4)
    else {
      offsets.writeUInt32BE(0x80000000 + large.length, i * 4)
      const wide = Buffer.alloc(8)
      wide.writeBigUInt64BE(BigInt(offset))
      large.push(wide)
    }
  }
  const body = Buffer.concat([Buffer.from('\xfftOc\0\0\0\x02', 'latin1'), fanOut, ids, crcs, offsets, ...large, packSum])
  return Buffer.concat([body, createHash('sha1').update(body).digest()])
}
