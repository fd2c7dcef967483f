/** A word of a text in the form in which words are compared, and where it stands. */
export interface Token {
  word: string
  at: number
}

// Scripts that put no blanks between words are compared sign by sign.
const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu

// What no reader sees must not part a word: zero-width and soft hyphens, fillers, selectors, tags.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}+/gu

const ASCII = /^[\0-\x7f]*$/
const ASCII_WORD = /[a-z0-9]+/g

/** The words of a text, folded by compatibility form and case; whatever parts them counts for nothing. */
export function tokensOf(text: string): Token[] {
  // Nothing in it has another form, and most texts are such.
  if (ASCII.test(text)) return wordsOf(text.toLowerCase(), ASCII_WORD)
  const folded = text.normalize('NFKC').replaceAll(INVISIBLE, '').toLowerCase()
  return wordsOf(folded, WORD)
}

function wordsOf(text: string, pattern: RegExp): Token[] {
  const found: Token[] = []
  for (const match of text.matchAll(pattern)) found.push({ word: match[0], at: match.index })
  return found
}
