import { isoTime } from '../kernel/clock.js'
import { badInput } from '../kernel/errors.js'
import { artifactDigest } from '../kernel/hash.js'
import { SHARED_FOLDER, type PieceKind } from '../targets/forms/places.js'
import { withBlock, withoutBlock } from '../targets/forms/marked-block.js'
import type { TargetFolder } from '../targets/folder.js'
import { compare, withDiff, type Refusal, type Steps } from './applying/compare.js'
import { chosenFor, inForce, type ChooseVersion, type InForce, type Withheld } from './applying/in-force.js'
import { around } from './applying/look.js'
import { hashesWritten, onRecord, wholePath, type PathOnRecord } from './applying/on-record.js'
import { render } from './applying/pieces.js'
import { record } from './applying/record.js'
import type { Target } from './applying/resolve-target.js'
import type { Context } from './context.js'
import { nameOf } from './history.js'
import type { Memo } from './ingest-hermes.js'
import { proposalViews, type ProposalView } from './proposals.js'
import { chooseForFolders } from './rollout/choose.js'

/** Who drew up the proposals that adopt makes. */
export const ADOPT = 'adopt'

/** What apply needs of the machine. */
export interface Machine {
  project: string
  /** The store's folder. */
  store: string
  folder: (root: string) => TargetFolder
  /** What was about to be written, for an apply that is stopped between writing and recording. */
  begun: Memo
}

export interface ApplyOptions {
  dryRun?: boolean
  /** Names, paths or ids; all where there are none. */
  only?: readonly string[]
  /** Links into the store's folder of what is in force, instead of copies. */
  link?: boolean
  choose?: ChooseVersion
}

export interface ApplyResult {
  /** How the target is recorded. */
  target: string
  written: string[]
  removed: string[]
  unchanged: string[]
  /** What was left alone and why: tampered content, a file of somebody else's, a local change. */
  refused: Refusal[]
  /** What is in force and is not for this target, and why. */
  leftOut: { path: string; reason: string }[]
  /** Of a dry run: what would change, as unified differences. */
  changes?: string[]
  /** What a person has to do so that an agent reads it. */
  advice?: string
  commit?: string
}

/** What is in force and on record, read once for all targets. */
export interface Loaded { views: readonly ProposalView[]; artifacts: InForce[]; withheld: Withheld[]; choose: ChooseVersion }

export async function load(context: Context): Promise<Loaded> {
  const views = proposalViews(context)
  return { views, ...(await inForce(context, views)), choose: await chooseForFolders(context) }
}

/** The same after something was recorded: scans are not repeated. */
function withDecisions(context: Context, { artifacts, withheld, choose }: Loaded): Loaded {
  const views = proposalViews(context)
  return { views, withheld, choose, artifacts: artifacts.map((artifact) => ({ ...artifact, view: views.find(({ id }) => id === artifact.view.id) ?? artifact.view })) }
}

/**
 * Brings one target up to date: puts what is in force for it there, takes out what no longer is, and records both on main.
 * Only what SkillLoop wrote and nobody changed since is overwritten or removed.
 */
export async function apply(context: Context, machine: Machine, target: Target, loaded: Loaded, options: ApplyOptions = {}): Promise<ApplyResult> {
  const shared = options.link && target.place.form === 'skills' && target.place.name !== 'hermes' ? sharedTarget(machine) : undefined
  const first = shared && await applyOne(context, machine, shared, loaded, options)
  const result = await applyOne(context, machine, target, loaded, options, shared)
  return first ? { ...result, refused: [...first.refused, ...result.refused] } : result
}

/** The folder of the store that links lead into. */
function sharedTarget({ store }: Pick<Machine, 'store'>): Target {
  return { place: { name: 'hermes', says: '', at: 'store', path: `${SHARED_FOLDER}/skills`, form: 'skills' }, root: `${store}/${SHARED_FOLDER}/skills`, record: `.skillloop/${SHARED_FOLDER}/skills` }
}

