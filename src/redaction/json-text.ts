/** Where a string stands in JSON text: between its quotes. `exact`: it has no escapes, so its characters are the text's. */
interface Literal { start: number; end: number; exact: boolean }

/** What a string inside JSON text becomes; `key` is the name it stands under, undefined for names themselves. */
export type RewriteString = (text: string, key: string | undefined, literal: Literal) => string

const LITERAL = /"(?:[^"\\]|\\.)*"/y

/** Is a text one JSON object or array? */
export function isJsonText(text: string): boolean {
  const trimmed = text.trim()
  const ends = trimmed.charAt(0) + trimmed.slice(-1)
  if ((ends !== '{}' && ends !== '[]') || trimmed.length < 4) return false
  try {
    JSON.parse(trimmed)
    return true
  } catch {
    return false
  }
}

/**
 * JSON text with its strings rewritten in place: decoding and encoding it whole would change blanks, long
 * numbers and doubled keys. Only literals that change are written anew.
 * @param text valid JSON
 */
export function rewriteJsonStrings(text: string, rewrite: RewriteString): string {
  const pieces: string[] = []
  // For each open container the name it stands under, and the name whose value comes next.
  const names: { inherited: string | undefined; own: string | undefined; object: boolean; called?: string }[] = []
  let done = 0
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    const top = names.at(-1)
    if (character === '{' || character === '[') names.push({ inherited: character === '[' ? (top?.own ?? top?.inherited) : undefined, own: undefined, object: character === '{' })
    else if (character === '}' || character === ']') names.pop()
    else if (character === ',' && top?.object) top.own = undefined
    else if (character === '"') {
      LITERAL.lastIndex = i
      const literal = LITERAL.exec(text)?.[0] ?? '"'
      const isName = top?.object === true && top.own === undefined
      const exact = !literal.includes('\\')
      const decoded = exact ? literal.slice(1, -1) : (JSON.parse(literal) as string)
      const rewritten = rewrite(decoded, isName ? undefined : top?.object ? (top.own === 'value' ? (top.called ?? top.own) : top.own) : top?.inherited, { start: i + 1, end: i + literal.length - 1, exact })
      if (isName) top.own = decoded
      // Members named value stand under what a member before them calls them: {"name": "DB_PASSWORD", "value": "…"}.
      else if (top?.own === 'name' || top?.own === 'key') top.called = decoded
      if (rewritten !== decoded) {
        pieces.push(text.slice(done, i), JSON.stringify(rewritten))
        done = i + literal.length
      }
      i += literal.length - 1
    }
  }
  return done === 0 ? text : pieces.join('') + text.slice(done)
}

/**
 * A text that is not JSON itself, but has lines that are, such as what a program logs: parted so that each of these
 * stands alone. Undefined where there is none. The parts joined are the text.
 */
export function splitAtJsonLines(text: string): string[] | undefined {
  if (!text.includes('\n')) return undefined
  const parts: string[] = []
  let plainFrom = 0
  for (let start = 0; start < text.length;) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    if (mayBeJson(text, start, end) && isJsonText(text.slice(start, end))) {
      parts.push(text.slice(plainFrom, start), text.slice(start, end))
      plainFrom = end
    }
    start = end + 1
  }
  return parts.length === 0 ? undefined : [...parts, text.slice(plainFrom)].filter((part) => part !== '')
}

const SHORTEST_JSON = 8

function mayBeJson(text: string, start: number, end: number): boolean {
  if (end - start < SHORTEST_JSON) return false
  const [first, last] = [text[start], text[end - 1]]
  return (first === '{' && last === '}') || (first === '[' && last === ']')
}
