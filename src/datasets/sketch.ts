/** What near-duplicate search keeps of a text in memory; its size does not grow with the text. */
export interface Sketch {
  id: string
  /** Distinct shingles in the text. */
  size: number
  /** MinHash: for each of HASHES permutations, the least value over all shingles. */
  signature: Int32Array
}

/** What two texts are compared by once their signatures agree: 4 KB, and rarely wanted. */
export interface Shingles {
  /** Distinct shingles in the text. */
  size: number
  /** The smallest hashes of its shingles, sorted: all of them, or as many as MAX_KEPT. */
  shingles: Uint32Array
}

/** Words in a shingle: long enough that common phrases do not match, short enough that one edit spoils few. */
export const SHINGLE = 5
export const HASHES = 80
const MAX_KEPT = 1024

// Scripts that put no spaces between words: each character counts as one.
const WORDS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{N}_])+/gu

// Multipliers and offsets of the permutations, from a fixed generator: the same on every machine.
const MULTIPLIERS = new Int32Array(HASHES)
const OFFSETS = new Int32Array(HASHES)
for (let i = 0, state = 1; i < HASHES; i++) {
  state = mixed(state + 0x9e3779b9)
  MULTIPLIERS[i] = state | 1
  state = mixed(state + 0x9e3779b9)
  OFFSETS[i] = state
}

/** The words of a text, each as a hash, whatever their case and what stands between them. */
export function wordHashes(text: string): number[] {
  return (text.toLowerCase().match(WORDS) ?? []).map(hashOf)
}

/** A sketch of a text's word shingles. A text of fewer words than a shingle is one shingle: only its equals match it. */
export function sketchOf(id: string, text: string): Sketch & Shingles {
  const found = wordHashes(text)
  const words = found.length > 0 ? found : [hashOf(text.toLowerCase().trim())]
  const hashes = new Uint32Array(Math.max(1, words.length - SHINGLE + 1))
  for (let i = 0; i < hashes.length; i++) {
    let hash = 0
    for (let j = i; j < Math.min(i + SHINGLE, words.length); j++) hash = mixed((Math.imul(hash, 31) + (words[j] ?? 0)) >>> 0)
    hashes[i] = hash
  }
  const distinct = hashes.sort().filter((hash, i) => i === 0 || hash !== hashes[i - 1])
  return { id, size: distinct.length, shingles: distinct.slice(0, MAX_KEPT), signature: signatureOf(distinct) }
}

function signatureOf(shingles: Uint32Array): Int32Array {
  const signature = new Int32Array(HASHES)
  // Signed integers and plain loops: this runs 80 times for every word of every trace.
  const values = Int32Array.from(shingles)
  for (let h = 0; h < HASHES; h++) {
    const multiplier = MULTIPLIERS[h] as number
    const offset = OFFSETS[h] as number
    let least = 0x7fffffff
    for (let i = 0; i < values.length; i++) {
      const value = (Math.imul(values[i] as number, multiplier) + offset) | 0
      if (value < least) least = value
    }
    signature[h] = least
  }
  return signature
}

/**
 * Jaccard similarity of two texts' shingles: exact where both sketches hold all of theirs, else an estimate
 * from the smallest hashes of the union (standard error below 0.02).
 */
export function similarity(a: Shingles, b: Shingles): number {
  const limit = a.size > MAX_KEPT || b.size > MAX_KEPT ? MAX_KEPT : Infinity
  let i = 0
  let j = 0
  let union = 0
  let shared = 0
  for (; union < limit && (i < a.shingles.length || j < b.shingles.length); union++) {
    const left = a.shingles[i] ?? Infinity
    const right = b.shingles[j] ?? Infinity
    if (left === right) shared++
    if (left <= right) i++
    if (right <= left) j++
  }
  return union === 0 ? 1 : shared / union
}

/** Shingles as text, for a file that they wait in. */
export function shinglesToText({ shingles }: Shingles): string {
  const bytes = Buffer.alloc(shingles.length * 4)
  for (const [i, hash] of shingles.entries()) bytes.writeUInt32LE(hash, i * 4)
  return bytes.toString('base64')
}

export function shinglesFromText(text: string): Uint32Array {
  const bytes = Buffer.from(text, 'base64')
  return Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32LE(i * 4))
}

/** FNV-1a over UTF-16 code units. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

/** The finalizer of MurmurHash3: every bit of the input moves every bit of the output. */
function mixed(value: number): number {
  let hash = value >>> 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
