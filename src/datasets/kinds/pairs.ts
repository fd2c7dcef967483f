import type { Trace } from '../../kernel/types.js'
import { asChat } from '../chat.js'
import { callsOf, conversationOf, type Turn } from '../conversation.js'
import { conversationTokens } from '../fit/tokens.js'
import { correctedPair, corrections } from '../preferences/corrected.js'
import { isTelling, said, type Pair } from '../preferences/pair.js'
import { statedPairs } from '../preferences/stated.js'
import { ratingOf, verifiedOutcome } from '../preferences/verdict.js'
import { taskKey } from '../task.js'
import { toolsFor } from '../tool-schemas.js'
import { isExcluded, type ChatTool, type Excluded, type How, type Kind, type RenderSettings, type Session, type Side } from '../types.js'

const NONE: Excluded = { excluded: 'no preference of the kinds that are switched on' }

/** The pairs that one session has in itself. */
const findPairs: Kind['find'] = ({ trace, evaluation, events = [] }, { preferences }) => {
  const conversation = conversationOf(trace)
  const talk = isExcluded(conversation) ? undefined : conversation
  const stated = preferences.explicit ? statedPairs(trace, talk).flatMap((pair, index): How[] => (pair && isTelling(pair) ? [{ pair: 'stated', index }] : [])) : []
  const corrected = preferences.corrections && talk && evaluation.label !== 'failure' ? corrections(trace, talk, events).map((message): How => ({ pair: 'corrected', message })) : []
  return stated.length + corrected.length > 0 ? [...stated, ...corrected] : NONE
}

/** What a session could be in a pair with another of its task. */
function sideOf(session: Session, { explicit, retries }: Parameters<NonNullable<Kind['side']>>[1]): Side | undefined {
  const rated = explicit ? ratingOf(session) : undefined
  const verdict = rated ?? (retries ? verifiedOutcome(session) : undefined)
  if (!verdict) return undefined
  return { trace: session.trace.id, task: taskKey(session.trace), good: verdict.good, by: rated ? 'explicit' : 'retry', because: verdict.because }
}

/** The pair that a record is made of. `answers`: of two sessions only those that are one answer each to the same words. */
function pairOf(traces: readonly Trace[], how: How, settings: RenderSettings, { answers }: { answers: boolean }): (Pair & { tools: ChatTool[] }) | Excluded {
  const conversations = traces.map((trace) => conversationOf(trace))
  const pair = how['pair'] === 'stated' || how['pair'] === 'corrected' ? ownPair(traces[0], how) : sessionsPair(conversations, how, answers)
  if (isExcluded(pair)) return pair
  if (!isTelling(pair)) return { excluded: 'a preference without a difference, a request or an answer' }
  const tools = toolsFor(traces[0]?.tools ?? [], callsOf([...pair.prompt, ...pair.chosen, ...pair.rejected]))
  const longest = Math.max(...[pair.chosen, pair.rejected].map((side) => conversationTokens([...pair.prompt, ...side], tools, settings)))
  // To compress one side would make the pair differ in what nobody preferred.
  if (settings.fit && longest > settings.fit.maxTokens) return { excluded: `a pair of more than ${settings.fit.maxTokens} tokens` }
  return { ...pair, tools }
}

function ownPair(trace: Trace | undefined, how: How): Pair | Excluded {
  if (!trace) return NONE
  const conversation = conversationOf(trace)
  const talk = isExcluded(conversation) ? undefined : conversation
  const pair = how['pair'] === 'stated' ? statedPairs(trace, talk)[Number(how['index'])] : talk && correctedPair(talk, Number(how['message']))
  return pair ?? NONE
}

function sessionsPair(conversations: readonly ReturnType<typeof conversationOf>[], how: How, answers: boolean): Pair | Excluded {
  const [better, worse] = conversations
  if (!better || !worse || isExcluded(better) || isExcluded(worse)) return { excluded: 'a session of the pair has no answer' }
  const request = better.turns.findIndex(({ role }) => role === 'user') + 1
  const prompt = better.turns.slice(0, request)
  if (said(prompt) !== said(worse.turns.slice(0, request))) return { excluded: 'two sessions of one task that began with different words' }
  const [chosen, rejected] = [better.turns.slice(request), worse.turns.slice(request)]
  const isOneAnswer = (turns: readonly Turn[]): boolean => turns.every(({ role }) => role === 'assistant')
  // A person's later words would be trained on as if the model should say them.
  if (answers && !(isOneAnswer(chosen) && isOneAnswer(rejected))) return { excluded: 'two sessions of one task in which the person spoke again' }
  return { prompt, chosen, rejected, evidence: `of two sessions of one task, the chosen one ${String(how['chosen'])}, the rejected one ${String(how['rejected'])}` }
}

/** Reward models take both conversations whole: TRL's preference format with the prompt implied. */
export const reward: Kind = {
  name: 'reward', version: 1, examples: false, find: findPairs, side: sideOf,
  render(traces, how, settings) {
    const pair = pairOf(traces, how, settings, { answers: false })
    if (isExcluded(pair)) return pair
    const { prompt, chosen, rejected, tools, evidence } = pair
    return { chosen: asChat([...prompt, ...chosen], settings), rejected: asChat([...prompt, ...rejected], settings), ...(tools.length > 0 && { tools }), evidence }
  }
}

/** Direct preference optimisation: TRL's preference format with the prompt apart, or the one shape that Axolotl reads rightly. */
export const dpo: Kind = {
  name: 'dpo', version: 1, examples: false, find: findPairs, side: sideOf,
  render(traces, how, settings) {
    const pair = pairOf(traces, how, settings, { answers: true })
    if (isExcluded(pair)) return pair
    const { prompt, chosen, rejected, tools, evidence } = pair
    if (settings.shape === 'axolotl') return axolotlRow(pair)
    return { prompt: asChat(prompt, settings), chosen: asChat(chosen, settings), rejected: asChat(rejected, settings), ...(tools.length > 0 && { tools }), evidence }
  }
}

/** Axolotl's chat_template.default for preferences reads the last message of each side, and of messages their words alone. */
function axolotlRow({ prompt, chosen, rejected, evidence }: Pair): Record<string, unknown> | Excluded {
  const [[better], [worse]] = [chosen, rejected]
  if (!better || !worse || chosen.length > 1 || rejected.length > 1 || callsOf([...prompt, ...chosen, ...rejected]).length > 0) return { excluded: 'a pair with calls or several messages a side, which Axolotl would cut' }
  const words = ({ role, content }: Turn): { role: string; content: string } => ({ role, content })
  return { messages: prompt.map(words), chosen: words(better), rejected: words(worse), evidence }
}
