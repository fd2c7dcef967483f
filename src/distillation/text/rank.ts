import { stem } from './words.js'

/** A text that is searched, by its parts; a word in a part of weight 2 counts as often as twice in one of weight 1. */
interface Ranked<T> { item: T; key: string; parts: readonly { text: string; weight: number }[] }

interface Counted<T> { item: T; key: string; counts: ReadonlyMap<string, number>; length: number }

// BM25's usual settings; source: Robertson, Zaragoza: The Probabilistic Relevance Framework: BM25 and Beyond, 2009, 3.4.
const SATURATION = 1.2
const LENGTH = 0.75
const LONGEST_QUERY = 64

/**
 * What has words of a query, best first, by BM25 over the texts given; equal scores in the order of their keys.
 * Words are compared without case and English endings; scripts that don't part words are compared by pairs of signs.
 */
export function rank<T>(query: string, counted: readonly Counted<T>[]): { item: T; score: number }[] {
  const asked = [...new Set(searchWords(query.slice(0, LONGEST_QUERY * 64)))].slice(0, LONGEST_QUERY)
  const average = counted.reduce((sum, { length }) => sum + length, 0) / Math.max(1, counted.length)
  const rarity = new Map(asked.map((word) => {
    const having = counted.filter(({ counts }) => counts.has(word)).length
    return [word, Math.log(1 + (counted.length - having + 0.5) / (having + 0.5))]
  }))
  const found = counted.map(({ item, key, counts, length }) => ({
    item, key,
    score: asked.reduce((sum, word) => {
      const count = counts.get(word) ?? 0
      return sum + (rarity.get(word) ?? 0) * count * (SATURATION + 1) / (count + SATURATION * (1 - LENGTH + LENGTH * length / Math.max(1, average)))
    }, 0)
  }))
  return found.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1)).map(({ item, score }) => ({ item, score }))
}

/** Texts with their words counted, to be asked about often. */
export function countWords<T>(texts: readonly Ranked<T>[]): Counted<T>[] {
  return texts.map(({ item, key, parts }) => ({ item, key, ...countsOf(parts) }))
}

function countsOf(parts: Ranked<unknown>['parts']): { counts: Map<string, number>; length: number } {
  const counts = new Map<string, number>()
  let length = 0
  for (const { text, weight } of parts) {
    for (const word of searchWords(text)) {
      counts.set(word, (counts.get(word) ?? 0) + weight)
      length += weight
    }
  }
  return { counts, length }
}

const UNPARTED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]+/gu

function searchWords(text: string): string[] {
  return (text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).flatMap((run) => {
    const signs = (run.match(UNPARTED) ?? []).flatMap(pairs)
    const words = run.replaceAll(UNPARTED, ' ').split(' ').filter((word) => word !== '')
    return [...signs, ...words.map(stem)]
  })
}

function pairs(run: string): string[] {
  const signs = Array.from(run)
  return signs.length < 2 ? signs : signs.slice(1).map((sign, i) => `${signs[i] ?? ''}${sign}`)
}
