import { createHash } from 'node:crypto'
import type { Stats } from 'node:fs'
import { environment } from '../../kernel/errors.js'

/** One entry of Git's index; `head` is its fixed part of 62 bytes without id and flags. */
interface IndexEntry {
  path: string
  stage: number
  oid: string
  stat: Buffer
  flags: number
  extended: number | undefined
}

const key = (path: string, stage: number): string => `${path}\0${stage}`

/**
 * Git's index, versions 2 and 3, see gitformat-index(5): read, changed by path, written back.
 * Optional extensions (caches) are dropped on writing, which Git allows and rebuilds.
 */
export class IndexFile {
  readonly #entries: Map<string, IndexEntry>

  private constructor(entries: Map<string, IndexEntry>) {
    this.#entries = entries
  }

  /** @throws SkillLoopError (3) for a version or a required extension that is not understood */
  static parse(bytes: Buffer | undefined, file: string): IndexFile {
    const entries = new Map<string, IndexEntry>()
    if (bytes === undefined || bytes.length === 0) return new IndexFile(entries)
    const version = bytes.length > 12 ? bytes.readUInt32BE(4) : 0
    if (bytes.toString('latin1', 0, 4) !== 'DIRC' || (version !== 2 && version !== 3)) {
      throw environment(`Git's index has version ${version}`, { place: { file }, expected: 'version 2 or 3', fix: 'run `git update-index --index-version 2` there' })
    }
    let at = 12
    for (let count = bytes.readUInt32BE(8); count > 0; count--) {
      const flags = bytes.readUInt16BE(at + 60)
      const isExtended = (flags & 0x4000) !== 0
      const start = at + (isExtended ? 64 : 62)
      const end = bytes.indexOf(0, start)
      const path = bytes.toString('utf8', start, end)
      const stage = (flags >> 12) & 3
      entries.set(key(path, stage), {
        path, stage, flags, oid: bytes.toString('hex', at + 40, at + 60),
        stat: Buffer.from(bytes.subarray(at, at + 40)), extended: isExtended ? bytes.readUInt16BE(at + 62) : undefined
      })
      at += Math.floor((end - at + 8) / 8) * 8
    }
    refuseRequiredExtensions(bytes, at, file)
    return new IndexFile(entries)
  }

  /** Id and mode that the index has for a path; 'conflict' in an unfinished merge. */
  lookup(path: string): { oid: string } | 'conflict' | undefined {
    if ([1, 2, 3].some((stage) => this.#entries.has(key(path, stage)))) return 'conflict'
    return this.#entries.get(key(path, 0))
  }

  /** Ids of all files that it names. */
  ids(): string[] {
    return [...this.#entries.values()].map(({ oid }) => oid)
  }

  set(path: string, oid: string, mode: string, stats: Stats): void {
    const length = Buffer.byteLength(path)
    this.#entries.set(key(path, 0), { path, stage: 0, oid, stat: statFields(stats, mode), flags: Math.min(length, 0xfff), extended: undefined })
  }

  remove(path: string): void {
    this.#entries.delete(key(path, 0))
  }

  serialize(): Buffer {
    const entries = [...this.#entries.values()].map((entry) => ({ entry, key: Buffer.from(entry.path) }))
    entries.sort((a, b) => Buffer.compare(a.key, b.key) || a.entry.stage - b.entry.stage)
    const version = entries.some(({ entry }) => entry.extended !== undefined) ? 3 : 2
    const header = Buffer.from('DIRC\0\0\0\0\0\0\0\0', 'latin1')
    header.writeUInt32BE(version, 4)
    header.writeUInt32BE(entries.length, 8)
    const body = Buffer.concat([header, ...entries.map(({ entry, key }) => serializeEntry(entry, key))])
    return Buffer.concat([body, createHash('sha1').update(body).digest()])
  }
}

function serializeEntry(entry: IndexEntry, path: Buffer): Buffer {
  const flags = Buffer.alloc(entry.extended === undefined ? 2 : 4)
  flags.writeUInt16BE(entry.flags, 0)
  if (entry.extended !== undefined) flags.writeUInt16BE(entry.extended, 2)
  const unpadded = Buffer.concat([entry.stat, Buffer.from(entry.oid, 'hex'), flags, path])
  return Buffer.concat([unpadded, Buffer.alloc(8 - (unpadded.length % 8))])
}

function statFields(stats: Stats, mode: string): Buffer {
  const fields = Buffer.alloc(40)
  const seconds = (ms: number): number => Math.floor(ms / 1000) >>> 0
  const nanoseconds = (ms: number): number => Math.floor((ms % 1000) * 1e6) >>> 0
  const values = [seconds(stats.ctimeMs), nanoseconds(stats.ctimeMs), seconds(stats.mtimeMs), nanoseconds(stats.mtimeMs),
    stats.dev >>> 0, stats.ino >>> 0, parseInt(mode, 8), stats.uid >>> 0, stats.gid >>> 0, stats.size >>> 0]
  for (const [i, value] of values.entries()) fields.writeUInt32BE(value, i * 4)
  return fields
}

function refuseRequiredExtensions(bytes: Buffer, from: number, file: string): void {
  for (let at = from; at + 8 <= bytes.length - 20; at += 8 + bytes.readUInt32BE(at + 4)) {
    const name = bytes.toString('latin1', at, at + 4)
    if (/^[a-z]/.test(name)) {
      throw environment(`Git's index uses the extension ${name}`, { place: { file }, fix: 'switch split and sparse index off there: `git update-index --no-split-index`, `git sparse-checkout disable`' })
    }
  }
}
