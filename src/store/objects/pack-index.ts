const HEADER = 8
const FAN_OUT = 1024
const SUMS = 40

/** Where the objects of a pack are: its index (version 2), see gitformat-pack(5), as bytes and never taken apart. */
export interface PackIndex {
  count: number
  /** Offset of an object in the pack; undefined where it is not in it. */
  find(oid: Buffer): number | undefined
  /** All objects, by their ids: the checksum of each one's entry, and where that begins. */
  entries(): { oid: string; crc: number; start: number }[]
}

/** @throws Error saying what is wrong with the bytes */
export function parsePackIndex(bytes: Buffer): PackIndex {
  if (bytes.length < HEADER + FAN_OUT + SUMS || bytes.readUInt32BE(0) !== 0xff744f63) throw new Error('not an index of a pack')
  if (bytes.readUInt32BE(4) !== 2) throw new Error(`an index of version ${bytes.readUInt32BE(4)}, not 2`)
  const upTo = (first: number): number => (first < 0 ? 0 : bytes.readUInt32BE(HEADER + first * 4))
  for (let first = 0; first < 256; first++) if (upTo(first) < upTo(first - 1)) throw new Error('its table of first bytes descends')
  const count = upTo(255)
  const ids = HEADER + FAN_OUT
  const offsets = ids + count * 24
  const wide = offsets + count * 4
  const wideEnd = bytes.length - SUMS
  if (wide > wideEnd || (wideEnd - wide) % 8 !== 0) throw new Error(`too short for the ${count} objects that it counts`)
  const offsetAt = (position: number): number => {
    const offset = bytes.readUInt32BE(offsets + position * 4)
    if (offset < 0x80000000) return offset
    const at = wide + (offset - 0x80000000) * 8
    if (at + 8 > wideEnd) throw new Error('an offset points out of its table')
    return Number(bytes.readBigUInt64BE(at))
  }
  return {
    count,
    entries: () => Array.from({ length: count }, (_, position) => ({
      oid: bytes.toString('hex', ids + position * 20, ids + position * 20 + 20), crc: bytes.readUInt32BE(ids + count * 20 + position * 4), start: offsetAt(position)
    })),
    find(oid) {
      const first = oid[0] ?? 0
      let low = upTo(first - 1)
      let high = upTo(first)
      while (low < high) {
        const middle = (low + high) >>> 1
        const order = bytes.compare(oid, 0, 20, ids + middle * 20, ids + middle * 20 + 20)
        if (order === 0) return offsetAt(middle)
        if (order < 0) low = middle + 1
        else high = middle
      }
      return undefined
    }
  }
}
