/** A text that stood encoded in another, and where it began there. */
export interface Decoded { text: string; at: number; through: string }

const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g
const HEX = /(?<![0-9a-f])(?:[0-9a-f]{2}){10,4096}(?![0-9a-f])/gi
const ESCAPES = /(?:\\x[0-9a-f]{2}|\\u\{?[0-9a-f]{4,6}\}?|\\[0-3][0-7]{2}){4,4096}/gi
const PERCENT = /(?:%[0-9a-f]{2}[\w.~/:-]{0,3}){6,4096}/gi
const ENTITIES = /(?:&#x?[0-9a-f]{2,6};?){4,2000}/gi
const CHAR_CODES = /\(\s{0,8}\[?\s{0,8}((?:\d{2,3}\s{0,4},\s{0,4}){5,2000}\d{2,3})/g
const CHR = /(?:chr\(\d{2,3}\)\s{0,4}[+&.]\s{0,4}){4,500}chr\(\d{2,3}\)/gi
const LONGEST = 1 << 16

/** Everything in a text that reads as text when decoded: base64, hexadecimal, escapes, percent signs, entities, character codes. */
export function decodeEncoded(text: string): Decoded[] {
  return [
    ...find(text, BASE64, 'base64', fromBase64),
    ...find(text, HEX, 'hexadecimal', (run) => Buffer.from(run, 'hex').toString('utf8')),
    ...find(text, ESCAPES, 'character escapes', unescapeCharacters),
    ...find(text, PERCENT, 'percent encoding', (run) => run.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))),
    ...find(text, ENTITIES, 'HTML entities', (run) => run.replace(/&#(x?)([0-9a-f]{1,6});?/gi, (_, hex: string, digits: string) => character(Number.parseInt(digits, hex ? 16 : 10)))),
    ...find(text, CHAR_CODES, 'character codes', (run) => (run.match(/\d{2,3}/g) ?? []).map((code) => character(Number(code))).join('')),
    ...find(text, CHR, 'character codes', (run) => (run.match(/\d{2,3}/g) ?? []).map((code) => character(Number(code))).join(''))
  ]
}

function find(text: string, pattern: RegExp, through: string, decode: (run: string) => string): Decoded[] {
  const found: Decoded[] = []
  for (const match of text.matchAll(pattern)) {
    const decoded = decode(match[0].slice(0, LONGEST))
    if (isText(decoded)) found.push({ text: decoded, at: match.index, through })
  }
  return found
}

function fromBase64(run: string): string {
  // One case only, or few distinct letters: a word, a path or a rule of dashes.
  if (run.length < 200 && (!/[A-Z]/.test(run) || !/[a-z]/.test(run)) || /^(?:[A-Za-z]+[/_-])+[A-Za-z]*$/.test(run.slice(0, 400))) return ''
  const bytes = Buffer.from(run.replaceAll('-', '+').replaceAll('_', '/'), 'base64')
  if (bytes.length > 3 && bytes[1] === 0 && bytes[3] === 0) return bytes.toString('utf16le')
  return bytes.toString('utf8')
}

/** \x63, \u0063, \u{63} and \143 as the characters they stand for. */
export function unescapeCharacters(run: string): string {
  return run.replace(/\\x([0-9a-f]{2})|\\u\{?([0-9a-f]{4,6})\}?|\\([0-3][0-7]{2})/gi, (_, hex?: string, unicode?: string, octal?: string) =>
    character(Number.parseInt(hex ?? unicode ?? octal ?? '', octal === undefined ? 16 : 8)))
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

function isText(decoded: string): boolean {
  if (decoded.length < 6) return false
  const head = decoded.slice(0, 400)
  return !/[\x00-\x08\x0e-\x1f\x7f\ufffd]/.test(head) && (head.match(/[\p{L}\p{N}\s]/gu)?.length ?? 0) > head.length * 0.6
}
