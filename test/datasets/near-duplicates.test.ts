import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NEAR, groupNearDuplicates, groupSketches } from '../../src/datasets/near-duplicates.js'
import { SHINGLE, shinglesFromText, shinglesToText, similarity, sketchOf } from '../../src/datasets/sketch.js'
import { words } from './examples.js'

/** Jaccard by the definition, for comparison. */
function jaccard(a: string, b: string): number {
  const shingles = (text: string): Set<string> => {
    const list = text.split(' ')
    return new Set(list.length < SHINGLE ? [text] : list.slice(SHINGLE - 1).map((_, i) => list.slice(i, i + SHINGLE).join(' ')))
  }
  const [x, y] = [shingles(a), shingles(b)]
  const shared = [...x].filter((shingle) => y.has(shingle)).length
  return shared / (x.size + y.size - shared)
}

/** Groups by comparing all pairs. */
function slowGroups(items: { id: string; text: string }[]): Map<string, string> {
  const group = new Map(items.map(({ id }) => [id, id]))
  for (let changed = true; changed;) {
    changed = false
    for (const a of items) for (const b of items) {
      const [x, y] = [group.get(a.id)!, group.get(b.id)!]
      if (x < y && jaccard(a.text, b.text) >= NEAR) { group.set(b.id, x); changed = true }
    }
  }
  return group
}

const edited = (text: string, at: number[]): string => text.split(' ').map((word, i) => (at.includes(i) ? `${word}x` : word)).join(' ')

describe('groupNearDuplicates', () => {
  it('groups by the smallest id, whatever the case and punctuation', () => {
    const text = words(1, 80)
    expect(groupNearDuplicates([{ id: 'c', text }, { id: 'a', text: `${text.toUpperCase()}!` }, { id: 'b', text: words(2, 80) }])).toEqual(new Map([['a', 'a'], ['b', 'b'], ['c', 'a']]))
  })

  it('joins by way of others', () => {
    const one = words(1, 200)
    const two = edited(one, [20, 60])
    const three = edited(two, [100, 140])
    expect(jaccard(one, three)).toBeLessThan(jaccard(one, two))
    expect(new Set(groupNearDuplicates([{ id: '1', text: one }, { id: '2', text: two }, { id: '3', text: three }]).values())).toEqual(new Set(['1']))
  })

  it('keeps apart what only shares phrases, and short texts that differ', () => {
    const groups = groupNearDuplicates([{ id: 'a', text: `${words(1, 100)} ${words(2, 60)}` }, { id: 'b', text: `${words(1, 100)} ${words(3, 60)}` }, { id: 'c', text: 'yes please' }, { id: 'd', text: 'no thanks' }, { id: 'e', text: 'Yes, please!' }, { id: 'f', text: '!!!' }, { id: 'g', text: '???' }])
    expect(Object.fromEntries(groups)).toEqual({ a: 'a', b: 'b', c: 'c', d: 'd', e: 'c', f: 'f', g: 'g' })
  })

  it('works where words have no spaces between them', () => {
    const text = '请帮我运行所有的测试，然后告诉我哪些失败了，以及为什么会失败。最后请更新文档并提交更改。'
    expect(groupNearDuplicates([{ id: 'a', text }, { id: 'b', text: `${text}好` }, { id: 'c', text: '请删除这个文件并且重新启动服务器，谢谢你的帮助，再见。' }])).toEqual(new Map([['a', 'a'], ['b', 'a'], ['c', 'c']]))
  })

  const family = fc.record({ seed: fc.integer({ min: 1, max: 4 }), length: fc.constantFrom(3, 40, 120, 400), edits: fc.array(fc.nat({ max: 399 }), { maxLength: 5 }) })
  const set = fc.array(family, { minLength: 1, maxLength: 12 }).map((list) => list.map(({ seed, length, edits }, i) => ({ id: `t${String(i).padStart(2, '0')}`, text: edited(words(seed, length), edits) })))

  it('finds what comparing all pairs finds', () => {
    fc.assert(fc.property(set, (items) => {
      expect(groupNearDuplicates(items)).toEqual(slowGroups(items))
    }), { numRuns: 300 })
  })

  it('finds the same when shingles wait elsewhere', async () => {
    await fc.assert(fc.asyncProperty(set, async (items) => {
      const waiting = new Map(items.map(({ id, text }) => [id, shinglesToText(sketchOf(id, text))]))
      const sketches = items.map(({ id, text }) => { const { size, signature } = sketchOf(id, text); return { id, size, signature } })
      expect(await groupSketches(sketches, ({ id, size }) => Promise.resolve({ size, shingles: shinglesFromText(waiting.get(id) ?? '') }))).toEqual(groupNearDuplicates(items))
    }))
  })

  it('depends on the set, not on its order', () => {
    fc.assert(fc.property(set.chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length }))), ([items, shuffled]) => {
      expect(groupNearDuplicates(shuffled)).toEqual(groupNearDuplicates(items))
    }))
  })

  // Processor time, not the clock's: other tests run beside this one. Ten times the texts; a hundredfold would be the square.
  it('takes time in proportion to the number of texts, also when all are alike', () => {
    const items = (count: number) => Array.from({ length: count }, (_, i) => ({ id: `t${i}`, text: i % 2 ? words(1, 50) : `${words(1, 36)} ${words(i + 10, 14)}` }))
    const time = (count: number): number => { const list = items(count); const start = process.cpuUsage(); groupNearDuplicates(list); return process.cpuUsage(start).user / 1000 }
    time(200)
    expect(time(3000)).toBeLessThan(40 * Math.max(20, time(300)))
  })
})

describe('similarity', () => {
  it('is exact for texts that fit, and close for long ones', () => {
    const long = words(5, 6000)
    const half = `${long.split(' ').slice(0, 5000).join(' ')} ${words(6, 1000)}`
    expect(similarity(sketchOf('a', words(1, 100)), sketchOf('b', edited(words(1, 100), [50])))).toBeCloseTo(jaccard(words(1, 100), edited(words(1, 100), [50])), 10)
    expect(Math.abs(similarity(sketchOf('a', long), sketchOf('b', half)) - jaccard(long, half))).toBeLessThan(0.06)
  })
})
