/** An object made of pieces of another and of new bytes, see "deltified representation" in gitformat-pack(5). @throws Error when it does not fit the base */
export function applyDelta(base: Buffer, delta: Buffer): Buffer {
  let at = 0
  const size = (): number => {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = delta[at++]
      if (byte === undefined) throw new Error('a delta ends within its header')
      value += (byte & 0x7f) * scale
      if (byte < 0x80) return value
    }
  }
  if (size() !== base.length) throw new Error('a delta is of another base')
  const length = size()
  if (length > MOST_BYTES) throw new Error('a delta makes an object that is too large')
  const result = Buffer.allocUnsafe(length)
  let made = 0
  while (at < delta.length) {
    const command = delta[at++] as number
    if (command === 0) throw new Error('a delta has an unknown command')
    let from = delta
    let start = at
    let count = command
    if (command & 0x80) {
      from = base
      start = 0
      count = 0
      // Four bits tell which bytes of the offset follow, three which of the length.
      for (let i = 0; i < 4; i++) if (command & (1 << i)) start += (delta[at++] ?? 0) * 2 ** (8 * i)
      for (let i = 0; i < 3; i++) if (command & (0x10 << i)) count += (delta[at++] ?? 0) * 2 ** (8 * i)
      if (count === 0) count = 0x10000
    } else at += count
    if (start + count > from.length || made + count > length || at > delta.length) throw new Error('a delta copies beyond an end')
    from.copy(result, made, start, start + count)
    made += count
  }
  if (made !== length) throw new Error('a delta makes too few bytes')
  return result
}

/** Git's objects are larger only where somebody means harm. */
const MOST_BYTES = 2 ** 31 - 1
