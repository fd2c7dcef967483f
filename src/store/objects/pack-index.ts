const HEADER = 8
const FAN_OUT = 1024
const SUMS = 40

/** Where the objects of a pack are: its index (version 2), see gitformat-pack(5). */
export interface PackIndex {
  count: number
  /** Offset of an object in the pack; undefined where it is not in it. */
  find(oid: Buffer): number | undefined
  /** All objects, by their ids: the checksum of each one's entry, and where that begins. */
  entries(): { oid: string; crc: number; start: number }[]
}

/** Bytes of the index: as many as asked for. */
export interface IndexBytes {
  size: number
  read: (from: number, length: number) => Buffer
}

/** @throws Error saying what is wrong with the bytes */
export function parsePackIndex(bytes: Buffer): PackIndex {
  return openPackIndex({ size: bytes.length, read: (from, length) => bytes.subarray(from, from + length) })
}

/**
 * Looks up objects without reading the index whole: that of a pack of a million objects has 28 MB, and most commands ask
 * for a dozen. What is read at a time are the objects whose ids begin with the same byte, and they are kept.
 * @throws Error saying what is wrong with the bytes
 */
export function openPackIndex({ size, read }: IndexBytes): PackIndex {
  if (size < HEADER + FAN_OUT + SUMS) throw new Error('not an index of a pack')
  const head = read(0, HEADER + FAN_OUT)
  if (head.readUInt32BE(0) !== 0xff744f63) throw new Error('not an index of a pack')
  if (head.readUInt32BE(4) !== 2) throw new Error(`an index of version ${head.readUInt32BE(4)}, not 2`)
  const upTo = (first: number): number => (first < 0 ? 0 : head.readUInt32BE(HEADER + first * 4))
  for (let first = 0; first < 256; first++) if (upTo(first) < upTo(first - 1)) throw new Error('its table of first bytes descends')
  const count = upTo(255)
  const ids = HEADER + FAN_OUT
  const sums = ids + count * 20
  const offsets = ids + count * 24
  const wide = offsets + count * 4
  const wideEnd = size - SUMS
  if (wide > wideEnd || (wideEnd - wide) % 8 !== 0) throw new Error(`too short for the ${count} objects that it counts`)
  const wholeOffset = (offset: number): number => {
    if (offset < 0x80000000) return offset
    const at = wide + (offset - 0x80000000) * 8
    if (at + 8 > wideEnd) throw new Error('an offset points out of its table')
    return Number(read(at, 8).readBigUInt64BE(0))
  }
  const known: { count: number; ids: Buffer; offsets: Buffer }[] = []
  const rowsOf = (first: number): typeof known[number] => {
    const [begin, end] = [upTo(first - 1), upTo(first)]
    return known[first] ??= { count: end - begin, ids: read(ids + begin * 20, (end - begin) * 20), offsets: read(offsets + begin * 4, (end - begin) * 4) }
  }
  return {
    count,
    entries() {
      const [oids, crcs, starts] = [read(ids, count * 20), read(sums, count * 4), read(offsets, count * 4)]
      return Array.from({ length: count }, (_, at) => ({ oid: oids.toString('hex', at * 20, at * 20 + 20), crc: crcs.readUInt32BE(at * 4), start: wholeOffset(starts.readUInt32BE(at * 4)) }))
    },
    find(oid) {
      const rows = rowsOf(oid[0] ?? 0)
      let low = 0
      let high = rows.count
      while (low < high) {
        const middle = (low + high) >>> 1
        const order = rows.ids.compare(oid, 0, 20, middle * 20, middle * 20 + 20)
        if (order === 0) return wholeOffset(rows.offsets.readUInt32BE(middle * 4))
        if (order < 0) low = middle + 1
        else high = middle
      }
      return undefined
    }
  }
}
