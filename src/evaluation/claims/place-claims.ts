import type { Pointer } from '../../kernel/types.js'
import type { PlacedMessage } from '../../traces/live-messages.js'
import { findClaims, type Claim } from './find-claims.js'

/** A claim with its place and its weight in the session. */
export interface PlacedClaim extends Claim {
  at: Pointer
  /** final: in the session's last answer; closing: in the answer that ended an earlier turn; passing: on the way. */
  stage: 'final' | 'closing' | 'passing'
}

/** Claims read at most, the latest: a session of a hundred thousand messages is judged by its later course. */
const MOST_CLAIMS = 300

/** The assistant's answers, the last one told apart, and everything said on the way. */
export function placeClaims(live: readonly PlacedMessage[]): PlacedClaim[] {
  const placed: PlacedClaim[] = []
  // Backwards: whether a message closes its turn depends on what follows it. A person's last words that
  // nobody answered ("thanks!") leave the answer before them the last one.
  let closes = true
  let lastTurn = true
  let answered = false
  for (const { message, index } of live.toReversed()) {
    if (message.role === 'user' && !message.injected) {
      lastTurn = !answered
      closes = true
    }
    if (message.role === 'tool' || (message.toolCalls?.length ?? 0) > 0) closes = false
    if (placed.length >= MOST_CLAIMS) break
    if (message.role !== 'assistant' || message.injected) continue
    answered = true
    const stage = closes ? (lastTurn ? 'final' : 'closing') : 'passing'
    for (const claim of findClaims(message.text).toReversed()) placed.push({ ...claim, at: { message: index }, stage })
  }
  return placed.toReversed()
}

/** The text of the session's last answer: what the assistant said after its last call; empty where it said nothing. */
export function finalAnswer(live: readonly PlacedMessage[]): { text: string; at: Pointer[] } {
  const texts: string[] = []
  const at: Pointer[] = []
  for (const { message, index } of live.toReversed()) {
    if (message.role === 'tool' || (message.toolCalls?.length ?? 0) > 0) break
    if (message.role === 'user' && !message.injected && texts.length > 0) break
    if (message.role !== 'assistant' || message.injected || isEmpty(message.text)) continue
    texts.unshift(message.text)
    at.unshift({ message: index })
  }
  return { text: texts.join('\n\n'), at }
}

// Some runtimes write a placeholder where a model said nothing.
function isEmpty(text: string): boolean {
  return /^(?:\(no content\)|\(empty\)|null)?$/i.test(text.trim())
}
