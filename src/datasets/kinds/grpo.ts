import { observeTrace } from '../../evaluation/observations/observe-trace.js'
import { readOutcomes } from '../../evaluation/rubric/outcomes.js'
import type { Trace } from '../../kernel/types.js'
import { asChat } from '../chat.js'
import { callsOf, conversationOf } from '../conversation.js'
import { conversationTokens } from '../fit/tokens.js'
import { plain } from '../plain.js'
import { taskKey } from '../task.js'
import { toolsFor } from '../tool-schemas.js'
import { isExcluded, type Kind } from '../types.js'

const CHECKS = new Set(['test', 'build', 'lint'])

/**
 * Group relative policy optimisation: the request alone, with what a reward function can check of the outcome: the
 * source's own verdict, and the commands that tested, built or linted the result, with how each went the last time.
 */
export const grpo: Kind = {
  name: 'grpo', version: 1, examples: false, onePerTask: true,
  find: ({ trace }) => (readOutcomes(trace.outcomes) !== undefined || checksOf(trace).length > 0 ? [{}] : { excluded: 'no verifiable outcome' }),
  render([trace], _how, settings) {
    if (!trace) return { excluded: 'no session' }
    const conversation = conversationOf(trace, { openEnd: true })
    if (isExcluded(conversation)) return conversation
    const { turns } = conversation
    const prompt = turns.slice(0, turns.findIndex(({ role }) => role === 'user') + 1)
    const tools = toolsFor(conversation.tools, callsOf(turns))
    if (settings.fit && conversationTokens(prompt, tools, settings) > settings.fit.maxTokens) return { excluded: `a request of more than ${settings.fit.maxTokens} tokens` }
    return { prompt: asChat(prompt, settings), ...(tools.length > 0 && { tools }), task: taskKey(trace), outcome: readOutcomes(trace.outcomes)?.value ?? null, checks: checksOf(trace) }
  }
}

function checksOf(trace: Trace): { kind: string; command: string; passed: boolean }[] {
  const last = new Map<string, { kind: string; command: string; passed: boolean }>()
  for (const { kind, what, ok } of observeTrace(trace).observations) {
    if (CHECKS.has(kind) && ok !== undefined) last.set(what, { kind, command: plain(what), passed: ok })
  }
  return [...last.values()].sort((a, b) => (a.command < b.command ? -1 : 1))
}
