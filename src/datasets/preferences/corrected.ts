import { findReactions } from '../../evaluation/people/reactions.js'
import { excerpt } from '../../kernel/text.js'
import type { Trace, TraceEvent } from '../../kernel/types.js'
import { liveMessages } from '../../traces/live-messages.js'
import type { Conversation, Turn } from '../conversation.js'
import { isTelling, type Pair } from './pair.js'

/**
 * Messages of a person that correct the answer before them and are not followed by another correction: by their
 * words, or because somebody marked the answer as wrong afterwards.
 */
export function corrections(trace: Trace, { turns }: Conversation, events: readonly TraceEvent[]): number[] {
  const byWords = findReactions(liveMessages(trace)).flatMap(({ kind, at }) => (kind === 'correction' ? [at.message] : []))
  const marked = events.flatMap(({ kind, message, traceSha256 }) => (kind === 'correction' && message !== undefined && traceSha256 === trace.sha256 ? [message] : []))
  const byEvent = marked.flatMap((message) => turns.find(({ role, at }) => role === 'user' && at > message)?.at ?? [])
  const places = [...new Set([...byWords, ...byEvent])].sort((a, b) => a - b)
  const correcting = new Set(places.map((message) => userTurn(turns, message)))
  return places.filter((message) => {
    const turn = userTurn(turns, message)
    const pair = correctedPair({ turns, tools: [] }, message)
    return pair !== undefined && isTelling(pair) && !correcting.has(nextRequest(turns, turn)) && places.find((other) => userTurn(turns, other) === turn) === message
  })
}

/** The answer before a correction and the one after it, both to the request before; undefined where one is missing. */
export function correctedPair({ turns }: Conversation, message: number): Pair | undefined {
  const correction = userTurn(turns, message)
  const request = turns.findLastIndex(({ role }, i) => role === 'user' && i < correction)
  if (correction < 0 || request < 0) return undefined
  const after = nextRequest(turns, correction)
  return {
    prompt: turns.slice(0, request + 1), rejected: turns.slice(request + 1, correction), chosen: turns.slice(correction + 1, after < 0 ? undefined : after),
    evidence: `a person corrected it: ${excerpt(turns[correction]?.content ?? '', 200)}`
  }
}

/** The turn that holds a person's message. */
function userTurn(turns: readonly Turn[], message: number): number {
  return turns.findIndex(({ role, at }) => role === 'user' && at >= message)
}

function nextRequest(turns: readonly Turn[], after: number): number {
  return turns.findIndex(({ role }, i) => role === 'user' && i > after)
}
