import type { PlacedMessage } from '../../traces/live-messages.js'
import { callSource, type CallSource } from '../../traces/call-source.js'
import { Matcher, type Needle } from './matcher.js'
import type { Heard } from './types.js'

/** What was said or done in a session, and when: `call` for what a call was asked to do. */
export interface PlacedNeedle extends Needle {
  message: number
  call?: number
  /** Only the person's own earlier words speak for it being theirs; else the agent's do too. */
  speaker: 'person' | 'agent'
}

// What an agent or a reader is told to do or to keep, in the larger languages of the web.
const TELLS = /\b(?:must|should|shall|always|never|please|remember|important|note|required?|needs? to|have to|make sure|ensure|before|after|first|then|next|run|execute|use|invoke|call|type|paste|install|configure|set up|add|do not|don't|ignore|instead|from now on|going forward|recommend\w*|fix|try|debe\w*|siempre|nunca|ejecut\w+|recuerd\w+|deve\w*|sempre|execut\w+|lembr\w+|toujours|jamais|devez|doit|exécut\w+|immer|niemals?|muss|müssen|sollte\w*|führe\w*|esegu\w+|ricord\w+|mai)\b|всегда|никогда|должн|нужно|запусти|выполни|запомни|必须|总是|始终|永远|请|运行|执行|记住|必ず|常に|実行|覚え|してください|항상|반드시|실행|기억|하세요/iu
/** Words that speak to an agent rather than to people. */
export const TO_AGENTS = /\b(?:ai|llm|agents?|assistants?|copilot|claude|codex)\b(?![.-]\w)|\b(?:chatgpt|gpt-?\d?|cursor|gemini|language models?|chatbots?|bots?|automated tools?)\b|智能体|助手|エージェント|アシスタント|에이전트|어시스턴트|ассистент|агент/iu
const AROUND = 160

interface OwnText { at: number; text: string; isPerson: boolean }

/**
 * Whether what was said or done in a session had stood in a tool's result before, by needle; undefined where it
 * had not, or where the person (or for commands the agent) had said it of their own accord before that.
 */
export function heardFromOthers(live: readonly PlacedMessage[], needles: readonly PlacedNeedle[]): (Heard | undefined)[] {
  const found = new Array<Heard | undefined>(needles.length).fill(undefined)
  const matcher = new Matcher(needles)
  if (matcher.isEmpty) return found
  const own = ownTexts(live)
  for (const { text, source, message, call } of resultsOf(live)) {
    for (const { needle, start, end } of matcher.find(text)) {
      const wanted = needles[needle]
      // Anybody may name a package; that a stranger's page brought it up is what counts.
      if (!wanted || timeOf(wanted) <= timeOfResult(message) || (wanted.kind === 'name' && source !== 'web')) continue
      const heard: Heard = { from: source, message, call, told: isTold(text, start, end, source) }
      if (worse(heard, found[needle]) !== heard || saidBefore(own, wanted, timeOfResult(message))) continue
      found[needle] = heard
    }
  }
  return found
}

/** A result's text with its place and whose words it may hold. */
export interface Result { text: string; source: CallSource; message: number; call: number }

/** What tools answered in a session, in order; results without their calls among them. */
export function resultsOf(live: readonly PlacedMessage[]): Result[] {
  return live.flatMap(({ message, index }) => [
    ...(message.toolCalls ?? []).flatMap((each, call) => (each.result === undefined || each.result === '' ? [] : [{ text: each.result, source: callSource(each), message: index, call }])),
    ...(message.role === 'tool' && message.text !== '' ? [{ text: message.text, source: callSource({ name: message.toolName ?? 'tool', arguments: null }), message: index, call: 0 }] : [])
  ])
}

/** True where the words around a place ask for something. For the text of strangers that counts for less. */
function isTold(text: string, start: number, end: number, source: CallSource): boolean {
  const around = text.slice(Math.max(0, start - AROUND), end + AROUND)
  return source === 'file' ? TO_AGENTS.test(around) && TELLS.test(around) : TELLS.test(around)
}

// An order and what is ordered stand close together.
const JUST_BEFORE = 60

/**
 * Where a page, or a command that failed, had told to use one of the words before they were used; undefined where none
 * had. A tool's own help is no order.
 */
export function toldBefore(results: readonly Result[], words: readonly string[], at: { message: number; call: number }, failed: { message: number; call: number }): Heard | undefined {
  for (const { text, source, message, call } of results) {
    if (message > at.message || (message === at.message && call >= at.call)) continue
    if (source !== 'web' && (message !== failed.message || call !== failed.call)) continue
    for (const word of words) {
      const start = word.length < SHORTEST_WORD ? -1 : text.indexOf(word)
      if (start >= 0 && TELLS.test(text.slice(Math.max(0, start - JUST_BEFORE), start))) return { from: source === 'file' ? 'tool' : source, message, call, told: true }
    }
  }
  return undefined
}

// Shorter words stand in any text.
const SHORTEST_WORD = 4

const RANK: Readonly<Record<CallSource, number>> = { web: 4, tool: 2, file: 0 }

/** The graver of two places where the same had stood; the earlier where they are equal. */
export function worse(a: Heard, b: Heard | undefined): Heard {
  return !b || RANK[a.from] + Number(a.told) > RANK[b.from] + Number(b.told) ? a : b
}

// A message's text comes before its calls, and these before all their results.
const timeOf = ({ message, call }: PlacedNeedle): number => message * 3 + (call === undefined ? 0 : 1)
const timeOfResult = (message: number): number => message * 3 + 2

function ownTexts(live: readonly PlacedMessage[]): OwnText[] {
  return live.flatMap(({ message, index }): OwnText[] => {
    if (message.injected || message.role === 'tool' || message.role === 'system') return []
    const said = { at: index * 3, text: message.text, isPerson: message.role === 'user' }
    const asked = (message.toolCalls ?? []).map((call): OwnText => ({ at: index * 3 + 1, text: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments), isPerson: false }))
    return [said, ...asked]
  })
}

function saidBefore(own: readonly OwnText[], wanted: PlacedNeedle, time: number): boolean {
  const matcher = new Matcher([wanted])
  return own.some(({ at, text, isPerson }) => at < time && (isPerson || wanted.speaker === 'agent') && text !== '' && matcher.find(unescaped(text)).length > 0)
}

// Arguments are JSON: an escape sequence must not join two words.
function unescaped(text: string): string {
  return text.replaceAll(/\\[nrtbf]/g, ' ')
}

/** True for words that count as words of others: a stranger's, or a tool's that asks for something. */
export function isOthers(heard: Heard | undefined): heard is Heard {
  return heard !== undefined && (heard.from === 'web' || heard.told)
}
