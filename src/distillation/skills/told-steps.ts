import { excerpt } from '../../kernel/text.js'
import type { Trace } from '../../kernel/types.js'
import type { PlacedMessage } from '../../traces/live-messages.js'
import { capitalized, cleanLine } from '../memory/clean.js'
import { plainText } from '../memory/languages/index.js'
import { ownWords } from '../text/own-words.js'
import type { SessionLessons } from '../types.js'
import { GOALS, ORDER_WORDS, STEP_BREAK, THEN_ONLY } from './told-cues.js'

type Told = SessionLessons['toldSteps'][number]
const MAX_STEP = 240

/** Procedures that people spelled out: how something is done in general, step by step, in their own words. */
export function toldStepsOf(trace: Pick<Trace, 'id' | 'sha256'>, people: readonly PlacedMessage[]): Told[] {
  const found = new Map<string, Told>()
  for (const { message, index } of people) {
    for (const { request, steps, quote } of proceduresIn(message.text)) {
      const key = plainText(request)
      if (!found.has(key)) found.set(key, { request, steps, evidence: { trace: trace.id, traceSha256: trace.sha256, message: index, quote, origin: 'person' } })
    }
  }
  return [...found.values()]
}

/** A procedure as it was told: what it is for, its steps, and the words it was told in. */
interface Procedure { request: string; steps: string[]; quote: string }

/** The procedures in one message. */
export function proceduresIn(message: string): Procedure[] {
  const lines = ownWords(message)
  return [...listedProcedures(lines), ...spokenProcedures(lines)]
}

/** A numbered or bulleted list under a line that says what it is for: "How we release:". */
function listedProcedures(lines: readonly string[]): Procedure[] {
  const found: Procedure[] = []
  for (let at = 0; at < lines.length; at++) {
    const header = (lines[at] ?? '').trim()
    const goal = /[:：]$/.test(header) ? goalOf(lastSentence(header.replace(/[:：]$/, '')), true) : undefined
    if (goal === undefined) continue
    const steps: string[] = []
    let next = at + 1
    for (; next < lines.length; next++) {
      const item = /^\s*(?:\d{1,2}[.)]|[-*+•])\s+(.+)$/.exec(lines[next] ?? '')?.[1]
      if (item === undefined && (lines[next] ?? '').trim() === '') continue
      if (item === undefined) break
      steps.push(item)
    }
    const numbered = lines.slice(at + 1, next).some((line) => /^\s*\d{1,2}[.)]\s/.test(line))
    add(found, goal, steps, header, numbered)
    at = next - 1
  }
  return found
}

/** "To release: first run the tests, then bump the version, then tag it." within a line. */
function spokenProcedures(lines: readonly string[]): Procedure[] {
  const found: Procedure[] = []
  for (const line of lines) {
    const text = line.trim().slice(0, 1500)
    const colon = /^(.{3,120}?)[:：,，、]\s*/u.exec(text)
    if (!colon) continue
    const goal = goalOf(lastSentence(colon[1] ?? ''), false)
    if (goal === undefined || !ORDER_WORDS.test(plainText(text.slice(colon[0].length)))) continue
    add(found, goal, splitSteps(text.slice(colon[0].length)), text, true)
  }
  return found
}

function add(found: Procedure[], goal: string, parts: readonly string[], quote: string, ordered: boolean): void {
  const steps = parts.map(stepText).filter((step) => step !== '')
  // One step is an order, and a list whose items do not tell what to do is a description.
  const told = steps.filter((step) => !TELLS_NOTHING.test(plainText(step)))
  if (!ordered || told.length < 2 || told.length < steps.length || steps.some((step) => FOR_NOW.test(step)) || steps.some((step) => step.length > MAX_STEP) || steps.length > 30) return
  found.push({ request: goal, steps, quote: excerpt([quote, ...(quote.endsWith(':') ? parts : [])].join(' '), 300) })
}

// A step that begins with one of these tells what happens, not what to do.
const TELLS_NOTHING = /^(?:it|this|that|he|she|they|i|there|nothing|everything|an? (?:error|exception)|the (?:app|page|build|test|server|program|process|screen|browser|window|whole)|my|why|what|how|es|das|er|sie|ich|il|elle|ca|je|el|ella|se|yo|ele|ela|eu|он|она|оно|это|я)(?![\p{L}])|\[redacted|\?$/u

// What the agent is to report shows that the steps are for now.
const FOR_NOW = /\b(?:tell me|let me know|show me|for now|this time|today)\b/i

function stepText(part: string): string {
  const line = cleanLine(part).replace(/(?<![\s,;，、。.])[\s,;，、。.]+$/u, '').replace(/^(?:and|y|et|und|e|и)\s+/iu, '').trim()
  return capitalized(line)
}

function splitSteps(text: string): string[] {
  // Code spans may hold the words that part steps.
  const spans: string[] = []
  const masked = text.replaceAll(/`[^`]*`/g, (span) => `\u0001${spans.push(span) - 1}\u0001`)
  const parts = masked.replace(/^\s*/, '').split(STEP_BREAK)
  const steps = parts.map((part) => part.replace(THEN_ONLY, '').replaceAll(/\u0001(\d+)\u0001/g, (_, at: string) => spans[Number(at)] ?? '').trim())
  // A sentence after the last step is a remark, not a part of it.
  const last = steps.length - 1
  if (last >= 0) steps[last] = (steps[last] ?? '').replace(/(?<=[\p{L}\p{N}`)])[.!。]\s.*$/u, '')
  return steps.filter((step) => step !== '' && !/^(?:we|you|i|please|nous|on|wir|du)$/i.test(step))
}

function lastSentence(text: string): string {
  return text.split(/(?<=[.!?。])\s+/).at(-1) ?? text
}

/** What the procedure is for, where the opening says that it holds in general; undefined for a one-off. */
function goalOf(opening: string, list: boolean): string | undefined {
  const line = cleanLine(opening).replace(/^(?:ok|okay|so|and|please|hey|hi|fyi|btw|by the way|remember|note)[,:]?\s+/i, '')
  const plain = plainText(line)
  for (const { pattern, listOnly } of GOALS) {
    const goal = (!listOnly || list) ? pattern.exec(plain)?.groups?.goal?.trim() : undefined
    // "To fix this", "to reproduce": about the moment, not about a kind of work.
    if (goal && goal.length >= (/[a-z]/.test(goal) ? 3 : 2) && !/(?<![\p{L}])(?:this|that|it|these|reproduce|repro|see the|fix|bug|error|issue|crash|problem|answer|start with|test (?:this|it)|summari[sz]e|be (?:clear|honest|fair|safe)|me|reproduzieren|reproducir|reproduire|воспроизвести|eso|esto|cela|das|это|这个|これ|이것)(?![\p{L}])/u.test(goal)) return goal
  }
  return undefined
}
