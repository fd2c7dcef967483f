import { excerpt } from '../../kernel/text.js'
import type { PlacedMessage } from '../../traces/live-messages.js'
import { lessonsIn } from '../memory/statements.js'
import { resultsOf, TO_AGENTS } from './heard.js'
import type { Overheard } from './types.js'

// Lines without any of these are no instruction; asked of every line of every result.
const MAY_TELL = /\b(?:always|never|must|remember|memori[sz]e|from now on|going forward|in future|do not|don't|ignore|disregard|important|system prompt|siempre|nunca|sempre|toujours|jamais|immer|niemals?|mai)\b|\b(?:ai|llm|agents?|assistants?|copilot|claude|codex)\b|всегда|никогда|запомни|总是|始终|永远|必须|记住|必ず|常に|覚え|항상|반드시|기억/iu
// Who is spoken to, and in the same breath what they are to do; or a note that says whom it is for.
const ASKS_AGENTS = new RegExp([
  `(?:${TO_AGENTS.source})[^.!?\\n]{0,60}(?:\\b(?:must|should|shall|always|never|please|remember|are required|have to|need to|do not|don't|ignore|from now on)\\b|必须|请|总是|必ず|してください|항상|반드시|하세요|должн|всегда)`,
  `\\b(?:note|message|instructions?|attention|reminder|hint)\\s+(?:to|for)\\s+(?:\\w+\\s+){0,2}(?:${TO_AGENTS.source})`
].join('|'), 'iu')
const LONGEST_LINE = 600
const LONGEST_TEXT = 240
// So many show what a session was told; a hostile page may hold thousands.
const MOST = 20
const MOST_LINES = 400

/** The instructions in what a session's tools answered, strangers' first, each once. */
export function overheardIn(live: readonly PlacedMessage[]): Overheard[] {
  const found = new Map<string, Overheard>()
  const results = resultsOf(live).filter(({ source }) => source !== 'file')
  const ordered = [...results.filter(({ source }) => source === 'web'), ...results.filter(({ source }) => source !== 'web')]
  for (const { text, source, message, call } of ordered) {
    for (const told of instructionsIn(text)) {
      if (found.size >= MOST) return [...found.values()]
      if (!found.has(told)) found.set(told, { text: told, from: source, message, call })
    }
  }
  return [...found.values()]
}

function instructionsIn(text: string): string[] {
  const lines = text.split(/[\r\n\u2028\u2029]+/).filter((line) => line.length <= LONGEST_LINE && MAY_TELL.test(line)).slice(0, MOST_LINES)
  const toAgents = lines.filter((line) => ASKS_AGENTS.test(line)).map((line) => line.trim())
  return [...toAgents, ...lessonsIn(lines).map((lesson) => lesson.text)].map((line) => excerpt(line, LONGEST_TEXT))
}
