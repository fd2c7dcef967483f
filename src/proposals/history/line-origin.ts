import type { Evidence, Origin, ProposalFrontMatter, Trace } from '../../kernel/types.js'

// So much of a line's words must stand in another text, in their order, to be taken from there.
const SHARE = 0.8
const SCRIPT_OR_WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu

/** What a line of a memory or skill says that could be somebody's words: its code spans, or all of it where it has none. */
export function phrasesOf(line: string): string[] {
  const spans = [...line.matchAll(/`([^`]+)`/g)].map(([, span]) => span ?? '')
  const phrases = spans.length > 0 ? spans : [line.replace(/^\s*(?:[-*+]|\d+[.)]|#+|>)\s+/, '').replace(/^\w[\w-]*:\s/, '')]
  // What stands in angle brackets differs from session to session, and so does the word it is a part of.
  return phrases.map((phrase) => phrase.replaceAll(/[^\s"']*<[\w -]+>[^\s"']*/g, ' ').trim()).filter((phrase) => wordsOf(phrase).length > 1)
}

/** The sentences and commands of a proposal that a line repeats, with whose they are; none for a line of SkillLoop's own wording. */
export function originsOfLine(line: string, { origins = [] }: Pick<ProposalFrontMatter, 'origins'>): Origin[] {
  const phrases = phrasesOf(line)
  return origins.filter(({ text }) => phrases.some((phrase) => isFrom(phrase, text)))
}

/** The evidence that a line repeats; none where it is of its own wording or says what all of it says together. */
export function evidenceOfLine(line: string, evidence: readonly Evidence[]): Evidence[] {
  const phrases = phrasesOf(line)
  return evidence.filter(({ quote }) => phrases.some((phrase) => isFrom(phrase, quote)))
}

/** Where in a session a line's words are, at the evidence's message or after it. */
export function placeInTrace(line: string, trace: Pick<Trace, 'messages'>, from: number): { message: number; call?: number; text: string } | undefined {
  const phrases = phrasesOf(line)
  const said = (text: string): boolean => phrases.some((phrase) => isFrom(phrase, text))
  for (let message = from; message < trace.messages.length; message++) {
    const { role, text, toolCalls = [] } = trace.messages[message] ?? { role: 'user', text: '' }
    if (role !== 'tool' && said(text)) return { message, text }
    for (const [call, { name, arguments: given }] of toolCalls.entries()) {
      const shown = `${name} ${typeof given === 'string' ? given : Object.values(given ?? {}).map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' ')}`
      if (said(shown)) return { message, call, text: shown }
    }
  }
  return undefined
}

/** Whether most words of a phrase stand in a text, in the phrase's order and close together. */
function isFrom(phrase: string, text: string): boolean {
  const [wanted, there] = [wordsOf(phrase), wordsOf(text)]
  if (wanted.length < 2) return false
  const needed = Math.ceil(wanted.length * SHARE)
  const reach = wanted.length * 2
  for (let start = 0; start < there.length; start++) {
    if (!wanted.includes(there[start] ?? '')) continue
    let found = 0
    let next = 0
    for (const word of there.slice(start, start + reach)) {
      const at = wanted.indexOf(word, next)
      if (at < 0) continue
      found++
      next = at + 1
    }
    if (found >= needed) return true
  }
  return false
}

function wordsOf(text: string): string[] {
  return [...text.normalize('NFKC').toLowerCase().matchAll(SCRIPT_OR_WORD)].map(([word]) => word)
}
