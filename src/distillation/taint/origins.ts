import { excerpt } from '../../kernel/text.js'
import type { Origin } from '../../kernel/types.js'
import type { Heard } from './types.js'

const LONGEST = 400

// Files of conversations that are passed on as data: their people are nobody who works here.
const DATA_RUNTIMES: ReadonlySet<string> = new Set(['sharegpt', 'openai-chat'])

/** What is needed of a session to say whose words it holds. */
interface Session { trace: string; runtime: string }

/** A sentence or command of an artifact with whose it is: who said or did it, and where it had stood before. */
export function originOf(text: string, speaker: 'person' | 'assistant', { trace, runtime }: Session, heard: Heard | undefined): Origin {
  const who = DATA_RUNTIMES.has(runtime) ? 'imported' : speaker
  const said: Origin = { text: excerpt(text, LONGEST), from: [who] }
  if (!heard) return said
  return { ...said, from: [who, heard.from === 'web' ? 'web' : 'tool'], heard: { trace: heard.trace ?? trace, message: heard.message, call: heard.call } }
}

/** Where words of others stood, for people: `a page or service of others (trace 1234567890, message 4)`. */
export function placeOfHeard(heard: Heard, trace: string): string {
  const what = { web: 'a page, issue or service of others', tool: 'the output of a tool', file: 'a file that was read' }[heard.from]
  return `${what} (trace ${(heard.trace ?? trace).slice(0, 10)}, message ${heard.message}, call ${heard.call})`
}
