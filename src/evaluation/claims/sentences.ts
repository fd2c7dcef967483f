import { languages } from './cues/all.js'

/** One statement of a text, freed of markup. */
export interface Sentence {
  text: string
  question: boolean
}

const FENCE = /^ {0,3}(```|~~~)/

/** A statement longer than this is a dump, not a sentence. */
const LONGEST = 600

/** Texts are read up to here from each end: claims stand where an answer begins and where it ends. */
const HALF = 12_000

/** As much of a text as is read for claims. */
export function bothEnds(text: string): string {
  return text.length > 2 * HALF ? `${text.slice(0, HALF)}\n${text.slice(-HALF)}` : text
}

/**
 * What a text states, sentence by sentence: code blocks, block quotes and quoted speech are somebody else's
 * words and are left out; inline code becomes a placeholder unless it names a test command.
 */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Sentence[] = []
  let fence: string | undefined
  for (const line of text.split('\n')) {
    const mark = FENCE.exec(line)?.[1]
    if (fence !== undefined) {
      if (mark === fence) fence = undefined
      continue
    }
    if (mark !== undefined) { fence = mark; continue }
    if (/^\s{0,3}>/.test(line)) continue
    for (const piece of plain(line).split(/(?<=[.!?…])\s+|(?<=[。！？])\s*/)) {
      const sentence = piece.trim()
      if (sentence.length > 1 && sentence.length <= LONGEST && /\p{L}/u.test(sentence)) sentences.push({ text: sentence, question: /[?？][^\p{L}\p{N}]*$/u.test(sentence) })
    }
  }
  return sentences
}

function plain(line: string): string {
  return line
    .replaceAll(/``[^`]{0,200}``|`([^`]{0,200})`/g, (_, code: string | undefined) => (code !== undefined && isTestCommand(code) ? code : '§'))
    .replaceAll(/"[^"]{0,300}"|“[^”]{0,300}”|„[^“”]{0,300}[“”]|«[^»]{0,300}»|「[^」]{0,300}」|『[^』]{0,300}』|(?<=^|[\s(])'[^']{2,200}'(?=[\s.,;:)!?]|$)/g, '§')
    .replaceAll(/\*\*|__|~~/g, '')
    .replaceAll(/^\s*(?:#{1,6}|[-*+•]|\d{1,3}[.)]|\[[ x]\]|\|)\s*/gi, '')
}

// "`npm test` passes" is a claim; "it printed `tests pass`" quotes.
function isTestCommand(code: string): boolean {
  return code.length <= 40 && /\b(?:test|tests|pytest|jest|vitest|mocha|build|lint|tsc|eslint)\b/.test(code) && !/pass|succe|fail|fix|done|ok\b/i.test(code)
}

const CONTRASTS = languages.flatMap(({ contrasts }) => contrasts ?? []).join('|')
const CLAUSE_END = new RegExp(`[;:–—]\\s|,\\s|[，；：、]|\\s(?:${CONTRASTS})\\s`, 'iu')

/** The clauses of a sentence; words that deny or put off reach no further than their own. */
export function clausesOf(sentence: string): string[] {
  return sentence.split(CLAUSE_END)
}
