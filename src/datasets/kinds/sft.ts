import { asChat } from '../chat.js'
import { callsOf, conversationOf } from '../conversation.js'
import { fitConversation } from '../fit/fit.js'
import { toolsFor } from '../tool-schemas.js'
import { isExcluded, type ChatMessage, type ChatTool, type Kind } from '../types.js'

/** One line of an SFT file. */
export interface SftRecord { messages: ChatMessage[]; tools?: ChatTool[] }

/** Supervised fine-tuning: a whole conversation a record. */
export const sft: Kind = {
  name: 'sft', version: 2, examples: true,
  find: () => [{}],
  render([trace], _how, settings) {
    if (!trace) return { excluded: 'no session' }
    const conversation = conversationOf(trace)
    if (isExcluded(conversation)) return conversation
    const fitted = fitConversation(trace, conversation, settings)
    if (isExcluded(fitted)) return fitted
    // What was pruned is still something that the model could call.
    const tools = toolsFor(conversation.tools, callsOf(conversation.turns))
    return { messages: asChat(fitted.turns, settings), ...(tools.length > 0 && { tools }) }
  }
}
