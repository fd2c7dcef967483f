import { HASHES, similarity, sketchOf, type Shingles, type Sketch } from './sketch.js'

/** Texts whose shingles overlap at least this much are near-duplicates. */
export const NEAR = 0.8

// 20 bands of 4 hashes: of two texts at exactly 0.8, all bands miss in 3 of 100,000 cases; above it, fewer.
const ROWS = 4
// Two texts at 0.8 agree in 64 of 80 hashes on average, in fewer than 50 in 1 of 10,000 cases.
const LEAST_AGREEING = 50
// How many earlier members of a bucket a text is compared with: without a bound, a thousand texts that share a
// boilerplate would each be compared with all others. A near-duplicate has 20 buckets to be met in.
const MAX_COMPARED = 100

/**
 * Group of each text: near-duplicates, also by way of others, share one, named after its smallest id. Depends on
 * the set of items only, not on their order. Time grows with the number of texts, not with its square.
 */
export function groupNearDuplicates(items: Iterable<{ id: string; text: string }>): Map<string, string> {
  const pairs = groups(Array.from(items, ({ id, text }) => sketchOf(id, text)))
  let next = pairs.next()
  while (!next.done) next = pairs.next(similarity(...next.value) >= NEAR)
  return next.value
}

/** As groupNearDuplicates, from sketches whose shingles are fetched when two are to be compared: memory holds no texts, and no shingles. */
export async function groupSketches<S extends Sketch>(sketches: readonly S[], shinglesOf: (sketch: S) => Promise<Shingles>): Promise<Map<string, string>> {
  const pairs = groups(sketches)
  let next = pairs.next()
  while (!next.done) {
    const [a, b] = next.value
    next = pairs.next(similarity(await shinglesOf(a), await shinglesOf(b)) >= NEAR)
  }
  return next.value
}

/** Asks of each pair whose signatures agree whether the texts are near. */
function* groups<S extends Sketch>(unordered: readonly S[]): Generator<[S, S], Map<string, string>, boolean> {
  const sketches = [...unordered].sort((a, b) => (a.id < b.id ? -1 : 1))
  const leader = sketches.map((_, i) => i)
  const leaderOf = (i: number): number => {
    let root = i
    while (leader[root] !== root) root = leader[root] = leader[leader[root] ?? root] ?? root
    return root
  }
  for (let band = 0; band < HASHES; band += ROWS) {
    const buckets = new Map<string, number[]>()
    for (const [i, sketch] of sketches.entries()) {
      const key = sketch.signature.subarray(band, band + ROWS).join()
      const bucket = buckets.get(key) ?? []
      for (const j of bucket.slice(-MAX_COMPARED)) {
        const [a, b, other] = [leaderOf(i), leaderOf(j), sketches[j]]
        // Indices follow ids, so the smaller leader is the smaller id.
        if (a !== b && other && couldBeNear(sketch, other) && (yield [sketch, other])) leader[Math.max(a, b)] = Math.min(a, b)
      }
      bucket.push(i)
      buckets.set(key, bucket)
    }
  }
  return new Map(sketches.map((sketch, i) => [sketch.id, sketches[leaderOf(i)]?.id ?? sketch.id]))
}

function couldBeNear(a: Sketch, b: Sketch): boolean {
  if (Math.min(a.size, b.size) < NEAR * Math.max(a.size, b.size)) return false
  let agreeing = 0
  for (let i = 0; i < HASHES; i++) if (a.signature[i] === b.signature[i]) agreeing++
  return agreeing >= LEAST_AGREEING
}
