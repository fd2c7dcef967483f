import { createHash } from 'node:crypto'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { environment, type SkillLoopError } from '../../kernel/errors.js'
import { readLoose } from '../objects/loose.js'
import { parsePackIndex } from '../objects/pack-index.js'
import type { StoredObject } from '../objects/pack-reader.js'

export interface LooseObject { oid: string; path: string; bytes: number; modifiedAt: number }

/** An object in a pack, with where its entry begins and ends there. */
export interface Packed { oid: string; crc: number; start: number; end: number }

export interface Pack { name: string; bytes: number }

const FOLDER = /^[0-9a-f]{2}$/
const FILE = /^[0-9a-f]{38}$/
const SUM_BYTES = 20

/** Loose objects, in no order; one that disappears while they are listed is left out. */
export async function looseObjectsOf(objects: string): Promise<LooseObject[]> {
  const found: LooseObject[] = []
  for (const folder of (await readdir(objects)).filter((name) => FOLDER.test(name))) {
    for (const name of (await readdir(join(objects, folder)).catch(() => [])).filter((each) => FILE.test(each))) {
      const path = join(objects, folder, name)
      const about = await stat(path).catch(() => undefined)
      if (about) found.push({ oid: folder + name, path, bytes: about.size, modifiedAt: about.mtimeMs })
    }
  }
  return found
}

/** Packs that are whole, by name without ending; those that somebody set aside by a .keep, or that belong to a partial clone, are not listed. */
export async function packsOf(objects: string): Promise<Pack[]> {
  const folder = join(objects, 'pack')
  const names = new Set(await readdir(folder).catch(() => []))
  const stems = [...names].filter((name) => name.endsWith('.idx')).map((name) => name.slice(0, -'.idx'.length)).filter((stem) => names.has(`${stem}.pack`) && !names.has(`${stem}.keep`) && !names.has(`${stem}.promisor`))
  return Promise.all(stems.sort().map(async (name) => ({ name, bytes: (await stat(join(folder, `${name}.pack`))).size })))
}

/**
 * The entries of a pack by its index, version 2, see gitformat-pack(5), in the order in which they lie there.
 * @throws SkillLoopError (3) for an index that is damaged
 */
export async function entriesOf(objects: string, { name, bytes }: Pack): Promise<Packed[]> {
  const file = join(objects, 'pack', `${name}.idx`)
  const index = await readFile(file)
  const entries = ((): Packed[] => {
    try {
      if (!createHash('sha1').update(index.subarray(0, -SUM_BYTES)).digest().equals(index.subarray(-SUM_BYTES))) throw new Error('its checksum is another')
      return parsePackIndex(index).entries().map((entry) => ({ ...entry, end: 0 })).sort((x, y) => x.start - y.start)
    } catch (cause) {
      throw environment('the index of a pack is damaged or of another version', { place: { file }, expected: 'version 2', cause, fix: 'git -C .skillloop index-pack on the .pack beside it' })
    }
  })()
  for (const [i, entry] of entries.entries()) entry.end = entries[i + 1]?.start ?? bytes - SUM_BYTES
  return entries
}

/** A loose object's type and content, which nobody has held against its id. @throws SkillLoopError (3) for one that cannot be read */
export function readLooseObject(objects: string, { oid, path }: LooseObject): StoredObject {
  const failed = (cause?: unknown): SkillLoopError => environment('an object cannot be read', { place: { file: path }, cause, fix: 'run git fsck there, and restore the object from a clone or backup' })
  try {
    const found = readLoose(objects, oid)
    if (found) return found
  } catch (cause) {
    throw failed(cause)
  }
  throw failed()
}

const DELTAS: ReadonlySet<number> = new Set([6, 7])

/** Whether a pack stores objects as differences from others, as native git makes them: those are smaller than they would be whole. */
export async function hasDeltas(objects: string, pack: Pack, entries: readonly Packed[]): Promise<boolean> {
  const file = await open(join(objects, 'pack', `${pack.name}.pack`), 'r')
  try {
    const byte = Buffer.alloc(1)
    for (const { start } of entries) {
      await file.read(byte, 0, 1, start)
      if (DELTAS.has(((byte[0] ?? 0) >> 4) & 7)) return true
    }
    return false
  } finally {
    await file.close()
  }
}
