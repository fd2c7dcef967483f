import type Database from 'better-sqlite3'

/** What evaluations must be of to hold, of sessions of which nobody said anything. */
export interface JudgedBy { evaluator: string; configSha256: string; version: string | undefined }

/** Sessions by how they stand with one evaluator. */
export interface JudgedCounts {
  traces: number
  /** With an evaluation, whether or not it still holds. */
  judged: number
  fresh: number
  /** Fresh, with the score that was asked for. */
  passing: number
}

type Prepare = (sql: string) => Database.Statement

/**
 * Sessions that can't be counted by columns alone: those of which an evaluator has heard people, and those that have
 * more than one row, be it because two adapters placed them on different days.
 */
export function uncountable(prepare: Prepare, evaluator: string): string[] {
  return prepare("SELECT DISTINCT key FROM odd WHERE evaluator IN ('', ?)").pluck().all(evaluator) as string[]
}

const OWN = "json_extract(cell, '$[0]') = 'judged' AND json_extract(cell, '$[1]') = @evaluator"
const HOLDS = "json_extract(cell, '$[4]') = 1 AND json_extract(cell, '$[2]') = @configSha256 AND (@version IS NULL OR json_extract(cell, '$[3]') = @version)"
const COLUMNS = `COALESCE(SUM(n * (json_extract(cell, '$[0]') = 'runtime')), 0) AS traces, COALESCE(SUM(n * (${OWN})), 0) AS judged,
  COALESCE(SUM(n * (${OWN} AND ${HOLDS})), 0) AS fresh, COALESCE(SUM(n * (${OWN} AND ${HOLDS} AND json_extract(cell, '$[5]') >= @minScore)), 0) AS passing`

/** Counts all sessions but `except`, which has those that are uncountable, from the tally: no session's row is read. */
export function countJudged(prepare: Prepare, { evaluator, configSha256, version }: JudgedBy, minScore: number, except: readonly string[]): JudgedCounts {
  const by = { evaluator, configSha256, version: version ?? null, minScore }
  const all = prepare(`SELECT ${COLUMNS} FROM tally WHERE n > 0`).get(by) as JudgedCounts
  const left = prepare(`SELECT ${COLUMNS} FROM cells WHERE key IN (SELECT value FROM json_each(@left))`).get({ ...by, left: JSON.stringify([...new Set(except)]) }) as JudgedCounts
  return { traces: all.traces - left.traces, judged: all.judged - left.judged, fresh: all.fresh - left.fresh, passing: all.passing - left.passing }
}

/** Sessions that have no evaluation that holds by columns alone, by their ids; those of which people said something are for others to add. */
export function maybeDue(prepare: Prepare, { evaluator, configSha256, version }: JudgedBy): string[] {
  return prepare(`SELECT key FROM files WHERE kind = 'trace' EXCEPT SELECT cells.key FROM cells
    JOIN (SELECT cell AS holding FROM tally WHERE n > 0 AND ${OWN} AND ${HOLDS}) ON cells.cell = holding`).pluck().all({ evaluator, configSha256, version: version ?? null }) as string[]
}
