import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergeFiles } from '../../src/proposals/merge-files.js'

const files = (texts: Readonly<Record<string, string | Uint8Array>>): Map<string, Uint8Array> => new Map(Object.entries(texts).map(([name, text]) => [name, Buffer.from(text)]))
const merged = (...[base, ours, theirs, take]: [Record<string, string | Uint8Array>, Record<string, string | Uint8Array>, Record<string, string | Uint8Array>, 'theirs'?]): unknown => {
  const result = mergeFiles(files(base), files(ours), files(theirs), take)
  return { ...Object.fromEntries([...result.files].map(([name, bytes]) => [name, Buffer.from(bytes).toString()])), ...(result.conflicts.length > 0 && { conflicts: result.conflicts }) }
}

describe('a change put on other files', () => {
  it('by file: what one side changed, added or took away', () => {
    expect(merged({ a: '1', b: '1', c: '1' }, { a: '1', b: '2', d: 'x' }, { a: '2', b: '1', c: '1', e: 'y' })).toEqual({ a: '2', b: '2', d: 'x', e: 'y' })
    expect(merged({ a: '1' }, {}, {})).toEqual({})
    expect(merged({ a: '1' }, { a: '2' }, { a: '2' })).toEqual({ a: '2' })
  })

  it('by line, where the changes are apart; the same change of both once', () => {
    expect(merged({ a: '1\n2\n3\n4\n' }, { a: 'one\n2\n3\n4\n' }, { a: '1\n2\n3\nfour\n' })).toEqual({ a: 'one\n2\n3\nfour\n' })
    expect(merged({ a: '1\n2\n3\n4\n5\n' }, { a: 'one\n2\n3\n4\n5\n' }, { a: 'one\n2\n3\n4\nfive\n' })).toEqual({ a: 'one\n2\n3\n4\nfive\n' })
    expect(merged({ a: '1\n2\n3\n' }, { a: 'x\n1\n2\n3\n' }, { a: '1\n2\n3\ny\n' })).toEqual({ a: 'x\n1\n2\n3\ny\n' })
  })

  it.each([
    ['the same line', '1\n2\n3\n', '1\nb\n3\n', '1\nc\n3\n'], ['lines next to each other', '1\n2\n3\n', 'x\n2\n3\n', '1\ny\n3\n'], ['two lines put in one place', '1\n2\n', '1\na\n2\n', '1\nb\n2\n'],
    ['the same place, of another length', '1\n2\n3\n', '1\nb\n3\n', '1\n'], ['the same words over another span', '1\n2\n3\n4\n', '1\nx\n3\n4\n', '1\nx\n4\n']
  ])('is left to a person: %s', (_, base, ours, theirs) => {
    expect(merged({ a: base }, { a: ours }, { a: theirs })).toEqual({ a: ours, conflicts: ['a'] })
    expect(merged({ a: base }, { a: ours }, { a: theirs }, 'theirs')).toEqual({ a: theirs, conflicts: ['a'] })
  })

  it('is left to a person where there is no text, or one side took the file away', () => {
    expect(merged({ a: '1' }, {}, { a: '2' })).toEqual({ conflicts: ['a'] })
    expect(merged({ a: '1' }, {}, { a: '2' }, 'theirs')).toEqual({ a: '2', conflicts: ['a'] })
    const [base, ours, theirs] = [[0xff, 1], [0xff, 2], [0xff, 3]].map((bytes) => new Map([['a', Uint8Array.from(bytes)]])) as [Map<string, Uint8Array>, Map<string, Uint8Array>, Map<string, Uint8Array>]
    expect(mergeFiles(base, ours, theirs)).toEqual({ files: ours, conflicts: ['a'] })
  })

  it('a side that changed nothing gives the other, and both the same give that', () => {
    const text = fc.array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd'), { maxLength: 8 }).map((lines) => lines.join(''))
    fc.assert(fc.property(text, text, (base, changed) => {
      expect(merged({ a: base }, { a: base }, { a: changed })).toEqual({ a: changed })
      expect(merged({ a: base }, { a: changed }, { a: base })).toEqual({ a: changed })
      expect(merged({ a: base }, { a: changed }, { a: changed })).toEqual({ a: changed })
    }))
  })
})
