import { parseTime } from '../../kernel/clock.js'
import type { Message } from '../../kernel/types.js'
import { contentText, readCall, readContent, type Content } from '../shared/content.js'
import { defined, isRecord, pick, pickId, pickText, shownWord, type Problem, type Row } from '../shared/fields.js'
import { parseJson } from '../shared/json.js'
import { outcomeOf } from '../shared/status.js'
import type { CallDraft, Turn } from '../shared/turn.js'
import { readUsage } from '../shared/usage.js'

const ROLES: ReadonlyMap<string, Message['role']> = new Map<string, Message['role']>([
  ['system', 'system'], ['developer', 'system'],
  ['user', 'user'], ['human', 'user'],
  ['assistant', 'assistant'], ['ai', 'assistant'], ['gpt', 'assistant'], ['model', 'assistant'], ['function_call', 'assistant'],
  ['tool', 'tool'], ['function', 'tool'], ['observation', 'tool']
])

/** Whether a value is meant as a message: it says who speaks. */
export function isMessage(value: unknown): value is Row {
  return isRecord(value) && (Object.hasOwn(value, 'role') || (Object.hasOwn(value, 'from') && Object.hasOwn(value, 'value')))
}

/**
 * One message as a step of a session: OpenAI chat (tool_calls, role tool, function_call), content blocks,
 * ShareGPT's {from, value}, or plain {role, content, tool_calls: [{name, arguments, result, success, exit_code}]}.
 * @returns the step, or what is wrong with the message
 */
export function readMessage(value: unknown): Turn | Problem {
  if (!isMessage(value)) return { problem: 'not a message: it does not say who speaks', expected: 'an object with role and content' }
  const told = pick(value, 'role', 'from')
  const role = typeof told === 'string' ? ROLES.get(told.toLowerCase()) : undefined
  if (!role) return { problem: `unknown role ${shownWord(told)}`, expected: 'role system, developer, user, assistant, tool or function' }
  const body = pick(value, 'content', 'text', 'value', 'parts')
  if (role === 'tool') return toolTurn(value, body)
  const content = told === 'function_call' ? calledByText(body) : readContent(body, 'unknown')
  if (!content) return { problem: 'content that is neither text nor blocks', expected: 'text, or a list of blocks that have a type' }
  const calls = listedCalls(value)
  if (!calls) return { problem: 'tool_calls that are no list of calls', expected: 'a list of {id, function: {name, arguments}}' }
  return { message: messageOf(value, role, content), calls: [...calls, ...content.calls], results: content.results }
}

function messageOf(value: Row, role: Message['role'], content: Content): Turn['message'] {
  const reasoning = [pickText(value, 'reasoning', 'reasoning_content', 'thinking'), content.reasoning].filter(Boolean).join('\n')
  return defined<Turn['message']>({
    id: pickId(value, 'id', 'uuid'), role, text: content.text, reasoning: reasoning === '' ? undefined : reasoning,
    at: parseTime(pick(value, 'at', 'timestamp', 'created_at', 'createdAt', 'time')),
    model: pickText(value, 'model'), finishReason: pickText(value, 'finishReason', 'finish_reason', 'stop_reason'),
    injected: flag(value, 'injected'), undone: flag(value, 'undone'), compacted: flag(value, 'compacted'), copied: flag(value, 'copied'),
    usage: readUsage(pick(value, 'usage'))
  })
}

function flag(value: Row, name: string): true | undefined {
  return pick(value, name) === true ? true : undefined
}

/** A result of its own: the call it answers is found when the session is joined. */
function toolTurn(value: Row, body: unknown): Turn {
  const blocks = readContent(body, 'unknown')
  const content = { text: contentText(body), reasoning: '', calls: [], results: [] }
  const message = messageOf(value, 'tool', content)
  if (blocks && blocks.results.length > 0) return { message, calls: [], results: blocks.results }
  const callId = pickId(value, 'tool_call_id', 'toolCallId', 'call_id', 'callId')
  const name = pickText(value, 'name', 'tool_name', 'toolName')
  const result = {
    ...(callId === undefined ? {} : { callId }), ...(name === undefined ? {} : { name }),
    text: content.text, outcome: outcomeOf(content.text, value, 'unknown')
  }
  return { message, calls: [], results: [result] }
}

function listedCalls(value: Row): CallDraft[] | undefined {
  const listed = pick(value, 'tool_calls', 'toolCalls') ?? []
  const old = pick(value, 'function_call')
  const calls: unknown[] = [...(Array.isArray(listed) ? listed as unknown[] : [listed]), ...(old === undefined ? [] : [old])]
  return calls.every(isRecord) ? calls.map((call) => ({ ...readCall(call, 'unknown'), ...callTimes(call) })) : undefined
}

function callTimes(call: Row): Pick<CallDraft, 'startedAt' | 'endedAt' | 'durationMs'> {
  const duration = pick(call, 'durationMs', 'duration_ms')
  return defined<Pick<CallDraft, 'startedAt' | 'endedAt' | 'durationMs'>>({
    startedAt: parseTime(pick(call, 'startedAt', 'started_at')), endedAt: parseTime(pick(call, 'endedAt', 'ended_at')),
    durationMs: typeof duration === 'number' && duration >= 0 && Number.isFinite(duration) ? duration : undefined
  })
}

/** ShareGPT's function_call: the message's text is the call as JSON. */
function calledByText(body: unknown): Content | undefined {
  const parsed = typeof body === 'string' ? parseJson(body) : { value: body }
  const calls = 'value' in parsed ? [parsed.value].flat() : []
  return calls.length > 0 && calls.every(isRecord)
    ? { text: '', reasoning: '', calls: calls.map((call) => readCall(call, 'unknown')), results: [] }
    : readContent(body, 'unknown')
}
