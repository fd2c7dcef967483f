import { contentText } from '../shared/content.js'
import { isRecord, numberOf, pick, pickId, pickText, type Row } from '../shared/fields.js'
import { decodeArguments } from '../shared/json.js'
import { outcomeOf, type Outcome } from '../shared/status.js'
import type { CallDraft, ResultDraft } from '../shared/turn.js'
import { readOutput } from './normalize-output.js'

const CALLS = new Set(['function_call', 'custom_tool_call', 'tool_call', 'tool_search_call', 'local_shell_call', 'web_search_call', 'image_generation_call'])
const RESULTS = new Set(['function_call_output', 'custom_tool_call_output', 'tool_search_output', 'function_result', 'tool_result'])
// Run by the provider: no item answers them, and their own status says how they ended.
const ANSWERED = new Set(['web_search_call', 'image_generation_call'])

export function isCall(type: string): boolean {
  return CALLS.has(type)
}

export function isResult(type: string): boolean {
  return RESULTS.has(type)
}

/** A call from its item. The status of a call that Codex runs only says that the model has finished writing it. */
export function readItemCall(item: Row, type: string): CallDraft {
  const id = pickId(item, 'call_id', ...(ANSWERED.has(type) || type === 'local_shell_call' ? ['id'] : []))
  const draft: CallDraft = { ...(id === undefined ? {} : { id }), name: nameOf(item, type), arguments: decodeArguments(argumentsOf(item, type)) }
  if (!ANSWERED.has(type)) return draft
  const { status } = outcomeOf('', { status: pick(item, 'status') }, 'unknown')
  // The picture itself is not kept.
  return { ...draft, outcome: { status, ...(type === 'image_generation_call' && pickText(item, 'result') ? { result: '[image]' } : {}) } }
}

function argumentsOf(item: Row, type: string): unknown {
  if (type === 'image_generation_call') return { revised_prompt: pickText(item, 'revised_prompt') ?? '' }
  return pick(item, 'arguments', 'input', 'action')
}

function nameOf(item: Row, type: string): string {
  const inner = pick(item, 'function')
  const name = pickText(item, 'name') ?? (isRecord(inner) ? pickText(inner, 'name') : undefined)
  const space = pickText(item, 'namespace')
  if (name === undefined) return type.replace(/_call$/, '')
  return space === undefined ? name : `${space}${space.endsWith('_') || name.startsWith('_') ? '' : '__'}${name}`
}

/** A result from its item, with how long the call took where its text says. */
export function readItemResult(item: Row): ResultDraft & { durationMs?: number } {
  const callId = pickId(item, 'call_id')
  const name = callId === undefined ? pickText(item, 'name') : undefined
  const output = pick(item, 'output', 'tools')
  const told = output === undefined ? readOlder(pick(item, 'result')) : readOutput(output)
  return { ...(callId === undefined ? {} : { callId }), ...(name === undefined ? {} : { name }), ...told }
}

function readOlder(result: unknown): { text: string; outcome: Outcome } {
  const text = contentText(result)
  return { text, outcome: outcomeOf(text, {}, 'unknown') }
}

/** What an event says of how a call ended: more than its output does. */
export interface CallEvent {
  callId: string
  outcome: Outcome
  durationMs?: number
}

/** An event that tells how a call ended; undefined where it is another, or does not say. */
export function readCallEvent(event: Row, type: string): CallEvent | undefined {
  const callId = pickId(event, 'call_id', 'callId')
  const outcome = eventOutcome(event, type)
  if (callId === undefined || outcome === undefined || outcome.status === 'unknown') return undefined
  const duration = pick(event, 'duration')
  const seconds = isRecord(duration) ? numberOf(pick(duration, 'secs')) + numberOf(pick(duration, 'nanos') ?? 0) / 1e9 : NaN
  return { callId, outcome, ...(Number.isFinite(seconds * 1000) && seconds >= 0 ? { durationMs: Math.round(seconds * 1000) } : {}) }
}

function eventOutcome(event: Row, type: string): Outcome | undefined {
  switch (type) {
    case 'exec_command_end': {
      const status = pickText(event, 'status')
      const isRefused = status === 'declined'
      return outcomeOf('', isRefused ? { status } : { exit_code: pick(event, 'exit_code'), status }, 'unknown')
    }
    case 'patch_apply_end':
    case 'dynamic_tool_call_response':
      return pickText(event, 'status') === 'declined' ? { status: 'rejected' } : outcomeOf('', { success: pick(event, 'success') }, 'unknown')
    case 'mcp_tool_call_end': {
      const result = pick(event, 'result')
      if (!isRecord(result)) return undefined
      const failure = pick(result, 'Err')
      if (failure !== undefined) {
        const { outcome } = readOutput(failure)
        return outcome.status === 'unknown' || outcome.status === 'success' ? { status: 'error' } : outcome
      }
      const answer = pick(result, 'Ok')
      return isRecord(answer) ? { status: pick(answer, 'isError', 'is_error') === true ? 'error' : 'success' } : undefined
    }
    default:
      return undefined
  }
}
