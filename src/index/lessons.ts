import { hash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { TraceSummary } from './summarize.js'

/** Something drawn from a trace file, and what it is found by. */
export interface KeptLessons {
  oid: string
  /** Of what drew it. */
  version: string
  data: unknown
  /** Where it is to be found by terms. */
  findable?: { trace: string; startedAt?: string; projectName?: string; terms: readonly string[]; /** What was told there, where anything was. */ told?: unknown }
}

/** Sessions by terms. Numbers are those that their lessons were kept under; what is gone or changed since is left out where sessions are read. */
export interface KeptTerms {
  count(term: string): number
  find(terms: readonly string[], most: number): number[]
  /** The files of sessions by these numbers. */
  sessions(numbers: Iterable<number>, version: string): { path: string; oid: string; data: TraceSummary }[]
  /** When the first session began that has a term, the others left aside; `9999` where one has no date. */
  since(term: string, version: string, except: readonly string[]): string | undefined
  tellers(version: string): { trace: string; startedAt?: string; told: unknown }[]
  /** When and where sessions were. */
  sessionsOf(traces: readonly string[], version: string): { startedAt?: string; projectName?: string }[]
}

type Prepare = (sql: string) => Database.Statement

const UNDATED = '9999'
// Of a session that grew, what it taught when it was shorter is still there.
const IS_CURRENT = "EXISTS (SELECT 1 FROM files f WHERE f.kind = 'trace' AND f.key = l.trace AND f.oid = l.oid)"

/** Within a transaction. */
export function keepLessons(prepare: Prepare, kept: readonly KeptLessons[]): void {
  const insert = prepare('INSERT OR IGNORE INTO lessons(oid, version, trace, since, project, told, data) VALUES (?, ?, ?, ?, ?, ?, ?)')
  const index = prepare('INSERT INTO terms(rowid, term) VALUES (?, ?)')
  for (const { oid, version, data, findable } of kept) {
    const told = findable?.told === undefined ? null : JSON.stringify(findable.told)
    const { changes, lastInsertRowid } = insert.run(oid, version, findable?.trace ?? null, findable ? findable.startedAt ?? UNDATED : null, findable?.projectName ?? null, told, JSON.stringify(data))
    if (findable && changes > 0) index.run(lastInsertRowid, findable.terms.map(token).join(' '))
  }
}

export function keptTerms(prepare: Prepare): KeptTerms {
  const counts = new Map<string, number>()
  const sessions = new Map<string, { startedAt?: string; projectName?: string } | undefined>()
  return {
    count(term) {
      const known = counts.get(term)
      if (known !== undefined) return known
      const count = prepare('SELECT doc FROM terms_counted WHERE term = ?').pluck().get(token(term)) as number | undefined ?? 0
      counts.set(term, count)
      return count
    },
    find: (terms, most) => prepare('SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY rowid DESC LIMIT ?').pluck().all(terms.map(token).join(' AND '), most) as number[],
    sessions(numbers, version) {
      // CROSS: in this order, from the few to what is theirs.
      const rows = prepare(`SELECT f.path, f.oid, f.data FROM json_each(?) n CROSS JOIN lessons l ON l.id = n.value CROSS JOIN files f ON f.kind = 'trace' AND f.key = l.trace AND f.oid = l.oid
        WHERE l.version = ? ORDER BY f.key, f.path`).all(JSON.stringify([...numbers]), version) as { path: string; oid: string; data: string }[]
      return rows.map(({ path, oid, data }) => ({ path, oid, data: JSON.parse(data) as TraceSummary }))
    },
    since: (term, version, except) => prepare(`SELECT MIN(l.since) FROM lessons l WHERE l.id IN (SELECT rowid FROM terms WHERE terms MATCH ?) AND l.version = ? AND ${IS_CURRENT}
      AND l.trace NOT IN (SELECT value FROM json_each(?))`).pluck().get(token(term), version, JSON.stringify(except)) as string | null ?? undefined,
    tellers(version) {
      const rows = prepare(`SELECT l.trace, l.since, l.told FROM lessons l WHERE l.version = ? AND l.told IS NOT NULL AND ${IS_CURRENT}`).all(version) as { trace: string; since: string; told: string }[]
      return rows.map(({ trace, since, told }) => ({ trace, ...dated(since), told: JSON.parse(told) as unknown }))
    },
    sessionsOf(traces, version) {
      const asked = traces.filter((trace) => !sessions.has(trace))
      const rows = prepare('SELECT l.trace, l.since, l.project FROM json_each(?) t CROSS JOIN lessons l ON l.trace = t.value WHERE l.version = ?').all(JSON.stringify(asked), version) as { trace: string; since: string; project: string | null }[]
      for (const trace of asked) sessions.set(trace, undefined)
      for (const { trace, since, project } of rows) sessions.set(trace, { ...dated(since), ...(project !== null && { projectName: project }) })
      return traces.flatMap((trace) => sessions.get(trace) ?? [])
    }
  }
}

function dated(since: string): { startedAt?: string } {
  return since === UNDATED ? {} : { startedAt: since }
}

/** A term as one word for SQLite, whatever stands in it. */
function token(term: string): string {
  return `t${hash('sha256', term).slice(0, 24)}`
}
