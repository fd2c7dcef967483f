import { idFrom } from '../../kernel/hash.js'
import { excerpt } from '../../kernel/text.js'

/** A record of Hermes' pending store, as its own approval gate writes one. */
export interface PendingRecord {
  id: string
  subsystem: 'skills' | 'memory'
  action: 'create' | 'edit' | 'write_file' | 'add'
  summary: string
  origin: 'skillloop'
  /** Seconds since 1970. */
  created_at: number
  /** What Hermes' own tool is called with when a person approves it there. */
  payload: Record<string, string>
}

/** A memory to be added to MEMORY.md, or to USER.md for what is about the user. */
export function pendingMemory(memory: { digest: string; text: string; isAboutUser: boolean; at: string }): PendingRecord {
  const text = memory.text.trim()
  return record('memory', 'add', memory.digest, 'memory', excerpt(text, 140), memory.at, { action: 'add', target: memory.isAboutUser ? 'user' : 'memory', content: text })
}

/** A skill: its SKILL.md, then each further file in a record of its own, as Hermes' tool takes them. */
export function pendingSkill(skill: { name: string; description: string; digest: string; files: ReadonlyMap<string, string>; at: string; isKnown: boolean }): PendingRecord[] {
  const { name, digest, at } = skill
  return [...skill.files].sort(([a], [b]) => (a === 'SKILL.md' ? -1 : b === 'SKILL.md' ? 1 : a < b ? -1 : 1)).map(([file, content], i) => {
    const later = new Date(Date.parse(at) + i).toISOString()
    if (file !== 'SKILL.md') return record('skills', 'write_file', digest, file, `write ${file} in '${name}'`, later, { action: 'write_file', name, file_path: file, file_content: content })
    const action = skill.isKnown ? 'edit' : 'create'
    return record('skills', action, digest, file, `${action === 'create' ? 'create' : 'rewrite'} '${name}': ${excerpt(skill.description, 140)}`, later, { action, name, content })
  })
}

function record(subsystem: PendingRecord['subsystem'], action: PendingRecord['action'], digest: string, part: string, summary: string, at: string, payload: Record<string, string>): PendingRecord {
  return { id: idFrom(8, 'hermes-pending', digest, part), subsystem, action, summary, origin: 'skillloop', created_at: Date.parse(at) / 1000, payload }
}
