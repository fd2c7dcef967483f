import { excerpt } from '../../kernel/text.js'

/** The sections of a summary, in order, and what each says. */
export const SECTIONS = ['Goal', 'Progress', 'Decisions', 'Files', 'Next', 'Gotchas'] as const
type Section = typeof SECTIONS[number]
export type Note = Readonly<Record<Section, readonly string[]>>

const TITLE = '[Summary of earlier turns that were left out, made from what was observed]'
const LINE = 240

/** A note as the text of a turn; sections without a line are left out. */
export function noteText(note: Note): string {
  return [TITLE, ...SECTIONS.flatMap((name) => (note[name].length === 0 ? [] : [`${name}:`, ...note[name].map((line) => `- ${line}`)]))].join('\n')
}

/** The note in a text, and what else stands there; undefined where there is none. */
export function readNote(text: string): { note: Note; rest: string } | undefined {
  const start = text.startsWith(TITLE) ? 0 : text.indexOf(`\n${TITLE}`) + 1
  if (start === 0 && !text.startsWith(TITLE)) return undefined
  const note: Record<Section, string[]> = { Goal: [], Progress: [], Decisions: [], Files: [], Next: [], Gotchas: [] }
  const lines = text.slice(start).split('\n').slice(1)
  let section: Section | undefined
  let read = 0
  for (const line of lines) {
    const heading = SECTIONS.find((name) => line === `${name}:`)
    if (heading) section = heading
    else if (section && line.startsWith('- ')) note[section].push(line.slice(2))
    else break
    read++
  }
  return { note, rest: [text.slice(0, start), ...lines.slice(read)].join('\n').trim() }
}

/** An earlier note with what came after it: its own lines stay as they are, and come first; what comes next is the newer note's. */
export function extendNote(earlier: Note, newer: Note): Note {
  const both = (name: Section): string[] => [...new Set([...earlier[name], ...newer[name]])]
  return { ...Object.fromEntries(SECTIONS.map((name) => [name, both(name)])) as Record<Section, string[]>, Next: newer.Next.length > 0 ? newer.Next : earlier.Next }
}

/** One line of a note. */
export function noteLine(text: string): string {
  return excerpt(text, LINE)
}

/** A note of at most `room` tokens: the oldest lines of its longest section go first, the goal last. */
export function shortenNote(note: Note, room: number, count: (text: string) => number): Note {
  const kept: Record<Section, readonly string[]> = { ...note }
  while (count(noteText(kept)) > room) {
    const longest = SECTIONS.filter((name) => name !== 'Goal').sort((a, b) => kept[b].length - kept[a].length)[0] ?? 'Progress'
    if (kept[longest].length === 0) break
    kept[longest] = kept[longest].slice(1)
  }
  return kept
}
