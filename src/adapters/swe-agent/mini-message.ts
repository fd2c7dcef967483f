import { parseTime } from '../../kernel/clock.js'
import { contentText, readCall, readContent } from '../shared/content.js'
import { defined, isRecord, pick, pickId, pickText, shownWord, type Problem, type Row } from '../shared/fields.js'
import { readLitellmUsage } from '../shared/litellm.js'
import { outcomeOf, type Outcome } from '../shared/status.js'
import { taskTurns, userTurn, type TaskMarks } from '../shared/task.js'
import type { CallDraft, ResultDraft, Turn } from '../shared/turn.js'
import { rowAt } from './run-info.js'

/** What is known of a session while it is read. */
export interface MiniState {
  /** Calls of the latest step without a result. */
  waiting: CallDraft[]
  /** The task was given. */
  tasked: boolean
  /** The model's command to submit went through, in files that keep no exit status. */
  submitted: boolean
  marks: readonly TaskMarks[]
}

const OPENING = /```(?:mswea_bash_command|bash)[^\S\n]*\n/g
const SUBMIT = 'COMPLETE_TASK_AND_SUBMIT_FINAL_OUTPUT'
const REJECTION = 'Command not executed. The user rejected your command with the following message:'
// What the person says through the runtime, behind its own words.
const PERSONAL = [REJECTION, 'Interrupted by user:', 'The user added a new task:']
const TIMED_OUT = /^The (?:last )?command .{0,20000}? timed out and has been killed/s

/** One message as steps: prompt, model's step, results, what the runtime or the person said between. */
export function readMiniMessage(value: unknown, state: MiniState): Turn[] | Problem {
  if (!isRecord(value)) return { problem: 'a message that is no object', expected: 'an object with role and content' }
  const role = pick(value, 'role')
  if (pick(value, 'object') === 'response') return [modelTurn(value, state)]
  if (pick(value, 'type') === 'function_call_output' || role === 'tool') return [resultTurn(value, state)]
  if (role === 'assistant') return [modelTurn(value, state)]
  const text = contentText(pick(value, 'content'))
  if (role === 'system') return [{ message: { role: 'system', text, injected: true }, calls: [], results: [] }]
  if (role === 'exit') return exitTurns(value, text, state)
  if (role !== 'user') return { problem: `unknown role ${shownWord(role)}`, expected: 'role system, user, assistant, tool or exit' }
  if (!state.tasked) {
    state.tasked = true
    return taskTurns(text, state.marks)
  }
  return betweenTurns(value, text, state)
}

/** A step of the model: what it said, and the commands in it, called as functions or written as one block. */
function modelTurn(value: Row, state: MiniState): Turn {
  const extra = rowAt(value, 'extra')
  const response = rowAt(extra, 'response')
  // Version 2 with OpenAI's responses keeps the response in the message's place.
  const output = pick(value, 'output')
  const items = Array.isArray(output) ? (output as unknown[]).flatMap((item) => isRecord(item) && pick(item, 'type') === 'message' ? [pick(item, 'content')].flat() : [item]) : undefined
  const content = readContent(items ?? pick(value, 'content'), 'unknown') ?? { text: contentText(pick(value, 'content')), reasoning: '', calls: [], results: [] }
  const listed = pick(value, 'tool_calls')
  const called = [...(Array.isArray(listed) ? listed.filter(isRecord).map((call) => readCall(call, 'unknown')) : []), ...content.calls]
  const written = called.length > 0 ? { text: content.text, calls: called } : writtenCalls(content.text, extra)
  state.waiting = [...written.calls]
  const reasoning = [pickText(value, 'reasoning_content'), content.reasoning].filter(Boolean).join('\n')
  return {
    message: defined<Turn['message']>({
      id: undefined, role: 'assistant', text: written.text, reasoning: reasoning === '' ? undefined : reasoning,
      at: parseTime(pick(extra, 'timestamp') ?? pick(response, 'created')), model: pickText(response, 'model') ?? pickText(value, 'model'), finishReason: undefined,
      injected: undefined, undone: undefined, compacted: undefined, copied: undefined,
      usage: readLitellmUsage(pick(response, 'usage') ?? pick(value, 'usage'))
    }),
    calls: written.calls, results: []
  }
}

/** A step must hold exactly one block, else the runtime asks again. */
function writtenCalls(text: string, extra: Row): { text: string; calls: CallDraft[] } {
  const [block, another] = blocksOf(text)
  if (block && !another) {
    const rest = `${text.slice(0, block.start)}${text.slice(block.end)}`.trim()
    return { text: rest, calls: [{ name: 'bash', arguments: { command: block.command } }] }
  }
  const parsed = pick(extra, 'actions')
  const commands = Array.isArray(parsed) ? parsed.filter(isRecord).flatMap((action) => pickText(action, 'command') ?? []) : []
  return { text, calls: commands.map((command) => ({ name: 'bash', arguments: { command } })) }
}

/** The first two blocks of a text; more make no difference. */
function blocksOf(text: string): { start: number; end: number; command: string }[] {
  const blocks: { start: number; end: number; command: string }[] = []
  for (const opening of text.matchAll(OPENING)) {
    if (opening.index < (blocks.at(-1)?.end ?? 0)) continue
    const from = opening.index + opening[0].length
    // The line end that opens a block closes an empty one.
    const close = text.indexOf('\n```', from - 1)
    if (close === -1 || blocks.length === 2) break
    blocks.push({ start: opening.index, end: close + 4, command: text.slice(from, Math.max(from, close)) })
  }
  return blocks
}

