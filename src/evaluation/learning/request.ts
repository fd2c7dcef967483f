import type { PlacedMessage } from '../../traces/live-messages.js'
import { personMessages } from '../../traces/live-messages.js'

/** What is about one case only: addresses, paths, file names, quotations, marks of redaction, ids, numbers, dates. */
const SPECIFIC = /https?:\/\/\S+|\[REDACTED:[^\]\n]{1,80}\]|`[^`\n]{1,200}`|"[^"\n]{1,200}"|“[^”\n]{1,200}”|[\w.+-]{1,64}@[\w.-]{1,128}|[\w.~@-]{0,128}[/\\][\w./\\~@-]{1,512}|\b[\w-]{1,64}\.[a-z][a-z0-9]{0,5}\b|\b(?=[0-9a-f-]*\d)[0-9a-f]{7,64}\b|[#@]?[\p{L}_-]{0,32}\d[\w.:-]{0,64}/giu

const WORD = /[\p{L}\p{N}]+/gu

/** Beyond this a request is not read: its intent stands in its opening. */
const READ = 4000

/** A session's opening request. */
export interface Request {
  text: string
  /** Its words in lower case, without what is about one case only. */
  words: string[]
  /** How many names, paths, numbers and quotations were left out. */
  specifics: number
}

/** What the person asked for first; undefined where the session has no words of a person. */
export function openingRequest(live: readonly PlacedMessage[]): Request | undefined {
  const first = personMessages(live)[0]
  if (!first) return undefined
  const text = first.message.text.slice(0, READ)
  let specifics = 0
  const general = text.replace(SPECIFIC, () => {
    specifics++
    return ' '
  })
  return { text, specifics, words: general.toLowerCase().match(WORD) ?? [] }
}
