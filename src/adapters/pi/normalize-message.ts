import { parseTime } from '../../kernel/clock.js'
import type { Message } from '../../kernel/types.js'
import { contentText, readContent } from '../shared/content.js'
import { defined, isRecord, pick, pickCount, pickId, pickText, shownWord, type Problem, type Row } from '../shared/fields.js'
import { outcomeOf, type Outcome } from '../shared/status.js'
import type { Turn } from '../shared/turn.js'
import { readUsage } from '../shared/usage.js'

const EXPECTED = 'a message of role user, assistant, toolResult, bashExecution or custom'
// What Pi's tools and its loop write at the end or instead of a result (coding-agent/src/core/tools, agent/src/agent-loop).
const EXITED = /(?:^|\n)Command exited with code (\d{1,10})\s*$/
const TIMED_OUT = /(?:^|\n)Command timed out after [\d.]{1,20} seconds?\s*$/
const CANCELLED = /(?:^|\n)(?:Command aborted|Operation aborted)\s*$/
const SKIPPED = /^Skipped due to queued user message\b/
const REJECTED = /^(?:Tool execution was |)(?:blocked|denied|rejected|declined|cancell?ed) by (?:the )?user\b/i
const TAIL = 400

/** What was said in a message, and what it cost in dollars; or why it cannot be read. */
export function readPiMessage(message: Row, entryAt: string | undefined): { turns: Turn[]; cost?: number | undefined } | Problem {
  const at = entryAt ?? parseTime(pick(message, 'timestamp'))
  const role = pickText(message, 'role')
  switch (role) {
    case 'user':
    case 'user-with-attachments':
      return { turns: readUser(message, at) }
    case 'assistant':
      return { turns: [readAssistant(message, at)], cost: costOf(message) }
    case 'toolResult':
      return { turns: [readToolResult(message, at)] }
    case 'bashExecution':
      return { turns: [turn('user', commandText(message), at, { injected: true })] }
    // Written by an extension (hookMessage is its older name).
    case 'custom':
    case 'hookMessage': {
      const text = readContent(pick(message, 'content'), 'unknown')?.text ?? contentText(pick(message, 'content'))
      return { turns: text === '' ? [] : [turn('user', text, at, { injected: true })] }
    }
    case 'branchSummary':
    case 'compactionSummary':
      return { turns: readSummary(pickText(message, 'summary'), at) }
    default:
      return { problem: `unknown role ${shownWord(role)}`, expected: EXPECTED }
  }
}

/** A summary that Pi puts in the place of what it left out. */
export function readSummary(summary: string | undefined, at: string | undefined): Turn[] {
  return summary === undefined ? [] : [turn('user', summary, at, { injected: true })]
}

/** A prompt; a skill that was called by it stands before it, in a tag of its own. */
function readUser(message: Row, at: string | undefined): Turn[] {
  const text = readContent(pick(message, 'content'), 'unknown')?.text ?? contentText(pick(message, 'content'))
  const end = text.startsWith('<skill name="') ? text.lastIndexOf('\n</skill>') : -1
  if (end === -1) return [turn('user', text, at, {})]
  const close = end + '\n</skill>'.length
  const own = text.slice(close).trim()
  return [turn('user', text.slice(0, close), at, { injected: true }), ...(own === '' ? [] : [turn('user', own, at, {})])]
}

function readAssistant(message: Row, at: string | undefined): Turn {
  const content = readContent(pick(message, 'content'), 'unknown')
  const reason = pickText(message, 'stopReason')
  // Calls of an answer that was broken off are never run.
  const calls = (content?.calls ?? []).map((call) => reason === 'aborted' && !call.outcome ? { ...call, outcome: { status: 'cancelled' as const } } : call)
  return {
    ...turn('assistant', content?.text ?? contentText(pick(message, 'content')), at, {
      reasoning: content?.reasoning || undefined, model: pickText(message, 'model'), finishReason: reason, usage: usageOf(message)
    }),
    calls, results: content?.results ?? []
  }
}

function readToolResult(message: Row, at: string | undefined): Turn {
  const text = contentText(pick(message, 'content'))
  const callId = pickId(message, 'toolCallId')
  const name = pickText(message, 'toolName')
  const result = { ...(callId === undefined ? {} : { callId }), ...(name === undefined ? {} : { name }), text, outcome: resultOutcome(message, text) }
  return { ...turn('tool', '', at, {}), results: [result] }
}

/** isError says that a call failed; the end of its text says how. */
function resultOutcome(message: Row, text: string): Outcome {
  const isError = pick(message, 'isError')
  if (SKIPPED.test(text)) return { status: 'cancelled' }
  if (isError === false) return { status: 'success' }
  const tail = text.slice(-TAIL)
  if (CANCELLED.test(tail)) return { status: 'cancelled' }
  if (REJECTED.test(text)) return { status: 'rejected' }
  if (TIMED_OUT.test(tail)) return { status: 'error', errorType: 'timeout' }
  const exit = EXITED.exec(tail)?.[1]
  return outcomeOf(text, { is_error: isError === true ? true : undefined, exit_code: exit === undefined ? undefined : Number(exit) }, 'unknown')
}

/** A command that the person ran beside the conversation, as Pi tells the model of it. */
function commandText(message: Row): string {
  const output = contentText(pick(message, 'output'))
  const code = pick(message, 'exitCode')
  const end = pick(message, 'cancelled') === true ? '\n\n(command cancelled)'
    : typeof code === 'number' && code !== 0 ? `\n\nCommand exited with code ${code}` : ''
  return `Ran \`${pickText(message, 'command') ?? ''}\`\n${output === '' ? '(no output)' : `\`\`\`\n${output}\n\`\`\``}${end}`
}

/** Pi counts input without what came from or went to the cache. */
function usageOf(message: Row): Message['usage'] {
  const usage = pick(message, 'usage')
  if (!isRecord(usage)) return undefined
  return readUsage({
    inputTokens: pickCount(usage, 'input'), outputTokens: pickCount(usage, 'output'),
    cacheReadTokens: pickCount(usage, 'cacheRead'), cacheWriteTokens: pickCount(usage, 'cacheWrite'), reasoningTokens: pickCount(usage, 'reasoning')
  })
}

function costOf(message: Row): number | undefined {
  const usage = pick(message, 'usage')
  const cost = isRecord(usage) ? pick(usage, 'cost') : undefined
  const total = isRecord(cost) ? pick(cost, 'total') : undefined
  return typeof total === 'number' && Number.isFinite(total) && total > 0 ? total : undefined
}

type More = { [K in 'injected' | 'reasoning' | 'model' | 'finishReason' | 'usage']?: Message[K] | undefined }

function turn(role: Message['role'], text: string, at: string | undefined, { injected, reasoning, model, finishReason, usage }: More): Turn {
  return {
    message: defined<Turn['message']>({
      role, text, at, injected, reasoning, model, finishReason, usage,
      id: undefined, undone: undefined, compacted: undefined, copied: undefined, toolCallId: undefined, toolName: undefined
    }),
    calls: [], results: []
  }
}
