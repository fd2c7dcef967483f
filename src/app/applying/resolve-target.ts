import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { badInput, refused } from '../../kernel/errors.js'
import { nearest } from '../../kernel/nearest.js'
import type { FullPolicy } from '../../policy/policy.js'
import { PLACES, PLAIN, type PieceKind, type Place } from '../../targets/forms/places.js'

/** The folders that targets are found from. */
export interface Ground { project: string; home: string; hermes: string; store: string; cwd: string }

/** A target as it is on this machine. */
export interface Target {
  place: Place
  /** The folder that paths are relative to. */
  root: string
  /** How it is recorded: the same on every machine. */
  record: string
}

/**
 * What `--target` means: a name of the table, a name with a folder of one's own as in `okf:docs/learned`, or a folder.
 * @throws SkillLoopError (2) for a name without the folder it needs, (1) where the policy does not let it be written
 */
export function resolveTarget(given: string, ground: Ground, policy: Pick<FullPolicy, 'apply'>): Target {
  const [, named = given, own] = /^([a-z][a-z-]+):(.*)$/s.exec(given) ?? []
  const place = PLACES.find(({ name }) => name === named) ?? (own === undefined ? PLAIN : undefined)
  if (!place) throw badInput(`there is no target ${named}`, { expected: PLACES.map(({ name }) => name).join(', '), fix: `did you mean ${nearest(named, PLACES.map(({ name }) => name)) ?? 'a folder'}?` })
  if (place.form === 'pending' && !policy.apply.hermesPending) {
    throw refused('the policy does not let anything be written into Hermes\' pending store', { fix: 'skillloop policy set apply.hermesPending true --reason "…"; or --target hermes, which writes nothing of Hermes\'' })
  }
  if (own !== undefined && place.at !== 'given' && place.form !== 'block') throw badInput(`${place.name} has a place of its own`, { expected: `${place.name} alone; or the folder as --target, which gets skills/ and memory/` })
  if (place.at === 'given' && place !== PLAIN && (own === undefined || own === '')) throw badInput(`${place.name} needs a folder`, { expected: `--target ${place.name}:<folder>` })
  const base = { project: ground.project, home: ground.home, hermes: ground.hermes, store: ground.store, given: ground.cwd }[place.at]
  const root = own !== undefined ? resolve(ground.cwd, own) : place === PLAIN ? resolve(ground.cwd, given) : join(base, place.path)
  if (place.at === 'project' || place.at === 'given') refuseRuntimeFolders(root, ground)
  return { place, root, record: recordOf(place, root, ground) }
}

/** The targets of a plain `apply`. @throws SkillLoopError (1) for one outside the project: a policy comes with a clone */
export function policyTargets(ground: Ground, policy: Pick<FullPolicy, 'apply'>): Target[] {
  return policy.apply.targets.map((given) => {
    const target = resolveTarget(given, { ...ground, cwd: ground.project }, policy)
    if (target.place.at !== 'store' && target.place.form !== 'pending' && !isInside(ground.project, target.root)) {
      throw refused(`the policy names ${given}, which is outside this project`, { expected: 'targets inside the project; others are named on the command line', fix: `skillloop apply --target ${given}` })
    }
    return target
  })
}

/** The target that a record means on this machine. @param as what it was recorded to have */
export function recordedTarget(record: string, as: PieceKind, ground: Ground): Target {
  const named = PLACES.find(({ name }) => record.startsWith(`${name}:`) || record === name)
  const path = named ? record.slice(named.name.length + 1) : record
  const full = path === '~' || path.startsWith('~/') ? join(ground.home, path.slice(1)) : resolve(ground.project, path)
  if (named) return { place: named, root: named.at === 'given' ? full : join(ground.hermes, named.path), record }
  const bases = { project: ground.project, home: ground.home, hermes: ground.hermes, store: ground.store, given: '' }
  const placed = PLACES.find((place) => place.at !== 'given' && recordOf(place, join(bases[place.at], place.path), ground) === record)
  const block = PLACES.find(({ form, memories }) => form === 'block' && memories?.[0]?.file === basename(full))
  const place = placed ?? (as === 'block' ? block : undefined) ?? PLAIN
  return { place, root: as === 'block' ? dirname(full) : full, record }
}

/** Hermes' own folder is written by Hermes alone. */
function refuseRuntimeFolders(root: string, { hermes }: Ground): void {
  if (isInside(hermes, root)) throw refused(`${root} is Hermes' own folder, which SkillLoop does not write`, { fix: 'skillloop apply --target hermes, and place the lines that it prints' })
}

function recordOf(place: Place, root: string, ground: Ground): string {
  if (place.form === 'pending') return place.name
  const path = portable(place.form === 'block' ? join(root, place.memories?.[0]?.file ?? '') : root, ground)
  return place.form === 'okf' || place.form === 'entries' ? `${place.name}:${path}` : path
}

/** Relative to the project inside it, with ~ for the home folder elsewhere. */
function portable(path: string, { project, home }: Ground): string {
  if (isInside(project, path)) return relative(project, path).replaceAll('\\', '/') || '.'
  return isInside(home, path) ? `~/${relative(home, path).replaceAll('\\', '/')}` : path
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '..' && !way.startsWith('../') && !way.startsWith('..\\') && !isAbsolute(way)
}
