import { existsSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { outcomeOf, revivedError, type Failure, type Outcome } from '../kernel/outcome.js'
import type { FromThread, Job } from './types.js'

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
 * of it is the same on any number of threads, and where one ends, runs out of memory or never starts. Memory holds a
 * few chunks. An item that fails is told as such when its turn comes.
 */
export async function* spread<T, R>(team: Team, { here, bytesOf }: Job<T, R>, items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<Outcome<T, R>> {
  const threads: Thread<T, R>[] = []
  const waiting: { outcomes: Promise<Outcome<T, R>[]>; isDone: boolean }[] = []
  const doHere = async (chunk: readonly T[]): Promise<Outcome<T, R>[]> => {
    const outcomes: Outcome<T, R>[] = []
    for (const item of chunk) outcomes.push(await outcomeOf(item, here))
    return outcomes
  }
  const give = async (chunk: readonly T[], bytes: number): Promise<void> => {
    if (threads.length === 0 && existsSync(team.script)) for (let i = 0; i < team.most; i++) threads.push(startThread(team))
    // What threads have said is heard only when this one pauses.
    await new Promise(setImmediate)
    const free = bytes > CHUNK_BYTES ? undefined : threads.filter((thread) => thread.isFree()).sort((a, b) => a.underWay() - b.underWay())[0]
    const asked = free?.ask(chunk)
    const entry = { outcomes: asked ? asked.then((values) => values ?? doHere(chunk)) : Promise.resolve(await doHere(chunk)), isDone: asked === undefined }
    entry.outcomes.then(() => (entry.isDone = true), () => (entry.isDone = true))
    waiting.push(entry)
  }
  let alone = 0
  let chunk: T[] = []
  let bytes = 0
  try {
    for await (const item of items) {
      const size = bytesOf(item)
      if (size > 0) alone++
      if (alone <= ALONE || team.most === 0 || (size === 0 && chunk.length === 0 && waiting.length === 0)) {
        yield await outcomeOf(item, here)
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
      while (waiting[0] && (waiting[0].isDone || waiting.length > team.most * UNDER_WAY + 2)) yield* await (waiting.shift() as typeof waiting[0]).outcomes
    }
    if (chunk.length > 0) await give(chunk, bytes)
    for (const { outcomes } of waiting) yield* await outcomes
  } finally {
    await Promise.all(threads.map(async (thread) => thread.stop()))
  }
}

interface Thread<T, R> {
  isFree(): boolean
  underWay(): number
  /** What came of a chunk; undefined where the thread is gone. */
  ask(chunk: readonly T[]): Promise<Outcome<T, R>[] | undefined>
  stop(): Promise<void>
}

function startThread<T, R>({ script, given, agreed }: Team): Thread<T, R> {
  const worker = new Worker(script, { workerData: given, execArgv: [], stdout: true, stderr: true, resourceLimits: { maxYoungGenerationSizeMb: 12, maxOldGenerationSizeMb: 256 } })
  const questions: { chunk: readonly T[]; answer: (outcomes: Outcome<T, R>[] | undefined) => void }[] = []
  let state: 'starting' | 'ready' | 'gone' = 'starting'
  const leave = (): void => {
    state = 'gone'
    for (const { answer } of questions.splice(0)) answer(undefined)
  }
  worker.on('message', (message: FromThread<R>) => {
    if ('ready' in message) {
      if (message.ready === agreed) state = 'ready'
      else void worker.terminate()
      return
    }
    const question = questions.shift()
    question?.answer(message.values.map((value, i) => outcome(question.chunk[i] as T, value)))
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
      const question = { chunk, answer }
      questions.push(question)
      try {
        worker.postMessage(chunk)
      } catch {
        // What is nested too deeply cannot be copied.
        questions.splice(questions.indexOf(question), 1)
        answer(undefined)
      }
    }),
    stop: async () => {
      await worker.terminate()
    }
  }
}

function outcome<T, R>(item: T, said: { value: R } | Failure): Outcome<T, R> {
  return 'value' in said ? { item, value: said.value } : { item, error: revivedError(said) }
}
