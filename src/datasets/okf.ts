import { parseMarkdown, renderMarkdown } from '../kernel/front-matter.js'
import { excerpt } from '../kernel/text.js'

/** A memory or skill that is in force, as a bundle takes it. */
export interface Knowledge {
  proposal: string
  kind: 'memory' | 'skill'
  title: string
  /** Path on main. */
  path: string
  /** The memory's file or the skill's SKILL.md. */
  text: string
  /** Sessions that speak for it. */
  sessions: readonly string[]
  /** When it was approved, ISO; where no decision says it, when it was merged is not known here. */
  approvedAt?: string
}

/**
 * What is approved as a bundle of the Open Knowledge Format 0.1 (Google, knowledge-catalog/okf/SPEC.md): a file of typed
 * front matter for each, an index, and a log with the newest day first.
 * @returns text by path in the bundle
 */
export function okfBundle(known: readonly Knowledge[]): Map<string, string> {
  const sorted = [...known].sort((a, b) => (a.kind === b.kind ? (a.title === b.title ? (a.proposal < b.proposal ? -1 : 1) : a.title < b.title ? -1 : 1) : a.kind < b.kind ? -1 : 1))
  return new Map([
    ['index.md', indexOf(sorted)], ['log.md', logOf(sorted)],
    ...sorted.map((one): [string, string] => [conceptPath(one), conceptOf(one)])
  ])
}

function conceptPath({ kind, proposal }: Knowledge): string {
  return `concepts/${kind}_${proposal}.md`
}

function conceptOf({ kind, title, path, text, sessions, approvedAt, proposal }: Knowledge): string {
  const { data, body } = parseMarkdown(text, { file: path })
  const tags = [kind, ...(typeof data['type'] === 'string' ? [data['type']] : []), ...(typeof data['scope'] === 'string' ? [data['scope']] : [])]
  return renderMarkdown({
    data: {
      type: kind === 'skill' ? 'Skill' : 'Memory', title, description: descriptionOf(data['description'], body), resource: path, tags,
      ...(approvedAt !== undefined && { timestamp: approvedAt }), proposal, sessions: [...sessions].sort()
    },
    body
  })
}

function descriptionOf(given: unknown, body: string): string {
  return excerpt(typeof given === 'string' ? given : body.replace(/^#+ .*$/m, ''), 200)
}

function indexOf(known: readonly Knowledge[]): string {
  const list = (kind: Knowledge['kind'], heading: string): string[] => {
    const lines = known.filter((one) => one.kind === kind).map((one) => `* [${inLink(one.title)}](${conceptPath(one)})`)
    return lines.length === 0 ? [] : [`# ${heading}\n\n${lines.join('\n')}`]
  }
  return renderMarkdown({ data: { okf_version: '0.1' }, body: [...list('memory', 'Memories'), ...list('skill', 'Skills')].join('\n\n') })
}

function logOf(known: readonly Knowledge[]): string {
  const days = new Map<string, string[]>()
  for (const one of known) {
    const day = one.approvedAt?.slice(0, 10)
    if (day !== undefined) days.set(day, [...days.get(day) ?? [], `* **Approved**: [${inLink(one.title)}](${conceptPath(one)})`])
  }
  const sections = [...days].sort(([a], [b]) => (a < b ? 1 : -1)).map(([day, lines]) => `## ${day}\n\n${lines.join('\n')}`)
  return `${['# Log', ...sections].join('\n\n')}\n`
}

function inLink(title: string): string {
  return title.replace(/[[\]\\]/g, '\\$&')
}
