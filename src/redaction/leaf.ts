import { isSecretValue } from './assignments.js'
import { createBudget, type Budget } from './budget.js'
import { findSecrets } from './find.js'
import { isJsonText, rewriteJsonStrings, splitAtJsonLines } from './json-text.js'
import { classifyKey } from './keys.js'
import { hasMarks, splitAtMarks, type Marks } from './marks.js'
import type { Search } from './redaction-rules.js'
import type { Finding } from './rule.js'

/** Is told of each place that is masked, in characters of the text it was in. */
export type Note = (kind: string, start: number, end: number) => void

/** What the strings of one trace are masked with. */
export interface Engine {
  marks: Marks
  search: Search
}

/** How deep JSON inside JSON strings is decoded; what is deeper is searched as text. */
const DEEPEST = 8
/** Shorter names and values hold no secret of a known form. */
const SHORTEST = 8

/**
 * A string with its secrets masked: JSON in it is decoded, anything else is searched as it is.
 * @param key the name that it stands under
 * @param finish gets every text that is done, marks and all
 * @param depth how many documents this one is inside of
 */
export function redactLeaf(text: string, key: string | undefined, engine: Engine, note: Note, finish: (text: string) => void, depth = 0): string {
  if (text.length < SHORTEST && key === undefined) {
    finish(text)
    return text
  }
  if (depth < DEEPEST && isJsonText(text)) {
    return rewriteJsonStrings(text, (inner, name, { start, end, exact }) => {
      // What is behind escapes is somewhere between the quotes.
      const place: Note = (kind, from, to) => exact ? note(kind, start + from, start + to) : note(kind, start, end)
      return redactLeaf(inner, name, engine, place, finish, depth + 1)
    })
  }
  const parts = depth < DEEPEST && (key === undefined || !classifyKey(key)) ? splitAtJsonLines(text) : undefined
  if (parts) {
    let at = 0
    return parts.map((part) => {
      const start = at
      at += part.length
      return redactLeaf(part, undefined, engine, (kind, from, to) => note(kind, start + from, start + to), finish, depth + 1)
    }).join('')
  }
  let redacted = text.length < SHORTEST ? text : redactPlain(text, engine, note)
  if (key !== undefined && redacted === text) redacted = redactNamed(text, key, engine, note)
  finish(redacted)
  return redacted
}

/** A value whose name says that it is a secret. */
function redactNamed(text: string, key: string, { marks, search }: Engine, note: Note): string {
  const finding = namedSecret(text, key)
  if (!finding || search.accepts?.(finding, text, createBudget(text.length, search.extraSteps)) === false) return text
  note(finding.kind, finding.start, finding.end)
  return text.slice(0, finding.start) + marks.markFor(finding)
}

/** The scheme of an authorization header is no part of the secret. */
function namedSecret(text: string, key: string): Finding | undefined {
  const cls = classifyKey(key)
  if (!cls) return undefined
  const start = /^(?:Bearer|Basic|Token|Digest|ApiKey|Bot)\s+/i.exec(text)?.[0].length ?? 0
  const secret = text.slice(start)
  return isSecretValue(secret, cls, 'data', true) ? { start, end: text.length, kind: cls.kind, secret, generic: true } : undefined
}

/** So many rounds are enough for anything that was not made to need more. */
const ROUNDS = 8

interface Masked { kind: string; start: number; end: number }
interface Round extends Engine { budget: Budget; masked: Masked[]; isSettled: boolean }

/**
 * Masks until nothing more is found, so that redacting again changes nothing: a mark may bring to light what
 * its neighbour hid. Marks are borders; what is between two is searched by itself. A text that never settles,
 * or that takes too much to search, is masked whole.
 */
function redactPlain(text: string, engine: Engine, note: Note): string {
  // Most texts have nothing to mask, and most of their cost would be what is prepared for masking.
  if (!hasMarks(text)) {
    const budget = createBudget(text.length, engine.search.extraSteps)
    if (findSecrets(text, engine.search, budget).length === 0 && budget.left >= 0) return text
  }
  const round: Round = { ...engine, budget: createBudget(text.length, engine.search.extraSteps), masked: [], isSettled: true }
  let at = 0
  const parts: string[] = []
  for (const [i, part] of splitAtMarks(text).entries()) {
    parts.push(i % 2 === 1 ? part : maskPart(part, at, ROUNDS, round))
    at += part.length
  }
  if (round.budget.left < 0 || !round.isSettled) {
    const kind = round.isSettled ? 'unsearchable-text' : 'unsettled-text'
    note(kind, 0, text.length)
    return engine.marks.markFor({ kind, secret: text })
  }
  for (const { kind, start, end } of round.masked) note(kind, start, end)
  return parts.join('')
}

function maskPart(part: string, at: number, rounds: number, round: Round): string {
  const findings = findSecrets(part, round.search, round.budget)
  if (findings.length === 0 || round.budget.left < 0) return part
  if (rounds === 0) {
    round.isSettled = false
    return part
  }
  let masked = ''
  let done = 0
  for (const finding of findings) {
    masked += maskPart(part.slice(done, finding.start), at + done, rounds - 1, round) + round.marks.markFor(finding)
    round.masked.push({ kind: finding.kind, start: at + finding.start, end: at + finding.end })
    done = finding.end
  }
  return masked + maskPart(part.slice(done), at + done, rounds - 1, round)
}
