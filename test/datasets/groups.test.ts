import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { taskKey } from '../../src/datasets/task.js'
import type { Trace } from '../../src/kernel/types.js'
import { assistant, build, candidate, session, trace, user, words } from './examples.js'

const at = (minute: number): string => `2026-08-10T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00.000Z`
/** A run of one of few tasks, with words of its own or nearly those of another. */
const run = (task: number, seed: number, minute: number): Trace => trace(`${task} ${seed} ${minute}`, [user(`Please do task number ${task} of the long list`), assistant(words(seed, 40))], { startedAt: at(minute) })
const splitsOf = (records: readonly { trace: string; split: string }[]): Map<string, string> => new Map(records.map(({ trace: id, split }) => [id, split]))

describe('splits', () => {
  const aRun = fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 8 }))
  it('never part sessions of one task, nor near-duplicates', async () => {
    await fc.assert(fc.asyncProperty(fc.array(aRun, { minLength: 5, maxLength: 40 }), async (list) => {
      const runs = list.map(([task, seed], i) => run(task, seed * 1000 + i, i))
      const split = splitsOf((await build(runs.map((of) => candidate(of)))).manifest.records)
      const byTask = new Map<string, Set<string | undefined>>()
      for (const of of runs) byTask.set(taskKey(of), (byTask.get(taskKey(of)) ?? new Set()).add(split.get(of.id)))
      for (const used of byTask.values()) expect(used.size).toBe(1)
    }), { numRuns: 40 })
  })

  it('stay when data is added, by the manifest before and without it where groups only grow', async () => {
    await fc.assert(fc.asyncProperty(fc.array(aRun, { minLength: 4, maxLength: 30 }), fc.array(aRun, { minLength: 1, maxLength: 30 }), async (first, then) => {
      const all = [...first, ...then].map(([task, seed], i) => candidate(run(task, seed * 1000 + i, i)))
      const before = (await build(all.slice(0, first.length))).manifest
      const after = splitsOf((await build(all, { earlier: before })).manifest.records)
      for (const [id, split] of splitsOf(before.records)) expect(after.get(id)).toBe(split)
    }), { numRuns: 40 })
  })

  it('follow the earliest session of a group, so that later ones move nothing even without a manifest', async () => {
    const old = Array.from({ length: 60 }, (_, i) => candidate(run(i, i, i)))
    const more = Array.from({ length: 60 }, (_, i) => candidate(run(i, i + 500, 100 + i)))
    const [before, after] = [splitsOf((await build(old)).manifest.records), splitsOf((await build([...more, ...old])).manifest.records)]
    for (const [id, split] of before) expect(after.get(id)).toBe(split)
  })

  it('put what was trained on and what was held out into training, once they are one group', async () => {
    const list = Array.from({ length: 40 }, (_, i) => session(i))
    const before = (await build(list.map((of) => candidate(of)))).manifest
    const [trained, held] = [before.records.find(({ split }) => split === 'train')!, before.records.find(({ split }) => split === 'test')!]
    const same = list.map((of) => candidate([trained.trace, held.trace].includes(of.id) ? { ...of, metadata: { taskId: 'one' } } : of))
    const after = splitsOf((await build(same, { earlier: before })).manifest.records)
    expect([after.get(trained.trace), after.get(held.trace)]).toEqual(['train', 'train'])
  })

  it('are the same manifest again when nothing was added', async () => {
    const list = Array.from({ length: 20 }, (_, i) => candidate(session(i)))
    const first = (await build(list)).manifest
    const second = (await build(list, { earlier: first })).manifest
    expect(second.id).toBe(first.id)
    expect(second.splitsFrom).toBe(first.id)
  })
})

describe('taskKey', () => {
  const asking = (text: string, more: Partial<Trace> = {}) => taskKey(trace(text, [user(text), assistant('x')], more))
  it('is the source\'s id of the task, else a request that says something', () => {
    expect(asking('Fix the parser of the compiler')).toBe(asking('fix  the parser\nof the compiler'))
    expect(asking('a', { metadata: { taskId: 3 } })).toBe(asking('b', { metadata: { taskId: 3 } }))
    expect(asking('a', { metadata: { taskId: 3 } })).not.toBe(asking('b', { metadata: { taskId: 3 }, runtime: 'hermes' }))
    expect(taskKey(trace('one', [user('continue')]))).not.toBe(taskKey(trace('two', [user('continue')])))
    expect(taskKey(trace('one', [user('请帮我运行所有的测试并修复失败')]))).toBe(taskKey(trace('two', [user('请帮我运行所有的测试并修复失败')])))
  })
})
