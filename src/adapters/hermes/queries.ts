import type Database from 'better-sqlite3'
import { badInput } from '../../kernel/errors.js'
import { idFrom } from '../../kernel/hash.js'
import type { Row } from '../shared/fields.js'
import { HERMES } from './about.js'

// Read where they exist: they came and went over the schema's versions. Who the user is isn't read at all.
const SESSION_COLUMNS = [
  'id', 'source', 'model', 'model_config', 'system_prompt', 'system_prompt_hash', 'parent_session_id', 'started_at', 'ended_at',
  'end_reason', 'input_tokens', 'output_tokens', 'cache_read_tokens', 'cache_write_tokens', 'reasoning_tokens', 'cwd',
  'git_branch', 'git_repo_root', 'estimated_cost_usd', 'actual_cost_usd', 'title'
]
const MESSAGE_COLUMNS = [
  'id', 'role', 'content', 'tool_call_id', 'tool_calls', 'tool_name', 'timestamp', 'finish_reason', 'reasoning',
  'reasoning_content', 'reasoning_details', 'active', 'compacted', 'display_kind', '_compressed_summary'
]
// What changes when a session does, cheap to read for all of them.
const CHANGING_SESSION = ['ended_at', 'end_reason', 'title', 'model', 'input_tokens', 'output_tokens', 'rewind_count', 'actual_cost_usd', 'estimated_cost_usd']
const NEEDED = { sessions: ['id', 'started_at'], messages: ['id', 'session_id', 'role', 'content', 'timestamp'] } as const

/** Which columns the tables of a database have. */
export interface Columns {
  sessions: ReadonlySet<string>
  messages: ReadonlySet<string>
  prompts: ReadonlySet<string>
  /** What schema_version says; undefined where it says nothing. */
  version: number | undefined
}

/** A session before its messages are read. */
export interface Listed {
  id: string
  startedAt: number | null
  lastMessageAt: number | null
  fingerprint: string
}

/**
 * The columns there are: the schema's version doesn't tell.
 * @throws SkillLoopError (2) where a table or column is missing without which nothing can be read
 */
export function probeColumns(db: Database.Database, path: string): Columns {
  const columns = (table: string): Set<string> =>
    new Set(db.prepare<[string], { name: string }>('SELECT name FROM pragma_table_info(?)').all(table).map(({ name }) => name))
  const found = { sessions: columns('sessions'), messages: columns('messages'), prompts: columns('system_prompts') }
  for (const table of ['sessions', 'messages'] as const) {
    const missing = NEEDED[table].filter((name) => !found[table].has(name))
    if (missing.length === 0) continue
    const what = found[table].size === 0 ? `no table ${table}` : `table ${table} has no column ${missing.join(', ')}`
    throw badInput(`not a database of Hermes: ${what}`, {
      place: { file: path }, expected: `table ${table} with ${NEEDED[table].join(', ')}`,
      fix: 'check the path; if Hermes is newer than this program, update it, or use `hermes sessions export`'
    })
  }
  const version = columns('schema_version').has('version')
    ? db.prepare<[], { version: number | null }>('SELECT max(version) AS version FROM schema_version').get()?.version
    : undefined
  return { ...found, version: version ?? undefined }
}

/**
 * The sessions that have messages, oldest first, each with a fingerprint of what changes as it goes on: rows added,
 * undone or compacted, its end, title, counters, and the adapter's version.
 */
export function listSessions(db: Database.Database, columns: Columns): Listed[] {
  const session = CHANGING_SESSION.filter((name) => columns.sessions.has(name))
  const sums = ['active', 'compacted'].filter((name) => columns.messages.has(name))
  // total() and not sum(): what a damaged row says must not overflow it.
  const rows = db.prepare<[], Record<string, string | number | null>>(`
    SELECT s.id AS id, s.started_at AS started_at, m.last_at AS last_at, m.n AS n, m.last AS last
      ${sums.map((name) => `, m."${name}" AS "sum_${name}"`).join('')} ${session.map((name) => `, s."${name}" AS "s_${name}"`).join('')}
    FROM sessions s JOIN (
      SELECT session_id, count(*) AS n, max(id) AS last, max(timestamp) AS last_at ${sums.map((name) => `, total("${name}") AS "${name}"`).join('')}
      FROM messages GROUP BY session_id
    ) m ON m.session_id = s.id
    ORDER BY s.started_at, s.id`).all()
  return rows.map((row) => ({
    id: String(row.id),
    startedAt: typeof row.started_at === 'number' ? row.started_at : null,
    lastMessageAt: typeof row.last_at === 'number' ? row.last_at : null,
    fingerprint: idFrom(16, String(HERMES.version), ...Object.values(row).map(String))
  }))
}

/** A session's row with its system prompt, its messages by id, and why its parent ended. */
export function readSession(db: Database.Database, columns: Columns, id: string): { session: Row; messages: Row[]; parentEndReason?: string } | undefined {
  const session = db.prepare<[string], Record<string, unknown>>(
    `SELECT ${chosen(SESSION_COLUMNS, columns.sessions)} FROM sessions WHERE id = ?`).get(id)
  if (!session) return undefined
  // From schema 25 on prompts are in a table of their own, under their hash.
  const hash = session.system_prompt_hash
  const prompt = typeof hash === 'string' && columns.prompts.has('hash') && columns.prompts.has('prompt')
    ? db.prepare<[string], { prompt: string | null }>('SELECT prompt FROM system_prompts WHERE hash = ?').get(hash)?.prompt
    : undefined
  const messages = db.prepare<[string], Record<string, unknown>>(
    `SELECT ${chosen(MESSAGE_COLUMNS, columns.messages)} FROM messages WHERE session_id = ? ORDER BY id`).all(id)
  const parent = session.parent_session_id
  const ended = typeof parent === 'string' && columns.sessions.has('end_reason')
    ? db.prepare<[string], { end_reason: string | null }>('SELECT end_reason FROM sessions WHERE id = ?').get(parent)?.end_reason
    : undefined
  return { session: { ...session, system_prompt: prompt ?? session.system_prompt }, messages, ...(ended == null ? {} : { parentEndReason: ended }) }
}

function chosen(names: readonly string[], there: ReadonlySet<string>): string {
  return names.filter((name) => there.has(name)).map((name) => `"${name}"`).join(', ')
}
