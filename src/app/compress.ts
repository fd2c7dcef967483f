import { conversationOf } from '../datasets/conversation.js'
import { fitConversation } from '../datasets/fit/fit.js'
import { FIT_DEFAULTS, type FitSettings } from '../datasets/fit/settings.js'
import { ESTIMATE, turnTokens } from '../datasets/fit/tokens.js'
import { asChat } from '../datasets/chat.js'
import { isExcluded, type ChatMessage, type RenderSettings } from '../datasets/types.js'
import { refused } from '../kernel/errors.js'
import type { Context } from './context.js'
import type { DatasetTools } from './dataset-tools.js'
import { readTrace } from './ledger-files.js'

export interface Compressed {
  trace: string
  method: string
  before: number
  after: number
  pruned: number
  summarised: number
  messages: ChatMessage[]
}

/** A session as an export within a token budget would have it. @throws SkillLoopError (1) where it cannot be had */
export async function compressTrace(context: Context, tools: DatasetTools, id: string, { fit, tokenizer, reasoning }: { fit: Partial<FitSettings> & { maxTokens: number }; tokenizer?: string; reasoning?: RenderSettings['reasoning'] }): Promise<Compressed> {
  const trace = await readTrace(context, context.index.trace(id))
  const tokens = tokenizer === undefined ? ESTIMATE : await tools.openTokenizer(tokenizer)
  const settings: RenderSettings = { reasoning: reasoning ?? context.policy.dataset.reasoning, shape: 'trl', toolTurn: 'tool', tokens, fit: { ...FIT_DEFAULTS, ...fit } }
  const conversation = conversationOf(trace, { openEnd: true })
  if (isExcluded(conversation)) throw refused(`${trace.id} has nothing to compress: ${conversation.excluded}`)
  const fitted = fitConversation(trace, conversation, settings)
  if (isExcluded(fitted)) throw refused(`${trace.id} ${fitted.excluded}`, { fix: `a larger --max-tokens; its longest turn has ${Math.max(...conversation.turns.map((turn) => turnTokens(turn, settings)))}` })
  return { trace: trace.id, method: tokens.method, before: fitted.before, after: fitted.tokens, pruned: fitted.pruned, summarised: fitted.summarised, messages: asChat(fitted.turns, settings) }
}
