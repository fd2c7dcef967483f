import { classifyKey, type KeyClass } from './keys.js'
import type { Finding } from './rule.js'
import { isOpaqueUnder } from './opaque.js'
import { isPlaceholder, isPublicKey, isWordlike, looksLikePassword, looksRandom } from './values.js'

/** Words that end or carry the names of secrets; where one occurs, the name round it is looked at. */
export const ASSIGNMENT_KEYWORDS = [
  'pass', 'pwd', 'kennwort', 'secret', 'token', 'key', 'auth', 'credential', 'creds', 'bearer', 'jwt'
] as const

/**
 * How sure the syntax is that a name and a value belong together. data: JSON, environment, XML, flags;
 * code: everything else, where `token = next` is far more common than a secret.
 */
export type Context = 'data' | 'code'

const NAME = /[A-Za-z0-9_.$-]/
const LONGEST_NAME = 64
// Quotes and backslashes round it: the same syntax is met inside JSON strings, once or several times escaped.
const CLOSE = /(\\{0,8}["'`])?\]?/y
const TYPE = String.raw`(?:\s{0,4}:?\s{0,4}(?:string|String|str|SecretStr|&str|&'static str|char \*|auto)(?=\s{0,4}=))?`
const OPERATOR = new RegExp(String.raw`${TYPE}\s{0,24}(:{1,3}=|=>|->|[?.+|]{1,2}=|={1,3}|:(?!:)|\\u003[ad]|%3[AaDd](?![A-Za-z0-9]{0,2}%3))\s{0,16}`, 'y')
const COMMA = /\s{0,4},\s{0,8}(?=\\{0,8}["'`])/y
const PAIR = /\s{0,8}[,;]?\s{0,24}\\{0,8}["']?value\\{0,8}["']?\s{0,4}[=:]\s{0,4}/iy
const PROSE = /\s{1,3}(?:is|ist|lautet|es|est|was)\s{0,2}:?\s{1,3}/y
const SCHEME = /(?:Bearer|Basic|Token|Digest|ApiKey|Api-Token|Negotiate|Bot|SSWS|GenieKey|FlyV1|OAuth)(?:\s|%20|\+){1,3}/iy
const BARE = /[^\s"'`‘’“”<>,;&\\]{1,512}/y
const XML_TEXT = /(?:\s|\\{1,4}[nrt]){0,24}([^<>\s\\][^<>\n]{0,1023}?)(?:\s|\\{1,4}[nrt]){0,24}<\\{0,4}\//y

/** Finds the value that is assigned to the name round a keyword, in any common syntax. */
export function probeAssignment(text: string, start: number, end: number, found: Finding[]): void {
  const { from, to, key } = nameRound(text, start, end)
  const cls = classifyKey(key)
  // What stands right after :// is no name but a user.
  if (!cls || cls.strength === 'random' || cls.kind === 'cookie' || text.startsWith('://', from - 3)) return
  const value = readValue(text, from, to, key)
  if (!value || !isSecretValue(value.text, cls, value.context, value.quoted)) return
  found.push({ start: value.start, end: value.start + value.text.length, kind: cls.kind, secret: value.text, generic: true })
}

/** The name that a keyword is in or at the end of. */
function nameRound(text: string, start: number, end: number): { from: number; to: number; key: string } {
  let from = start
  while (from > 0 && start - from < LONGEST_NAME && NAME.test(text.charAt(from - 1))) from--
  let to = end
  while (to < text.length && to - end < LONGEST_NAME && NAME.test(text.charAt(to))) to++
  return { from, to, key: text.slice(from, to).replace(/^[-.$]+/, '') }
}

interface Value {
  text: string
  start: number
  quoted: boolean
  context: Context
}

function readValue(text: string, from: number, to: number, key: string): Value | undefined {
  if (text[from - 1] === '<' || (text[from - 1] === ':' && /<\w{1,24}:$/.test(text.slice(Math.max(0, from - 26), from)))) {
    const attributes = /(?:\s[^<>]{0,200})?>/y
    attributes.lastIndex = to
    if (!attributes.test(text)) return undefined
    XML_TEXT.lastIndex = attributes.lastIndex
    const inside = XML_TEXT.exec(text)
    return inside?.[1] === undefined ? undefined : { text: inside[1], start: text.indexOf(inside[1], inside.index), quoted: true, context: 'data' }
  }
  const closed = match(CLOSE, text, to)
  const quotedKey = closed?.[1] !== undefined
  const after = to + (closed?.[0].length ?? 0)
  const operator = match(OPERATOR, text, after)
  let at: number
  let context: Context = 'code'
  if (operator) {
    at = after + operator[0].length
    const sign = operator[1] ?? ''
    // KEY=value without blanks, "key": "value", and what is left of a query string are data.
    const environment = sign === '=' && operator[0] === '=' && (/^[A-Z][A-Z0-9_]+$/.test(key) || /[?&;]/.test(text.charAt(from - 1)))
    if ((quotedKey && /^(?::|=>)$/.test(sign)) || environment || text.startsWith('--', from)) context = 'data'
  } else {
    const flag = text.startsWith('--', from) ? match(/[ \t]{1,4}/y, text, after) : undefined
    const other = flag ?? (quotedKey ? (match(PAIR, text, after) ?? match(COMMA, text, after)) : undefined) ?? match(/\s{0,4}\n\s{1,40}value:\s{1,4}/y, text, after) ?? match(PROSE, text, after)
    if (!other) return undefined
    at = after + other[0].length
    if (flag ?? /value/i.test(other[0])) context = 'data'
  }
  return readLiteral(text, at, context, quotedKey)
}

/** A quoted or bare value at a position, without a scheme such as Bearer before it. In JSON no bare value is a string. */
function readLiteral(text: string, at: number, context: Context, inJson: boolean): Value | undefined {
  const open = match(/(?:\b[fbru])?(\\{0,8})(["'`])/y, text, at)
  if (open) {
    const begin = at + open[0].length
    const close = closingQuote(text, begin, open[2] ?? '"', open[1]?.length ?? 0)
    const skip = match(SCHEME, text, begin)?.[0].length ?? 0
    return close - skip <= begin ? undefined : { text: text.slice(begin + skip, close), start: begin + skip, quoted: true, context }
  }
  // A header inside a quoted argument (-H "Authorization: Bearer …") ends with the quote, a line with the line.
  const begin = at + (match(SCHEME, text, at)?.[0].length ?? 0)
  const run = match(BARE, text, begin)?.[0]
  // What was cut short with dots is an example, and stays recognizable as one.
  const bare = run?.endsWith('...') ? run : run?.replace(/(?<![)\]}.,:!?])[)\]}.,:!?]+$/, '')
  return bare ? { text: bare, start: begin, quoted: false, context: inJson ? 'code' : context } : undefined
}

/** Where a string that was opened with so many backslashes before its quote ends; at the line's end if it isn't closed. */
function closingQuote(text: string, begin: number, quote: string, escapes: number): number {
  const limit = Math.min(text.length, begin + 1024)
  let backslashes = 0
  for (let i = begin; i < limit; i++) {
    const character = text[i]
    if (character === '\n') return i
    if (character === quote && backslashes <= escapes) return i - backslashes
    backslashes = character === '\\' ? backslashes + 1 : 0
  }
  return limit
}

const CODE =
  /^(?:[A-Za-z_$][\w$]*(?:(?:\??\.|::|->)[A-Za-z_$#][\w$]*)+[!;]?$|[\w$.]{1,60}[([{]|[A-Za-z_$]+$|\(|\[|\{|!|&|-?\d{1,7}$|\/\*|\/\/|function\b|await\b|new\b|async\b|lambda\b)/
const PATH = /^(?:\.{0,2}\/|~\/|[A-Za-z]:[\\/]|(?:https?|file|arn|urn|s3|gs):)/

/** Is this the value of a secret, given what its name says and how sure the syntax is? */
export function isSecretValue(value: string, cls: KeyClass, context: Context, quoted: boolean): boolean {
  if (cls.context) return isOpaqueUnder(cls.context, value)
  if (value.length < 3 || value.length > 8192 || isPlaceholder(value) || isPublicKey(value)) return false
  // --password=PASSWORD is what manuals write.
  if (!quoted && /^[A-Z][A-Z_]{2,15}$/.test(value)) return false
  if (PATH.test(value) && !(cls.kind === 'password' && !/[\\/]\w+[\\/.]/.test(value))) return false
  if (!quoted && context === 'code' && (/[([{|?]|==/.test(value) || (CODE.test(value) && !isDottedToken(value)))) return false
  if (cls.strength === 'weak') return looksRandom(value, context === 'data' ? 10 : 16) || (context === 'data' && value.length >= 8 && looksLikePassword(value) && !isWordlike(value))
  if (context === 'data') return cls.kind === 'password' ? !/\s/.test(value) && (quoted || !CODE.test(value) || /^[\w]+$/.test(value)) : !/\s/.test(value) && value.length >= 6 && (/\d/.test(value) || !/^[A-Za-z]+(?:[_.-][A-Za-z]+)*$/.test(value) || value.length >= 20)
  if (looksRandom(value, 10)) return true
  return cls.kind === 'password' && looksLikePassword(value, quoted ? 6 : 7) && !/^[A-Za-z]+(?:[_.-][A-Za-z0-9]+)+$/.test(value)
}

/** Random parts joined by dots look like a chain of members, but for their digits. */
function isDottedToken(value: string): boolean {
  return /^[\w.-]+$/.test(value) && /\d.*\d/.test(value) && looksRandom(value, 20)
}

function match(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
