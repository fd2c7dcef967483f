import { isRecord, pick, pickText } from '../shared/fields.js'
import { eachSource } from '../sources.js'
import type { Adapter, FileHead } from '../types.js'
import { PI } from './about.js'
import { readPiSession } from './read-session.js'

/** Pi's coding agent. */
export const pi: Adapter = { ...PI, detect, read: eachSource(readPiSession), holdsFiles: true, locations }

function detect({ lines }: FileHead): number {
  const rows = lines.filter(isRecord)
  const header = rows.find((row) => pick(row, 'type') === 'session')
  const isHeader = header !== undefined && pickText(header, 'id') !== undefined && pickText(header, 'cwd') !== undefined && pick(header, 'timestamp') !== undefined
  const entries = rows.filter((row) => {
    const message = pick(row, 'message')
    const role = isRecord(message) ? pickText(message, 'role') : undefined
    return pick(row, 'type') === 'message' && (role === 'toolResult' || role === 'bashExecution' || (isRecord(message) && pick(message, 'stopReason', 'timestamp') !== undefined))
  }).length
  if (isHeader && entries > 0) return 0.97
  // Without its first line, or before anything was said.
  return isHeader ? 0.8 : entries > 0 ? 0.75 : 0
}

function locations(env: Readonly<Record<string, string | undefined>>, home: string): string[] {
  const root = (env.PI_CODING_AGENT_DIR || `${home}/.pi/agent`).replaceAll('\\', '/')
  return [`${root}/sessions/--*--/*.jsonl`]
}
