import type { Evidence, Message, Trace } from '../kernel/types.js'

/** Whether a quote still stands where it was taken from. */
export type EvidenceState = 'holds' | 'not here' | 'changed' | 'undone' | 'called wrong' | 'bad example'

/** What is known today of the session that a quote is from. */
export interface EvidenceFacts {
  /** The session as it is on the ledger; undefined where it is not here, which says nothing against it. */
  trace: Pick<Trace, 'messages' | 'sha256'> | undefined
  /** Messages that people called wrong since. */
  corrected: readonly number[]
  /** A person called the session a bad example. */
  isBad: boolean
}

/** Looks a quote up again. A session that grew since still says what it said. */
export function evidenceState({ message, quote, traceSha256 }: Pick<Evidence, 'message' | 'quote' | 'traceSha256'>, { trace, corrected, isBad }: EvidenceFacts): EvidenceState {
  if (isBad) return 'bad example'
  if (corrected.includes(message)) return 'called wrong'
  if (!trace) return 'not here'
  if (trace.sha256 === traceSha256) return 'holds'
  const place = trace.messages[message]
  if (!place) return 'changed'
  if (place.undone) return 'undone'
  return isSaid(quote, place, trace.messages) ? 'holds' : 'changed'
}

/** A quote is cut, joined of several places with arrows, or begins with the sentence it answers: then its words must all be there. */
function isSaid(quote: string, place: Message, messages: readonly Message[]): boolean {
  if (plain(place.text).includes(plain(quote))) return true
  const there = new Set(messages.flatMap((message) => wordsOf(textOf(message))))
  return wordsOf(quote.replace(/\S*…$/, '')).every((word) => there.has(word))
}

function textOf({ text, toolCalls }: Message): string {
  return [text, ...(toolCalls ?? []).flatMap(({ arguments: given, result }) => [typeof given === 'string' ? given : JSON.stringify(given), result ?? ''])].join('\n')
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').replace(/…$/, '').trim()
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** True for what speaks against the quote; that a session is not on this machine does not. */
export function isBroken(state: EvidenceState): boolean {
  return state !== 'holds' && state !== 'not here'
}
