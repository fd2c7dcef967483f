/** Keeps what was used last, up to a number of bytes. */
export interface ByteCache<T> {
  get(key: string): T | undefined
  set(key: string, value: T, bytes: number): void
}

export function createByteCache<T>(mostBytes: number): ByteCache<T> {
  const kept = new Map<string, { value: T; bytes: number }>()
  let total = 0
  return {
    get(key) {
      const found = kept.get(key)
      if (!found) return undefined
      // The order of a Map is that of insertion: last used, last in line.
      kept.delete(key)
      kept.set(key, found)
      return found.value
    },
    set(key, value, bytes) {
      if (bytes > mostBytes / 4 || kept.has(key)) return
      kept.set(key, { value, bytes })
      total += bytes
      for (const [oldest, { bytes: freed }] of kept) {
        if (total <= mostBytes) break
        kept.delete(oldest)
        total -= freed
      }
    }
  }
}
