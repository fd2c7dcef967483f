import { blockOf, hasMark } from './marked-block.js'
import type { MemoryFile, Scope } from './places.js'

/** A memory as targets render it. */
export interface RememberedLesson {
  /** Path on main. */
  path: string
  text: string
  scope: Scope
  /** YYYY-MM-DD, the last day on which it holds. */
  until?: string
  /** Sessions that speak for it. */
  support: number
  /** ISO time of its first version. */
  since: string
  /** ISO time of its last version. */
  changed: string
  /** Sessions that were seen to use it, where that is known. */
  uses?: number
}

export type Criterion = 'scope' | 'support' | 'recency' | 'use'

/** What a file of memories gets, in the order it is written, and what is left out and why. */
export interface Fitted { fits: RememberedLesson[]; leftOut: { path: string; reason: string }[] }

// Hermes splits its files at exactly this.
const BETWEEN = '\n§\n'

/**
 * Chooses the memories of a file and puts them in order. They are *chosen* by rank, each that still fits, and *written*
 * in the order in which they first came into force: a new one goes to the end, and what a prompt cache holds of the rest stays true.
 * Support and use count by doublings, recency by months, so that one more session moves nothing.
 */
export function fitMemories(all: readonly RememberedLesson[], file: MemoryFile, order: readonly Criterion[], asText: (lessons: readonly RememberedLesson[]) => string): Fitted {
  const leftOut: Fitted['leftOut'] = []
  const usable = all.filter((lesson) => {
    if (!file.scopes.includes(lesson.scope)) return false
    const reason = unfit(lesson)
    if (reason !== undefined) leftOut.push({ path: lesson.path, reason })
    return reason === undefined
  })
  let fits: RememberedLesson[] = []
  for (const lesson of [...usable].sort(byRank(file.scopes, order))) {
    const more = [...fits, lesson].sort(byAge)
    if (characters(asText(more)) <= file.characters) fits = more
    else leftOut.push({ path: lesson.path, reason: `it does not fit into ${file.file}, which takes ${file.characters} characters` })
  }
  return { fits, leftOut: leftOut.sort((a, b) => (a.path < b.path ? -1 : 1)) }
}

/** Why a memory can be in no file, whatever its rank. */
function unfit({ text }: RememberedLesson): string | undefined {
  if (hasMark(text)) return 'it has a mark of SkillLoop\'s own in it'
  return /^\s*§\s*$/m.test(text) ? 'it has a line with § alone, at which memory files are split' : undefined
}

function byRank(scopes: readonly Scope[], order: readonly Criterion[]): (a: RememberedLesson, b: RememberedLesson) => number {
  const doublings = (count: number): number => Math.floor(Math.log2(Math.max(1, count)))
  const compare: Record<Criterion, (a: RememberedLesson, b: RememberedLesson) => number> = {
    scope: (a, b) => scopes.indexOf(a.scope) - scopes.indexOf(b.scope),
    support: (a, b) => doublings(b.support) - doublings(a.support),
    recency: (a, b) => -a.changed.slice(0, 7).localeCompare(b.changed.slice(0, 7)),
    use: (a, b) => doublings((b.uses ?? 0) + 1) - doublings((a.uses ?? 0) + 1)
  }
  // Where all is equal the older stays: it is what agents have read until now.
  return (a, b) => order.map((criterion) => compare[criterion](a, b)).find((result) => result !== 0) ?? byAge(a, b)
}

function byAge(a: RememberedLesson, b: RememberedLesson): number {
  if (a.since !== b.since) return a.since < b.since ? -1 : 1
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0
}

/** Memories as a marked block of a Markdown file: a list under a heading. */
export function asBlock(lessons: readonly RememberedLesson[]): string {
  const items = lessons.map((lesson) => `- ${wording(lesson).split('\n').join('\n  ').replaceAll(/(?<! ) +$/gm, '')}`)
  return blockOf(`## Learned and approved\n\n${items.join('\n')}`)
}

/** Memories as entries of a file of their own, as Hermes reads them. */
export function asEntries(lessons: readonly RememberedLesson[]): string {
  return lessons.map(wording).join(BETWEEN)
}

function wording({ text, until }: Pick<RememberedLesson, 'text' | 'until'>): string {
  return until === undefined ? text.trim() : `${text.trim()} (Until ${until}.)`
}

/** What agents with a limit count: Unicode characters, not UTF-16 units or bytes. */
export function characters(text: string): number {
  return Array.from(text).length
}

/** The entries of a block as they stand there, whoever wrote them. */
export function entriesOfBlock(block: string): string[] {
  return [...block.matchAll(/^- (.*(?:\n(?: {2}.*| *(?=\n {2})))*)/gm)].map(([, entry = '']) => entry.replaceAll(/^ {2}/gm, '').trim())
}

/** The entries of a file of memories as they stand there. */
export function entriesOfFile(text: string): string[] {
  return text.split(BETWEEN).map((entry) => entry.trim()).filter((entry) => entry !== '')
}

/**
 * What somebody made of one memory in a list of entries.
 * @param others the other memories that were put there
 * @returns its words there; undefined where it cannot be told which entry it is
 */
export function rewordedEntry(lesson: RememberedLesson, others: readonly RememberedLesson[], entries: readonly string[]): string | undefined {
  const own = wording(lesson)
  if (entries.includes(own)) return lesson.text.trim()
  const expected = [...others, lesson].sort(byAge).map(wording)
  const missing = expected.filter((text) => !entries.includes(text))
  const fresh = entries.filter((text) => !expected.includes(text))
  const found = missing.length === fresh.length ? fresh[missing.indexOf(own)] : undefined
  return lesson.until === undefined ? found : found?.replace(` (Until ${lesson.until}.)`, '')
}
