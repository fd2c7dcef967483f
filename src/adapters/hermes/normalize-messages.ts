import { parseTime } from '../../kernel/clock.js'
import type { Message } from '../../kernel/types.js'
import { contentText, readCall, readContent } from '../shared/content.js'
import { defined, isRecord, pick, pickId, pickText, shownWord, type Row } from '../shared/fields.js'
import { parseJson } from '../shared/json.js'
import { outcomeOf } from '../shared/status.js'
import type { CallDraft, Turn } from '../shared/turn.js'
import { withoutClones, type LiveRow } from './clones.js'
import { isCompacted, isNotice, isRemoved, withoutSelfTalk } from './rows.js'

const STRUCTURED = '\0json:'
const ROLES = new Set(['system', 'user', 'assistant', 'tool'])
// The gateway's note of a session's tools and platform; not a message.
const NO_MESSAGE = 'session_meta'

/** Rows as steps of a session, and what is wrong with rows that had to be left out. */
export interface MessageRows {
  turns: Turn[]
  /** The session took over from another one by compression. */
  goesOn: boolean
  problems: string[]
}

/**
 * Rows of the messages table, in the order of their ids, as steps of a session. Left out are copies made by
 * compaction, its notices, rows that Hermes hides and its talk with itself; what was undone or compacted is kept
 * and marked.
 * @param told whether the session took over from another by compression; undefined where that isn't known, and then
 *   it did if a summary stands before anything else. What it copied from there is marked
 */
export function readMessageRows(rows: readonly Row[], told: boolean | undefined): MessageRows {
  const first = rows.find((row) => pick(row, 'role') !== 'system')
  const goesOn = told ?? (first !== undefined && isNotice(first))
  const live = withoutClones(rows)
  if (goesOn) markCopies(live)
  const problems: string[] = []
  const turns = withoutSelfTalk(live).filter(({ row }) => !isNotice(row)).flatMap((item): Turn[] => {
    const role = pick(item.row, 'role')
    if (role === NO_MESSAGE) return []
    if (typeof role === 'string' && ROLES.has(role)) return [readRow(item, role as Message['role'])]
    problems.push(`message ${pickId(item.row, 'id') ?? '?'}: unknown role ${shownWord(role)}`)
    return []
  })
  return { turns, goesOn, problems }
}

// A session that goes on from another begins with the summary and the tail of that one, all written in one moment.
function markCopies(rows: LiveRow[]): void {
  const start = rows.findIndex(({ row }) => isNotice(row))
  const notice = start === -1 ? undefined : rows[start]
  if (!notice) return
  for (const item of rows) {
    const apart = Math.abs(Number(item.row.timestamp) - Number(notice.row.timestamp))
    if (item !== notice && apart < 0.001 && !isRemoved(item.row)) item.copied = true
  }
}

function readRow({ row, copied }: LiveRow, role: Message['role']): Turn {
  // `content` is what was said; `api_content` is what went over the wire, with memory put into it.
  const body = decodeContent(pick(row, 'content'))
  const content = readContent(body, 'success')
  const text = role === 'tool' ? contentText(body) : content?.text ?? contentText(body)
  const reasoning = pickText(row, 'reasoning', 'reasoning_content') ?? detailsText(pick(row, 'reasoning_details'))
  const message = defined<Turn['message']>({
    id: pickId(row, 'id'), role, text, reasoning,
    at: parseTime(pick(row, 'timestamp')), model: undefined, finishReason: pickText(row, 'finish_reason'),
    injected: role === 'system' ? true : undefined,
    undone: isRemoved(row) && !isCompacted(row) ? true : undefined,
    compacted: isCompacted(row) ? true : undefined,
    copied, toolCallId: undefined, toolName: undefined, usage: undefined
  })
  if (role === 'tool') {
    const callId = pickId(row, 'tool_call_id')
    const name = pickText(row, 'tool_name')
    // Hermes' tools mark their failures, so a result without a mark is a success.
    const result = { ...(callId === undefined ? {} : { callId }), ...(name === undefined ? {} : { name }), text, outcome: outcomeOf(text, {}, 'success') }
    return { message, calls: [], results: [result] }
  }
  return { message, calls: [...callsOf(pick(row, 'tool_calls')), ...(content?.calls ?? [])], results: content?.results ?? [] }
}

/** Structured content is kept as a NUL, `json:` and JSON; an export has it decoded. */
function decodeContent(value: unknown): unknown {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value)
  if (typeof value !== 'string' || !value.startsWith(STRUCTURED)) return value
  const text = value.slice(STRUCTURED.length)
  const parsed = parseJson(text)
  return 'value' in parsed ? parsed.value : text
}

function callsOf(value: unknown): CallDraft[] {
  const parsed = typeof value === 'string' ? parseJson(value) : { value }
  return 'value' in parsed && Array.isArray(parsed.value)
    ? parsed.value.filter(isRecord).map((call) => readCall(call, 'unknown'))
    : []
}

function detailsText(value: unknown): string | undefined {
  const parsed = typeof value === 'string' ? parseJson(value) : { value }
  if (!('value' in parsed) || !Array.isArray(parsed.value)) return undefined
  const texts = parsed.value.filter(isRecord).map((part) => pickText(part, 'text', 'summary')).filter((text) => text !== undefined)
  return texts.length > 0 ? texts.join('\n') : undefined
}