async function applyOne(context: Context, machine: Machine, target: Target, loaded: Loaded, options: ApplyOptions, linksInto?: Target): Promise<ApplyResult> {
  const { views, artifacts, withheld } = withDecisions(context, loaded)
  const paths = onRecord(views).get(target.record) ?? new Map<string, PathOnRecord>()
  const isMeant = selector(options.only, views)
  const chosen = (await chosenFor(artifacts, target.record, options.choose ?? loaded.choose)).filter(({ path }) => isMeant(path) || isShared(target, paths, path))
  const known = new Set([...paths.values()].flatMap(({ of }) => [...of].filter(([path, digest]) => artifacts.some((artifact) => artifact.path === path && artifactDigest(artifact.files) !== digest)).map(([path]) => path)))
  const { pieces, leftOut } = render(target, chosen, {
    policy: context.policy, today: isoTime(context.clock.now()).slice(0, 10), known, ...(linksInto && { links: { project: machine.project, into: linksInto.root } })
  })
  const begun = asBegun(await machine.begun.read())
  const folder = machine.folder(target.root)
  const steps = await compare(folder, pieces, {
    record: target.record, paths, written: hashesWritten(views), begun, isMeant, isHandedOver: target.place.form === 'pending',
    adopted: new Set(chosen.filter(({ path, view }) => view.onMain?.distiller.name === ADOPT && [...paths.values()].some(({ of }) => of.has(path))).map(({ path }) => path)),
    stays: new Set(withheld.filter(({ stays }) => stays).map(({ path }) => path))
  })
  const result: ApplyResult = {
    target: target.record, written: steps.write.map(({ piece }) => piece.path), removed: steps.remove.map(({ path }) => path), unchanged: steps.unchanged,
    refused: [...withheld.filter(({ path }) => isMeant(path)).map(({ path, reason }) => ({ path, reason })), ...steps.refused], leftOut,
    ...(target.place.advice !== undefined && { advice: target.place.advice.replace('{path}', target.root) })
  }
  if (options.dryRun) return { ...result, changes: differences(steps) }
  if (steps.write.length + steps.record.length + steps.remove.length + steps.gone.length === 0) return result
  const writing = Object.fromEntries(steps.write.map(({ piece }) => [wholePath(target.record, piece.path), piece.sha256]))
  await machine.begun.write({ ...begun, ...writing })
  await carryOut(folder, steps)
  const commit = await record(context, views, { target: target.record, steps, artifacts: chosen, paths })
  await machine.begun.write(Object.fromEntries(Object.entries(begun).filter(([path]) => writing[path] === undefined)))
  await context.index.catchUp()
  return { ...result, commit }
}

/** Takes out, then puts in: a link may have to take the place of copies. */
export async function carryOut(folder: TargetFolder, { write, remove }: Pick<Steps, 'write' | 'remove'>): Promise<void> {
  for (const { path, as } of remove) {
    const rest = as === 'block' ? withoutBlock((await around(folder, path)).parts) : undefined
    if (rest === undefined) await folder.remove(path)
    else await folder.write(path, rest)
  }
  for (const { piece: { path, as, bytes } } of write) {
    if (as === 'link') await folder.link(path, Buffer.from(bytes).toString('utf8'))
    else if (as === 'file') await folder.write(path, bytes)
    else {
      const { file, parts } = await around(folder, path)
      await folder.write(path, withBlock(file, parts, Buffer.from(bytes).toString('utf8')))
    }
  }
}

function differences({ write, remove }: Steps): string[] {
  // A block is lines of a file: that it has no newline of its own at its end is nothing to tell.
  const shown = (as: PieceKind, bytes: Uint8Array | undefined): Uint8Array | undefined => (as === 'file' || !bytes ? bytes : Buffer.concat([bytes, Buffer.from('\n')]))
  return [
    ...write.map(({ piece: { path, as, bytes }, before }) => withDiff(path, shown(as, before), shown(as, bytes)).diff ?? `${path}: no text\n`),
    ...remove.map(({ path, as, bytes }) => withDiff(path, shown(as, bytes), undefined).diff ?? `${path}: no text\n`)
  ]
}

/** In a file that several are in, the others stay as they are when only some are meant. */
function isShared({ place: { form } }: Target, paths: ReadonlyMap<string, PathOnRecord>, artifact: string): boolean {
  return (form === 'block' || form === 'entries' || form === 'okf') && [...paths.values()].some(({ of }) => of.has(artifact))
}

/**
 * Whether an artifact is one of those that a person named, by name, path or the beginning of its proposal's id.
 * @throws SkillLoopError (2) for what names none that is or was approved
 */
export function selector(only: readonly string[] | undefined, views: readonly ProposalView[]): (artifact: string) => boolean {
  if (!only || only.length === 0) return () => true
  const known = views.flatMap(({ id, onMain }) => (onMain ? [{ id, path: onMain.artifact.path }] : []))
  const meant = only.flatMap((given) => {
    const found = known.filter(({ id, path }) => given === path || given === nameOf(path) || (/^[0-9a-f]{6,12}$/.test(given) && id.startsWith(given)))
    if (found.length === 0) throw badInput(`nothing that was ever approved is called ${given}`, { fix: 'see skillloop skills list --all, skillloop memory list --all' })
    return found.map(({ path }) => path)
  })
  return (path) => meant.includes(path)
}

function asBegun(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
