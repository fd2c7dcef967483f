import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import type { Done, FromThread, Job } from './types.js'

/** Where threads run, and how many there may be. */
export interface Team {
  /** The script of a thread. */
  script: URL
  most: number
  /** Given to each thread. */
  given: unknown
  /** What a thread must say it works by; one that says otherwise is not used. */
  agreed: string
}

// Starting a thread takes as long as this many sessions do: fewer are done here.
const ALONE = 200
const CHUNK = 16
/** A chunk is closed before it weighs so much; an item that does by itself is not handed over, which would copy it twice. */
const CHUNK_BYTES = 1 << 18
const UNDER_WAY = 2

/**
 * Maps items in their order on several threads, this one among them: whatever no other is free for is done here. What comes
 * of it is the same on any number of threads, and where one ends, fails, runs out of memory or never starts: its part is
 * done here. Memory holds a few chunks.
 * @throws what the work on an item throws here, when its chunk's turn comes
 */
export async function* spread<T, R>(team: Team, { here, bytesOf }: Job<T, R>, items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<Done<T, R>> {
  const threads: Thread<T, R>[] = []
  const waiting: { chunk: readonly T[]; values: Promise<R[]>; isDone: boolean }[] = []
  const doHere = async (chunk: readonly T[]): Promise<R[]> => {
    const values: R[] = []
    for (const item of chunk) values.push(await here(item))
    return values
  }
  const give = async (chunk: readonly T[], bytes: number): Promise<void> => {
    if (threads.length === 0 && existsSync(team.script)) for (let i = 0; i < team.most; i++) threads.push(startThread(team))
    // What threads have said is heard only when this one pauses.
    await new Promise(setImmediate)
    const free = bytes > CHUNK_BYTES ? undefined : threads.filter((thread) => thread.isFree()).sort((a, b) => a.underWay() - b.underWay())[0]
    const entry = { chunk, values: free ? free.ask(chunk).then((values) => values ?? doHere(chunk)) : doHere(chunk), isDone: false }
    const settled = entry.values.then(() => undefined, () => undefined).then(() => (entry.isDone = true))
    if (!free) await settled
    waiting.push(entry)
  }
  async function* take(): AsyncGenerator<Done<T, R>> {
    const next = waiting.shift()
    const values = await next?.values ?? []
    for (const [i, value] of values.entries()) yield { item: next?.chunk[i] as T, value }
  }
  let alone = 0
  let chunk: T[] = []
  let bytes = 0
  try {
    for await (const item of items) {
      const size = bytesOf(item)
      if (size > 0) alone++
      if (alone <= ALONE || team.most === 0 || (size === 0 && chunk.length === 0 && waiting.length === 0)) {
        yield { item, value: await here(item) }
        continue
      }
      if (chunk.length > 0 && bytes + size > CHUNK_BYTES) {
        await give(chunk, bytes)
        ;[chunk, bytes] = [[], 0]
      }
      chunk.push(item)
      bytes += size
      if (chunk.length < CHUNK && bytes < CHUNK_BYTES) continue
      await give(chunk, bytes)
      ;[chunk, bytes] = [[], 0]
      while (waiting[0]?.isDone || waiting.length > team.most * UNDER_WAY + 2) yield* take()
    }
    if (chunk.length > 0) await give(chunk, bytes)
    while (waiting.length > 0) yield* take()
  } finally {
    await Promise.all(threads.map(async (thread) => thread.stop()))
  }
}

interface Thread<T, R> {
  isFree(): boolean
  underWay(): number
  /** What came of a chunk; undefined where the thread is gone, or failed at it. */
  ask(chunk: readonly T[]): Promise<R[] | undefined>
  stop(): Promise<void>
}

function startThread<T, R>({ script, given, agreed }: Team): Thread<T, R> {
  const worker = new Worker(script, { workerData: given, execArgv: [], stdout: true, stderr: true, resourceLimits: { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 256 } })
  const questions: ((values: R[] | undefined) => void)[] = []
  let state: 'starting' | 'ready' | 'gone' = 'starting'
  const leave = (): void => {
    state = 'gone'
    for (const answer of questions.splice(0)) answer(undefined)
  }
  worker.on('message', (message: FromThread<R>) => {
    if (!('ready' in message)) questions.shift()?.('values' in message ? message.values : undefined)
    else if (message.ready === agreed) state = 'ready'
    else void worker.terminate()
  })
  worker.on('error', leave)
  worker.on('messageerror', () => void worker.terminate())
  worker.on('exit', leave)
  // Unread, it would pile up.
  for (const stream of [worker.stdout, worker.stderr]) stream.resume()
  return {
    isFree: () => state === 'ready' && questions.length < UNDER_WAY,
    underWay: () => questions.length,
    ask: async (chunk) => new Promise((answer) => {
      try {
        worker.postMessage(chunk)
        questions.push(answer)
      } catch {
        // What is nested too deeply cannot be copied.
        answer(undefined)
      }
    }),
    stop: async () => {
      await worker.terminate()
    }
  }
}
