import { type LibraryEntry } from '../app/library.js'
import { badInput } from '../kernel/errors.js'
import { excerpt } from '../kernel/text.js'
import type { Desk } from './desk.js'
import { fileText, memoryText, shown } from './show.js'

export interface Page { cursor?: string | undefined }

const PAGE = 50
const LONGEST_DESCRIPTION = 200

/** A page of a list; the cursor is where it goes on. @throws SkillLoopError (2) for a cursor that this server did not give */
export function pageOf<T>(items: readonly T[], { cursor }: Page): { items: T[]; nextCursor?: string } {
  if (cursor !== undefined && !/^\d{1,9}$/.test(cursor)) throw badInput('the cursor is none that this server gave')
  const start = Number(cursor ?? 0)
  return { items: items.slice(start, start + PAGE), ...(start + PAGE < items.length && { nextCursor: String(start + PAGE) }) }
}

export interface McpResource { uri: string; name: string; description: string; mimeType: string }

export async function listResources({ library }: Desk, page: Page): Promise<{ resources: McpResource[]; nextCursor?: string }> {
  const { items, ...rest } = pageOf((await library.now()).entries, page)
  return { resources: items.map(resourceOf), ...rest }
}

function resourceOf(entry: LibraryEntry): McpResource {
  return { uri: uriOf(entry), name: entry.name, description: shown(excerpt(entry.says, LONGEST_DESCRIPTION)), mimeType: 'text/markdown' }
}

function uriOf({ kind, name, path }: LibraryEntry): string {
  return kind === 'skill' ? `skill://${name}/SKILL.md` : path.replace(/^memory\//, 'memory://').replace(/\.md$/, '')
}

/** The text behind skill://<name>/<file> or memory://<type>/<name>; undefined where nothing in force is there. */
export async function readResource({ library, used }: Desk, uri: string): Promise<{ text: string; mimeType: string } | undefined> {
  const { entries } = await library.now()
  const [, name, file = 'SKILL.md'] = /^skill:\/\/([a-z0-9-]{1,64})(?:\/(.{1,300}))?$/.exec(uri) ?? []
  const entry = entries.find((one) => (name === undefined ? one.kind === 'memory' && uriOf(one) === uri : one.kind === 'skill' && one.name === name))
  if (!entry) return undefined
  // Looked up among the files that were approved, never on a disk.
  const text = entry.kind === 'memory' ? memoryText(entry) : fileText(entry, decoded(file))
  if (text === undefined) return undefined
  await used(entry)
  return { text, mimeType: entry.kind === 'memory' || file.endsWith('.md') ? 'text/markdown' : 'text/plain' }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
