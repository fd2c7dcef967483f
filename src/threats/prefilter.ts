import { compileKeywords } from '../kernel/keywords.js'
import { requiredLiterals } from './required.js'

/** Which patterns a text could match, by their numbers: 0 where it surely matches none. */
type Prefilter = (text: string) => Uint8Array

// Its upper case is S: a pattern without regard to case takes it for one, and lower-casing leaves it as it is.
const LONG_S = '\u017f'

/** Looks in one pass for what the matches of many patterns must contain, see requiredLiterals. Made when it is first used. */
export function createPrefilter(patterns: readonly RegExp[]): Prefilter {
  let made: Prefilter | undefined
  return (text) => (made ??= compile(patterns))(text)
}

function compile(patterns: readonly RegExp[]): Prefilter {
  const byLiteral = new Map<string, number[]>()
  const always = new Uint8Array(patterns.length)
  for (const [i, pattern] of patterns.entries()) {
    const literals = requiredLiterals(pattern)
    if (!literals) always[i] = 1
    else for (const literal of literals) byLiteral.set(literal, [...byLiteral.get(literal) ?? [], i])
  }
  const lists = [...byLiteral.values()]
  const scan = compileKeywords([...byLiteral.keys()])
  return (text) => {
    const may = always.slice()
    if (text.includes(LONG_S)) return may.fill(1)
    scan(text, (literal) => {
      for (const pattern of lists[literal] as number[]) may[pattern] = 1
    })
    return may
  }
}
