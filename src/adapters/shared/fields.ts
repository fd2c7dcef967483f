/** A JSON object or database row of unknown make. */
export type Row = Readonly<Record<string, unknown>>

/** Why something could not be read, for a Skip. */
export interface Problem {
  problem: string
  expected?: string
}

export function isProblem(value: object): value is Problem {
  return 'problem' in value
}

export function isRecord(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The first of the named members that is there and not null. Inherited members don't count: a key may be named anything. */
export function pick(row: Row, ...names: string[]): unknown {
  for (const name of names) if (Object.hasOwn(row, name) && row[name] !== null && row[name] !== undefined) return row[name]
  return undefined
}

/** The first of the named members that is text and not empty. */
export function pickText(row: Row, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = pick(row, name)
    if (typeof value === 'string' && value !== '') return value
  }
  return undefined
}

/** An id of a source: text, or a whole number written as text. */
export function pickId(row: Row, ...names: string[]): string | undefined {
  for (const name of names) {
    const value = pick(row, name)
    if (typeof value === 'string' && value !== '') return value
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value)
  }
  return undefined
}

/** The first of the named members that counts something: a whole number, not negative. */
export function pickCount(row: Row, ...names: string[]): number | undefined {
  for (const name of names) {
    const value = pick(row, name)
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  }
  return undefined
}

/** A number, or a text that is one; NaN for all else. Number() itself throws for objects with a `toString` of their own. */
export function numberOf(value: unknown): number {
  return typeof value === 'number' || typeof value === 'string' ? Number(value) : NaN
}

/** The members of an object that are defined: formats leave out what is not known. */
export function defined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T
}

/**
 * A value as an error may name it: a plain word as it is; of anything else only what it is, since what is cut short
 * is not recognized as a secret any more.
 */
export function shownWord(value: unknown): string {
  if (value === undefined || value === null) return 'none'
  if (typeof value !== 'string') return Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'an object' : JSON.stringify(value)
  return /^[A-Za-z][A-Za-z_.: -]{0,39}$/.test(value) ? JSON.stringify(value) : `a text of ${value.length} characters`
}
