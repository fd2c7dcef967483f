import type { Message, ToolCall, ToolDefinition, Trace } from '../kernel/types.js'
import { liveMessages } from '../traces/live-messages.js'
import { plain } from './plain.js'
import type { Excluded } from './types.js'

/** A call whose result is known. */
export type DoneCall = ToolCall & { result: string }

/** What one side said in a row, with the calls that end it. */
export interface Turn {
  role: 'system' | 'user' | 'assistant'
  content: string
  reasoning: string
  calls: DoneCall[]
  /** Index of its first message in the trace, and of its last. */
  from: number
  at: number
}

/** What of a session may be trained on. */
export interface Conversation {
  turns: Turn[]
  /** Tools that the model was given, where the source keeps them. */
  tools: readonly ToolDefinition[]
}

/**
 * What the person and the assistant themselves said and did. Left out are what the runtime injected, also its
 * system prompt and its summaries; what was undone or copied from another session; the clones of a compaction;
 * calls without a known result, and the announcement before them when none has one; and whatever follows the
 * assistant's last answer.
 * @param openEnd the session as far as it came, also where no answer ends it
 */
export function conversationOf(trace: Pick<Trace, 'messages' | 'tools'>, { openEnd = false } = {}): Conversation | Excluded {
  const turns = liveMessages(trace).flatMap(({ message, index }) => liveTurn(message, index))
  const start = turns.findIndex(({ role }) => role === 'user')
  if (start < 0) return { excluded: 'nothing said by a person' }
  const end = openEnd ? turns.length - 1 : turns.findLastIndex(({ role, calls }) => role === 'assistant' && calls.length === 0)
  if (end < start) return { excluded: 'no answer of the assistant' }
  const system = turns.slice(0, start).filter(({ role }) => role === 'system')
  // Templates take a system prompt at the start only.
  const spoken = turns.slice(start, end + 1).filter(({ role }) => role !== 'system')
  return { turns: joinNeighbours([...system, ...spoken]), tools: trace.tools ?? [] }
}

function liveTurn(message: Message, at: number): Turn[] {
  if (message.injected || message.role === 'tool') return []
  const made = message.role === 'assistant' ? message.toolCalls ?? [] : []
  const calls = made.filter((call): call is DoneCall => call.result !== undefined)
  // To keep "I will run the tests" without the call would teach announcing in place of doing.
  if (made.length > 0 ? calls.length === 0 : message.text.trim() === '') return []
  return [{ role: message.role, content: plain(message.text), reasoning: plain(message.reasoning ?? '').trim(), calls, from: at, at }]
}

/** Neighbours of one role become one turn, unless calls and their results stand between them. */
export function joinNeighbours(turns: readonly Turn[]): Turn[] {
  const joined: Turn[] = []
  for (const turn of turns) {
    const last = joined.at(-1)
    if (last?.role === turn.role && last.calls.length === 0) {
      joined[joined.length - 1] = { ...turn, from: last.from, content: paragraphs(last.content, turn.content), reasoning: paragraphs(last.reasoning, turn.reasoning) }
    } else joined.push(turn)
  }
  return joined
}

function paragraphs(...texts: string[]): string {
  return texts.filter((text) => text !== '').join('\n\n')
}

/** Every call of a conversation. */
export function callsOf(turns: readonly Turn[]): DoneCall[] {
  return turns.flatMap(({ calls }) => calls)
}
