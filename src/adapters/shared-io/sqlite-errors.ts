import { badInput, environment, systemCode } from '../../kernel/errors.js'

/** What a person is told of a runtime's database where it isn't what it should be. */
export interface DatabaseKind {
  /** What was expected, e.g. "Hermes' state.db, a SQLite database". */
  expected: string
  /** What to do where there is no such file. */
  ifMissing?: string
  /** What to do where it is damaged. */
  ifDamaged?: string
}

/**
 * Runs what reads a database; an error of SQLite is told so that a person knows what to do.
 * @throws SkillLoopError (2) where the file is no sound database, (3) where it is locked or can't be read
 */
export function explained<T>(path: string, kind: DatabaseKind, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    const code = systemCode(cause) ?? ''
    const place = { file: path }
    if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
      throw environment('the database is locked by another program', { place, fix: 'try again when that program is done', cause })
    }
    if (code === 'SQLITE_NOTADB') throw badInput('not a database', { place, expected: kind.expected, cause })
    if (code.startsWith('SQLITE_CORRUPT')) {
      throw badInput('the database is damaged', { place, expected: 'a sound SQLite database', ...(kind.ifDamaged === undefined ? {} : { fix: kind.ifDamaged }), cause })
    }
    if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_PERM')) {
      throw environment(`the database cannot be read (${code})`, { place, cause })
    }
    // What a hand or another program put into it.
    if (code.startsWith('SQLITE_')) {
      throw badInput(`the database does not answer: ${cause instanceof Error ? cause.message : code}`, { place, expected: kind.expected, ...(kind.ifDamaged === undefined ? {} : { fix: kind.ifDamaged }), cause })
    }
    throw cause
  }
}
