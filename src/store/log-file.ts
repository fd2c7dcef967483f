import { appendFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PRIVATE_FILE, PRIVATE_FOLDER } from './files.js'

const LARGEST = 1_000_000
const KEPT = 5

/** One line of the log. */
export interface LogEntry { time: string; level: 'info' | 'warn' | 'error'; event: string; [detail: string]: unknown }

const fileOf = (storeRoot: string, n = 0): string => join(storeRoot, 'local', 'log', n === 0 ? 'skillloop.log' : `skillloop.${n}.log`)

/**
 * Adds a line of JSON to the store's log; a file that has grown large becomes the first of five older ones. A line
 * is added whole or not at all, also by several processes.
 */
export async function appendLog(storeRoot: string, entry: LogEntry): Promise<void> {
  const file = fileOf(storeRoot)
  await mkdir(join(storeRoot, 'local', 'log'), { recursive: true, mode: PRIVATE_FOLDER })
  if (await sizeOf(file) > LARGEST) {
    await rm(fileOf(storeRoot, KEPT), { force: true })
    for (let n = KEPT - 1; n >= 0; n--) await rename(fileOf(storeRoot, n), fileOf(storeRoot, n + 1)).catch(() => undefined)
  }
  await appendFile(file, `${JSON.stringify(entry)}\n`, { mode: PRIVATE_FILE })
}

/** The newest lines of the log, the oldest of them first. */
export async function readLog(storeRoot: string, limit: number): Promise<LogEntry[]> {
  const entries: LogEntry[] = []
  for (let n = 0; n <= KEPT && entries.length < limit; n++) {
    const text = await readFile(fileOf(storeRoot, n), 'utf8').catch(() => '')
    const lines = text.split('\n').filter((line) => line !== '')
    entries.unshift(...lines.slice(-(limit - entries.length)).flatMap(parsed))
  }
  return entries
}

/** A line that a full disk cut short is none. */
function parsed(line: string): LogEntry[] {
  try {
    return [JSON.parse(line) as LogEntry]
  } catch {
    return []
  }
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(({ size }) => size, () => 0)
}
