/**
 * The name that was meant by one that is not known: the one with the fewest slips of a letter between them;
 * undefined where none is near, a third of its length away at most.
 */
export function nearest(given: string, names: readonly string[]): string | undefined {
  const fold = (name: string): string => name.toLowerCase().replaceAll(/[-_.\s]/g, '')
  const wanted = fold(given)
  if (wanted.length > 64) return undefined
  let best: { name: string; slips: number } | undefined
  for (const name of names) {
    const slips = distance(wanted, fold(name))
    if (slips <= Math.max(1, Math.floor(Math.max(wanted.length, name.length) / 3)) && slips < (best?.slips ?? Infinity)) best = { name, slips }
  }
  return best?.name
}

/** Letters to add, take away, replace, or swap with a neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, (before[j - 2] ?? 0) + 1)
      row.push(least)
    }
    before = above
    above = row
  }
  return above[b.length] ?? 0
}
