import { parseTime } from '../../kernel/clock.js'
import { isRecord, pick, pickCount, pickId, pickText, shownWord, type Problem, type Row } from '../shared/fields.js'
import type { Turn } from '../shared/turn.js'
import { readPiMessage, readSummary } from './normalize-message.js'

/** An entry of a session file as far as the session needs it. */
export interface Entry {
  type: string
  id: string | undefined
  /** The entry it follows; null for the first of a tree, undefined where the file is a list (version 1). */
  parentId: string | null | undefined
  at: string | undefined
  turns: Turn[]
  /** The header, or what an entry of settings says. */
  row: Row | undefined
  /** Of a compaction: the first entry that stays, by id, or by its place in the file (version 1; the header is 0). */
  firstKept: string | number | undefined
  cost: number | undefined
}

const EXPECTED = "an entry of one of Pi's sessions: {\"type\", \"timestamp\", …}"
/** Entries of settings and of extensions' own state, which the model does not see (packages/coding-agent: session-manager). */
const SILENT = new Set(['thinking_level_change', 'model_change', 'label', 'session_info', 'custom', 'context_transform', 'ephemeral', 'leaf'])
/** Of these, the ones that say something of the session. */
const TELLING = new Set(['session', 'session_info', 'model_change', 'leaf'])

/** An entry, with what was said in it; or why it is none. */
export function readEntry(value: unknown): Entry | Problem {
  if (!isRecord(value)) return { problem: 'not an object', expected: EXPECTED }
  const type = pickText(value, 'type')
  if (type === undefined) return { problem: 'an entry without a type', expected: EXPECTED }
  const at = parseTime(pick(value, 'timestamp'))
  const parent = Object.hasOwn(value, 'parentId') ? value.parentId : undefined
  const turns = turnsOf(value, type, at)
  if ('problem' in turns) return turns
  return {
    type, at, turns: turns.turns, cost: turns.cost,
    id: pickId(value, 'id'), parentId: typeof parent === 'string' || parent === null ? parent : undefined,
    row: TELLING.has(type) ? value : undefined,
    firstKept: type === 'compaction' ? pickText(value, 'firstKeptEntryId') ?? pickCount(value, 'firstKeptEntryIndex') : undefined
  }
}

function turnsOf(entry: Row, type: string, at: string | undefined): { turns: Turn[]; cost?: number | undefined } | Problem {
  switch (type) {
    case 'session':
      return { turns: [] }
    case 'message': {
      const message = pick(entry, 'message')
      return isRecord(message) ? readPiMessage(message, at) : { problem: 'a message entry without a message', expected: EXPECTED }
    }
    case 'compaction':
    case 'branch_summary':
      return { turns: readSummary(pickText(entry, 'summary'), at) }
    case 'custom_message':
      return readPiMessage({ role: 'custom', content: pick(entry, 'content') }, at)
    default:
      return SILENT.has(type) ? { turns: [] } : { problem: `unknown entry ${shownWord(type)}`, expected: EXPECTED }
  }
}
