import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import type { ByteCache } from './byte-cache.js'
import { applyDelta } from './delta.js'
import type { ObjectType } from './encode.js'
import { openPackIndex, type IndexBytes, type PackIndex } from './pack-index.js'

export type StoredType = ObjectType | 'tag'

export interface StoredObject { type: StoredType; content: Buffer }

/** Reads single objects of one pack by their place: memory holds what is asked for, never the pack. */
export interface PackReader {
  readonly path: string
  /** @throws Error saying what is wrong with the pack, or that of the file system */
  read(oid: Buffer): StoredObject | undefined
}

const TYPES: Readonly<Record<number, StoredType>> = { 1: 'commit', 2: 'tree', 3: 'blob', 4: 'tag' }
const BY_OFFSET = 6
const BY_ID = 7
// One read gets most objects whole: a trace of 14 KB takes 4 KB here.
const FIRST_READ = 8192
const SUM = 20
// What deflate makes of zeros.
const MOST_RATIO = 1032
// Git itself makes chains of 50, and of 4,095 at most.
const DEEPEST = 4096

/** An object as it stands in the pack: whole, or a delta with where its base is. */
interface Entry { type: number; body: Buffer; base?: number | Buffer }

/**
 * Opens a pack by its index (version 2).
 * @param bases kept objects that others are deltas of, by pack and offset
 * @param external the object of an id that is in none of this pack's own
 * @throws Error saying what is wrong with the index, or that of the file system
 */
export function openPack(path: string, bases: ByteCache<StoredObject>, external: (oid: string) => StoredObject | undefined): PackReader {
  const index: PackIndex = openPackIndex(indexBytes(`${path.slice(0, -'pack'.length)}idx`))

  const baseOffset = (entry: Entry): number | undefined => (Buffer.isBuffer(entry.base) ? index.find(entry.base) : entry.base)

  const readAt = (start: number): StoredObject => {
    const deltas: { offset: number; body: Buffer }[] = []
    let offset = start
    let object: StoredObject | undefined
    while (!object) {
      const known = bases.get(`${path}:${offset}`)
      if (known) {
        object = known
        break
      }
      const entry = readEntry(fileOf(path), offset)
      const type = TYPES[entry.type]
      if (type) object = { type, content: entry.body }
      else {
        deltas.push({ offset, body: entry.body })
        if (deltas.length > DEEPEST) throw new Error('a delta leads to itself')
        const next = baseOffset(entry)
        if (next !== undefined) {
          offset = next
          continue
        }
        object = external((entry.base as Buffer).toString('hex'))
        if (!object) throw new Error(`the base ${(entry.base as Buffer).toString('hex')} of a delta is missing`)
      }
      if (deltas.length > 0) bases.set(`${path}:${offset}`, object, object.content.length)
    }
    for (let delta = deltas.pop(); delta; delta = deltas.pop()) {
      object = { type: object.type, content: applyDelta(object.content, delta.body) }
      if (deltas.length > 0) bases.set(`${path}:${delta.offset}`, object, object.content.length)
    }
    return object
  }

  return {
    path,
    read(oid) {
      const offset = index.find(oid)
      if (offset === undefined) return undefined
      return readAt(offset)
    }
  }
}

/** Opened for each read: an index is read 256 times at the most, and packs may be many. */
function indexBytes(path: string): IndexBytes {
  return {
    size: statSync(path).size,
    read(from, length) {
      const descriptor = openSync(path, 'r')
      try {
        const bytes = Buffer.allocUnsafe(length)
        if (readSync(descriptor, bytes, 0, length, from) < length) throw new Error('shorter than it was when it was opened')
        return bytes
      } finally {
        closeSync(descriptor)
      }
    }
  }
}

interface OpenFile { descriptor: number; end: number }

let held: { path: string; file: OpenFile } | undefined

/**
 * The pack that was read last stays open until what runs now lets others run: a thousand objects are read one after
 * another, while one that gc has replaced is not held on to, and nothing needs to be closed later.
 */
function fileOf(path: string): OpenFile {
  if (held?.path === path) return held.file
  const descriptor = openSync(path, 'r')
  if (held) closeSync(held.file.descriptor)
  else setImmediate(letGo)
  held = { path, file: { descriptor, end: 0 } }
  held.file.end = fstatSync(descriptor).size - SUM
  return held.file
}

function letGo(): void {
  if (held) closeSync(held.file.descriptor)
  held = undefined
}

function bytesAt({ descriptor, end }: OpenFile, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, end - offset)))
  return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, offset))
}

function readEntry(file: OpenFile, offset: number): Entry {
  if (offset < 12 || offset >= file.end) throw new Error('an object is said to be beyond the pack')
  const head = bytesAt(file, offset, FIRST_READ)
  let at = 0
  const next = (): number => {
    const byte = head[at++]
    if (byte === undefined) throw new Error('the pack ends within an object')
    return byte
  }
  // Type and size: 3 bits of type, 4 bits of size, then 7 bits of size a byte, low bits first.
  let byte = next()
  const type = (byte >> 4) & 7
  let size = byte & 15
  for (let scale = 16; byte >= 0x80; scale *= 128) {
    byte = next()
    size += (byte & 0x7f) * scale
  }
  if (type === BY_OFFSET) {
    byte = next()
    let back = byte & 0x7f
    while (byte >= 0x80) {
      byte = next()
      back = (back + 1) * 128 + (byte & 0x7f)
    }
    if (back === 0 || back > offset) throw new Error('a delta is of a base before the pack')
    return { type, base: offset - back, body: inflate(file, offset, head, at, size) }
  }
  if (type === BY_ID) {
    const base = Buffer.from(head.subarray(at, at + 20))
    return { type, base, body: inflate(file, offset, head, at + 20, size) }
  }
  if (!TYPES[type]) throw new Error(`an object of the unknown type ${type}`)
  return { type, body: inflate(file, offset, head, at, size) }
}

/** The compressed bytes' length is told nowhere: what zlib makes of `size` bytes at the most is enough. */
function inflate(file: OpenFile, offset: number, head: Buffer, skip: number, size: number): Buffer {
  const most = size + Math.ceil(size / 4096) + 64
  const held = head.length - skip
  if (size > (file.end - offset) * MOST_RATIO) throw new Error('an object is said to be larger than it can be')
  const whole = held >= most || offset + head.length >= file.end
  // Most objects are smaller than what they could be: what is there is tried first.
  const attempt = whole || held * 4 >= size ? tryInflate(head.subarray(skip), size) : undefined
  if (attempt) return attempt
  const rest = whole ? undefined : tryInflate(bytesAt(file, offset + skip, most), size)
  if (!rest) throw new Error('an object cannot be decompressed')
  return rest
}

function tryInflate(bytes: Buffer, size: number): Buffer | undefined {
  try {
    // One byte more than expected, so that zlib sees the end in one go.
    const content = inflateSync(bytes, { chunkSize: Math.max(64, size + 1), maxOutputLength: Math.max(1, size) })
    return content.length === size ? content : undefined
  } catch {
    return undefined
  }
}
