import { excerpt } from '../../kernel/text.js'
import type { Origin } from '../../kernel/types.js'
import { isOthers } from './heard.js'
import type { Heard } from './types.js'

const LONGEST = 400

const DATA_RUNTIMES: ReadonlySet<string> = new Set(['sharegpt', 'openai-chat'])

/** Whether a session is from a file of conversations that is passed on as data: its people are nobody who works here. */
function isImported({ runtime }: Pick<Session, 'runtime'>): boolean {
  return DATA_RUNTIMES.has(runtime)
}

/** What is needed of a session to say whose words it holds. */
interface Session { trace: string; runtime: string }

/** A sentence or command of an artifact with whose it is: who said or did it, and where it had stood before. */
export function originOf(text: string, speaker: 'person' | 'assistant', session: Session, heard: Heard | undefined): Origin {
  const who = isImported(session) ? 'imported' : speaker
  const said: Origin = { text: excerpt(text, LONGEST), from: [who] }
  if (!heard) return said
  return { ...said, from: [who, heard.from === 'web' ? 'web' : 'tool'], heard: { trace: heard.trace ?? session.trace, message: heard.message, call: heard.call } }
}

/** Why words are held back that a person used, or undefined where they are their own. */
export function whyHeld(heard: Heard | undefined, session: Session): string | undefined {
  if (isImported(session)) return 'said by somebody in an imported file of conversations, and by nobody here'
  return isOthers(heard) ? `repeats ${placeOfHeard(heard, session.trace)}: it waits for a person to say it of their own accord` : undefined
}

/** Where words of others stood, for people: `a page or service of others (trace 1234567890, message 4)`. */
export function placeOfHeard(heard: Heard, trace: string): string {
  const what = { web: 'a page, issue or service of others', tool: 'the output of a tool', file: 'a file that was read' }[heard.from]
  return `${what} (trace ${(heard.trace ?? trace).slice(0, 10)}, message ${heard.message}, call ${heard.call})`
}
