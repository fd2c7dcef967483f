import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { spread } from '../../src/threads/spread.js'

const folder = mkdtempSync(join(tmpdir(), 'skillloop test '))
afterAll(() => rmSync(folder, { recursive: true }))
const script = (name: string, code: string): URL => {
  const path = join(folder, `${name}.mjs`)
  writeFileSync(path, `import { parentPort as port, workerData } from 'node:worker_threads'\nconst ready = (word) => { port.postMessage({ ready: word }); Atomics.add(workerData.ready, 0, 1) }\n${code}`)
  return pathToFileURL(path)
}
const ANSWER = "const answer = (chunk) => port.postMessage(chunk.some(({ bad }) => bad) ? { failed: true } : { values: chunk.map(({ n }) => ({ is: n * 2, by: 'thread' })) })"

// What a thread may do.
const SCRIPTS = {
  'answers': script('answers', `${ANSWER}\nport.on('message', answer)\nready(workerData.word)`),
  'works by something else': script('other', `${ANSWER}\nport.on('message', answer)\n// Counted first: whoever hears that ends it.\nAtomics.add(workerData.ready, 0, 1)\nport.postMessage({ ready: 'other' })`),
  'fails to load': script('fails', "throw new Error('not today')"),
  'ends at once': script('ends', 'process.exit(0)'),
  'never says that it is ready': script('mute', "port.on('message', () => undefined)"),
  'ends amid its third chunk': script('amid', `${ANSWER}\nlet count = 0\nport.on('message', (chunk) => (++count === 3 ? process.exit(1) : answer(chunk)))\nready(workerData.word)`),
  'runs out of memory': script('hungry', "const kept = []\nport.on('message', () => { for (;;) kept.push(new Array(1_000_000).fill(kept.length + 0.5)) })\nready(workerData.word)"),
  'fails at each chunk': script('failing', "port.on('message', () => port.postMessage({ failed: true }))\nready(workerData.word)"),
  'is not there': pathToFileURL(join(folder, 'none.mjs'))
}

interface Item { n: number; deep?: unknown; bad?: true }
interface Result { item: Item; value: { is: number; by: string } }

const READY = new Set([SCRIPTS.answers, SCRIPTS['works by something else'], SCRIPTS['ends amid its third chunk'], SCRIPTS['runs out of memory'], SCRIPTS['fails at each chunk']])

async function results(url: URL, most: number, items: readonly Item[], bytesOf: (item: Item) => number = () => 10, found: Result[] = []): Promise<Result[]> {
  const ready = new Int32Array(new SharedArrayBuffer(4))
  async function* source(): AsyncGenerator<Item> {
    for (const item of items) {
      // Goes on when the threads have said that they are ready, and that was heard.
      if (item.n === 300 && READY.has(url)) {
        while (Atomics.load(ready, 0) < most) await new Promise(setImmediate)
        for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate)
      }
      yield item
    }
  }
  const here = ({ n, bad }: Item): Promise<Result['value']> => (bad ? Promise.reject(new Error(`no ${n}`)) : Promise.resolve({ is: n * 2, by: 'here' }))
  for await (const result of spread({ script: url, most, given: { word: 'agreed', ready }, agreed: 'agreed' }, { here, bytesOf }, source())) found.push(result)
  return found
}

const told = ({ item, value }: Result): number[] => [item.n, value.is]

const items = Array.from({ length: 1500 }, (_, n): Item => ({ n }))

describe.each(Object.entries(SCRIPTS))('where a thread %s', (_, url) => {
  test.each([0, 1, 3])('what comes of items is the same, in their order, on %i threads', async (most) => {
    const found = await results(url, most, items)
    expect(found.map(told)).toEqual(items.map(({ n }) => [n, n * 2]))
    expect(found.every(({ item }, n) => item === items[n])).toBe(true)
  })
})

const byThreads = (found: readonly Result[]): number => found.filter(({ value }) => value.by === 'thread').length

test('threads take a part of many items, and none of a few', async () => {
  expect(byThreads(await results(SCRIPTS.answers, 2, items))).toBeGreaterThan(300)
  expect(byThreads(await results(SCRIPTS.answers, 2, items.slice(0, 200)))).toBe(0)
})

test('what is large, or nested too deeply to be copied, is done here', async () => {
  expect(byThreads(await results(SCRIPTS.answers, 2, items, () => 1 << 20))).toBe(0)
  let deep: unknown = []
  for (let depth = 0; depth < 100_000; depth++) deep = [deep]
  const nested = items.map(({ n }) => ({ n, ...(n % 10 === 0 && { deep }) }))
  expect((await results(SCRIPTS.answers, 2, nested)).map(told)).toEqual((await results(SCRIPTS.answers, 0, nested)).map(told))
})

test.each([0, 1, 3])('an item that fails is told by its own error, after what was before its chunk, on %i threads', async (most) => {
  for (const at of [3, 100, 640, 1499]) {
    const found: Result[] = []
    const failing = items.map(({ n }): Item => ({ n, ...(n === at && { bad: true }) }))
    await expect(results(SCRIPTS.answers, most, failing, undefined, found)).rejects.toThrow(`no ${at}`)
    expect(found.map(told)).toEqual(items.slice(0, found.length).map(({ n }) => [n, n * 2]))
    expect(found.length).toBeGreaterThan(at - 16)
    expect(found.length).toBeLessThanOrEqual(at)
  }
})

test('what there is nothing to do for starts no thread, and keeps its place among what there is', async () => {
  let looked = 0
  const team = { get script() { looked++; return SCRIPTS.answers }, most: 2, given: { word: 'agreed', ready: new Int32Array(new SharedArrayBuffer(4)) }, agreed: 'agreed' }
  const read = async (bytesOf: (item: Item) => number): Promise<number[]> => {
    const found: number[] = []
    for await (const { item } of spread(team, { here: ({ n }: Item) => Promise.resolve(n), bytesOf }, items)) found.push(item.n)
    return found
  }
  const order = items.map(({ n }) => n)
  expect(await read(() => 0)).toEqual(order)
  expect(await read(({ n }) => (n % 10 === 0 ? 10 : 0))).toEqual(order)
  expect(looked).toBe(0)
  expect(await read(({ n }) => (n % 3 === 0 ? 10 : 0))).toEqual(order)
  expect(looked).toBeGreaterThan(0)
})

test('an error of the source, and a reader that leaves early, end it', async () => {
  async function* failing(): AsyncGenerator<Item> {
    for (const item of items) {
      if (item.n === 900) throw new Error('the source is gone')
      yield await Promise.resolve(item)
    }
  }
  const team = { script: SCRIPTS.answers, most: 2, given: { word: 'agreed', ready: new Int32Array(new SharedArrayBuffer(4)) }, agreed: 'agreed' }
  const job = { here: ({ n }: Item) => Promise.resolve(n), bytesOf: () => 10 }
  const read = async (): Promise<void> => {
    for await (const result of spread(team, job, failing())) void result
  }
  await expect(read()).rejects.toThrow('the source is gone')
  let count = 0
  for await (const result of spread(team, job, items)) if (result.value === result.item.n && ++count === 700) break
  expect(count).toBe(700)
})
