import { homedir } from 'node:os'
import { access, constants, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ADAPTERS } from '../../adapters/registry.js'
import { groupEvents } from '../../adapters/spool/normalize-spool.js'
import { sha256OfJson } from '../../kernel/hash.js'
import type { ConnectedSource } from '../../kernel/types.js'
import type { Look } from '../../policy/quiet.js'
import type { Context, StoreContext } from '../context.js'
import { ingestFiles, knownFiles, type FileState } from '../ingest-files.js'
import { ingestDatabase, type Memo } from '../ingest-hermes.js'
import type { IngestResult } from '../ingest.js'
import { readingVersion } from '../rules.js'
import { hermesDatabase, openFile, planReading, spoolOf, type ReadingWorld } from '../sources.js'

/** What reading a source came to. */
export interface SourceRead {
  result?: IngestResult
  /** Files or sessions that are left for the next time. */
  waiting: number
  /** What the source was like; the same again means that there is nothing to read. */
  fingerprint: string
}

/**
 * Takes in what is new of a connected source. One that is as it was when it was last read whole costs looking at
 * its files' size and time.
 * @param settled the fingerprint of that time
 */
export async function readSource(
  context: Context, source: ConnectedSource, world: ReadingWorld, memoOf: (name: string) => Memo, settled: string | undefined, options: { dryRun?: boolean } = {}
): Promise<SourceRead> {
  const { maxSessions } = context.policy.ingestion
  const paths = (source.paths ?? []).map(expandHome)
  if (source.runtime === 'hermes-db') {
    const database = hermesDatabase(paths[0], { ...world, note: () => undefined })
    const fingerprint = fingerprintOf(context, source, await Promise.all([database.path, `${database.path}-wal`].map(stateOf)))
    if (fingerprint === settled) return { waiting: 0, fingerprint }
    const cap = capped(maxSessions)
    const result = await ingestDatabase(
      context, (isUnchanged) => database.read({}, (session) => isUnchanged(session) || cap.isFull()), memoOf(database.memoName), 'ingest hermes-db', { everything: false, ...options }
    )
    return { result, waiting: cap.left(), fingerprint }
  }
  const plan = await planReading(source.runtime, paths, world)
  const files = plan.inputs.flatMap((input) => input.files)
  const fingerprint = fingerprintOf(context, source, [...files, ...plan.skips])
  if (fingerprint === settled) return { waiting: 0, fingerprint }
  const memo = memoOf('files.json')
  const known = maxSessions > 0 ? await knownFiles(memo) : new Map<string, FileState>()
  let waiting = 0
  const inputs = plan.inputs.map((input) => {
    const kept = newest(input.files, known, maxSessions)
    waiting += input.files.length - kept.length
    return { ...input, files: kept }
  })
  return { result: await ingestFiles(context, inputs, plan.skips, openFile, memo, `ingest ${source.runtime}`, options), waiting, fingerprint }
}

/** The files that were read before, and the newest of the others; in their order. */
function newest(files: FileState[], known: ReadonlyMap<string, FileState>, most: number): FileState[] {
  if (most === 0) return files
  const isKnown = (file: FileState): boolean => known.get(file.path)?.size === file.size && known.get(file.path)?.modifiedMs === file.modifiedMs
  const others = files.filter((file) => !isKnown(file)).sort((a, b) => b.modifiedMs - a.modifiedMs || (a.path < b.path ? -1 : 1))
  const left = new Set(others.slice(most))
  return files.filter((file) => !left.has(file))
}

/** Lets so many through, and counts the others; all for 0. */
function capped(most: number): { isFull(): boolean; left(): number } {
  let asked = 0
  return { isFull: () => ++asked > most && most > 0, left: () => (most === 0 ? 0 : Math.max(0, asked - most)) }
}

function fingerprintOf(context: Context, source: ConnectedSource, states: readonly unknown[]): string {
  return sha256OfJson({ source, states, rules: readingVersion(context), version: context.version, adapters: ADAPTERS.map(({ name, version }) => [name, version]), most: context.policy.ingestion.maxSessions })
}

async function stateOf(path: string): Promise<FileState> {
  const found = await stat(path).catch(() => undefined)
  return { path, size: found?.size ?? -1, modifiedMs: found?.mtimeMs ?? -1 }
}

function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path
}

/** Why a source cannot be read; undefined where it can. Its files are listed, and the first of them opened. */
export async function examineSource(source: ConnectedSource, world: ReadingWorld): Promise<string | undefined> {
  const paths = (source.paths ?? []).map(expandHome)
  try {
    if (source.runtime === 'hermes-db') {
      const listed = hermesDatabase(paths[0], { ...world, note: () => undefined }).read({}, () => true)[Symbol.asyncIterator]()
      await listed.next()
      await listed.return?.()
      return undefined
    }
    const { inputs, skips } = await planReading(source.runtime, paths, world)
    const files = inputs.flatMap((input) => input.files)
    await Promise.all(files.slice(0, 20).map(async ({ path }) => access(path, constants.R_OK)))
    return skips[0]?.problem ?? (files.length === 0 ? 'nothing is there' : undefined)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** What the connected sources and the spool are like now, by listing their files. A source that cannot be listed is like one that is not there. */
export async function lookAtSources(context: StoreContext, world: ReadingWorld): Promise<Look> {
  const here = { ...world, cwd: context.project }
  const states = await Promise.all(context.policy.ingestion.sources.map(async (source) => {
    const paths = (source.paths ?? []).map(expandHome)
    if (source.runtime !== 'hermes-db') return planReading(source.runtime, paths, here).then(({ inputs }) => inputs.flatMap(({ files }) => files), () => [])
    const { path } = hermesDatabase(paths[0], { ...here, note: () => undefined })
    return Promise.all([path, `${path}-wal`].map(stateOf))
  }))
  const { events } = await spoolOf(context.repository.root, context.policy.ingestion, here).read()
  return { seen: sha256OfJson([states, events.map(({ file }) => file)]), ended: groupEvents(events).sessions.some(({ hasEnded }) => hasEnded) }
}
