import type { Evidence, Trace } from '../../kernel/types.js'
import { excerpt } from '../../kernel/text.js'
import type { PlacedMessage } from '../../traces/live-messages.js'
import { ownWords } from '../text/own-words.js'
import { sentencesOf, type Sentence } from '../text/sentences.js'
import type { Statement } from '../types.js'
import { cleanLine, MAX_LESSON, withoutOpeners } from './clean.js'
import type { CompiledLanguage } from './cues.js'
import { languageOf, plainText } from './languages/index.js'
import { scopeOf, typeOf } from './kind.js'
import { scoreSentence, THRESHOLD, type Context, type Score } from './score.js'
import { subjectOf } from './subject.js'

/** A lesson found in a text, before it is tied to its trace. */
type Lesson = Omit<Statement, 'evidence'> & { quote: string }

// Some words of redaction say that a value is gone; a lesson about it would be empty.
const REDACTED = /\[REDACTED/

// "Do what that page says": what would be learned is not in these words, and whoever writes the page decides it.
const DEFERS = /\b(?:that|this|the|those|these|its?|their)\s+(?:\w+\s+)?(?:page|site|website|article|issue|ticket|docs?|document(?:ation)?|guide|instructions?|e-?mail|readme|post|message|comment|link|file|tool|server|output|result)s?\b[^.!?]{0,40}\b(?:says?|said|tells?|told|asks?|asked|instructs?|instructed|recommends?|wants?|wrote|suggests?)\b|\b(?:follow|obey|apply|do|heed)\s+(?:all\s+|exactly\s+)?(?:of\s+)?(?:that|this|the|those|these|its|their)\s+(?:\w+\s+)?instructions?\b/i

/** The lessons in one message of a person, in their order, each subject once. */
export function lessonsOf(message: string): Lesson[] {
  return lessonsIn(ownWords(message))
}

/** The lessons in lines of somebody's words. */
export function lessonsIn(lines: readonly string[]): Lesson[] {
  const sentences = sentencesOf(lines)
  const length = lines.reduce((sum, line) => sum + line.length, 0)
  const found = new Map<string, Lesson>()
  let correction = false
  for (const sentence of sentences) {
    const plain = plainText(sentence.text)
    const language = languageOf(plain)
    // What follows a correction's opening in the same message belongs to it.
    if (isCorrection(plain, language)) correction = true
    const context: Context = { correction, length, rules: announcesRules(sentence) }
    for (const lesson of lessonsOfSentence(sentence, context)) {
      const known = found.get(lesson.subject)
      if (!known || lesson.confidence > known.confidence) found.set(lesson.subject, lesson)
    }
  }
  return [...found.values()]
}

/** The lessons that people state in a session's messages, each subject once, at its surest. */
export function statementsOf(trace: Pick<Trace, 'id' | 'sha256'>, people: readonly PlacedMessage[]): Statement[] {
  const found = new Map<string, Statement>()
  for (const { message, index } of people) {
    for (const { quote, ...lesson } of lessonsOf(message.text)) {
      const evidence: Evidence = { trace: trace.id, traceSha256: trace.sha256, message: index, quote, origin: 'person' }
      const known = found.get(lesson.subject)
      if (!known || lesson.confidence > known.confidence) found.set(lesson.subject, { ...lesson, evidence })
    }
  }
  return [...found.values()]
}

function isCorrection(plain: string, language: CompiledLanguage): boolean {
  // "No emojis in commits" opens with the word, not with a correction.
  return language.correction.test(plain) && !/^(?:no|non|nao|again|stop|wait|actually|careful) (?!,|that|never|you|we|don't|not|the|always|please|i )[a-z]/.test(plain)
}

function announcesRules({ header }: Sentence): boolean {
  if (header === undefined) return false
  const plain = plainText(header)
  return languageOf(plain).rules.test(plain)
}

function lessonsOfSentence(sentence: Sentence, context: Context): Lesson[] {
  const parts = [...clausesOf(sentence.text, context), ...asidesOf(sentence.text)]
  return parts.flatMap((part) => lessonOf(part, sentence, context) ?? [])
}

function lessonOf(part: string, { text: quote, header }: Sentence, context: Context): Lesson | undefined {
  // "Never:" above a list is the polarity of each item.
  const line = context.rules && header !== undefined && isNegative(header) ? `${cleanLine(header)}: ${cleanLine(part)}` : cleanLine(part)
  if (REDACTED.test(line) || DEFERS.test(line)) return undefined
  const language = languageOf(plainText(line))
  const text = withoutOpeners(line, language)
  const best = better(scoreSentence(line, context), scoreSentence(text, context))
  if (best.total < THRESHOLD || text.length > MAX_LESSON) return undefined
  return {
    text, subject: subjectOf(text, language), type: typeOf(best.groups), scope: scopeOf(text, best.groups),
    confidence: Math.min(0.95, best.total), signals: best.signals, quote: excerpt(quote, 300)
  }
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

const CONJUNCTION = /(?:,\s+(?=(?:we|you)\s+(?:always|never|don't|do not|only)\s)|[;；]\s*|\s+[—–]\s+|,\s+(?:and|but|also|y|pero|e|mas|et|mais|und|aber|ma|и|но)\s+(?:please\s+|also\s+)?(?=(?:the|our|we|you|i|never|always|don't|do not|please|my|all|every|use|nunca|siempre|nuestr\p{L}+|el|la|los|nous|on|le|les|jamais|toujours|wir|nie|immer|die|der|das|sempre|non|i|il|gli|мы|никогда|всегда)(?![\p{L}])))/giu

/** The parts of a sentence that are lessons of their own; the whole sentence where fewer than two are. */
function clausesOf(text: string, context: Context): string[] {
  if (text.length > 600) return []
  const parts: string[] = []
  let start = 0
  for (const match of text.matchAll(CONJUNCTION)) {
    // Not inside of a code span.
    if ((text.slice(0, match.index).match(/`/g)?.length ?? 0) % 2 === 1) continue
    parts.push(text.slice(start, match.index))
    start = match.index + match[0].length
  }
  if (start === 0) return [text]
  parts.push(text.slice(start))
  const lessons = parts.filter((part) => standsAlone(part, context))
  if (lessons.length >= 2) return lessons
  // "let's do it here as well, we always want …": the rule comes last, and nothing before it limits it.
  const last = parts.at(-1) ?? ''
  if (lessons.length === 1 && lessons[0] === last && !standsAlone(text, context) && !CONDITION.test(text)) return [last]
  // "No, that's wrong — never use npm": the first part only opens.
  const rest = parts.slice(1).join(', ')
  return parts.length === 2 && isCorrection(plainText(parts[0] ?? ''), languageOf(plainText(text))) ? [rest] : [text]
}

const CONDITION = /^\s*(?:if|when|whenever|unless|until|before|after|since|because|although|while|once|for|except|as)\b/i

function standsAlone(part: string, context: Context): boolean {
  const line = cleanLine(part)
  return better(scoreSentence(line, context), scoreSentence(withoutOpeners(line, languageOf(plainText(line))), context)).total >= THRESHOLD
}

/** What stands in parentheses of a question is often said outright: "can we …? (we use go-git everywhere)". */
function asidesOf(text: string): string[] {
  if (!/[?？]/.test(text)) return []
  return [...text.matchAll(/\(([^()]{15,250})\)/g)].map((match) => match[1] ?? '').filter((aside) => !aside.includes('?'))
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
