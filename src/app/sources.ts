import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Readable } from 'node:stream'
import { detectAdapter } from '../adapters/detect.js'
import { readHead } from '../adapters/file-head.js'
import { findFiles } from '../adapters/find-files.js'
import { hermesDatabasePath, readHermesDatabase, type HermesSelection } from '../adapters/hermes/read-database.js'
import { ADAPTERS } from '../adapters/registry.js'
import { fileSource, stdinSource } from '../adapters/sources.js'
import { readSpool, removeSpooled } from '../adapters/spool/read-spool.js'
import type { Adapter, Found, IsUnchanged, ReadLimits, Skip } from '../adapters/types.js'
import { badInput } from '../kernel/errors.js'
import type { AdapterInput, FileState } from './ingest-files.js'
import type { Spool } from './ingest-spool.js'

/** What the process has to offer to a reader. */
export interface ReadingWorld {
  cwd: string
  env: NodeJS.ProcessEnv
  stdin: Readable
}

/** What is to be read, by adapter, and what could not be found or told. */
export interface ReadingPlan {
  inputs: AdapterInput[]
  skips: Skip[]
  /** With `auto`: which adapter each file was given to. */
  detected: { file: string; adapter: string }[]
}

export const openFile = fileSource

/** The adapters by name. */
function adapterNamed(name: string): Adapter {
  const found = ADAPTERS.find((adapter) => adapter.name === name)
  if (!found) throw badInput(`there is no adapter named ${name}`, { expected: ADAPTERS.map((adapter) => adapter.name).join(', ') })
  return found
}

/**
 * The files that paths, folders and globs name, for the adapter of that name; without any, those at the runtime's
 * own place; `-` is standard input. `auto` tells each file's format by its content.
 * @throws SkillLoopError (2) for an adapter that there is not, or one without a place of its own and no paths
 */
export async function planReading(adapterName: string, patterns: readonly string[], world: ReadingWorld): Promise<ReadingPlan> {
  if (adapterName === 'auto') return planByContent(patterns, world)
  const adapter = adapterNamed(adapterName)
  const own = patterns.length === 0 ? locationsOf(adapter, world) : undefined
  if (own?.length === 0) throw badInput(`${adapter.name} has no place of its own`, { expected: `skillloop ingest ${adapter.name} <files or folders>` })
  const { files, skips } = await findFiles(own ?? patterns.filter((pattern) => pattern !== '-'), world.cwd)
  // A runtime that is not on this machine, or has no archive, is no fault.
  const told = own && files.length > 0 ? [] : skips
  const streams = patterns.includes('-') ? [stdinSource(world.stdin)] : []
  return { inputs: [{ adapter, files: await statesOf(files), streams }], skips: told, detected: [] }
}

async function planByContent(patterns: readonly string[], world: ReadingWorld): Promise<ReadingPlan> {
  if (patterns.length === 0) throw badInput('what is to be read?', { expected: 'skillloop ingest auto <files or folders>' })
  const { files, skips } = await findFiles(patterns, world.cwd)
  const groups = new Map<Adapter, string[]>()
  const detected: ReadingPlan['detected'] = []
  for (const file of files) {
    const head = await readHead(fileSource(file)).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))))
    const found = head instanceof Error ? undefined : detectAdapter(head, ADAPTERS)
    if (found) {
      groups.set(found.adapter, [...(groups.get(found.adapter) ?? []), file])
      detected.push({ file, adapter: found.adapter.name })
    } else skips.push({ place: { file }, problem: head instanceof Error ? head.message : 'no format that is known here', expected: `one of: ${ADAPTERS.map(({ name }) => name).join(', ')}` })
  }
  const inputs = await Promise.all([...groups].map(async ([adapter, paths]) => ({ adapter, files: await statesOf(paths), streams: [] })))
  return { inputs, skips, detected }
}

/** Files to be read again by the adapters that read them before; those that are not there any more are left out. */
export async function planRereading(files: readonly { path: string; adapter: string }[]): Promise<AdapterInput[]> {
  const inputs = await Promise.all(ADAPTERS.map(async (adapter) => {
    const states = await statesOf(files.filter((file) => file.adapter === adapter.name).map(({ path }) => path))
    return { adapter, files: states.filter(({ size }) => size >= 0), streams: [] }
  }))
  return inputs.filter(({ files: present }) => present.length > 0)
}

/** Where the runtime keeps its sessions on this machine, as globs. */
function locationsOf(adapter: Adapter, world: Pick<ReadingWorld, 'env'>): string[] {
  return adapter.locations?.(world.env, homedir().replaceAll('\\', '/')) ?? []
}

async function statesOf(files: readonly string[]): Promise<FileState[]> {
  const states = await Promise.all(files.map(async (path) => {
    const found = await stat(path).catch(() => undefined)
    return { path, size: found?.size ?? -1, modifiedMs: found?.mtimeMs ?? -1 }
  }))
  return states
}

/** Every adapter whose runtime has a place of its own, with the files that are there now. */
export async function runtimesHere(world: Pick<ReadingWorld, 'env' | 'cwd'>): Promise<{ adapter: Adapter; files: FileState[] }[]> {
  const found = await Promise.all(ADAPTERS.filter((adapter) => adapter.locations !== undefined).map(async (adapter) => {
    const { files } = await findFiles(locationsOf(adapter, world), world.cwd)
    return { adapter, files: await statesOf(files) }
  }))
  return found.filter(({ files }) => files.length > 0)
}

/** A Hermes database: where it is, how it is called in local/, and its sessions. */
export function hermesDatabase(path: string | undefined, world: { cwd: string; env: NodeJS.ProcessEnv; note: (text: string) => void }): { path: string; memoName: string; read(selection: HermesSelection, isUnchanged: IsUnchanged): AsyncIterable<Found> } {
  const file = path === undefined ? hermesDatabasePath(world.env) : resolve(world.cwd, path)
  const memoName = `hermes-db-${createHash('sha256').update(file).digest('hex').slice(0, 16)}.json`
  return { path: file, memoName, read: (selection, isUnchanged) => readHermesDatabase(file, selection, isUnchanged, { note: world.note }) }
}

/** The spool of a store, with the transcripts that its events name. */
export function spoolOf(storeRoot: string, limits: ReadLimits, world: ReadingWorld): Spool {
  const folder = join(storeRoot, 'local', 'spool')
  return {
    read: async () => readSpool(folder),
    remove: async (files) => removeSpooled(folder, files),
    exists: async (path) => stat(path).then((found) => found.isFile(), () => false),
    async* readTranscripts(paths) {
      if (paths.length === 0) return
      const plan = await planByContent(paths, world)
      for (const { adapter, files } of plan.inputs) yield* adapter.read(files.map(({ path }) => fileSource(path)), limits)
    }
  }
}
