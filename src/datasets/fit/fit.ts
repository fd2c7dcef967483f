import type { Trace } from '../../kernel/types.js'
import { callsOf, joinNeighbours, type Conversation, type Turn } from '../conversation.js'
import { spoken } from '../preferences/pair.js'
import { toolsFor } from '../tool-schemas.js'
import type { Excluded, RenderSettings } from '../types.js'
import { noteText, shortenNote } from './note.js'
import type { FitSettings } from './settings.js'
import { summariseTurns } from './summarise.js'
import { conversationTokens, turnTokens } from './tokens.js'

/** A conversation within its budget, and what had to be done for it. */
export interface Fitted {
  turns: Turn[]
  tokens: number
  before: number
  /** Results of tools that a note of their size took the place of. */
  pruned: number
  /** Turns that the summary took the place of. */
  summarised: number
}

/** Below this a result costs less than the note on it. */
const WORTH_PRUNING = 40

/**
 * A conversation of at most settings.fit.maxTokens tokens. One that is longer is compressed: old results of tools are
 * pruned first; if that is not enough, what lies between a protected head and tail gives way to a note on it. A turn
 * is kept or left out with all its calls and results. Shorter ones are as they were.
 */
export function fitConversation(trace: Pick<Trace, 'messages'>, conversation: Conversation, settings: RenderSettings): Fitted | Excluded {
  const { turns } = conversation
  const { fit, tokens } = settings
  if (!fit) return { turns, tokens: 0, before: 0, pruned: 0, summarised: 0 }
  const tools = toolsFor(conversation.tools, callsOf(turns))
  const total = (list: readonly Turn[]): number => conversationTokens(list, tools, settings)
  const before = total(turns)
  if (before <= fit.maxTokens) return { turns, tokens: before, before, pruned: 0, summarised: 0 }
  const head = headLength(turns, fit)
  const tail = tailStart(turns, head, fit, settings)
  const prunedTurns = prune(turns, head, tail, before - fit.maxTokens, settings)
  const pruned = prunedTurns.filter((turn, i) => turn !== turns[i]).flatMap(({ calls }) => calls.filter(({ result }) => PRUNED.test(result))).length
  if (total(prunedTurns) <= fit.maxTokens) return { turns: prunedTurns, tokens: total(prunedTurns), before, pruned, summarised: 0 }
  const goal = turns.find(({ role }) => role === 'user')?.content ?? ''
  // A tail that leaves no room for the rest is shortened, down to the last answer; then the head, down to the request.
  for (const [from, to] of boundaries(turns, head, tail)) {
    const note = shortenNote(summariseTurns(trace, turns.slice(from, to), goal), Math.floor(fit.summaryRatio * fit.maxTokens), (text) => tokens.count(text))
    const short = joinNeighbours([...turns.slice(0, from), spoken('user', noteText(note), turns[to - 1]?.at ?? 0), ...turns.slice(to)])
    if (total(short) <= fit.maxTokens) return { turns: short, tokens: total(short), before, pruned: 0, summarised: to - from }
    const fewer = prune(short, 0, short.length, total(short) - fit.maxTokens, settings)
    if (total(fewer) <= fit.maxTokens) return { turns: fewer, tokens: total(fewer), before, pruned: callsOf(fewer).filter(({ result }) => PRUNED.test(result)).length, summarised: to - from }
  }
  return { excluded: `cannot be brought down to ${fit.maxTokens} tokens` }
}

/** The system prompt and the first messages; a turn with its results counts as one. */
function headLength(turns: readonly Turn[], { head }: FitSettings): number {
  const system = turns.findIndex(({ role }) => role !== 'system')
  return Math.min(turns.length - 1, Math.max(0, system) + Math.max(1, head))
}

function tailStart(turns: readonly Turn[], head: number, { tailTurns, tailTokens, threshold, maxTokens }: FitSettings, settings: RenderSettings): number {
  let room = Math.min(tailTokens, Math.floor(threshold * maxTokens))
  let start = turns.length - 1
  room -= turnTokens(turns[start] as Turn, settings)
  while (start > head && turns.length - start < tailTurns) {
    room -= turnTokens(turns[start - 1] as Turn, settings)
    if (room < 0) break
    start--
  }
  return start
}

/** Ever shorter heads and tails: tails first, as what a session was begun for is worth more than how it went on. */
function boundaries(turns: readonly Turn[], head: number, tail: number): [number, number][] {
  const last = turns.length - 1
  const tails = [...new Set([tail, ...[2, 4, 8].map((part) => last - Math.floor((last - tail) / part)), last])]
  const request = turns.findIndex(({ role }) => role === 'user') + 1
  const heads = [...new Set([head, Math.min(head, request + 1), Math.min(head, request)])]
  return heads.flatMap((from) => tails.map((to): [number, number] => [from, Math.max(to, from)])).filter(([from, to]) => to > from)
}

const PRUNED = /^\[a result of about \d+ tokens was left out\]$/

/** The oldest results first, until as much is saved as is asked for. */
function prune(turns: readonly Turn[], from: number, to: number, excess: number, { tokens }: RenderSettings): Turn[] {
  let saved = 0
  return turns.map((turn, i) => {
    if (i < from || i >= to || saved >= excess || turn.calls.length === 0) return turn
    const calls = turn.calls.map((call) => {
      const size = tokens.count(call.result)
      if (saved >= excess || size < WORTH_PRUNING || PRUNED.test(call.result)) return call
      const result = `[a result of about ${size} tokens was left out]`
      saved += size - tokens.count(result)
      return { ...call, result }
    })
    return calls.some((call, k) => call !== turn.calls[k]) ? { ...turn, calls } : turn
  })
}
