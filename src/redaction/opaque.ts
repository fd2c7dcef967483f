import { judgeContext, type Context } from './context.js'
import type { Finding } from './rule.js'
import { isPlaceholder, isPublicKey, isUnpronounceable, isWordlike, shannon } from './values.js'

// Classes of characters that random values are made of; 0 ends a run.
const SEPARATOR = 1
const DIGIT = 2
const UPPER = 3
const LOWER = 4
const CLASS = new Uint8Array(128)
for (let code = 48; code < 58; code++) CLASS[code] = DIGIT
for (let code = 65; code < 91; code++) CLASS[code] = UPPER
for (let code = 97; code < 123; code++) CLASS[code] = LOWER
for (const sign of '_-+/') CLASS[sign.charCodeAt(0)] = SEPARATOR

const SHORTEST = 16
const LONGEST = 512
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i
/** Digests of the usual lengths: SHA-1, -224, -256, -384, -512. */
const HASH_LENGTHS = new Set([40, 56, 64, 96, 128])

/**
 * Finds the values that nothing but their randomness and what is written beside them gives away, value first:
 * runs that look like the output of a random generator are rare, so that each can be judged by its context.
 */
export function findOpaqueValues(text: string, found: Finding[]): void {
  let done = 0
  // A run of at least that length covers one of every so many characters.
  for (let at = SHORTEST - 1; at < text.length; at += SHORTEST) {
    if (at < done || classAt(text, at) === 0) continue
    let start = at
    while (start > done && classAt(text, start - 1) !== 0) start--
    let end = at + 1
    while (end < text.length && classAt(text, end) !== 0) end++
    done = end
    // A text that is nothing else has no context.
    if (end - start < SHORTEST || end - start > LONGEST || end - start === text.length) continue
    probeRun(text, start, end, found)
  }
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  return code < 128 ? (CLASS[code] as number) : 0
}

function probeRun(text: string, runStart: number, runEnd: number, found: Finding[]): void {
  const [start, runStop] = trim(text, runStart, runEnd)
  const end = withSecondPart(text, runStop)
  if (end - start < SHORTEST || !isIrregular(text, start, end)) return
  const value = text.slice(start, end)
  const form = shapeOf(value)
  const shape = form === 'plain' && text[end] === '=' ? 'base64' : form
  if (!shape || !standsApart(text, start, end)) return
  const context = judgeContext(text, start, end)
  if (!context || !isEvidence(context, shape, value) || isPlaceholder(value) || isPublicKey(value)) return
  found.push({ start, end: withPadding(text, end), kind: context.kind, secret: value, generic: true })
}

/** Without what belongs to the syntax round it: the letter of an escape sequence, leading slashes and signs. */
function trim(text: string, from: number, to: number): [number, number] {
  let start = from
  if (text[start - 1] === '\\' && /[nrtbf]/.test(text.charAt(start))) start++
  while (start < to && classAt(text, start) === SEPARATOR) start++
  let end = to
  while (end > start && classAt(text, end - 1) === SEPARATOR && text[end - 1] !== '/') end--
  return [start, end]
}

/** Two random parts with a dot or colon between them are one value. */
function withSecondPart(text: string, end: number): number {
  if (text[end] !== '.' && text[end] !== ':') return end
  let to = end + 1
  while (to < text.length && to - end < LONGEST && classAt(text, to) !== 0) to++
  return to - end > 8 && text[to] !== '.' && isIrregular(text, end + 1, to) && /\d.*\d/.test(text.slice(end + 1, to)) ? to : end
}

/** Do letters of either case and digits change places as in random text, rather than word by word? */
function isIrregular(text: string, start: number, end: number): boolean {
  let segments = 0
  let characters = 0
  let digits = 0
  let previous = 0
  for (let at = start; at < end; at++) {
    const kind = classAt(text, at)
    if (kind !== SEPARATOR) {
      characters++
      if (kind === DIGIT) digits++
      if (kind !== previous && !(previous === UPPER && kind === LOWER)) segments++
    }
    previous = kind
  }
  const length = characters / segments
  return digits === 0 ? length <= 4.6 && characters >= 20 : digits === 1 ? length <= 3 : length <= 5.5
}

type Shape = 'uuid' | 'hash' | 'hex' | 'base64' | 'plain' | 'prefixed' | 'loose' | 'letters'

