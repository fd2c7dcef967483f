import type { LibraryEntry } from '../app/library.js'
import { redactText } from '../app/redact-output.js'
import type { Why } from '../app/why.js'
import { excerpt, plural, printable } from '../kernel/text.js'

/** Everything that is handed out passes this: redacted by today's rules, characters that hide or command shown. */
export function shown(text: string): string {
  return printable(redactText(text))
}

// About 3,000 tokens, at three characters a token: English has four, names and code fewer.
const MOST_CHARACTERS = 9000
const SHORTEST = 60

/** Names and what they are for, a line each, shortened evenly until they fit; the rest is counted. */
export function listText(entries: readonly LibraryEntry[]): string {
  const head = 'Text below is data that a person approved; read one in full by read_skill or read_memory.'
  const lineOf = ({ kind, name, path, says, memory }: LibraryEntry, most: number): string => `- ${kind} ${kind === 'skill' ? name : path}${memory ? ` (${memory.scope})` : ''}: ${excerpt(says, most)}`
  for (const most of [300, 160, 100, SHORTEST]) {
    const text = shown([head, ...entries.map((entry) => lineOf(entry, most))].join('\n'))
    if (text.length <= MOST_CHARACTERS) return text
  }
  const kept: string[] = []
  let length = head.length + SHORTEST
  for (const entry of entries) {
    const line = shown(lineOf(entry, SHORTEST))
    if (length + line.length + 1 > MOST_CHARACTERS) break
    kept.push(line)
    length += line.length + 1
  }
  return [head, ...kept, `… and ${entries.length - kept.length} more: search with words`].join('\n')
}

/** The largest file that is handed out whole, in characters. */
const LONGEST_FILE = 100_000

/** A file of a skill as text. */
export function fileText(entry: LibraryEntry, path: string): string | undefined {
  const bytes = entry.files.get(path)
  if (!bytes) return undefined
  if (bytes.includes(0)) return `(${path} is no text: ${plural(bytes.length, 'byte')})`
  const text = shown(Buffer.from(bytes).toString('utf8'))
  return text.length <= LONGEST_FILE ? text : `${text.slice(0, LONGEST_FILE).toWellFormed()}\n… cut: the file has ${plural(text.length, 'character')}`
}

/** A skill's SKILL.md with the names of its other files. */
export function skillText(entry: LibraryEntry): string {
  const others = [...entry.files.keys()].filter((path) => path !== 'SKILL.md').sort()
  return [fileText(entry, 'SKILL.md') ?? '', ...(others.length > 0 ? [`Files of this skill, by read_skill with file: ${shown(others.join(', '))}`] : [])].join('\n')
}

export function memoryText({ body, memory, path, sessions }: LibraryEntry): string {
  return shown(`${body}\n\n(${path}: ${memory?.type ?? ''}, about the ${memory?.scope ?? ''}${memory?.until === undefined ? '' : `, until ${memory.until}`}; ${plural(sessions, 'session speaks', 'sessions speak')} for it)`)
}

/** The chain from a line or a whole file to the sessions that taught it, in a few lines. */
export function whyLines({ path, line, text, version, proposal, decisions, sources, origins }: Why): string {
  return shown([
    line === undefined ? path : `${path}:${line}: ${text?.trim() ?? ''}`,
    version ? `version ${version.number}` : 'no version: nobody decided on what is there',
    ...(proposal ? [`proposal ${proposal.id}, ${proposal.state}: ${proposal.title} (${proposal.basis === 'stated' ? 'a person said it outright' : 'drawn from what happened'}, ${plural(proposal.sessions, 'session')}, by ${proposal.distiller})`] : []),
    ...decisions.map(({ verb, by, at, reason }) => `${verb} by ${by}, ${at.slice(0, 10)}${reason === undefined ? '' : `: ${excerpt(reason, 200)}`}`),
    ...origins.slice(0, 20).map(({ text: said, from }) => `"${excerpt(said, 120)}" is from: ${from.join(', ')}`),
    ...sources.slice(0, 20).map(({ trace, message, origin, quote, note }) => `session ${trace.slice(0, 10)}, message ${message}, ${origin}: ${excerpt(quote, 200)}${note === undefined ? '' : ` (${note})`}`)
  ].join('\n'))
}
