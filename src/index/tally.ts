import type Database from 'better-sqlite3'

/**
 * How many sessions there are by runtime, and by what an evaluator made of them, kept as they come and go: whoever asks
 * for a number reads as many rows as there are kinds. `cells` has each session's part in it. `odd` names the sessions that
 * no column tells of: with several rows or, by evaluator, with several evaluations or one that has heard people.
 */
export const TALLY = `
  CREATE TABLE touched(key TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE tally(cell TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE cells(key TEXT NOT NULL, cell TEXT NOT NULL, n INTEGER NOT NULL, PRIMARY KEY(key, cell)) WITHOUT ROWID;
  CREATE TABLE odd(key TEXT NOT NULL, evaluator TEXT NOT NULL, PRIMARY KEY(evaluator, key)) WITHOUT ROWID;
  CREATE INDEX cells_by_cell ON cells(cell);
  CREATE INDEX odd_by_key ON odd(key);
  CREATE TRIGGER came AFTER INSERT ON files WHEN NEW.kind IN ('trace', 'evaluation') BEGIN INSERT OR IGNORE INTO touched VALUES (NEW.key); END;
  CREATE TRIGGER went AFTER DELETE ON files WHEN OLD.kind IN ('trace', 'evaluation') BEGIN INSERT OR IGNORE INTO touched VALUES (OLD.key); END;
  CREATE TRIGGER counted AFTER INSERT ON cells BEGIN INSERT INTO tally VALUES (NEW.cell, NEW.n) ON CONFLICT(cell) DO UPDATE SET n = n + NEW.n; END;
  CREATE TRIGGER uncounted AFTER DELETE ON cells BEGIN UPDATE tally SET n = n - OLD.n WHERE cell = OLD.cell; END;
`

// CROSS: from the few that were touched to their rows; SQLite would begin with all rows of a kind.
const COUNT = [
  'DELETE FROM cells WHERE key IN (SELECT key FROM touched)',
  'DELETE FROM odd WHERE key IN (SELECT key FROM touched)',
  'DELETE FROM tally WHERE n = 0',
  `INSERT INTO cells SELECT f.key, json_array('runtime', json_extract(f.data, '$.runtime')) AS cell, COUNT(*)
    FROM touched CROSS JOIN files f ON f.kind = 'trace' AND f.key = touched.key GROUP BY f.key, cell`,
  "INSERT INTO odd SELECT f.key, '' FROM touched CROSS JOIN files f ON f.kind = 'trace' AND f.key = touched.key GROUP BY f.key HAVING COUNT(*) > 1",
  `INSERT INTO odd SELECT f.key, f.sort FROM touched CROSS JOIN files f ON f.kind = 'evaluation' AND f.key = touched.key
    GROUP BY f.key, f.sort HAVING COUNT(*) > 1 OR MAX(json_extract(f.data, '$.eventsSha256')) IS NOT NULL`,
  `INSERT INTO cells SELECT e.key, json_array('judged', e.sort, json_extract(e.data, '$.evaluator.configSha256'), json_extract(e.data, '$.evaluator.version'),
      json_extract(e.data, '$.traceSha256') = json_extract(t.data, '$.sha256'), json_extract(e.data, '$.score')), 1
    FROM touched CROSS JOIN files t ON t.kind = 'trace' AND t.key = touched.key CROSS JOIN files e ON e.kind = 'evaluation' AND e.key = touched.key
    WHERE NOT EXISTS (SELECT 1 FROM odd WHERE odd.key = e.key AND odd.evaluator IN ('', e.sort))`,
  'DELETE FROM touched'
]

type Prepare = (sql: string) => Database.Statement

/** Counts anew what came, went or changed since it was last called; within the transaction that changed it. */
export function countTouched(prepare: Prepare): void {
  for (const sql of COUNT) prepare(sql).run()
}

/** Sessions by runtime. */
export function runtimesCounted(prepare: Prepare): Record<string, number> {
  const rows = prepare("SELECT json_extract(cell, '$[1]') AS runtime, n FROM tally WHERE json_extract(cell, '$[0]') = 'runtime' AND n > 0 ORDER BY runtime").all() as { runtime: string; n: number }[]
  return Object.fromEntries(rows.map(({ runtime, n }) => [runtime, n]))
}
