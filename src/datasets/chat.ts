import type { Turn } from './conversation.js'
import { plain } from './plain.js'
import { argumentsOf } from './tool-schemas.js'
import type { ChatMessage, RenderSettings } from './types.js'

/**
 * Turns as chat messages: each call's result right after the message that made it, in the order of the calls.
 * Arguments are objects, as TRL documents them, or JSON text, as OpenAI does.
 */
export function asChat(turns: readonly Turn[], { reasoning, shape }: Pick<RenderSettings, 'reasoning' | 'shape'>): ChatMessage[] {
  const ids = new Map<string, number>()
  return turns.flatMap(({ role, content, reasoning: thought, calls }): ChatMessage[] => {
    const message: ChatMessage = { role, content, ...(reasoning === 'keep' && role === 'assistant' && thought !== '' && { reasoning_content: thought }) }
    if (calls.length === 0) return [message]
    const named = calls.map((call) => ({ call, id: uniqueId(plain(call.id), ids), name: plain(call.name) }))
    const given = (call: Turn['calls'][number]): Record<string, unknown> | string => (shape === 'openai' ? JSON.stringify(argumentsOf(call)) : argumentsOf(call))
    return [
      { ...message, tool_calls: named.map(({ call, id, name }) => ({ id, type: 'function', function: { name, arguments: given(call) } })) },
      ...named.map(({ call, id, name }): ChatMessage => ({ role: 'tool', tool_call_id: id, name, content: plain(call.result) }))
    ]
  })
}

/** Some runtimes count calls from 1 in every turn; within a record an id must name one call. */
function uniqueId(id: string, ids: Map<string, number>): string {
  const count = (ids.get(id) ?? 0) + 1
  ids.set(id, count)
  return count === 1 ? id : uniqueId(`${id}-${count}`, ids)
}
