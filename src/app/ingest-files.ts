import { getHeapStatistics } from 'node:v8'
import type { Adapter, Skip, Source } from '../adapters/types.js'
import type { StoreContext } from './context.js'
import { ingest, type IngestResult } from './ingest.js'
import type { IngestItem } from './ingest-item.js'
import { storedIds, type Memo } from './ingest-hermes.js'
import { readingVersion } from './rules.js'

/** A file as its folder tells: enough to know whether it changed. */
export interface FileState {
  path: string
  size: number
  modifiedMs: number
}

/** Files for one adapter, and what else is to be read by it, such as standard input. */
export interface AdapterInput {
  adapter: Adapter
  files: FileState[]
  streams: Source[]
}

/** What is remembered of a file that was taken in whole: a stat then tells that nothing is new. */
interface Remembered {
  version: string
  size: number
  modifiedMs: number
  traces: string[]
}

/**
 * Takes in files, each by its adapter, in one commit. A file that was read before and has not changed costs a
 * stat, as long as the ledger still has what came from it.
 */
export async function ingestFiles(
  context: StoreContext, inputs: AdapterInput[], skips: Skip[], open: (path: string) => Source, memo: Memo, command: string,
  options: { dryRun?: boolean; first?: AsyncIterable<IngestItem> } = {}
): Promise<IngestResult> {
  const remembered = filesIn(await memo.read())
  const stored = await storedIds(context)
  const rules = readingVersion(context)
  const versionOf = ({ name, version }: Adapter): string => `${name}.${version}.${rules}`
  const isKnown = (adapter: Adapter, file: FileState): boolean => {
    const known = remembered.get(file.path)
    return known !== undefined && known.version === versionOf(adapter) && known.size === file.size && known.modifiedMs === file.modifiedMs
      && known.traces.every((id) => stored.has(id))
  }
  async function* everything(): AsyncGenerator<IngestItem> {
    if (options.first) yield* options.first
    for (const skip of skips) yield { kind: 'skip', skip }
    for (const { adapter, files, streams } of inputs) {
      const most = adapter.holdsFiles ? mostBytesHeld() : Infinity
      for (const { path, size } of files) if (size > most) yield { kind: 'skip', skip: tooLarge(path, size, most) }
      const sources = files.filter(({ size }) => size <= most).map((file): Source => ({ ...open(file.path), unchanged: isKnown(adapter, file) }))
      yield* adapter.read([...streams, ...sources], context.policy.ingestion)
    }
  }
  const result = await ingest(context, everything(), command, options)
  // A session may span many files, and counts once.
  const untouched = new Set<string>()
  for (const { adapter, files } of inputs) {
    for (const file of files) {
      if (isKnown(adapter, file)) for (const id of remembered.get(file.path)?.traces ?? []) untouched.add(id)
      else {
        const traces = result.bySource.get(file.path)
        // What was skipped or not finished is to be told again the next time.
        if (traces && !result.incomplete.has(file.path)) remembered.set(file.path, { version: versionOf(adapter), size: file.size, modifiedMs: file.modifiedMs, traces })
        else remembered.delete(file.path)
      }
    }
  }
  result.unchanged += untouched.size
  if (!options.dryRun) await memo.write(Object.fromEntries(remembered))
  return result
}

// Measured: a session of a million messages in a log of 413 MB takes 2 GB to read, seal and store.
const HEAP_PER_BYTE = 5

/** How large a log may be that is held in memory: Node ends a process whose heap it does not let grow. */
function mostBytesHeld(): number {
  return Math.floor(getHeapStatistics().heap_size_limit / HEAP_PER_BYTE)
}

function tooLarge(file: string, size: number, most: number): Skip {
  const megabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`
  return { place: { file }, problem: `a log of ${megabytes(size)}, more than there is memory for`, expected: `at most ${megabytes(most)}; more with NODE_OPTIONS=--max-old-space-size=${Math.ceil(size * HEAP_PER_BYTE / (1 << 20))}` }
}

/** Files that were taken in, by the adapter that read them, with the traces that each gave. */
export async function filesOfTraces(memo: Memo): Promise<{ path: string; adapter: string; traces: readonly string[] }[]> {
  return [...filesIn(await memo.read())].map(([path, { version, traces }]) => ({ path, adapter: version.split('.')[0] ?? '', traces }))
}

/** Files that were taken in as they are; for telling what is not yet. */
export async function knownFiles(memo: Memo): Promise<Map<string, FileState>> {
  return new Map([...filesIn(await memo.read())].map(([path, { size, modifiedMs }]) => [path, { path, size, modifiedMs }]))
}

function filesIn(memo: unknown): Map<string, Remembered> {
  if (typeof memo !== 'object' || memo === null) return new Map()
  return new Map(Object.entries(memo as Record<string, Remembered>).filter(([, file]) => Array.isArray(file.traces)))
}
