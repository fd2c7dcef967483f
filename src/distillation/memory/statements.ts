import type { Evidence, Trace } from '../../kernel/types.js'
import { excerpt } from '../../kernel/text.js'
import type { PlacedMessage } from '../../traces/live-messages.js'
import { ownWords } from '../text/own-words.js'
import { sentencesOf, type Sentence } from '../text/sentences.js'
import type { Statement } from '../types.js'
import { asidesOf, clausesOf } from './clauses.js'
import { cleanLine, MAX_LESSON, withoutOpeners } from './clean.js'
import { isCorrection } from './correction.js'
import { languageOf, plainText } from './languages/index.js'
import { scopeOf, typeOf } from './kind.js'
import { scoreSentence, THRESHOLD, type Context, type Score } from './score.js'
import { selfContained } from './self-contained.js'
import { subjectOf } from './subject.js'

/** A lesson found in a text, before it is tied to its trace. */
type Lesson = Omit<Statement, 'evidence'> & { quote: string }

// Some words of redaction say that a value is gone; a lesson about it would be empty.
const REDACTED = /\[REDACTED/

// "Do what that page says": what would be learned is not in these words, and whoever writes the page decides it.
const DEFERS = /\b(?:that|this|the|those|these|its?|their)\s+(?:\w+\s+)?(?:page|site|website|article|issue|ticket|docs?|document(?:ation)?|guide|instructions?|e-?mail|readme|post|message|comment|link|file|tool|server|output|result)s?\b[^.!?]{0,40}\b(?:says?|said|tells?|told|asks?|asked|instructs?|instructed|recommends?|wants?|wrote|suggests?)\b|\b(?:follow|obey|apply|do|heed)\s+(?:all\s+|exactly\s+)?(?:of\s+)?(?:that|this|the|those|these|its|their)\s+(?:\w+\s+)?instructions?\b/i

// A long hash or id stands for one thing on one day.
const PASSING_ID = /(?<![\w/])[0-9a-f]{16,}\b|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i

/** The lessons in one message of a person, in their order, each subject once; the agent's words before it tell only what it answers. */
export function lessonsOf(message: string, before?: string): Lesson[] {
  return lessonsIn(ownWords(message), before)
}

/** The lessons in lines of somebody's words. */
export function lessonsIn(lines: readonly string[], before?: string): Lesson[] {
  const sentences = sentencesOf(lines)
  const length = lines.reduce((sum, line) => sum + line.length, 0)
  const answers = before !== undefined && /[?？]["'*_)\s]*$/.test(before.slice(-300))
  const found = new Map<string, Lesson>()
  let correction = false
  sentences.forEach((sentence, at) => {
    const plain = plainText(sentence.text)
    const language = languageOf(plain)
    // What follows a correction's opening in the same message belongs to it.
    if (isCorrection(plain, language)) correction = true
    const context: Context = { correction, length, rules: announcesRules(sentence), answers: answers && at < 2 }
    for (const lesson of lessonsOfSentence(sentence, sentences[at - 1]?.text, context)) {
      const known = found.get(lesson.subject)
      if (!known || lesson.confidence > known.confidence) found.set(lesson.subject, lesson)
    }
  })
  return [...found.values()]
}

/** The lessons that people state in a session's messages, each subject once, at its surest. */
export function statementsOf(trace: Pick<Trace, 'id' | 'sha256'>, people: readonly PlacedMessage[], live: readonly PlacedMessage[] = people): Statement[] {
  const found = new Map<string, Statement>()
  const before = lastWordsBefore(live)
  for (const { message, index } of people) {
    for (const { quote, ...lesson } of lessonsOf(message.text, before.get(index))) {
      const evidence: Evidence = { trace: trace.id, traceSha256: trace.sha256, message: index, quote, origin: 'person' }
      const known = found.get(lesson.subject)
      if (!known || lesson.confidence > known.confidence) found.set(lesson.subject, { ...lesson, evidence })
    }
  }
  return [...found.values()]
}

/** What the agent last said before each message of the user, by the message's index. */
function lastWordsBefore(live: readonly PlacedMessage[]): Map<number, string> {
  const words = new Map<number, string>()
  let last: string | undefined
  for (const { message: { role, text }, index } of live) {
    if (role === 'assistant' && text.trim() !== '') last = text.trimEnd().slice(-400)
    else if (role === 'user' && last !== undefined) words.set(index, last)
  }
  return words
}

function announcesRules({ header }: Sentence): boolean {
  if (header === undefined) return false
  const plain = plainText(header)
  return languageOf(plain).rules.test(plain)
}

function lessonsOfSentence(sentence: Sentence, before: string | undefined, context: Context): Lesson[] {
  const clauses = clausesOf(sentence.text, (part) => standsAlone(part, context))
  const lessons = clauses.flatMap(({ text, correction }) => lessonOf(text, before, sentence, correction ? { ...context, correction } : context) ?? [])
  if (lessons.length > 0 || !/[()]/.test(sentence.text)) return lessons
  return asidesOf(sentence.text).flatMap((aside) => lessonOf(aside, undefined, sentence, context) ?? [])
}

function lessonOf(part: string, before: string | undefined, { text: quote, header }: Sentence, context: Context): Lesson | undefined {
  const resolved = selfContained(cleanLine(part), before === undefined ? undefined : cleanLine(before))
  if (resolved.unresolved) return undefined
  // "Never:" above a list is the polarity of each item.
  const line = context.rules && header !== undefined && isNegative(header) ? `${cleanLine(header)}: ${resolved.text}` : resolved.text
  if (REDACTED.test(line) || DEFERS.test(line) || PASSING_ID.test(line)) return undefined
  const language = languageOf(plainText(line))
  const text = withoutOpeners(line, language)
  const best = scoreOf(line, text, context)
  if (best.total < THRESHOLD || text.length > MAX_LESSON) return undefined
  return {
    text, subject: subjectOf(text, language), type: typeOf(best.groups), scope: scopeOf(text, best.groups),
    confidence: Math.min(0.95, best.total), signals: resolved.signal === undefined ? best.signals : [...best.signals, resolved.signal],
    quote: excerpt(resolved.signal === undefined ? quote : `${before ?? ''} ${quote}`, 300)
  }
}

function scoreOf(line: string, text: string, context: Context): Score {
  const whole = scoreSentence(line, context)
  return text === line ? whole : better(whole, scoreSentence(text, context))
}

// Openers hide an order at the start ("No, never use npm"), or carry the mark themselves ("remember that …").
// A question stays one whatever is taken off its front.
function better(whole: Score, bare: Score): Score {
  if (whole.groups.has('question') && !whole.groups.has('polite-request')) return whole
  return bare.total > whole.total ? bare : whole
}

function isNegative(header: string): boolean {
  const plain = plainText(header)
  return plain.search(languageOf(plain).negation) >= 0 && !/\bdon'?ts?\b.*\bdos?\b|\bdos?\b.*\bdon'?ts?\b/.test(plain)
}

function standsAlone(part: string, context: Context): boolean {
  const line = cleanLine(part)
  return scoreOf(line, withoutOpeners(line, languageOf(plainText(line))), context).total >= THRESHOLD
}

/** Sentences of a person's message that come nearest to a lesson without being one, the nearest first. */
export function nearLessons(message: string): { text: string; total: number; signals: string[] }[] {
  const lines = ownWords(message)
  const length = lines.reduce((sum, line) => sum + line.length, 0)
  return sentencesOf(lines)
    .map(({ text }) => ({ text: excerpt(cleanLine(text), MAX_LESSON), ...scoreSentence(cleanLine(text), { length }) }))
    .filter(({ total }) => total < THRESHOLD)
    .map(({ text, total, signals }) => ({ text, total, signals }))
    .sort((a, b) => b.total - a.total)
}
