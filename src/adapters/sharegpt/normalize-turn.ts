import type { Message } from '../../kernel/types.js'
import { defined, isRecord, pick, pickText, shownWord, type Problem } from '../shared/fields.js'
import { asText } from '../shared/json.js'
import type { CallDraft, Turn } from '../shared/turn.js'
import { callsOf, rawCall, resultsOf, taggedResult, takeGlaiveCall, type ResultRules } from './read-calls.js'
import { takeTags } from './tags.js'

const ROLES: ReadonlyMap<string, Message['role']> = new Map<string, Message['role']>([
  ['system', 'system'], ['developer', 'system'],
  ['human', 'user'], ['user', 'user'],
  ['gpt', 'assistant'], ['assistant', 'assistant'], ['model', 'assistant'], ['chatgpt', 'assistant'], ['bing', 'assistant'], ['bard', 'assistant'],
  ['function_call', 'assistant'],
  ['observation', 'tool'], ['tool', 'tool'], ['function', 'tool'], ['function_response', 'tool'], ['tool_response', 'tool']
])
const RESPONSE_TAG = '<tool_response>'
const GLAIVE_RESULT = /^\s*FUNCTION RESPONSE:\s*/

/** What a turn holds before tags are looked for: plain parts of {type, value} are sorted already. */
interface Parts {
  text: string
  reasoning: string[]
  calls: CallDraft[]
}

/**
 * One turn as a step: {from, value}, or {role, content} with text or parts of {type: text|reasoning|tool_call, value}.
 * Tags in the text (<think>, <tool_call>, <tool_response>, <functioncall>) are taken apart.
 * @returns the step, or what is wrong with the turn
 */
export function readTurn(value: unknown, rules: ResultRules): Turn | Problem {
  const expected = 'a turn of {from, value} or {role, content}'
  if (!isRecord(value)) return { problem: 'a turn that is no object', expected }
  const told = pickText(value, 'from', 'role')
  const role = told === undefined ? undefined : ROLES.get(told.toLowerCase())
  if (!role) return { problem: `unknown speaker ${shownWord(told)}`, expected: 'from system, human, gpt, function_call, observation or tool' }
  const parts = partsOf(pick(value, 'value', 'content'))
  if (!parts) return { problem: 'a turn whose value is neither text nor parts', expected }
  if (told?.toLowerCase() === 'function_call') return calling(parts)
  if (role === 'assistant') return speaking(parts)
  const glaive = role === 'user' ? GLAIVE_RESULT.exec(parts.text) : null
  if (glaive) return answering(parts.text.slice(glaive[0].length), rules)
  if (role === 'tool' || (role === 'user' && parts.text.trimStart().startsWith(RESPONSE_TAG))) return answering(parts.text, rules)
  return turnOf({ role, text: parts.text, ...(role === 'system' ? { injected: true as const } : {}) }, parts.calls)
}

function partsOf(value: unknown): Parts | undefined {
  const parts: Parts = { text: '', reasoning: [], calls: [] }
  if (value === undefined || typeof value === 'string') return { ...parts, text: value ?? '' }
  if (!Array.isArray(value)) return isRecord(value) ? { ...parts, text: asText(value) } : undefined
  const said: string[] = []
  for (const part of value as unknown[]) {
    if (typeof part === 'string') said.push(part)
    else if (!isRecord(part)) return undefined
    else {
      const type = pickText(part, 'type') ?? 'text'
      const text = asText(pick(part, 'value', 'text'))
      if (type === 'reasoning' || type === 'thinking') parts.reasoning.push(text)
      else if (type === 'tool_call' || type === 'function_call') parts.calls.push(...(callsOf(text) ?? [rawCall(text)]))
      else said.push(type === 'text' || type === 'tool_response' || type === 'tools' ? text : `[${type}]`)
    }
  }
  return { ...parts, text: said.join('\n') }
}

/** A turn of calls alone: its text is one call as JSON or several. */
function calling(parts: Parts): Turn {
  const thought = takeTags(parts.text, 'think')
  const calls = callsOf(thought.rest)
  if (calls) return turnOf(withReasoning('', [...parts.reasoning, ...thought.inner]), [...parts.calls, ...calls])
  return parts.calls.length > 0 ? speaking(parts) : turnOf(withReasoning('', [...parts.reasoning, ...thought.inner]), [rawCall(thought.rest)])
}

function speaking(parts: Parts): Turn {
  const thought = takeTags(parts.text, 'think')
  const called = takeTags(thought.rest, 'tool_call')
  const glaive = takeGlaiveCall(called.rest)
  const calls = [...parts.calls, ...called.inner.flatMap((text) => callsOf(text) ?? [rawCall(text)]), ...(glaive ? [glaive.call] : [])]
  return turnOf(withReasoning(withoutEnd(glaive?.rest ?? called.rest), [...parts.reasoning, ...thought.inner]), calls)
}

// Glaive's data has the model's end mark in its words.
function withoutEnd(text: string): string {
  const trimmed = text.trimEnd()
  return trimmed.endsWith('<|endoftext|>') ? trimmed.slice(0, -'<|endoftext|>'.length).trimEnd() : text
}

function withReasoning(text: string, thoughts: readonly string[]): Turn['message'] {
  const reasoning = thoughts.filter(Boolean).join('\n')
  return defined<Pick<Turn['message'], 'role' | 'text' | 'reasoning'>>({ role: 'assistant', text, reasoning: reasoning === '' ? undefined : reasoning })
}

function answering(text: string, rules: ResultRules): Turn {
  const { rest, inner } = takeTags(text, 'tool_response')
  const results = inner.length > 0 ? inner.map((one) => taggedResult(one, rules)) : resultsOf(text, rules)
  // Words of the person beside the results are theirs.
  return { message: { role: inner.length > 0 && rest !== '' ? 'user' : 'tool', text: inner.length > 0 ? rest : text }, calls: [], results }
}

function turnOf(message: Turn['message'], calls: CallDraft[]): Turn {
  return { message, calls, results: [] }
}
