import { Matcher, type Needle } from '../../distillation/taint/matcher.js'
import type { Evidence, Trace } from '../../kernel/types.js'

// Fewer words than these may be anybody's.
const FEWEST_WORDS = 5
const MOST_LINES = 20_000

/** Finds what repeats a session's words in other texts. */
export interface QuoteFinder {
  /** The first of the session's lines that a text repeats, or undefined. */
  find(text: string): string | undefined
}

/**
 * Looks for everything that was said in a session, by people, agents and tools, a line or sentence at a time, and for
 * what was quoted of it as evidence. Wording that was changed a little is found too; a few words alone are not.
 */
export function quoteFinder(forms: readonly Pick<Trace, 'messages' | 'title'>[], evidence: readonly Pick<Evidence, 'quote'>[]): QuoteFinder {
  const texts = [...evidence.map(({ quote }) => quote), ...forms.flatMap(({ messages, title }) => [title ?? '', ...messages.flatMap(({ text, toolCalls = [] }) => [text, ...toolCalls.flatMap(({ arguments: given, result }) => [...strings(given), result ?? ''])])])]
  const lines = new Set<string>()
  for (const text of texts) {
    for (const line of text.split(/\n|(?<=[.!?。！？])\s+/)) {
      if (lines.size < MOST_LINES && isTelling(line)) lines.add(line.trim())
    }
  }
  const needles = [...lines].map((text): Needle => ({ text, kind: 'words' }))
  const matcher = new Matcher(needles)
  return {
    find: (text) => {
      const [first] = matcher.find(text)
      return first && needles[first.needle]?.text
    }
  }
}

function isTelling(line: string): boolean {
  const words = line.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu) ?? []
  return words.length >= FEWEST_WORDS
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}
