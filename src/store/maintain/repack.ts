import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { environment } from '../../kernel/errors.js'
import { objectId } from '../objects/encode.js'
import { PackWriter } from '../objects/pack-writer.js'
import { entriesOf, readLooseObject, type LooseObject, type Pack, type Packed } from './inventory.js'

/** Packs to be joined, with their entries, and loose objects to be taken along. */
export interface RepackPlan { packs: readonly { pack: Pack; entries: readonly Packed[] }[]; loose: readonly LooseObject[] }

/**
 * Joins packs and loose objects in one new pack, and removes them when it is there: killed anywhere, every object is in one
 * place or in two. Entries of packs are copied as they are, their checksums looked at; loose objects are read and held against their ids.
 * @returns the new pack's name; undefined where there was nothing to join
 * @throws SkillLoopError (3) for an object that is damaged: everything stays as it was
 */
export async function repack(objects: string, { packs, loose }: RepackPlan, options: { fsync: boolean }): Promise<string | undefined> {
  if (loose.length === 0 && packs.length < 2) return undefined
  const writer = new PackWriter(objects)
  let name: string
  try {
    for (const { pack, entries } of packs) await copyEntries(objects, pack, entries, writer)
    for (const object of loose) await addLoose(objects, object, writer)
    name = await writer.finish(options)
  } catch (error) {
    await writer.discard()
    throw error
  }
  const there = new Set((await entriesOf(objects, { name, bytes: 0 })).map(({ oid }) => oid))
  for (const { pack, entries } of packs) if (pack.name !== name && entries.every(({ oid }) => there.has(oid))) await removePack(objects, pack.name)
  for (const { oid, path } of loose) if (there.has(oid)) await rm(path, { force: true })
  return name
}

async function copyEntries(objects: string, { name }: Pack, entries: readonly Packed[], writer: PackWriter): Promise<void> {
  const path = join(objects, 'pack', `${name}.pack`)
  const file = await open(path, 'r')
  try {
    for (const { oid, crc, start, end } of entries) {
      const body = Buffer.allocUnsafe(end - start)
      const { bytesRead } = await file.read(body, 0, body.length, start)
      if (bytesRead !== body.length || crc32(body) !== crc) throw environment(`the object ${oid} is damaged in a pack`, { place: { file: path }, fix: 'nothing was changed; run git fsck there, and restore the object from a clone or backup' })
      await writer.copy(oid, body)
    }
  } finally {
    await file.close()
  }
}

async function addLoose(objects: string, object: LooseObject, writer: PackWriter): Promise<void> {
  const { type, content } = readLooseObject(objects, object)
  // A tag of somebody's stays loose.
  if (type === 'tag') return
  if (objectId(type, content) !== object.oid) throw environment(`the object ${object.oid} is damaged`, { place: { file: object.path }, fix: 'nothing was changed; run git fsck there, and restore the object from a clone or backup' })
  await writer.add(type, content)
}

/** The index goes first: Git looks for packs by it, and never finds one without its pack. */
async function removePack(objects: string, name: string): Promise<void> {
  for (const ending of ['idx', 'rev', 'bitmap', 'pack']) await rm(join(objects, 'pack', `${name}.${ending}`), { force: true })
}
