import type { Trace } from '../../kernel/types.js'
import { liveCalls, liveMessages } from '../../traces/live-messages.js'
import { callsOf, conversationOf } from '../conversation.js'
import { fitConversation } from '../fit/fit.js'
import { hermesTurns, type HermesTurn } from '../hermes-turns.js'
import { toolsFor } from '../tool-schemas.js'
import { isExcluded, type ChatTool, type Excluded, type Kind, type RenderSettings } from '../types.js'

interface Told { conversations: HermesTurn[]; tools: ChatTool[] }

function tell(trace: Trace | undefined, settings: RenderSettings, { openEnd, think }: { openEnd: boolean; think: 'always' | 'where there is some' }): Told | Excluded {
  if (!trace) return { excluded: 'no session' }
  const conversation = conversationOf(trace, { openEnd })
  if (isExcluded(conversation)) return conversation
  const fitted = fitConversation(trace, conversation, settings)
  if (isExcluded(fitted)) return fitted
  const tools = toolsFor(conversation.tools, callsOf(conversation.turns))
  return { conversations: hermesTurns(fitted.turns, tools, settings, { think }), tools }
}

/** ShareGPT: {conversations: [{from, value}]}, with Hermes' tags for calls, and the tools beside it as JSON text. */
export const sharegpt: Kind = {
  name: 'sharegpt', version: 1, examples: true,
  find: () => [{}],
  render([trace], _how, settings) {
    const told = tell(trace, settings, { openEnd: false, think: 'where there is some' })
    if (isExcluded(told)) return told
    return { conversations: told.conversations, ...(told.tools.length > 0 && { tools: JSON.stringify(told.tools) }) }
  }
}

/** Hermes' trajectories: {conversations, timestamp, model, completed}, with how much was done. Failed ones go to a file of their own. */
export const trajectories: Kind = {
  name: 'trajectories', version: 1, examples: true,
  find: ({ trace }) => (trace.end.state === 'complete' || trace.end.state === 'open' || trace.end.state === 'unknown' ? [{ completed: true }] : { excluded: 'it did not come to its end' }),
  failed: { completed: false },
  render([trace], how, settings) {
    const completed = how['completed'] === true
    const told = tell(trace, settings, { openEnd: !completed, think: 'always' })
    if (isExcluded(told)) return told
    if (!trace) return { excluded: 'no session' }
    const calls = liveCalls(liveMessages(trace)).map(({ call }) => call)
    return {
      conversations: told.conversations, timestamp: trace.endedAt ?? trace.startedAt ?? null, model: trace.model ?? null, completed,
      complexity: { toolCalls: calls.length, uniqueTools: new Set(calls.map(({ name }) => name)).size }
    }
  }
}
