import { asChat } from '../chat.js'
import { callsOf, conversationOf, type Turn } from '../conversation.js'
import { conversationTokens } from '../fit/tokens.js'
import { verdictOn } from '../preferences/verdict.js'
import { toolsFor } from '../tool-schemas.js'
import { isExcluded, type Kind } from '../types.js'

/** Kahneman-Tversky optimisation: an answer with whether it was good, by ratings, verified outcomes and labels. */
export const kto: Kind = {
  name: 'kto', version: 1, examples: false,
  find(session) {
    const verdict = verdictOn(session)
    return verdict ? [{ label: verdict.good, because: verdict.because }] : { excluded: 'neither good nor bad by any rating, outcome or label' }
  },
  render([trace], how, settings) {
    if (!trace) return { excluded: 'no session' }
    const conversation = conversationOf(trace)
    if (isExcluded(conversation)) return conversation
    const { turns } = conversation
    const start = workStart(turns)
    const tools = toolsFor(conversation.tools, callsOf(turns.slice(0, endOf(turns, start))))
    const [prompt, completion] = [turns.slice(0, start), turns.slice(start, endOf(turns, start))]
    if (completion.at(-1)?.calls.length !== 0) return { excluded: 'no answer at the end of the work' }
    // Compressing would change what was judged.
    if (settings.fit && conversationTokens([...prompt, ...completion], tools, settings) > settings.fit.maxTokens) return { excluded: `an answer of more than ${settings.fit.maxTokens} tokens` }
    return { prompt: asChat(prompt, settings), completion: asChat(completion, settings), label: how['label'] === true, ...(tools.length > 0 && { tools }), evidence: String(how['because']) }
  }
}

/** Where the answer begins that the verdict is about: after the last request that was worked on with tools, else after the last one. */
function workStart(turns: readonly Turn[]): number {
  const worked = turns.findLastIndex(({ calls }) => calls.length > 0)
  return turns.findLastIndex(({ role }, i) => role === 'user' && (worked < 0 || i < worked)) + 1
}

function endOf(turns: readonly Turn[], start: number): number {
  const next = turns.findIndex(({ role }, i) => role === 'user' && i > start)
  return next < 0 ? turns.length : next
}
