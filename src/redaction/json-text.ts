/** Where a string stands in JSON text: between its quotes. `exact`: it has no escapes, so its characters are the text's. */
interface Literal { start: number; end: number; exact: boolean }

/** What a string inside JSON text becomes; `key` is the name it stands under, undefined for names themselves. */
export type RewriteString = (text: string, key: string | undefined, literal: Literal) => string

const [OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET, COMMA, QUOTE] = ['{', '}', '[', ']', ',', '"'].map((character) => character.charCodeAt(0)) as [number, number, number, number, number, number]

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
  // No escape is before it: looked for once for all the strings that have none.
  let escape = text.indexOf('\\')
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const top = names.at(-1)
    if (code === OPEN_BRACE || code === OPEN_BRACKET) names.push({ inherited: code === OPEN_BRACKET ? (top?.own ?? top?.inherited) : undefined, own: undefined, object: code === OPEN_BRACE })
    else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) names.pop()
    else if (code === COMMA && top?.object) top.own = undefined
    else if (code === QUOTE) {
      let end = text.indexOf('"', i + 1)
      if (escape !== -1 && escape < i) escape = text.indexOf('\\', i)
      const exact = escape === -1 || escape > end
      if (!exact) for (let at = escape; at !== -1 && at < end;) {
        if (at + 1 === end) end = text.indexOf('"', end + 1)
        at = text.indexOf('\\', at + 2)
      }
      const isName = top?.object === true && top.own === undefined
      const decoded = exact ? text.slice(i + 1, end) : (JSON.parse(text.slice(i, end + 1)) as string)
      const rewritten = rewrite(decoded, isName ? undefined : top?.object ? (top.own === 'value' ? (top.called ?? top.own) : top.own) : top?.inherited, { start: i + 1, end, exact })
      if (isName) top.own = decoded
      // Members named value stand under what a member before them calls them: {"name": "DB_PASSWORD", "value": "…"}.
      else if (top?.own === 'name' || top?.own === 'key') top.called = decoded
      if (rewritten !== decoded) {
        pieces.push(text.slice(done, i), JSON.stringify(rewritten))
        done = end + 1
      }
      i = end
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
