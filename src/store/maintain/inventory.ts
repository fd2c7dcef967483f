import { createHash } from 'node:crypto'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { inflate } from 'node:zlib'
import { environment } from '../../kernel/errors.js'

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
  const body = index.subarray(0, -SUM_BYTES)
  if (index.length < 1072 || index.readUInt32BE(0) !== 0xff744f63 || index.readUInt32BE(4) !== 2 || !createHash('sha1').update(body).digest().equals(index.subarray(-SUM_BYTES))) {
    throw environment('the index of a pack is damaged or of another version', { place: { file }, expected: 'version 2', fix: 'git -C .skillloop index-pack on the .pack beside it' })
  }
  const count = index.readUInt32BE(8 + 255 * 4)
  const [ids, crcs, offsets] = [1032, 1032 + count * 20, 1032 + count * 24]
  const large = offsets + count * 4
  const entries = Array.from({ length: count }, (_, i): Packed => {
    const offset = index.readUInt32BE(offsets + i * 4)
    const start = offset < 0x80000000 ? offset : Number(index.readBigUInt64BE(large + (offset - 0x80000000) * 8))
    return { oid: index.toString('hex', ids + i * 20, ids + i * 20 + 20), crc: index.readUInt32BE(crcs + i * 4), start, end: 0 }
  }).sort((a, b) => a.start - b.start)
  for (const [i, entry] of entries.entries()) entry.end = entries[i + 1]?.start ?? bytes - SUM_BYTES
  return entries
}

const decompress = promisify(inflate)

/** A loose object's type and content, whatever they are: who needs to know holds them against the id. */
export async function readLoose(path: string): Promise<{ type: string; content: Buffer }> {
  const whole = await readFile(path).then(decompress).catch((cause: unknown) => {
    throw environment('an object cannot be read', { place: { file: path }, cause, fix: 'run git fsck there, and restore the object from a clone or backup' })
  })
  const end = whole.indexOf(0)
  return { type: whole.toString('latin1', 0, Math.max(0, whole.indexOf(32))), content: whole.subarray(end + 1) }
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