/** What a random-looking value may be; nothing where it reads like words. */
function shapeOf(value: string): Shape | undefined {
  if (UUID.test(value)) return 'uuid'
  if (/^(?:[0-9a-f]+|[0-9A-F]+)$/.test(value)) return !/\d/.test(value) || !/[a-f]/i.test(value) || shannon(value) < 2.7 ? undefined : HASH_LENGTHS.has(value.length) ? 'hash' : 'hex'
  if (shannon(value) < 3 || isWordlike(value) || isOrdered(value) || isCamelCase(value)) return undefined
  if (!/\d/.test(value)) return /^[A-Za-z]+$/.test(value) && isUnpronounceable(value) ? 'letters' : undefined
  if (/[.:]/.test(value)) return isDense(value, 2.75) ? 'loose' : undefined
  if (/[+/]/.test(value)) return /[a-z]/.test(value) && /[A-Z]/.test(value) && isDense(value, 2.7) ? 'base64' : undefined
  // Words or dates joined by dashes, with a number or two.
  if (/^(?:[A-Za-z]{2,}\d{0,2}|\d{1,14}|[vV]\d+)(?:[-_](?:[A-Za-z]{2,}\d{0,2}|\d{1,14}|\d{1,4}[a-z]{1,2}|[vV]?\d+|[a-z]))*$/.test(value) && /[-_]/.test(value)) return undefined
  if (/^0x/i.test(value) || isSnakeCase(value)) return undefined
  if (/^[A-Za-z]{2,12}[_-]/.test(value)) return isDense(value.replace(/^[A-Za-z]{2,12}[_-]/, ''), 3) ? 'prefixed' : undefined
  return !hasWord(value) && isDense(value, /[A-Z]/.test(value) && /[a-z]/.test(value) ? 2.75 : 3.6) ? 'plain' : 'loose'
}

/** Most of a name such as loadPkcs12FromMemory is in words of three letters and more; of random text a third is. */
function isCamelCase(value: string): boolean {
  const humps = value.match(/[A-Z][a-z]{2,}|^[a-z]{3,}/g) ?? []
  return humps.length >= 3 && humps.join('').length >= value.length * 0.5
}

/** In names such as gnutls_x509_crt_fmt_t no part has more than one number. */
function isSnakeCase(value: string): boolean {
  const parts = value.split(/[_-]/)
  return parts.length >= 3 && parts.every((part) => /^[A-Za-z]{0,12}\d{0,5}[A-Za-z]{0,12}$/.test(part))
}

/** Names made of words keep them whole: an initial letter and some that often follow one another. */
function hasWord(value: string): boolean {
  return value.match(/[A-Za-z][a-z]{4,}/g)?.some((part) => isWordlike(part)) ?? false
}

/** Mean length of what is between changes of case, digits and signs, at most so many characters. */
function isDense(value: string, most: number): boolean {
  const parts = value.match(/[A-Z]+[a-z]?|[a-z]+|\d+/g) ?? []
  return parts.length > 3 && value.length / parts.length <= most
}

/** Alphabets and tables list every character once; random text repeats some. */
function isOrdered(value: string): boolean {
  return (value.length >= 36 && new Set(value).size > value.length * 0.95) || /abcdefg|ABCDEFG|0123456|qwertyui/.test(value)
}

/** A part of a path, a host, a file's name or a package is no value by itself. */
function standsApart(text: string, start: number, end: number): boolean {
  const before = text.charAt(start - 1)
  if (text[end] === '(' || (text[end] === '.' && /[A-Za-z0-9]/.test(text.charAt(end + 1)))) return false
  // A slash that base64 begins with was left out of the value.
  if (before === '/') return isHook(text, start) || /["'=:\s]/.test(text.charAt(start - 2))
  return !/[.@#%$~\\]/.test(before)
}

/** Does the value stand in the path of a webhook's address? */
function isHook(text: string, start: number): boolean {
  return /:\/\/[^\s"'<>]{0,100}hook[^\s"'<>]{0,100}\/$/i.test(text.slice(Math.max(0, start - 160), start))
}

function withPadding(text: string, end: number): number {
  let to = end
  while (to < end + 2 && text[to] === '=') to++
  return to
}

/** Is a value a secret, given what its name alone says? */
export function isOpaqueUnder(context: Context, value: string): boolean {
  const shape = value.length >= SHORTEST && value.length <= LONGEST && /^[\w+/-]+={0,2}$/.test(value) && isIrregular(value, 0, value.length) ? shapeOf(value.replace(/={1,2}$/, '')) : undefined
  return shape !== undefined && !isPlaceholder(value) && isEvidence(context, shape, value)
}

/** How much must be written beside a value of this shape before it is taken for a secret? */
function isEvidence({ named, service, hinted, tight, call }: Context, shape: Shape, value: string): boolean {
  const long = value.length >= 20
  if (named) return shape === 'letters' || (shape === 'hex' && !tight) ? value.length >= 24 : tight || long
  if (shape === 'letters') return false
  if (service && hinted) return shape === 'hex' ? long : true
  if (shape === 'uuid' || shape === 'hash') return false
  if (service) return shape === 'hex' ? tight && value.length >= 32 : shape === 'base64' ? tight && value.length >= 32 : tight || (long && shape !== 'loose')
  if (hinted && tight) return shape === 'hex' ? value.length >= 32 : shape === 'plain' || long
  return (tight || call) && shape === 'plain' && value.length >= 20
}
