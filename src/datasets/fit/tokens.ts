import type { Turn } from '../conversation.js'
import { argumentsOf } from '../tool-schemas.js'
import type { ChatTool, RenderSettings, TokenCounter } from '../types.js'

/** What a chat template puts around a message: its role and marks. OpenAI's cookbook on counting tokens counts 3 and one. */
const AROUND_MESSAGE = 4

/** The estimate that anyone can repeat: a quarter of the characters, rounded up. */
export const ESTIMATE: TokenCounter = { method: 'characters/4', count: (text) => Math.ceil(text.length / 4) }

type Settings = Pick<RenderSettings, 'reasoning' | 'tokens'>

/** Tokens of a turn with its calls and their results. */
export function turnTokens({ content, reasoning, calls, role }: Turn, { reasoning: policy, tokens }: Settings): number {
  const thought = policy === 'keep' && role === 'assistant' ? tokens.count(reasoning) : 0
  const made = calls.map((call) => 2 * AROUND_MESSAGE + tokens.count(call.name) + tokens.count(JSON.stringify(argumentsOf(call))) + tokens.count(call.result))
  return AROUND_MESSAGE + tokens.count(content) + thought + made.reduce((a, b) => a + b, 0)
}

/** Tokens of a whole conversation with its tools. */
export function conversationTokens(turns: readonly Turn[], tools: readonly ChatTool[], settings: Settings): number {
  const around = tools.length === 0 ? 0 : settings.tokens.count(JSON.stringify(tools))
  return around + turns.reduce((sum, turn) => sum + turnTokens(turn, settings), 0)
}
