import type { Pointer } from '../../kernel/types.js'
import { personMessages, type PlacedMessage } from '../../traces/live-messages.js'
import { phrasesOf } from '../phrases.js'
import { reactionCues } from './cues.js'

/** What a person made of the work before: acceptance is said outright, thanks alone are courtesy. */
export interface Reaction {
  kind: 'correction' | 'acceptance' | 'thanks'
  at: Pointer
  /** True in the person's last words of the session. */
  last: boolean
}

const opening = (pattern: RegExp): RegExp => new RegExp(`^[^\\p{L}\\p{N}]{0,10}${pattern.source}`, 'iu')
const corrections = phrasesOf(reactionCues, (cues) => cues.corrections)
const refusals = opening(phrasesOf(reactionCues, (cues) => cues.refusals))
const harmless = opening(phrasesOf(reactionCues, (cues) => cues.harmless))
const acceptances = phrasesOf(reactionCues, (cues) => cues.acceptances)
const thanks = phrasesOf(reactionCues, (cues) => cues.thanks)
const denial = /(?<![\p{L}\p{N}])(?:not|isn['’]t|almost|nearly|would be|will be|should be|if|nicht|fast|casi|presque|quase|quasi|bijna|prawie|почти|neredeyse|non|não|pas|niet|nie|не)\s+(?:\p{L}+\s+)?$/iu

/** A reaction stands in the opening words; further down a message is about the next thing. */
const OPENING = 400

/** The reactions of people to the assistant's work. The opening request reacts to nothing. */
export function findReactions(live: readonly PlacedMessage[]): Reaction[] {
  const people = personMessages(live)
  const last = people.at(-1)?.index
  const found: Reaction[] = []
  let before: string | undefined
  for (const { message, index } of live) {
    if (message.injected || message.text.trim() === '') continue
    if (message.role === 'assistant') before = message.text
    if (message.role !== 'user' || before === undefined) continue
    const kind = reactionIn(message.text, /[?？]\s*$/.test(before.slice(-20)))
    if (kind) found.push({ kind, at: { message: index }, last: index === last })
  }
  return found
}

/** What a person's message says of the work; after a question, "no" is an answer. */
export function reactionIn(message: string, answersQuestion: boolean): Reaction['kind'] | undefined {
  const text = message.slice(0, OPENING)
  if (corrections.test(text)) return 'correction'
  if (!answersQuestion && refusals.test(text) && !harmless.test(text)) return 'correction'
  const accepted = acceptances.exec(text)
  if (accepted && !denial.test(text.slice(0, accepted.index)) && !text.trimEnd().endsWith('?')) return 'acceptance'
  return thanks.test(text) ? 'thanks' : undefined
}
