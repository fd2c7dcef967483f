import type { Trace } from '../../kernel/types.js'
import type { PlacedMessage } from '../../traces/live-messages.js'
import { findCue } from './words.js'

/** How the last answer ends the session, beside what it claims. */
export interface Ending {
  /** Words that qualify the result: an attempt, a limit, an approximation. */
  hedge: string | undefined
  /** Words that ask the person for what the agent needs in order to go on. */
  awaits: string | undefined
  /** There were tools, and none was called: the work was told, not done. */
  toolsUnused: boolean
  /** The model's last words were cut off where its output was full. */
  cutOff: boolean
}

/** What is asked of the person stands at the end of an answer. */
const CLOSE = 500

/** What runtimes call an answer that ran into the limit of its length: OpenAI, Anthropic, Gemini. */
const FULL = /^(?:length|max_tokens|max_output_tokens|model_context_window_exceeded)$/i

export function readEnding(trace: Pick<Trace, 'tools'>, live: readonly PlacedMessage[], answer: string, calls: number): Ending {
  const last = live.findLast(({ message }) => message.role === 'assistant' && !message.injected)?.message
  return {
    cutOff: FULL.test(last?.finishReason ?? ''),
    hedge: findCue(answer, 'hedges'), awaits: findCue(answer.slice(-CLOSE), 'awaits'), toolsUnused: calls === 0 && (trace.tools?.length ?? 0) > 0
  }
}
