import { compileKeywords } from './keywords.js'
import { requiredLiterals } from './required-literals.js'

/** Of patterns that are never run by themselves, the source will do. */
type Pattern = Pick<RegExp, 'source'>

/** Which patterns a text could match, by their numbers: 0 where it surely matches none. */
type Prefilter = (text: string) => Uint8Array

// A pattern without regard to case takes these for s and k; lower-casing leaves the first as it is.
const LONG_S = '\u017f'
const KELVIN_SIGN = '\u212a'

/**
 * Looks in one pass for what the matches of many patterns must contain, see requiredLiterals. Made when it is first used.
 * @param patterns several under one number are alternatives
 */
export function createPrefilter(patterns: readonly (Pattern | readonly Pattern[])[]): Prefilter {
  let made: Prefilter | undefined
  return (text) => (made ??= compile(patterns))(text)
}

function compile(patterns: readonly (Pattern | readonly Pattern[])[]): Prefilter {
  const byLiteral = new Map<string, number[]>()
  const always = new Uint8Array(patterns.length)
  for (const [i, alternatives] of patterns.entries()) {
    for (const pattern of [alternatives].flat()) {
      const literals = requiredLiterals(pattern)
      if (!literals) always[i] = 1
      else for (const literal of literals) byLiteral.set(literal, [...byLiteral.get(literal) ?? [], i])
    }
  }
  const lists = [...byLiteral.values()]
  const scan = compileKeywords([...byLiteral.keys()])
  return (text) => {
    const may = always.slice()
    if (text.includes(LONG_S) || text.includes(KELVIN_SIGN)) return may.fill(1)
    scan(text, (literal) => {
      for (const pattern of lists[literal] as number[]) may[pattern] = 1
    })
    return may
  }
}
