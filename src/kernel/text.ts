// Characters that a terminal obeys or that hide text: C0 and C1 controls, zero-width and bidi marks,
// soft hyphen, Hangul fillers, variation selectors, tag characters, line and paragraph separators.
const UNSAFE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\u{e0000}-\u{e0fff}]/gu

/**
 * Text with every character replaced that a terminal obeys or that cannot be seen; tabs and newlines stay.
 * A variation selector right after an emoji stays too, as it is harmless and common.
 */
export function replaceUnsafe(text: string, show: (codePoint: number) => string): string {
  return text.replace(UNSAFE, (character, offset: number, whole: string) => {
    if (character === '\ufe0f' && /\p{Extended_Pictographic}$/u.test(whole.slice(Math.max(0, offset - 2), offset))) return character
    return show(character.codePointAt(0) ?? 0)
  })
}

/** Text made safe to print on a terminal: what replaceUnsafe names is shown as \u{…}, a lone surrogate as U+FFFD. */
export function printable(text: string): string {
  return replaceUnsafe(text.toWellFormed(), (codePoint) => `\\u{${codePoint.toString(16)}}`)
}

/** One printable line of at most `length` characters, cut at a word where possible and marked with … */
export function excerpt(text: string, length: number): string {
  const line = printable(text).replaceAll(/\s+/g, ' ').trim()
  if (line.length <= length) return line
  const cut = line.slice(0, length - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > length * 0.6 ? cut.slice(0, space) : cut).toWellFormed()}…`
}

/**
 * An ASCII slug for file names, branches and skill names: lower-case letters, digits and single hyphens,
 * at most `length`, never empty (`fallback` then).
 */
export function slug(text: string, length = 48, fallback = 'untitled'): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = plain.replaceAll(/['’]/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '')
  if (words.length <= length) return words || fallback
  const cut = words.slice(0, length)
  const hyphen = cut.lastIndexOf('-')
  return (hyphen > length / 2 ? cut.slice(0, hyphen) : cut).replaceAll(/(?<!-)-+$/g, '') || fallback
}

/** "1 trace", "3 traces". */
export function plural(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`
}
