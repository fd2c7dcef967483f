import type Database from 'better-sqlite3'
import { WAIT_MS } from './database.js'
import { keepLessons, keptTerms, type KeptLessons, type KeptTerms } from './lessons.js'

/** What was found out of stored bytes once, and is kept so that it need not be again; also the database that all is kept in. */
export class KeptFacts {
  constructor(protected readonly database: Database.Database) {}

  close(): void {
    this.database.close()
  }

  readonly #statements = new Map<string, Database.Statement>()

  /** Statements are compiled once: catching up runs the same few for every file. */
  protected statement(sql: string): Database.Statement {
    let statement = this.#statements.get(sql)
    if (!statement) this.#statements.set(sql, (statement = this.database.prepare(sql)))
    return statement
  }

  /** What was drawn earlier from this very trace file by this version of what draws it. */
  lessons(oid: string, version: string): unknown {
    const row = this.statement('SELECT data FROM lessons WHERE oid = ? AND version = ?').get(oid, version) as { data: string } | undefined
    return row && (JSON.parse(row.data) as unknown)
  }

  /** @returns whether they were kept: not where somebody else was writing */
  keepLessons(kept: readonly KeptLessons[]): boolean {
    return kept.length === 0 || this.#keep(() => keepLessons((sql) => this.statement(sql), kept))
  }

  /** Whether those of all sessions by this version were kept since the index was made: those that came later are their finder's to keep. */
  hasLessonsOfAll(version: string): boolean {
    return this.statement("SELECT value FROM meta WHERE key = 'lessons'").pluck().get() === version
  }

  noteLessonsOfAll(version: string): void {
    this.#keep(() => this.statement("INSERT OR REPLACE INTO meta VALUES ('lessons', ?)").run(version))
  }

  /** Answers which sessions have terms, of those that lessons were kept of. */
  terms(): KeptTerms {
    return keptTerms((sql) => this.statement(sql))
  }

  /** What a scanner, told by its code, called itself when it found nothing in these bytes; undefined where it did not look or found something. */
  cleanFor(digest: string, code: string): unknown {
    const row = this.statement('SELECT scanner FROM clean WHERE digest = ? AND code = ?').get(digest, code) as { scanner: string } | undefined
    return row && (JSON.parse(row.scanner) as unknown)
  }

  keepClean(digest: string, code: string, scanner: unknown): void {
    this.#keep(() => this.statement('INSERT OR REPLACE INTO clean VALUES (?, ?, ?)').run(digest, code, JSON.stringify(scanner)))
  }

  /** What was read earlier from a commit of main, which never changes. */
  historyStep(commit: string): unknown {
    const row = this.statement('SELECT data FROM history WHERE oid = ?').get(commit) as { data: string } | undefined
    return row && (JSON.parse(row.data) as unknown)
  }

  keepHistory(steps: { commit: string }[]): void {
    const insert = this.statement('INSERT OR REPLACE INTO history VALUES (?, ?)')
    this.#keep(() => {
      for (const step of steps) insert.run(step.commit, JSON.stringify(step))
    })
  }

  /**
   * Writes what anybody can find out again, unless somebody else is writing: that may be another connection of this
   * process, which could never go on while this one waits.
   */
  #keep(does: () => void): boolean {
    this.database.pragma('busy_timeout = 0')
    try {
      this.database.transaction(does).immediate()
      return true
    } catch (error) {
      if (!String((error as { code?: unknown }).code).startsWith('SQLITE_BUSY')) throw error
      return false
    } finally {
      this.database.pragma(`busy_timeout = ${WAIT_MS}`)
    }
  }

  /** Traces whose words were not made searchable yet; that is done when somebody first searches. */
  unsearched(): { id: number; oid: string }[] {
    return this.statement("SELECT id, oid FROM files WHERE kind = 'trace' AND id NOT IN (SELECT id FROM searched)").all() as { id: number; oid: string }[]
  }

  makeSearchable(texts: { id: number; text: string }[]): void {
    this.database.transaction(() => {
      for (const { id, text } of texts) {
        if (this.statement('INSERT OR IGNORE INTO searched VALUES (?)').run(id).changes === 0) continue
        this.statement('INSERT INTO words(rowid, text) VALUES (?, ?)').run(id, text)
      }
    })()
  }
}
