import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { ADAPTERS } from '../adapters/registry.js'
import { isoTime } from '../kernel/clock.js'
import { badInput } from '../kernel/errors.js'
import { nearest } from '../kernel/nearest.js'
import type { ConnectedSource } from '../kernel/types.js'
import { hermesDatabase, runtimesHere, type ReadingWorld } from './sources.js'
import { sourceName } from './tick/source-name.js'

/** A runtime that could be connected. */
export interface Connectable {
  /** As in `ingest <runtime>`. */
  runtime: string
  describe: string
  where: string
  sessions: number
  newest?: string
}

/** The runtimes whose sessions lie on this machine; their files are listed, none is read. */
export async function findRuntimes(world: ReadingWorld): Promise<Connectable[]> {
  const found = (await runtimesHere(world)).map(({ adapter, files }): Connectable => ({
    runtime: adapter.name, describe: adapter.describe, where: commonFolder(files.map(({ path }) => path)), sessions: files.length,
    newest: isoTime(files.reduce((latest, { modifiedMs }) => Math.max(latest, modifiedMs), 0))
  }))
  const hermes = await hermesHere(undefined, world)
  return hermes ? [hermes, ...found] : found
}

async function hermesHere(path: string | undefined, world: ReadingWorld): Promise<Connectable | undefined> {
  const database = hermesDatabase(path, { ...world, note: () => undefined })
  if (!await stat(database.path).then((info) => info.isFile(), () => false)) return undefined
  const about: Connectable = { runtime: 'hermes-db', describe: 'Hermes Agent', where: database.path, sessions: 0 }
  const count = async (): Promise<void> => {
    // Each session is called unchanged, so that they are listed and none is read.
    for await (const item of database.read({}, () => true)) if (item.kind === 'unchanged') about.sessions++
  }
  await count().catch((error: unknown) => void (about.describe += ` (${error instanceof Error ? error.message : String(error)})`))
  return about
}

/**
 * The source that `--connect` names: a runtime, or `runtime=path` for another place than its own.
 * @param dbPath Hermes' database, where it is not at its own place
 * @throws SkillLoopError (2) for a runtime that there is not, or one without a place and without a path
 */
export function sourceFor(given: string, dbPath: string | undefined, world: { cwd: string; project: string }): ConnectedSource {
  const [name = '', ...rest] = given.split('=')
  const runtime = name === 'hermes' ? 'hermes-db' : name
  const path = rest.length > 0 ? rest.join('=') : runtime === 'hermes-db' ? dbPath : undefined
  const known = ['hermes-db', 'auto', ...ADAPTERS.map((adapter) => adapter.name)]
  if (!known.includes(runtime)) {
    const meant = nearest(name, ['hermes', ...known])
    throw badInput(`there is no runtime ${name}${meant === undefined ? '' : `; did you mean ${meant}?`}`, { expected: known.join(', ') })
  }
  if (path === '') throw badInput(`--connect ${given}: the path is empty`, { expected: `${name}=<file or folder>` })
  const hasPlace = runtime === 'hermes-db' || ADAPTERS.find((adapter) => adapter.name === runtime)?.locations !== undefined
  if (path === undefined && !hasPlace) throw badInput(`${name} has no place of its own`, { expected: `--connect ${name}=<file or folder>` })
  return path === undefined ? { runtime } : { runtime, paths: [portable(resolve(world.cwd, path), world.project)] }
}

/** Sources that are connected already and those that come to them, each once. */
export function mergeSources(known: readonly ConnectedSource[], added: readonly ConnectedSource[]): ConnectedSource[] {
  return [...new Map([...known, ...added].map((source) => [sourceName(source), source])).values()]
}

/** A path as a policy keeps it: below the project or the home folder without either's name. */
function portable(path: string, project: string): string {
  const slashed = (text: string): string => text.split(sep).join('/')
  const inside = relative(project, path)
  if (inside !== '' && !inside.startsWith('..') && !isAbsolute(inside)) return slashed(inside)
  const below = relative(homedir(), path)
  return below !== '' && !below.startsWith('..') && !isAbsolute(below) ? `~/${slashed(below)}` : slashed(path)
}

function commonFolder(paths: readonly string[]): string {
  const split = paths.map((path) => path.split(/[\\/]/).slice(0, -1))
  const first = split[0] ?? []
  const depth = first.findIndex((part, i) => split.some((other) => other[i] !== part))
  return (depth === -1 ? first : first.slice(0, depth)).join('/')
}
