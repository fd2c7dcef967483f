import { looksPasted } from './pasted.js'
import { withoutReviews } from './review.js'

// Longer messages are documents; what a person says of their own accord comes first.
const MAX_LENGTH = 8_000

// Wrappers that runtimes put around what is not the person's: to the end of the message where they stay open.
const RUNTIME_TAG = /^(?:system|untrusted|tool|memory|local-command|command|bash|task|ide|environment|user[-_](?:instructions|prompt-submit)|function|context|hook|persisted|selected|attached|turn[-_]aborted|skill|available|session|workspace|project[-_])/i
// Text inside of these may hold a forged closing tag: they end at the last one.
const UNTRUSTED_TAG = /^(?:untrusted|tool|function|memory|web|search|document|result)/i

// Lines a runtime writes under the role of the user; all that follows is its text too.
const RUNTIME_OPENING = /^(?:\[(?:system|request interrupted|context|note from|important:)|caveat: the messages below|this session is being continued from|base directory for this skill:|operation stopped by hook|(?:stop|\w+) hook (?:feedback|error|blocking)|# agents\.md instructions|you are (?:an? |the )?(?:\w+ ){0,3}(?:sub-?agent|assistant|agent)\b|\[cron|\[skill)/i

// "I got this feedback: …", "the error is: …": what comes after is quoted, not said.
const INTRODUCES_QUOTE = /\b(?:feedback|comments?|review|errors?|output|logs?|messages?|warnings?|traceback|stack ?trace|prompts?|plan|specs?|ticket|issue|e-?mail|article|documentation|docs?|manual|guide|readme|wiki|blog(?: post)?|(?:web)?page|website|says?|said|wrote|told me|saw|seeing|getting|got|result|response|example|snippet|code|diff|transcript|findings|following(?! (?:rules|conventions))|below|mensaje|error|salida|erro|saída|erreur|sortie|fehler|ausgabe|errore|ошибка|лог|вывод)\b[^.!?\n]{0,80}:\s*$/iu

/**
 * What of a message are the person's own words, by line: without what runtimes inject, code blocks, quoted
 * lines, pasted logs, documents and what is introduced as somebody else's text. Linear in the length.
 */
export function ownWords(message: string): string[] {
  let text = message.slice(0, MAX_LENGTH).replaceAll(/\r\n?|[\u2028\u2029\u0085\v\f]/g, '\n')
  text = withoutTaggedBlocks(text)
  text = withoutDelimited(withoutDelimited(text, '"""'), "'''")
  const lines = withoutFences(text.split('\n'))
  const kept: string[] = []
  const count = lines.filter((line) => line.trim() !== '').length
  for (const line of lines) {
    const trimmed = line.trim()
    if (RUNTIME_OPENING.test(trimmed)) break
    // A heading inside of a longer message starts a document; people write to agents without them.
    if (/^#{1,6} \S/.test(trimmed) && count > 3) break
    kept.push(/^>/.test(trimmed) ? '' : line)
    if (INTRODUCES_QUOTE.test(trimmed.slice(-200))) break
  }
  return withoutReviews(withoutPastedParagraphs(kept))
}

function withoutTaggedBlocks(text: string): string {
  const opening = /<([a-z][\w-]{1,60})(?: [^<>\n]{0,300})?>/gi
  let kept = ''
  let from = 0
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    const tag = match[1] ?? ''
    const known = RUNTIME_TAG.test(tag) || UNTRUSTED_TAG.test(tag)
    const startsLine = /(?:^|\n)[ \t]*$/.test(text.slice(Math.max(0, match.index - 40), match.index))
    const end = endOfBlock(text, tag, opening.lastIndex)
    // A lone `<name>` in a sentence is a placeholder that the person wrote.
    if (!known && (end === undefined || !startsLine)) continue
    kept += `${text.slice(from, match.index)}\n`
    from = end ?? text.length
    opening.lastIndex = from
  }
  return kept + text.slice(from)
}

function endOfBlock(text: string, tag: string, from: number): number | undefined {
  const lower = text.toLowerCase()
  const close = `</${tag.toLowerCase()}>`
  if (UNTRUSTED_TAG.test(tag)) {
    const last = lower.lastIndexOf(close)
    return last < from ? undefined : last + close.length
  }
  const open = `<${tag.toLowerCase()}`
  let depth = 1
  for (let at = from; at < text.length;) {
    const nextClose = lower.indexOf(close, at)
    if (nextClose < 0) return undefined
    const nextOpen = lower.indexOf(open, at)
    if (nextOpen >= 0 && nextOpen < nextClose) {
      depth++
      at = nextOpen + open.length
    } else {
      depth--
      at = nextClose + close.length
      if (depth === 0) return at
    }
  }
  return undefined
}

function withoutDelimited(text: string, mark: string): string {
  const parts = text.split(mark)
  // An opening mark without its closing one quotes to the end.
  return parts.filter((_, index) => index % 2 === 0).join('\n')
}

function withoutFences(lines: string[]): string[] {
  const kept: string[] = []
  let fence: string | undefined
  for (const line of lines) {
    const mark = /^\s*(?:[-*+]\s+|\d{1,3}[.)]\s+)?(`{3,}|~{3,})/.exec(line)?.[1]
    if (fence !== undefined) {
      if (mark?.startsWith(fence)) fence = undefined
      kept.push('')
    } else if (mark !== undefined && !line.trimEnd().slice(line.indexOf(mark) + mark.length).includes(mark)) {
      fence = mark
      kept.push('')
    } else kept.push(line.replaceAll(/`{3,}[^`]*`{3,}/g, ' '))
  }
  return kept
}

/** Pasted lines go, and with them the paragraph that consists of them by half or more. */
function withoutPastedParagraphs(lines: string[]): string[] {
  const kept: string[] = []
  let paragraph: string[] = []
  const flush = (): void => {
    const pasted = paragraph.filter(looksPasted).length
    if (pasted * 2 < paragraph.length) kept.push(...paragraph.filter((line) => !looksPasted(line)), '')
    paragraph = []
  }
  for (const line of lines) {
    if (line.trim() === '') flush()
    else paragraph.push(line)
  }
  flush()
  return kept
}
