import { foldConfusables } from './confusables.js'

/** A line with everything undone that a reader cannot see. */
export interface CleanLine {
  text: string
  /** What was undone. */
  through: string[]
  /** What is there that should not be, and how bad its mere presence is. */
  marks: Mark[]
  /** Text spelt out in characters that are not drawn. */
  spelt: string[]
}
export type Mark = 'tag-characters' | 'variation-selector-text' | 'bidi-override' | 'bidi-control' | 'zero-width-run' | 'invisible-in-word' | 'mixed-scripts' | 'control-characters'

const PLAIN = /^[\t\r\x20-\x7e]*$/
// The flags of England, Scotland and Wales are spelt in tag characters.
const FLAG = /\u{1f3f4}[\u{e0020}-\u{e007e}]{1,8}\u{e007f}/gu
const TAGS = /[\u{e0000}-\u{e007f}]+/gu
const SELECTORS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{4,}/gu
const INVISIBLE = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{e0100}-\u{e01ef}]/gu
const IN_WORD = /[A-Za-z][\u00ad\u034f\u115f\u1160\u180b-\u180e\u200b-\u200d\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0]+[A-Za-z]/u

/** Removes what is invisible, decodes what is spelt invisibly, composes compatibility forms and folds look-alikes. */
export function cleanLine(line: string): CleanLine {
  if (PLAIN.test(line)) return { text: line, through: [], marks: [], spelt: [] }
  const through = new Set<string>()
  const marks = new Set<Mark>()
  const spelt: string[] = []
  let text = line.toWellFormed().replaceAll(FLAG, '')
  text = text.replace(TAGS, (run) => {
    const ascii = Array.from(run).map((one) => (one.codePointAt(0) ?? 0) - 0xe0000).filter((code) => code >= 0x20 && code < 0x7f).map((code) => String.fromCharCode(code)).join('')
    through.add('tag characters')
    marks.add('tag-characters')
    if (/[a-z]{2}/i.test(ascii)) spelt.push(ascii)
    return ascii
  })
  text = text.replace(SELECTORS, (run) => {
    const bytes = Array.from(run).map((one) => one.codePointAt(0) ?? 0).map((code) => code < 0x10000 ? code - 0xfe00 : code - 0xe0100 + 16)
    const decoded = Buffer.from(bytes).toString('utf8')
    through.add('variation selectors')
    marks.add('variation-selector-text')
    if (/[a-z]{2}/i.test(decoded)) spelt.push(decoded)
    return ''
  })
  if (/[\u202d\u202e]/u.test(text)) marks.add('bidi-override')
  else if (/[\u202a-\u202c\u2066-\u2069]/u.test(text)) marks.add('bidi-control')
  if (/[\u200b-\u200d\u2060-\u2064\ufeff]{8}/u.test(text)) {
    marks.add('zero-width-run')
    spelt.push(...decodeZeroWidth(text))
  }
  if (IN_WORD.test(text)) marks.add('invisible-in-word')
  if (/[\x00-\x08\x0b\x0e-\x1f\x7f]/.test(text)) marks.add('control-characters')
  const visible = text.replaceAll(INVISIBLE, '')
  if (visible !== text && marks.size > 0) through.add('invisible characters')
  const composed = visible.normalize('NFKC')
  if (composed.length > 0 && /[a-z]{3}/i.test(composed) && letters(composed) > letters(visible) + 3) through.add('compatibility forms')
  const { text: folded, mixed } = foldConfusables(composed)
  if (folded !== composed) through.add('confusables')
  if (mixed) marks.add('mixed-scripts')
  return { text: folded, through: [...through], marks: [...marks], spelt }
}

function letters(text: string): number {
  return text.match(/[A-Za-z]/g)?.length ?? 0
}

// Two invisible characters as 0 and 1, eight to a letter: both ways round are tried.
function decodeZeroWidth(text: string): string[] {
  const bits = text.match(/[\u200b-\u200d\u2060-\u2064\ufeff]/gu) ?? []
  const kinds = [...new Set(bits)].slice(0, 2)
  return [0, 1].map((one) => {
    const digits = bits.filter((bit) => kinds.includes(bit)).map((bit) => bit === kinds[one] ? '1' : '0').join('')
    return (digits.match(/.{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join('')
  }).filter((decoded) => /^[\x20-\x7e]{4,}$/.test(decoded))
}

const LEET: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' }
const LEET_WORD = /(?<![\w./:-])(?=[a-z@$013457]{0,20}[a-z])(?=[a-z@$013457]{0,20}[013457@$])[a-z@$013457]{4,24}(?![\w/:-]|\.\w)/gi

/** A line with digits read as the letters they stand for; undefined where fewer than two words are written so. */
export function readLeet(line: string): string | undefined {
  const words = line.match(LEET_WORD)
  if (!words || words.length < 2) return undefined
  return line.replace(LEET_WORD, (word) => word.replace(/[013457@$]/g, (digit) => LEET[digit] ?? digit))
}

const SPACED = /(?<![A-Za-z])(?:[A-Za-z][ \t._*·|/-]{1,3}){5,200}[A-Za-z](?![A-Za-z])/g

/** Letters s p a c e d out in a line, put together; undefined where there are none. */
export function joinSpaced(line: string): string | undefined {
  const found = line.match(SPACED)
  if (!found) return undefined
  return found.map((run) => {
    const separator = /^[A-Za-z]([ \t._*·|/-])/.exec(run)?.[1] ?? ' '
    // Two spaces (or a space among dots) part the words where one parts the letters.
    return run.split(separator === ' ' ? /[ \t]{2,}|[^\w ]+/ : /\s+/).map((word) => word.replaceAll(/[^A-Za-z]/g, '')).join(' ')
  }).join(' ')
}

const ROT13_WORDS = /\b(?:vtaber|qvfertneq|sbetrg|cerivbhf|vafgehpgvbaf?|frperg|cnffjbeq|perqragvnyf|hfre|rkrphgr|flfgrz|fraq|hcybnq|phey|onfu|qryrgr|gryy|rai)\b/gi
const REVERSED_WORDS = /(?:erongi|dragersid|tegrof|suoiverp|snoitcurtsni|terces|drowssap|slaitnederc|resu|etucexe|metsys|dnes|daolpu|lruc|hsab|eteled|llet)/gi

/** A line written in ROT13 or backwards, read; both are told by words that occur in no language. */
export function readDisguised(line: string): { text: string; through: string }[] {
  const read: { text: string; through: string }[] = []
  if ((line.match(ROT13_WORDS)?.length ?? 0) >= 2) read.push({ text: rot13(line), through: 'ROT13' })
  if (new Set(line.match(REVERSED_WORDS)).size >= 3) read.push({ text: Array.from(line).reverse().join(''), through: 'reversed text' })
  return read
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= 'Z' ? 65 : 97
    return String.fromCharCode((letter.charCodeAt(0) - base + 13) % 26 + base)
  })
}
