import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refused, SkillLoopError } from '../../src/kernel/errors.js'
import { sha256 } from '../../src/kernel/hash.js'
import { ObjectBatch, packBlob } from '../../src/store/objects/object-batch.js'
import { git, temporaryFolder } from '../helpers/temporary.js'

const inspect = (bytes: Uint8Array): void => {
  if (Buffer.from(bytes).includes('secret')) throw refused('still has a secret', { expected: 'nothing secret' })
}

/** Every file below a folder with the digest of its bytes. */
function filesOf(folder: string): [string, string][] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.map((entry): [string, string] => [relative(folder, join(entry.parentPath, entry.name)), sha256(readFileSync(join(entry.parentPath, entry.name)))]).sort()
}

/** Stores blobs in a new repository. @returns what became of each, and the object files */
async function store(blobs: readonly Buffer[], isPacked: (at: number) => boolean): Promise<{ said: string[]; files: [string, string][] }> {
  const folder = temporaryFolder()
  git(folder, 'init', '-q', '--bare', '.')
  const batch = new ObjectBatch(join(folder, 'objects'), inspect)
  const said: string[] = []
  for (const [at, content] of blobs.entries()) {
    const ready = isPacked(at) ? await packBlob(content, inspect) : { content }
    said.push(await batch.take(structuredClone(ready)).catch((error: unknown) => (error instanceof SkillLoopError ? `${error.code} ${error.message} ${error.detail.expected}` : Promise.reject(error as Error))))
  }
  await batch.finish({ fsync: false })
  expect(git(folder, 'fsck', '--strict', '--no-dangling')).toBe('')
  return { said, files: filesOf(join(folder, 'objects')) }
}

test('a blob that another thread made ready is stored, or refused, as its bytes would be: the same files, few or many', async () => {
  const blob = fc.oneof(fc.string({ maxLength: 40 }).map((text) => Buffer.from(text)), fc.constant(Buffer.from('a secret here')), fc.integer({ min: 0, max: 70_000 }).map((size) => Buffer.alloc(size, 'abcdefg')))
  await fc.assert(fc.asyncProperty(fc.oneof(fc.array(blob, { maxLength: 12 }), fc.array(blob, { minLength: 30, maxLength: 60 })), fc.func(fc.boolean()), async (blobs, choose) => {
    const plain = await store(blobs, () => false)
    expect(plain.said.filter((what) => what.startsWith('1 '))).toHaveLength(blobs.filter((bytes) => bytes.includes('secret')).length)
    expect(await store(blobs, () => true)).toEqual(plain)
    expect(await store(blobs, (at) => choose(at))).toEqual(plain)
  }), { numRuns: 12 })
})
