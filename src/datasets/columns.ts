/** Types seen under each path of a file's rows, as a loader sees them that makes columns of JSON. */
export type Columns = Map<string, Set<'truth' | 'number' | 'text' | 'time' | 'list' | 'object'>>

/** Arrow's JSON reader makes a column of times where every text of it has this form (source: Arrow's ParseTimestampISO8601). */
const TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}(?::?\d{2}(?::?\d{2})?)?Z?)?$/

/** Paths that are remembered: a file with more columns than this has other troubles. */
const MOST_PATHS = 20_000

/** Adds what a row has. Null is of any type. */
export function addRow(columns: Columns, row: unknown): void {
  walk(row, '')

  function walk(value: unknown, path: string): void {
    if (value === null || value === undefined) return
    const seen = columns.get(path)
    if (seen) seen.add(typeOf(value))
    else if (columns.size < MOST_PATHS) columns.set(path, new Set([typeOf(value)]))
    if (Array.isArray(value)) for (const item of value) walk(item, `${path}[]`)
    else if (typeof value === 'object') for (const [key, item] of Object.entries(value)) walk(item, path === '' ? key : `${path}.${key}`)
  }
}

function typeOf(value: unknown): 'truth' | 'number' | 'text' | 'time' | 'list' | 'object' {
  if (typeof value === 'string') return TIME.test(value) ? 'time' : 'text'
  if (typeof value === 'boolean') return 'truth'
  if (typeof value === 'number') return 'number'
  return Array.isArray(value) ? 'list' : 'object'
}

/** What a loader would stumble over in files that are read together: columns of two types, and texts that it turns into times. */
export function columnProblems(files: readonly Columns[]): { mixed: string[]; times: string[] } {
  const all: Columns = new Map()
  const times = new Set<string>()
  for (const columns of files) {
    for (const [path, types] of columns) {
      if (types.has('time') && !types.has('text')) times.add(path)
      const known = all.get(path) ?? new Set()
      for (const type of types) known.add(type === 'time' ? 'text' : type)
      all.set(path, known)
    }
  }
  return { mixed: [...all].filter(([, types]) => types.size > 1).map(([path]) => path).sort(), times: [...times].sort() }
}
