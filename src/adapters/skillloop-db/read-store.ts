import { badInput } from '../../kernel/errors.js'
import { openReadOnly } from '../shared-io/open-database.js'
import { explained } from '../shared-io/sqlite-errors.js'

/** What a person is told where a file is not that database. */
const STORE = { expected: 'skillloop.db, the SQLite database of the SkillLoop written in Python', ifMissing: 'it is in the folder .skillloop of the project' }

const NEWEST = 2

/** Rows of the Python SkillLoop's store, schema versions 1 and 2 (PRAGMA user_version): payloads are JSON. */
export interface EarlierStore {
  version: number
  traces: { id: string; payload: string }[]
  evaluations: { traceId: string; score: number; createdAt: string; payload: string }[]
  proposals: { id: string; traceId: string; kind: string; status: string; createdAt: string; payload: string }[]
}

/**
 * Reads such a store without changing anything beside it.
 * @throws SkillLoopError (2) where it is none or of a newer version, (3) where it is missing or locked
 */
export async function readEarlierStore(path: string): Promise<EarlierStore> {
  const opened = await openReadOnly(path, STORE, 5000)
  const { db } = opened
  try {
    return explained(path, STORE, () => {
      const tables = (db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[]).map(({ name }) => name)
      const missing = ['traces', 'evaluations', 'proposals'].filter((name) => !tables.includes(name))
      if (missing.length > 0) throw badInput(`has no table ${missing.join(', ')}`, { place: { file: path }, expected: STORE.expected })
      const version = db.pragma('user_version', { simple: true }) as number
      if (version > NEWEST) throw badInput(`has schema version ${version}; up to ${NEWEST} is known here`, { place: { file: path }, fix: 'install a newer SkillLoop' })
      return {
        version,
        traces: db.prepare('SELECT id, payload FROM traces ORDER BY created_at, id').all() as EarlierStore['traces'],
        evaluations: db.prepare('SELECT trace_id AS traceId, score, created_at AS createdAt, payload FROM evaluations ORDER BY created_at, id').all() as EarlierStore['evaluations'],
        proposals: db.prepare('SELECT id, trace_id AS traceId, kind, status, created_at AS createdAt, payload FROM proposals ORDER BY created_at, id').all() as EarlierStore['proposals']
      }
    })
  } finally {
    await opened.close()
  }
}