/** A result that says whose it is. */
function resultTurn(value: Row, state: MiniState): Turn {
  const text = contentText(pick(value, 'content', 'output'))
  const callId = pickId(value, 'tool_call_id', 'call_id')
  state.waiting = state.waiting.filter((call) => call.id !== callId)
  return answer({ ...(callId === undefined ? {} : { callId }), text, outcome: outcomeFor(text, rowAt(value, 'extra')) }, value)
}

function answer(result: ResultDraft, value: Row): Turn {
  const at = parseTime(pick(rowAt(value, 'extra'), 'timestamp'))
  return { message: { role: 'tool', text: result.text, ...(at === undefined ? {} : { at }) }, calls: [], results: [result] }
}

/** A message in the user's place after the task: a command's result, the runtime's complaint, or the person's words. */
function betweenTurns(value: Row, text: string, state: MiniState): Turn[] {
  const extra = rowAt(value, 'extra')
  const isResult = text.startsWith('<returncode>') || pick(extra, 'returncode') !== undefined || pick(extra, 'raw_output') !== undefined
  const call = state.waiting[0]
  const isRejection = text.startsWith('Command not executed')
  const submits = call !== undefined && JSON.stringify(call.arguments).includes(SUBMIT) && Object.keys(extra).length === 0
  const isTimeout = TIMED_OUT.test(text)
  const personal = personalWords(text)
  if (isResult || isRejection || isTimeout || (submits && personal === undefined)) {
    state.waiting = state.waiting.slice(1)
    const callId = call?.id
    state.submitted = submits && !isResult && !isRejection && !isTimeout
    const outcome: Outcome = isRejection ? { status: 'rejected' } : state.submitted ? { status: 'success' } : outcomeFor(text, extra)
    const turn = answer({ ...(callId === undefined ? {} : { callId }), text, outcome }, value)
    return personal === undefined ? [turn] : [turn, userTurn(personal, false)]
  }
  if (personal === undefined) return [userTurn(text, true)]
  if (text.startsWith('Interrupted')) for (const cut of state.waiting) cut.outcome = { status: 'cancelled' }
  state.waiting = []
  return [userTurn(text.slice(0, text.indexOf(':') + 1), true), userTurn(personal, false)]
}

function personalWords(text: string): string | undefined {
  const lead = PERSONAL.find((words) => text.startsWith(words))
  const words = lead === undefined ? '' : text.slice(lead.length).trim()
  return words === '' ? undefined : words
}

/** Version 2's last message: what was submitted, or why it ended. */
function exitTurns(value: Row, text: string, state: MiniState): Turn[] {
  const submitted = pick(rowAt(value, 'extra'), 'exit_status') === 'Submitted'
  const call = state.waiting[0]
  if (submitted && call) return [answer({ ...(call.id === undefined ? {} : { callId: call.id }), text, outcome: { status: 'success' } }, value)]
  return text.trim() === '' ? [] : [userTurn(text, true)]
}

function outcomeFor(text: string, extra: Row): Outcome {
  if (TIMED_OUT.test(text) || /timed out/i.test(pickText(extra, 'exception_info') ?? '')) return { status: 'error', errorType: 'timeout' }
  const told = /^<returncode>(-?\d{1,10})<\/returncode>/.exec(text)?.[1]
  return outcomeOf(text, pick(extra, 'returncode') === undefined && told !== undefined ? { returncode: told } : extra, 'unknown')
}
