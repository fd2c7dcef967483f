import { badInput } from '../../kernel/errors.js'

/** What really became of a run, by someone who knows. */
export interface OutcomeLabel {
  /** The trace's id, the runtime's own id of the session, or the name of the file that it was read from. */
  id: string
  success: boolean
  /** What it was about; runs with the same task count as one. */
  task?: string
  /** Line of the file, from 1. */
  line: number
}

const ID_NAMES = ['trace', 'id', 'traceid', 'trace_id', 'nativeid', 'native_id', 'session', 'session_id', 'sessionid', 'file']
const SUCCESS_NAMES = ['success', 'passed', 'pass', 'resolved', 'solved', 'outcome', 'label', 'reward']
const GOOD = /^(?:1(?:\.0+)?|true|yes|pass(?:ed)?|success(?:ful)?|resolved|solved)$/i
const BAD = /^(?:0(?:\.0+)?|false|no|fail(?:ed|ure)?|unresolved|unsolved)$/i

/**
 * Outcome labels of a file: CSV (RFC 4180) with a line of names, JSON (a list of objects, or an object of id to
 * success), or JSON Lines. Needed are an id and a success; a task is taken where there is one.
 * @throws SkillLoopError (2) naming file and line
 */
export function parseLabels(text: string, file: string): OutcomeLabel[] {
  const body = text.replace(/^\uFEFF/, '')
  const rows = /^\s*[[{]/.test(body) ? jsonRows(body, file) : csvRows(body, file)
  if (rows.length === 0) throw badInput('there are no labels in it', { place: { file }, expected: 'a line of names and then a run a line, e.g. trace,success,task' })
  const labels = rows.map((row) => labelOf(row, file))
  const lines = new Map<string, number>()
  for (const { id, line } of labels) {
    const before = lines.get(id)
    if (before !== undefined) throw badInput(`${id} has a label already, in line ${before}`, { place: { file, line }, expected: 'one label for each run' })
    lines.set(id, line)
  }
  return labels
}

interface LabelRow { members: ReadonlyMap<string, unknown>; line: number }

function labelOf({ members, line }: LabelRow, file: string): OutcomeLabel {
  const id = firstOf(members, ID_NAMES)
  const outcome = firstOf(members, SUCCESS_NAMES)
  const task = members.get('task')
  if (id === undefined || id === '') throw badInput('a label has no id', { place: { file, line }, expected: `one of the names ${ID_NAMES.join(', ')}` })
  if (!GOOD.test(outcome ?? '') && !BAD.test(outcome ?? '')) {
    throw badInput(`${JSON.stringify(outcome ?? null)} is no outcome`, { place: { file, line }, expected: `1, true, passed, or 0, false, failed, under one of the names ${SUCCESS_NAMES.join(', ')}` })
  }
  return { id, line, success: GOOD.test(outcome ?? ''), ...((typeof task === 'string' || typeof task === 'number') && task !== '' && { task: String(task) }) }
}

function firstOf(members: ReadonlyMap<string, unknown>, names: readonly string[]): string | undefined {
  const value = names.map((name) => members.get(name)).find((member) => member !== undefined)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value).trim() : undefined
}

function jsonRows(body: string, file: string): LabelRow[] {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch (cause) {
    // More than one document is JSON Lines.
    const lines = body.split(/\r?\n/).flatMap((text, index) => (text.trim() === '' ? [] : [{ text, line: index + 1 }]))
    return lines.map(({ text, line }) => rowOf(parseLine(text, { file, line }, cause), file, line))
  }
  if (Array.isArray(value)) return value.map((item, index) => rowOf(item, file, index + 1))
  const members = Object.entries(value as object)
  // One document with an id of its own is one label, and not a list of them.
  if (members.some(([name]) => ID_NAMES.includes(name.toLowerCase()))) return [rowOf(value, file, 1)]
  return members.map(([id, success], index) => ({ members: new Map([['id', id], ['success', success]]), line: index + 1 }))
}

function parseLine(text: string, place: { file: string; line: number }, cause: unknown): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw badInput('it is no JSON', { place, cause, expected: 'JSON, JSON Lines, or CSV with a line of names' })
  }
}

function rowOf(value: unknown, file: string, line: number): LabelRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw badInput('a label is no object', { place: { file, line }, expected: '{"trace": "…", "success": true}' })
  return { members: new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member as unknown])), line }
}

function csvRows(body: string, file: string): LabelRow[] {
  const [head, ...rows] = csvRecords(body, file)
  const names = (head?.fields ?? []).map((name) => name.trim().toLowerCase())
  return rows.map(({ fields, line }) => ({ line, members: new Map(names.map((name, index) => [name, fields[index]])) }))
}

/** The records of a CSV text; a field in quotes may hold commas, line ends and doubled quotes. */
function csvRecords(text: string, file: string): { fields: string[]; line: number }[] {
  const records: { fields: string[]; line: number }[] = []
  let fields: string[] = []
  let [line, started] = [1, 1]
  const field = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|\r|$)/gy
  while (field.lastIndex < text.length || fields.length > 0) {
    const match = field.exec(text)
    if (!match) throw badInput('a quote is not closed, or stands in a field without quotes', { place: { file, line: started }, expected: 'CSV: fields with quotes in quotes, doubled' })
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    line += match[0].split('\n').length - 1
    if (match[3] === ',') continue
    if (fields.some((one) => one.trim() !== '')) records.push({ fields, line: started })
    fields = []
    started = line
    if (match[3] === '') break
  }
  return records
}
