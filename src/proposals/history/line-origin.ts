import type { Evidence, Origin, ProposalFrontMatter, ToolCall, Trace } from '../../kernel/types.js'

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
  return nearest(origins, ({ text }) => likeness(line, text))
}

/** The evidence that a line repeats; none where it is of its own wording or says what all of it says together. */
export function evidenceOfLine(line: string, evidence: readonly Evidence[]): Evidence[] {
  return evidence.filter(({ quote }) => likeness(line, quote) > 0)
}

/** A place in a session that says something. */
export interface SaidThere { message: number; call?: number; text: string }

/** Where in a session a line's words are, at the evidence's message or after it; the first of the places that are most like it. */
export function placeInTrace(line: string, { messages }: Pick<Trace, 'messages'>, from: number): SaidThere | undefined {
  const places = messages.slice(from).flatMap(({ role, text, toolCalls = [] }, i): SaidThere[] => [
    ...(role === 'tool' ? [] : [{ message: from + i, text }]),
    ...toolCalls.map((made, call) => ({ message: from + i, call, text: textOfCall(made) }))
  ])
  return nearest(places, ({ text }) => likeness(line, text))[0]
}

function textOfCall({ name, arguments: given }: ToolCall): string {
  const values = typeof given === 'object' && given !== null ? Object.values(given) : [given]
  const [first, ...rest] = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
  return first === undefined ? name : [first, ...rest].join(' ')
}

function nearest<T>(items: readonly T[], likenessOf: (item: T) => number): T[] {
  const rated = items.map((item) => ({ item, value: likenessOf(item) }))
  const best = Math.max(0, ...rated.map(({ value }) => value))
  return best === 0 ? [] : rated.filter(({ value }) => value === best).map(({ item }) => item)
}

/** 2 where a text begins with a phrase of the line, 1 where it has one, 0 where it has none. */
function likeness(line: string, text: string): number {
  const there = wordsOf(text)
  return Math.max(0, ...phrasesOf(line).map((phrase) => {
    const at = placeOf(wordsOf(phrase), there)
    return at === undefined ? 0 : at === 0 ? 2 : 1
  }))
}

/** Where most of the wanted words begin to stand in a text, in their order and close together. */
function placeOf(wanted: readonly string[], there: readonly string[]): number | undefined {
  const needed = Math.ceil(wanted.length * SHARE)
  const known = new Set(wanted)
  for (let start = 0; start <= there.length - needed; start++) {
    if (!known.has(there[start] ?? '')) continue
    let found = 0
    let next = 0
    for (const word of there.slice(start, start + wanted.length * 2)) {
      const at = wanted.indexOf(word, next)
      if (at < 0) continue
      found++
      next = at + 1
    }
    if (found >= needed) return start
  }
  return undefined
}

function wordsOf(text: string): string[] {
  return [...text.normalize('NFKC').toLowerCase().matchAll(SCRIPT_OR_WORD)].map(([word]) => word)
}
