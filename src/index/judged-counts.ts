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

const HEARD = "json_extract(data, '$.eventsSha256')"

/**
 * Sessions that can't be counted by columns alone: those of which an evaluator has heard people, and those that have
 * more than one row, be it because two adapters placed them on different days.
 */
export function uncountable(prepare: Prepare, evaluator: string): string[] {
  const rows = prepare(`SELECT key FROM files WHERE kind = 'trace' GROUP BY key HAVING COUNT(*) > 1
    UNION SELECT key FROM files WHERE kind = 'evaluation' AND sort = ? GROUP BY key HAVING COUNT(*) > 1 OR MAX(${HEARD}) IS NOT NULL`).all(evaluator) as { key: string }[]
  return rows.map(({ key }) => key)
}

/** Counts all sessions but `except`, from SQLite's indexes: no row is read. */
export function countJudged(prepare: Prepare, { evaluator, configSha256, version }: JudgedBy, minScore: number, except: readonly string[]): JudgedCounts {
  const left = JSON.stringify(except)
  const { traces } = prepare("SELECT COUNT(*) AS traces FROM files WHERE kind = 'trace' AND key NOT IN (SELECT value FROM json_each(?))").get(left) as { traces: number }
  const counts = prepare(`SELECT COUNT(*) AS judged, COALESCE(SUM(holds), 0) AS fresh, COALESCE(SUM(holds AND score >= @minScore), 0) AS passing FROM (
    SELECT json_extract(e.data, '$.score') AS score,
      json_extract(e.data, '$.traceSha256') = json_extract(t.data, '$.sha256') AND json_extract(e.data, '$.evaluator.configSha256') = @configSha256
        AND (@version IS NULL OR json_extract(e.data, '$.evaluator.version') = @version) AS holds
    FROM files e JOIN files t ON t.kind = 'trace' AND t.key = e.key
    WHERE e.kind = 'evaluation' AND e.sort = @evaluator AND e.key NOT IN (SELECT value FROM json_each(@left)))`)
    .get({ minScore, configSha256, version: version ?? null, evaluator, left }) as Omit<JudgedCounts, 'traces'>
  return { traces, ...counts }
}
