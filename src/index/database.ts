import { chmodSync, existsSync, rmSync } from 'node:fs'
import Database from 'better-sqlite3'
import { TALLY } from './tally.js'

// A new number makes every index rebuild itself.
const INDEX_VERSION = '10'
export const WAIT_MS = 300_000
const OPENING_TRIES = 100
const PAUSE_MS = 50

const SCHEMA = `
  CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE refs(ref TEXT PRIMARY KEY, oid TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE files(
    id INTEGER PRIMARY KEY, ref TEXT NOT NULL, path TEXT NOT NULL, oid TEXT NOT NULL,
    kind TEXT NOT NULL, key TEXT NOT NULL, sort TEXT NOT NULL, data TEXT NOT NULL, UNIQUE(ref, path));
  CREATE INDEX files_by_key ON files(kind, key);
  CREATE INDEX files_by_sort ON files(kind, sort);
  -- What a session is looked up by, without reading its row.
  CREATE INDEX sessions ON files(key, json_extract(data, '$.sha256')) WHERE kind = 'trace';
  CREATE INDEX supporters ON files(key, sort) WHERE kind = 'support';
  CREATE INDEX sessions_by_native_id ON files(json_extract(data, '$.nativeId')) WHERE kind = 'trace';
  CREATE TABLE lessons(
    id INTEGER PRIMARY KEY, oid TEXT NOT NULL, version TEXT NOT NULL,
    trace TEXT, since TEXT, project TEXT, told TEXT, data TEXT NOT NULL, UNIQUE(oid, version));
  CREATE INDEX lessons_by_trace ON lessons(trace);
  CREATE INDEX tellers ON lessons(version) WHERE told IS NOT NULL;
  CREATE VIRTUAL TABLE terms USING fts5(term, content='', contentless_delete=1, detail=none, tokenize='ascii');
  CREATE VIRTUAL TABLE terms_counted USING fts5vocab(terms, row);
  CREATE TABLE clean(digest TEXT NOT NULL, code TEXT NOT NULL, scanner TEXT NOT NULL, PRIMARY KEY(digest, code)) WITHOUT ROWID;
  CREATE TABLE history(oid TEXT PRIMARY KEY, data TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE searched(id INTEGER PRIMARY KEY);
  CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, tokenize='trigram');
`

/**
 * Opens the index, making it anew where it is missing, of another version or damaged: all of it can be
 * rebuilt. Where the store may not be written, the index lives in memory for this one command.
 */
export function openDatabase(path: string, tries = OPENING_TRIES): Database.Database {
  try {
    return open(path)
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : ''
    // While several make the file at once, SQLite answers some of them at once instead of letting them wait.
    if (code.startsWith('SQLITE_BUSY') && tries > 0) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS)
      return openDatabase(path, tries - 1)
    }
    if (['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_ERROR'].includes(code)) {
      removeDatabase(path)
      return open(path)
    }
    if (['SQLITE_CANTOPEN', 'SQLITE_READONLY'].some((prefix) => code.startsWith(prefix))) return open(':memory:')
    throw error
  }
}

/** Deletes the database with the files that SQLite keeps beside it. */
export function removeDatabase(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true })
}

function open(path: string): Database.Database {
  const isNew = path !== ':memory:' && !existsSync(path)
  const database = new Database(path, { timeout: WAIT_MS })
  try {
    if (isNew) chmodSync(path, 0o600)
    database.pragma('journal_mode = WAL')
    // A power cut may lose the newest rows of an index; the next command reads them from Git again.
    database.pragma('synchronous = OFF')
    // Looked at before it is locked: another connection of this process may hold the lock, and could never give it up
    // while this one waits.
    if (versionOf(database) !== INDEX_VERSION) database.transaction(() => {
      if (versionOf(database) === INDEX_VERSION) return
      dropEverything(database)
      database.exec(SCHEMA + TALLY)
      database.prepare('INSERT INTO meta VALUES (?, ?)').run('version', INDEX_VERSION)
    }).immediate()
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function versionOf(database: Database.Database): string | undefined {
  const hasMeta = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'meta'").get()
  if (!hasMeta) return undefined
  return (database.prepare("SELECT value FROM meta WHERE key = 'version'").get() as { value: string } | undefined)?.value
}

function dropEverything(database: Database.Database): void {
  // The tables that a virtual one keeps its own in go with it.
  const tables = database.prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'").all() as { name: string }[]
  for (const { name } of tables) database.exec(`DROP TABLE IF EXISTS "${name}"`)
}
