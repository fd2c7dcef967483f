import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SkillLoopError } from '../../src/kernel/errors.js'
import { applyDelta } from '../../src/store/objects/delta.js'
import { ObjectReader } from '../../src/store/objects/object-reader.js'
import { openObjects } from '../../src/store/objects/object-files.js'
import { git, temporaryFolder } from '../helpers/temporary.js'

/** A repository of files that grew edit by edit, so that git makes deltas of them. */
function grown(edits: readonly (readonly [file: number, at: number, text: string])[]): string {
  const folder = temporaryFolder()
  git(folder, 'init', '-q', '-b', 'main')
  const files = new Map<number, string>()
  let stream = ''
  const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}\n`
  for (const [i, [file, at, text]] of edits.entries()) {
    const before = files.get(file) ?? Array.from({ length: 60 }, (_, line) => `line ${line} of file ${file}\n`).join('')
    const after = before.slice(0, at) + text.toWellFormed() + before.slice(at)
    files.set(file, after)
    stream += `commit refs/heads/main\ncommitter A <a@example.org> ${1_700_000_000 + i} +0000\n${data(`edit ${i}`)}M 100644 inline folder/file-${file}.txt\n${data(after)}\n`
  }
  stream += `tag named\nfrom refs/heads/main\ntagger A <a@example.org> 1700000000 +0000\n${data('a tag')}`
  // Loose objects, so that each way of packing begins alike.
  execFileSync('git', ['-C', folder, '-c', 'fastimport.unpackLimit=100000', 'fast-import', '--quiet'], { input: stream, stdio: ['pipe', 'ignore', 'pipe'] })
  git(folder, 'reset', '-q', '--hard')
  return folder
}

/** All objects as native git reads them. */
function allObjects(folder: string): Map<string, { type: string; content: string }> {
  const ids = git(folder, 'cat-file', '--batch-all-objects', '--batch-check=%(objectname)').trim().split('\n')
  const bytes = execFileSync('git', ['-C', folder, 'cat-file', '--batch'], { input: ids.join('\n'), maxBuffer: 1 << 28 })
  const objects = new Map<string, { type: string; content: string }>()
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(10, at)
    const [oid = '', type = '', size] = bytes.toString('latin1', at, end).split(' ')
    objects.set(oid, { type, content: bytes.toString('hex', end + 1, end + 1 + Number(size)) })
    at = end + Number(size) + 2
  }
  return objects
}

const packFolder = (folder: string): string => join(folder, '.git/objects/pack')
const packFile = (folder: string, ending: string): string => join(packFolder(folder), readdirSync(packFolder(folder)).find((name) => name.endsWith(ending)) ?? '')

// Ways that git packs: chains of deltas by offset or by id, without deltas, several packs, none, objects twice.
const PACKINGS: Readonly<Record<string, string[][]>> = {
  'deltas by offset': [['-c', 'repack.useDeltaBaseOffset=true', 'repack', '-adfq', '--depth=50']],
  'deltas by id': [['-c', 'repack.useDeltaBaseOffset=false', 'repack', '-adfq', '--depth=50']],
  'no deltas, no compression': [['-c', 'core.compression=0', 'repack', '-adFq', '--depth=0']],
  'some packed, some loose': [['repack', '-dq', '--window=3'], ['commit', '-q', '--allow-empty', '-m', 'loose']],
  'twice': [['repack', '-q'], ['repack', '-adfq', '--depth=5']],
  'all loose': []
}

describe('reading objects', () => {
  const anEdit = fc.tuple(fc.nat(2), fc.nat(900), fc.string({ maxLength: 300 }))

  it.each(Object.keys(PACKINGS))('gives what native git gives: %s', (packing) => {
    fc.assert(fc.property(fc.array(anEdit, { minLength: 1, maxLength: 8 }), (edits) => {
      const folder = grown(edits)
      for (const args of PACKINGS[packing] ?? []) git(folder, ...args)
      const read = openObjects(join(folder, '.git/objects'))
      for (const [oid, { type, content }] of allObjects(folder)) expect([oid, read(oid).type, read(oid).content.toString('hex')]).toEqual([oid, type, content])
      expect(() => read('f'.repeat(40))).toThrow('there is no object')
    }), { numRuns: 3 })
  }, 60_000)

  it('reads deltas of both kinds, long chains, and objects of no and of many bytes', () => {
    const folder = grown(Array.from({ length: 30 }, (_, i) => [0, (i * 389) % 1100, `edit ${i} ${(i * 7919) % 10007}\n`] as const))
    writeFileSync(join(folder, 'empty'), '')
    writeFileSync(join(folder, 'large'), Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * i) % 251)))
    git(folder, 'add', '.')
    git(folder, 'commit', '-q', '-m', 'large')
    for (const offsets of ['true', 'false']) {
      git(folder, '-c', `repack.useDeltaBaseOffset=${offsets}`, 'repack', '-adfq', '--depth=50')
      expect(git(folder, 'verify-pack', '-v', packFile(folder, '.idx'))).toMatch(/chain length = [3-9]/)
      const read = openObjects(join(folder, '.git/objects'))
      for (const [oid, { content }] of allObjects(folder)) expect(read(oid).content.toString('hex')).toBe(content)
    }
  })

  it('goes on when git has moved all objects into another pack', () => {
    const folder = grown([[0, 1, 'a'], [0, 2, 'b'], [1, 3, 'c']])
    git(folder, 'repack', '-adq')
    const objects = allObjects(folder)
    const read = openObjects(join(folder, '.git/objects'))
    const [first = '', ...others] = objects.keys()
    read(first)
    git(folder, 'commit', '-q', '--allow-empty', '-m', 'more')
    git(folder, 'gc', '-q', '--prune=now')
    for (const oid of others) expect(read(oid).content.toString('hex')).toBe(objects.get(oid)?.content)
  })

  it('takes another copy where one is damaged', () => {
    const folder = grown([[0, 1, 'a'], [0, 2, 'b']])
    git(folder, 'repack', '-q')
    const objects = allObjects(folder)
    damage(packFile(folder, '.pack'), 40)
    const read = openObjects(join(folder, '.git/objects'))
    for (const [oid, { content }] of objects) expect(read(oid).content.toString('hex')).toBe(content)
  })

  it('names the damaged file, whatever byte is wrong, and never gives other bytes', async () => {
    const folder = grown(Array.from({ length: 10 }, (_, i) => [0, i * 11, `edit ${i}\n`] as const))
    git(folder, 'repack', '-adfq', '--depth=50')
    const objects = allObjects(folder)
    const rest = temporaryFolder()
    await fc.assert(fc.asyncProperty(fc.constantFrom('.pack', '.idx'), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.integer({ min: 1, max: 255 }), fc.boolean(), async (ending, where, mask, cut) => {
      const copy = join(rest, 'copy')
      rmSync(copy, { recursive: true, force: true })
      cpSync(join(folder, '.git'), copy, { recursive: true })
      const file = join(copy, 'objects/pack', readdirSync(join(copy, 'objects/pack')).find((name) => name.endsWith(ending)) ?? '')
      const at = Math.floor(where * readFileSync(file).length)
      damage(file, at, mask, cut)
      const reader = new ObjectReader(copy)
      let failed = 0
      for (const [oid, { type, content }] of objects) {
        const bytes = await (type === 'blob' ? reader.blob(oid) : reader.rawCommit(oid)).catch((error: unknown) => error)
        if (bytes instanceof SkillLoopError) {
          failed++
          expect(bytes.code).toBe(3)
          if (type === 'blob' || type === 'commit') expect(bytes.message).toMatch(/\.(?:pack|idx): |there is no object/)
        } else expect(Buffer.from(bytes as Uint8Array).toString('hex')).toBe(content)
      }
      if (cut && ending === '.idx') expect(failed).toBe(objects.size)
    }), { numRuns: 40 })
  }, 60_000)

  it('ends at a delta that leads to itself, and at sizes that cannot be', () => {
    expect(() => applyDelta(Buffer.from('abc'), Buffer.from([3, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x90, 1]))).toThrow('too large')
    expect(() => applyDelta(Buffer.from('abc'), Buffer.from([3, 2, 0x91, 2, 2]))).toThrow('beyond an end')
    expect(() => applyDelta(Buffer.from('abc'), Buffer.from([4, 2, 0x90, 1]))).toThrow('another base')
    expect(() => applyDelta(Buffer.from('abc'), Buffer.from([3, 2, 0]))).toThrow('unknown command')
    expect(() => applyDelta(Buffer.from('abc'), Buffer.from([0x83]))).toThrow('ends within')
    expect(applyDelta(Buffer.from('abc'), Buffer.from([3, 4, 0x91, 1, 2, 2, 0x78, 0x79])).toString()).toBe('bcxy')
  })
})

function damage(file: string, at: number, mask = 0xff, cut = false): void {
  chmodSync(file, 0o600)
  if (cut) {
    truncateSync(file, at)
    return
  }
  const bytes = readFileSync(file)
  bytes[at] = (bytes[at] ?? 0) ^ mask
  writeFileSync(file, bytes)
}
