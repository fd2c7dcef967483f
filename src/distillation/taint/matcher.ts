import { tokensOf, type Token } from './tokens.js'

/** Something whose words are looked for in texts of others. */
export interface Needle {
  text: string
  /** words: a sentence, which may be told again with changes; command: something typed, which is the same or another; name: of a package or address in it. */
  kind: 'words' | 'command' | 'name'
}

/** Words that a needle and a text share: which needle, and where in the text. */
interface Match {
  needle: number
  start: number
  end: number
}

// Of a sentence's runs of four words so many must stand in the other text, or one run of ten words.
const GRAM = 4
const SHARE = 0.6
const LONG_RUN = 10
// Fewer words than these are anyone's.
const FEWEST_WORDS = 3
const FEWEST_COMMAND_WORDS = 3
const SHORTEST_NAME = 6
const MOST_WORDS = 120

interface Gram { needle: number; place: number; words: readonly string[] }

/**
 * Finds needles in texts, by runs of words (w-shingles, Broder 1997): a sentence counts as repeated when most
 * of its runs stand in the text, a command when all its words stand there in a row. Linear in the text.
 */
export class Matcher {
  readonly #byFirst = new Map<string, Gram[]>()
  readonly #totals: number[] = []

  constructor(needles: readonly Needle[]) {
    needles.forEach(({ text, kind }, needle) => {
      const words = tokensOf(text).slice(0, MOST_WORDS).map(({ word }) => word)
      const grams = gramsOf(words, kind)
      this.#totals.push(grams.length)
      grams.forEach((gram, place) => {
        const first = gram[0] ?? ''
        const list = this.#byFirst.get(first)
        if (list) list.push({ needle, place, words: gram })
        else this.#byFirst.set(first, [{ needle, place, words: gram }])
      })
    })
  }

  get isEmpty(): boolean {
    return this.#byFirst.size === 0
  }

  /** The needles that the text repeats, each once, where it does so first. */
  find(text: string): Match[] {
    const tokens = tokensOf(text)
    const hits = new Map<number, { places: Set<number>; start: number; end: number }>()
    tokens.forEach(({ word, at }, i) => {
      for (const gram of this.#byFirst.get(word) ?? []) {
        if (!standsAt(gram.words, tokens, i)) continue
        const last = tokens[i + gram.words.length - 1]
        const end = last ? last.at + last.word.length : at
        const hit = hits.get(gram.needle)
        if (hit) {
          hit.places.add(gram.place)
          hit.end = Math.max(hit.end, end)
        } else hits.set(gram.needle, { places: new Set([gram.place]), start: at, end })
      }
    })
    return [...hits].filter(([needle, { places }]) => this.#isRepeated(needle, places)).map(([needle, { start, end }]) => ({ needle, start, end }))
  }

  #isRepeated(needle: number, places: ReadonlySet<number>): boolean {
    const total = this.#totals[needle] ?? 0
    return places.size >= total * SHARE || longestRun(places) >= LONG_RUN - GRAM + 1
  }
}

function gramsOf(words: readonly string[], kind: Needle['kind']): string[][] {
  if (kind === 'command') return words.length >= FEWEST_COMMAND_WORDS ? [[...words]] : []
  if (kind === 'name') return words.join('').length >= SHORTEST_NAME ? [[...words]] : []
  if (words.length < FEWEST_WORDS) return []
  if (words.length <= GRAM) return [[...words]]
  return words.slice(0, words.length - GRAM + 1).map((_, at) => words.slice(at, at + GRAM))
}

function standsAt(words: readonly string[], tokens: readonly Token[], at: number): boolean {
  for (let i = 1; i < words.length; i++) if (tokens[at + i]?.word !== words[i]) return false
  return true
}

function longestRun(places: ReadonlySet<number>): number {
  let longest = 0
  for (const place of places) {
    if (places.has(place - 1)) continue
    let length = 1
    while (places.has(place + length)) length++
    longest = Math.max(longest, length)
  }
  return longest
}
