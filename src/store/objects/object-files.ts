import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createByteCache } from './byte-cache.js'
import { objectId } from './encode.js'
import { readLoose } from './loose.js'
import { openPack, type PackReader, type StoredObject } from './pack-reader.js'

// Trees are deltas of one another: with so many bytes of bases kept, a walk over them reads each once.
const BASES_KEPT = 16 << 20
// A thin pack has deltas of objects elsewhere; git completes the packs that it stores.
const DEEPEST_ELSEWHERE = 64

export type ReadStored = (oid: string) => StoredObject

/**
 * Reads the objects of a repository, packed or loose, each by its place in its file. Where one copy is damaged another
 * is taken. What appears after the packs were listed is found too: a miss lists them anew.
 * @throws Error (of the returned function) saying which file is damaged and how
 */
export function openObjects(folder: string): ReadStored {
  const bases = createByteCache<StoredObject>(BASES_KEPT)
  let packs: Map<string, PackReader> | undefined
  let unreadable: Error[] = []
  let last: PackReader | undefined
  let depth = 0

  const listPacks = (): Map<string, PackReader> => {
    const listed = new Map<string, PackReader>()
    unreadable = []
    for (const path of packPaths(join(folder, 'pack'))) {
      try {
        listed.set(path, packs?.get(path) ?? openPack(path, bases, external))
      } catch (error) {
        // The others are read all the same: it is told when an object is in none of them.
        unreadable.push(wrong(path.replace(/pack$/, 'idx'), error))
      }
    }
    last = undefined
    return (packs = listed)
  }

  const find = (oid: string): StoredObject | Error | undefined => {
    const id = Buffer.from(oid, 'hex')
    let damage: Error | undefined
    for (const pack of inTurn(last, packs ?? listPacks())) {
      try {
        const object = checked(pack.read(id), oid)
        if (!object) continue
        last = pack
        return object
      } catch (error) {
        damage ??= wrong(pack.path, error)
      }
    }
    try {
      return checked(readLoose(folder, oid), oid) ?? damage
    } catch (error) {
      return damage ?? wrong(join(folder, oid.slice(0, 2), oid.slice(2)), error)
    }
  }

  const external = (oid: string): StoredObject | undefined => {
    if (++depth > DEEPEST_ELSEWHERE) throw new Error('a delta leads to itself')
    try {
      const found = find(oid)
      if (found instanceof Error) throw found
      return found
    } finally {
      depth--
    }
  }

  return (oid) => {
    const found = find(oid)
    if (found && !(found instanceof Error)) return found
    // A gc by native git may have moved the object into a new pack, and removed the old one.
    listPacks()
    const again = find(oid)
    if (again && !(again instanceof Error)) return again
    throw again ?? unreadable[0] ?? new Error(`there is no object ${oid}`)
  }
}

/** What is read one after another is mostly of one pack. */
function* inTurn(last: PackReader | undefined, packs: ReadonlyMap<string, PackReader>): Generator<PackReader> {
  if (last) yield last
  for (const pack of packs.values()) if (pack !== last) yield pack
}

/** Packs that have an index: without one, git is still writing it. */
function packPaths(folder: string): string[] {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  const there = new Set(names)
  return names.filter((name) => name.endsWith('.pack') && there.has(name.replace(/pack$/, 'idx'))).map((name) => join(folder, name))
}

/** No sum is read with an object of a pack: its id is its sum. */
function checked(object: StoredObject | undefined, oid: string): StoredObject | undefined {
  if (object && objectId(object.type, object.content) !== oid) throw new Error(`what stands for ${oid} has another hash`)
  return object
}

function wrong(path: string, cause: unknown): Error {
  return new Error(`${path}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
}
