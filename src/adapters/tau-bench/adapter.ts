import { isRecord } from '../shared/fields.js'
import { eachSource } from '../sources.js'
import type { Adapter, FileHead } from '../types.js'
import { TAU_BENCH } from './about.js'
import { readTauBench } from './read-tau-bench.js'

/** Trials of tau-bench. They have no place of their own on a machine. */
export const tauBench: Adapter = { ...TAU_BENCH, detect, read: eachSource(readTauBench) }

// A list of trials on one line is soon longer than the head that is looked at; then only its beginning is seen.
const BEGINNING = /^\s*(?:\[\s*)?\{\s*"(?:task_id|reward|info|traj|trial)"\s*:/
const TRAJECTORY = /"traj"\s*:\s*\[/

function detect({ text, lines, document }: FileHead): number {
  const first: unknown = Array.isArray(document) ? document[0] : document ?? lines[0]
  if (isRecord(first)) {
    if (Array.isArray(first.traj) && 'task_id' in first) return 0.97
    return typeof first.messages_display === 'string' ? 0.9 : 0
  }
  return BEGINNING.test(text) && TRAJECTORY.test(text) && text.includes('"task_id"') ? 0.95 : 0
}
