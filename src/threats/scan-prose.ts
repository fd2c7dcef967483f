import { describesAttack, soften } from './context.js'
import type { Findings } from './findings.js'
import { INTENTS, type IntentRule } from './intents/rules.js'
import { LANGUAGE_RULES, says } from './intents/languages.js'
import { couldHold, holds, prepareRule, sentencesOf, type Sentence, type Surroundings } from './intents/sentence.js'
import type { Prose } from './markdown.js'
import { atMost, shift } from './severity.js'
import { Joiner } from './text.js'

/** Where prose stands. */
export interface ProsePlace { file: string; topic: boolean; around: Surroundings; through: (line: number) => readonly string[]; raise: number }

const FOREIGN = /[\u00c0-\u024f\u0370-\u1fff\u3040-\u9fff\uac00-\ud7af]/
const FOREIGN_WORDS = /\b(?:instrucciones|reglas|usuario|sin|istruzioni|utente|senza|anweisungen|regeln|benutzer|nutzer|ohne|nicht|consignes|utilisateur|sans|ignorez|usu[aá]rio|sem|envi[ae]r?|invia|sende|schicke|envoie|mots? de passe|credenziali|credenciales|identifiants|zugangsdaten|senhas?)\b/

const PREPARED = INTENTS.map(prepareRule)

/** Finds instructions in prose that a memory or skill should not give. */
export function scanProse(prose: readonly Prose[], place: ProsePlace, findings: Findings): void {
  const sentences = prose.flatMap(sentencesOf)
  match(sentences, place, findings, [])
  match(joinFragments(prose), place, findings, ['joined lines'])
}

function match(sentences: readonly Sentence[], place: ProsePlace, findings: Findings, through: readonly string[]): void {
  sentences.forEach((sentence, index) => {
    for (const prepared of PREPARED) {
      if (couldHold(prepared, sentence) && holds(prepared.rule, sentences, index, place.around)) report(prepared.rule, sentence, place, findings, through)
    }
    if (FOREIGN.test(sentence.text) || FOREIGN_WORDS.test(sentence.text)) {
      for (const rule of LANGUAGE_RULES) if (says(rule, sentence.text)) report(rule, sentence, place, findings, through)
    }
  })
}

type Reported = Pick<IntentRule, 'id' | 'category' | 'severity' | 'message' | 'firm'>

function report(rule: Reported, sentence: Sentence, place: ProsePlace, findings: Findings, through: readonly string[]): void {
  // What was joined from pieces is only news where no piece says it by itself.
  if (through.length > 0 && findings.hasBetween(rule.id, sentence.line - 8, sentence.line + 8)) return
  const seenThrough = [...new Set([...place.through(sentence.line), ...sentence.through, ...through])]
  const hidden = sentence.kind === 'hidden' || sentence.kind === 'comment'
  const severity = hidden || place.raise > 0 || disguised(seenThrough)
    ? shift(rule.severity, Math.max(1, place.raise))
    : lowered(rule, sentence, place)
  findings.add({ rule: rule.id, category: rule.category, severity, message: rule.message, file: place.file, line: sentence.line, seenThrough }, sentence.text)
}

function disguised(through: readonly string[]): boolean {
  return through.some((one) => one !== 'compatibility forms' && one !== 'joined lines')
}

function lowered(rule: Reported, sentence: Sentence, place: ProsePlace): Reported['severity'] {
  const quoted = /["“«][^"”»]{12,}["”»]/.test(sentence.text)
  const severity = soften(rule.severity, rule.firm !== true && describesAttack(sentence.text), place.topic)
  if (quoted && describesAttack(sentence.text) && rule.firm !== true) return 'low'
  // A table lists, a heading names.
  if (sentence.kind === 'table' || sentence.kind === 'heading') return atMost(shift(severity, -1), 'medium')
  if (sentence.kind === 'quote' || sentence.kind === 'code') return atMost(severity, 'high')
  return quoted && place.topic ? atMost(severity, 'medium') : severity
}

const SHORT = 70

/** Runs of short pieces of prose, put together: a phrase may be spread over lines and items. */
function joinFragments(prose: readonly Prose[]): Sentence[] {
  const joined: Sentence[] = []
  let run: Prose[] = []
  const flush = (): void => {
    if (run.length > 1 && run.length <= 60) {
      const joiner = new Joiner()
      for (const piece of run) joiner.add(`${piece.text.trim()} `, piece.lines[0] ?? 1)
      joined.push(...sentencesOf({ ...joiner.done(), kind: 'item', through: [] }))
    }
    run = []
  }
  for (const piece of prose) {
    const text = piece.text.trim()
    if (text.length > SHORT || /[.!?:;]$/.test(text) || (piece.kind !== 'item' && piece.kind !== 'paragraph') || (piece.lines[0] ?? 0) - (run.at(-1)?.lines.at(-1) ?? piece.lines[0] ?? 0) > 3) {
      if (text.length <= SHORT && run.length > 0 && piece.kind === run[0]?.kind) run.push(piece)
      flush()
      if (text.length > SHORT) continue
    }
    if ((piece.kind === 'item' || piece.kind === 'paragraph') && /^[\p{L}\p{N}]/u.test(text)) run.push(piece)
  }
  flush()
  return joined
}
