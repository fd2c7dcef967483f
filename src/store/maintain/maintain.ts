import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { nativeGit } from '../git-process.js'
import { ObjectReader } from '../objects/object-reader.js'
import type { RefStore } from '../refs/ref-store.js'
import { entriesOf, hasDeltas, looseObjectsOf, packsOf, readLooseObject, type LooseObject, type Pack, type Packed } from './inventory.js'
import { reachable } from './reachable.js'
import { repack } from './repack.js'

export interface Inventory { loose: number; looseBytes: number; packs: number; packBytes: number }

/** What maintenance did, or with dryRun would do. */
export interface Maintained {
  before: Inventory
  after: Inventory
  /** Loose objects that went into a pack. */
  packed: number
  /** Packs that were joined. */
  joined: number
  /** Loose objects that nothing reaches and that are old enough, removed. */
  pruned: number
  /** Why nothing was pruned, where it could not be told what is reached. */
  unpruned?: string
  /** Native git's gc did it. */
  gc?: true
}

// Readers look into one pack after another, and git's gc counts 6,700 loose objects as many.
const MANY_LOOSE = 2000
const MANY_PACKS = 20

/** Whether there is so much lying about that a tick takes the time. */
export function isDue({ loose, packs }: Pick<Inventory, 'loose' | 'packs'>): boolean {
  return loose > MANY_LOOSE || packs > MANY_PACKS
}

export async function inventoryOf(gitdir: string): Promise<Inventory> {
  const [loose, packs] = await Promise.all([looseObjectsOf(join(gitdir, 'objects')), packsOf(join(gitdir, 'objects'))])
  return inventory(loose, packs)
}

/**
 * Joins what lies about in one pack and removes what nothing reaches. By native git's gc where that is asked for and git is
 * there; else by itself, which makes no deltas and leaves packs that have some alone.
 * @param olderThan unreachable objects that were written later stay: a process may be about to refer to them. Milliseconds.
 */
export async function maintainObjects(gitdir: string, refs: RefStore, { olderThan, dryRun, gc, fsync }: { olderThan: number; dryRun: boolean; gc: boolean; fsync: boolean }): Promise<Maintained> {
  const objects = join(gitdir, 'objects')
  const [loose, packs] = await Promise.all([looseObjectsOf(objects), packsOf(objects)])
  const before = inventory(loose, packs)
  const reached = await reachable(gitdir, refs, new ObjectReader(gitdir))
  const kept = loose.filter(({ oid }) => reached?.has(oid) ?? true)
  const old = prunable(objects, loose.filter(({ oid, modifiedAt }) => reached !== undefined && !reached.has(oid) && modifiedAt < olderThan))
  const whole = gc ? [] : await withoutDeltas(objects, packs)
  const packed = new Set(whole.flatMap(({ entries }) => entries.map(({ oid }) => oid)))
  const alone = kept.filter(({ oid }) => !packed.has(oid))
  const joined = toJoin(whole, alone.reduce((sum, { bytes }) => sum + bytes, 0))
  const told = { before, after: before, packed: kept.length, joined: joined.length, pruned: old.length, ...(reached === undefined && { unpruned: 'the repository has other working trees, borrowed objects, tags of files or missing objects' }) }
  if (dryRun) return gc ? { ...told, joined: packs.length > 1 ? packs.length : 0, gc } : told
  if (gc) await nativeGit(['gc', '--quiet', `--prune=${new Date(olderThan).toISOString()}`], { gitdir })
  else {
    await repack(objects, { packs: joined, loose: alone }, { fsync })
    // As git prune-packed does: a joining that was killed may have left them.
    for (const { oid, path } of kept) if (packed.has(oid)) await rm(path, { force: true })
    for (const { path } of old) {
      // Somebody may have come to need it meanwhile, and made it young.
      const about = await stat(path).catch(() => undefined)
      if (about && about.mtimeMs < olderThan) await rm(path, { force: true })
    }
  }
  const after = await inventoryOf(gitdir)
  return gc ? { ...told, joined: packs.length > 1 ? packs.length : 0, after, gc } : { ...told, after }
}

function inventory(loose: readonly LooseObject[], packs: readonly Pack[]): Inventory {
  const sum = (list: readonly { bytes: number }[]): number => list.reduce((whole, { bytes }) => whole + bytes, 0)
  return { loose: loose.length, looseBytes: sum(loose), packs: packs.length, packBytes: sum(packs) }
}

/** Not tags: what reaches a tag of a tag is not followed. */
function prunable(objects: string, loose: readonly LooseObject[]): LooseObject[] {
  return loose.filter((object) => {
    try {
      return readLooseObject(objects, object).type !== 'tag'
    } catch {
      return false
    }
  })
}

type WholePack = { pack: Pack; entries: readonly Packed[] }

async function withoutDeltas(objects: string, packs: readonly Pack[]): Promise<WholePack[]> {
  const found: WholePack[] = []
  for (const pack of packs) {
    const entries = await entriesOf(objects, pack)
    if (!await hasDeltas(objects, pack, entries)) found.push({ pack, entries })
  }
  return found
}

/**
 * The smallest packs, as many as are needed for each of the others to be twice as large as all smaller ones together: then
 * there are few, and a byte is copied but a few times however long the store lives. The rule of `git repack --geometric=2`.
 */
function toJoin(packs: readonly WholePack[], looseBytes: number): WholePack[] {
  const sorted = [...packs].sort((a, b) => a.pack.bytes - b.pack.bytes)
  if (hasRepeated(packs)) return sorted
  let sum = looseBytes
  let count = 0
  for (const [i, { pack }] of sorted.entries()) {
    if (pack.bytes < 2 * sum) count = i + 1
    sum += pack.bytes
  }
  return count === 1 && looseBytes === 0 ? [] : sorted.slice(0, count)
}

/** Whether a pack has nothing that the others have not: what a joining that was killed before its last step leaves. */
function hasRepeated(packs: readonly WholePack[]): boolean {
  const times = new Map<string, number>()
  for (const { entries } of packs) for (const { oid } of entries) times.set(oid, (times.get(oid) ?? 0) + 1)
  return packs.some(({ entries }) => entries.every(({ oid }) => (times.get(oid) ?? 0) > 1))
}
