import { printable } from '../../kernel/text.js'
import type { CompiledLanguage } from './cues.js'

/** Longer sentences hold more than one lesson or none. */
export const MAX_LESSON = 320

/**
 * One clean line from a person's sentence: control characters shown, white space joined, no leading Markdown
 * markers, no code span left open. What it says is left as it was said.
 */
export function cleanLine(text: string): string {
  let line = printable(text.replaceAll(/[\r\n\t\v\f\u0085\u2028\u2029]+/g, ' ')).replaceAll(/\s+/g, ' ').trim()
  for (let before = ''; before !== line;) {
    before = line
    line = line.replace(/^(?:#{1,6} |>+ ?|[-*+•–—] |\d{1,3}[.)] |[|=~_]+ ?|\*{1,2}(?=\s)|`{3,}\S*|---+)\s*/u, '').trim()
  }
  const inner = /^\(([^()]*)\)$/.exec(line)?.[1]
  if (inner !== undefined) line = inner.trim()
  // "…, ok?" asks for a nod, not for an answer.
  line = line.replace(/[,;]? +(?:ok|okay|alright|pls|thanks|thank you|thx)[?!. ]*$/iu, '')
  // Bold marks only dress the words up.
  line = line.replaceAll(/(\*\*|__)(?=\S)([^*_]{1,200}?)(?<=\S)\1/g, '$2')
  return (line.match(/`/g)?.length ?? 0) % 2 === 0 ? line : line.replaceAll('`', '\'')
}

// Names that are written in lower case, and sentences whose first Latin word need not be their own.
const STAYS_LOWER = /^[a-z]\w*[./_][\w./_-]*\w|^[a-z]+[A-Z]|^(?:npm|pnpm|yarn|git|gh|npx|pip|uv|eslint|main|master|develop|pytest|jest|vitest|node|deno|bun|make|docker|kubectl|cargo|go)\b|^[a-z]+[^\s\p{Script=Latin},.:;'-]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

/** The sentence without the words that only introduce it ("No, that's wrong —", "please remember that"), capitalised. */
export function withoutOpeners(text: string, language: CompiledLanguage): string {
  // Opener tables are written without accents; the lengths agree as folding keeps one letter for one.
  const folded = foldSameLength(text)
  let length = language.openers.exec(folded)?.[0].length ?? 0
  // "No emojis in commits": the first word says what is meant when no comma sets it off.
  if (/^(?:no|not|non|nao|nein) +[^\s,:—–-]/i.test(folded)) length = 0
  const rest = text.slice(length).trim()
  const kept = rest.length >= 4 ? rest : text
  return capitalized(kept)
}

/** With a capital first letter, except for names and commands that are written in lower case. */
export function capitalized(text: string): string {
  return STAYS_LOWER.test(text) ? text : text.charAt(0).toLocaleUpperCase('en') + text.slice(1)
}

function foldSameLength(text: string): string {
  return text.replaceAll(/[\u00c0-\u024f]/g, (letter) => letter.normalize('NFD').charAt(0)).replaceAll(/[’‘]/g, '\'')
}
