/**
 * What a pattern's matches must contain, so that a text without it need not be searched. Reads the syntax of JavaScript's
 * regular expressions as far as it must, and says nothing of what it does not know: too little is slow, never wrong.
 */

/** The strings that a part can be, where they are few; and strings of which every match holds at least one. */
interface Part { exact: string[] | undefined; needs: string[] | undefined }

const NOTHING: Part = { exact: [''], needs: undefined }
const ANYTHING: Part = { exact: undefined, needs: undefined }
const MOST_EXACT = 32
const MOST_NEEDED = 120
const SHORTEST = 2
const LONGEST_RANGE = 4

/**
 * Lower-case strings of which a text that the pattern matches holds at least one, in letters of either case; undefined
 * where there is nothing that all matches share.
 */
export function requiredLiterals({ source }: Pick<RegExp, 'source'>): string[] | undefined {
  const reader = { source, at: 0 }
  const part = alternatives(reader)
  return reader.at < source.length ? undefined : usable(best([part.exact, part.needs]))
}

interface Reader { readonly source: string; at: number }

const usable = (list: string[] | undefined): string[] | undefined => (list && list.length <= MOST_NEEDED && list.every((text) => text.length >= SHORTEST) ? list : undefined)

/** Of several sets, each of which every match needs, the one that fewest texts will have. */
function best(candidates: readonly (string[] | undefined)[]): string[] | undefined {
  let found: string[] | undefined
  const worth = (list: string[]): number => Math.min(...list.map((text) => text.length)) * 1000 - list.length
  for (const list of candidates) if (usable(list) && list && (!found || worth(list) > worth(found))) found = list
  return found
}

function alternatives(reader: Reader): Part {
  const parts = [sequence(reader)]
  while (reader.source[reader.at] === '|') {
    reader.at++
    parts.push(sequence(reader))
  }
  if (parts.length === 1) return parts[0] as Part
  const exact = parts.every((part) => part.exact) ? [...new Set(parts.flatMap((part) => part.exact ?? []))] : undefined
  const needs = parts.map((part) => best([part.exact, part.needs]))
  return { exact: exact && exact.length <= MOST_EXACT ? exact : undefined, needs: needs.every((list) => list !== undefined) ? [...new Set(needs.flatMap((list) => list))] : undefined }
}

function sequence(reader: Reader): Part {
  const candidates: (string[] | undefined)[] = []
  let run = ['']
  let flushed = 0
  const flush = (): void => {
    candidates.push(run)
    run = ['']
    flushed++
  }
  while (reader.at < reader.source.length && !'|)'.includes(reader.source[reader.at] ?? '')) {
    const part = atom(reader)
    const { least, most } = quantifier(reader)
    const exact = most > 1 ? undefined : least === 0 ? part.exact && [...new Set(['', ...part.exact])] : part.exact
    if (exact && run.length * exact.length <= MOST_EXACT) run = run.flatMap((start) => exact.map((end) => start + end))
    else {
      flush()
      if (least > 0) candidates.push(part.exact, part.needs)
      // What follows goes on from a part that is known, though not what came before it.
      if (exact && least > 0) run = exact
    }
    if (exact && least > 0 && part.needs) candidates.push(part.needs)
  }
  candidates.push(run)
  return { exact: flushed === 0 ? run : undefined, needs: best(candidates) }
}

function quantifier(reader: Reader): { least: number; most: number } {
  const [text, least = '', comma, most = ''] = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/.exec(reader.source.slice(reader.at, reader.at + 24)) ?? ['']
  reader.at += text.length
  if (text === '') return { least: 1, most: 1 }
  if (text.startsWith('*')) return { least: 0, most: Infinity }
  if (text.startsWith('+')) return { least: 1, most: Infinity }
  if (text.startsWith('?')) return { least: 0, most: 1 }
  return { least: Number(least), most: comma === undefined ? Number(least) : most === '' ? Infinity : Number(most) }
}

const literal = (character: string): Part => (/^[\x20-\x7e\n\t\r]$/.test(character) ? { exact: [character.toLowerCase()], needs: undefined } : ANYTHING)

function atom(reader: Reader): Part {
  const character = reader.source[reader.at] ?? ''
  if (character === '(') return group(reader)
  if (character === '[') return characterClass(reader)
  if (character === '\\') return escape(reader)
  reader.at++
  if (character === '^' || character === '$') return NOTHING
  return character === '.' ? ANYTHING : literal(character)
}

function group(reader: Reader): Part {
  const [opening] = /^\((?:\?(?:[:=!]|<[=!]|<\w+>))?/.exec(reader.source.slice(reader.at, reader.at + 80)) ?? ['(']
  reader.at += opening.length
  const inner = alternatives(reader)
  if (reader.source[reader.at] === ')') reader.at++
  // What is looked at takes up no place; that it must be there is left out of account.
  return /^\(\?<?[=!]$/.test(opening) ? NOTHING : inner
}

function characterClass(reader: Reader): Part {
  const { source } = reader
  const start = reader.at + 1
  let end = start
  while (end < source.length && source[end] !== ']') end += source[end] === '\\' ? 2 : 1
  reader.at = end + 1
  const inner = source.slice(start, end)
  // A few plain characters are alternatives; ranges, escapes and all else could be anything.
  const isList = inner.length > 0 && inner.length <= LONGEST_RANGE && !inner.startsWith('^') && !inner.includes('\\') && !/.-./s.test(inner) && /^[\x20-\x7e]+$/.test(inner)
  return isList ? { exact: [...new Set(inner.toLowerCase())], needs: undefined } : ANYTHING
}

function escape(reader: Reader): Part {
  const [text] = /^\\(?:x[0-9a-fA-F]{2}|u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|[pP]\{[^}]*\}|k<\w+>|c[A-Za-z]|\d+|[^])/.exec(reader.source.slice(reader.at, reader.at + 80)) ?? ['\\']
  reader.at += text.length
  const kind = text[1] ?? ''
  if (text.length > 2 || /[dDwWsSpPkcxu0-9fv]/.test(kind)) return ANYTHING
  if (kind === 'b' || kind === 'B') return NOTHING
  return literal({ n: '\n', t: '\t', r: '\r' }[kind] ?? kind)
}
