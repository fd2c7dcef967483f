import { isRecord, pick, pickText, type Row } from '../shared/fields.js'
import { eachSource } from '../sources.js'
import type { Adapter, FileHead } from '../types.js'
import { CODEX } from './about.js'
import { readRollout } from './read-rollout.js'

/** Codex CLI's sessions. */
export const codex: Adapter = { ...CODEX, detect, read: eachSource(readRollout), holdsFiles: true, locations }

const RECORD = new Set(['response_item', 'event_msg', 'turn_context', 'world_state', 'compacted'])
// The first line holds the instructions to the model, and may be longer than the head.
const FIRST_LINE = /^\{"timestamp":"[^"]{1,40}","(?:ordinal":\d{1,15},")?type":"(?:session_meta|response_item|event_msg|turn_context|compacted)","payload":\{/

function detect({ lines, text }: FileHead): number {
  if (lines.length === 0) return FIRST_LINE.test(text) ? 0.9 : 0
  return Math.max(0, ...lines.map(certaintyOf))
}

function certaintyOf(value: unknown): number {
  if (!isRecord(value)) return 0
  const type = pickText(value, 'type') ?? ''
  const payload = pick(value, 'payload')
  if (isRecord(payload) && type === 'session_meta') return 0.98
  if (isRecord(payload) && RECORD.has(type)) return 0.9
  // Before 0.32 items stood in the file as they are, after a first line that said of the session.
  if (pickText(value, 'record_type') === 'state') return 0.9
  return type === 'message' && hasItemContent(value) ? 0.7 : 0
}

function hasItemContent(value: Row): boolean {
  const content = pick(value, 'content')
  return Array.isArray(content) && content.some((part) => isRecord(part) && ['input_text', 'output_text'].includes(pickText(part, 'type') ?? ''))
}

function locations(env: Readonly<Record<string, string | undefined>>, home: string): string[] {
  const root = (env.CODEX_HOME || `${home}/.codex`).replaceAll('\\', '/')
  return ['sessions', 'archived_sessions'].map((folder) => `${root}/${folder}/**/rollout-*.{jsonl,jsonl.zst}`)
}
