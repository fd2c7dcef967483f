import type { Message, ToolCall } from '../kernel/types.js'

/** What stands where the policy dropped something: which of the two, and nothing of what it was. */
const DROPPED = { result: '[DROPPED:tool-result]', arguments: '[DROPPED:tool-arguments]' } as const

/** What of the calls of a tool is dropped, by the tool's name. */
export type DropsFor = (tool: string) => { result: boolean; arguments: boolean }

/**
 * Messages without what is dropped of their tool calls, and how often that was. The length and hash of a cut result
 * go with it: they say what it was.
 */
export function dropToolParts(messages: readonly Message[], dropsFor: DropsFor): { messages: Message[]; counts: Record<string, number> } {
  const counts: Record<string, number> = {}
  const count = (part: 'result' | 'arguments'): typeof DROPPED[typeof part] => {
    counts[`dropped-${part}`] = (counts[`dropped-${part}`] ?? 0) + 1
    return DROPPED[part]
  }
  const dropOf = (call: ToolCall): ToolCall => {
    const drops = dropsFor(call.name)
    if (!drops.arguments && (!drops.result || call.result === undefined)) return call
    const { resultBytes, resultSha256, ...rest } = call
    const isResult = drops.result && call.result !== undefined
    return {
      ...rest, ...(drops.arguments && { arguments: count('arguments') }), ...(isResult && { result: count('result') }),
      ...(!isResult && resultBytes !== undefined && { resultBytes }), ...(!isResult && resultSha256 !== undefined && { resultSha256 })
    }
  }
  const dropped = messages.map((message): Message => ({
    ...message,
    ...(message.toolCalls && { toolCalls: message.toolCalls.map(dropOf) }),
    ...(message.role === 'tool' && dropsFor(message.toolName ?? '').result && { text: count('result') })
  }))
  return { messages: dropped, counts }
}
