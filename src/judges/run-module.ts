import { Worker } from 'node:worker_threads'
import { badInput, SkillLoopError } from '../kernel/errors.js'
import type { FromModule } from './module-worker.js'

const CONTRACT = 'one ES module of one file: export default { name, version: "1.0.0", weights: {}, judge(trace, weights) { return { score, label, confidence, tags, points, claims, doubts } } }'
const MEMORY_MB = 512
/** Starting a thread takes its time on a busy machine, whatever a session may take. */
const LOADING_SECONDS = 10

export interface ModuleSource {
  /** As the policy names it, for errors. */
  path: string
  source: string
  /** What a session may take. */
  seconds: number
}

/** An evaluator module that was loaded into a thread of its own. */
export interface RunningModule {
  name: unknown
  version: unknown
  weights: unknown
  /** What it makes of a trace, as data that nobody has checked. @throws SkillLoopError (2) naming the module */
  judge(trace: unknown, weights: unknown): Promise<unknown>
  close(): Promise<void>
}

/**
 * Loads a module into a worker thread. The thread has no environment variables, limited memory and limited time, and
 * what it prints is thrown away; it imports no other files. It is no sandbox: Node's own modules, and with them
 * files, network and processes, are in its reach. Whether to run it at all is the caller's question.
 * @throws SkillLoopError (2) naming the module and what was expected
 */
export async function runModule({ path, source, seconds }: ModuleSource): Promise<RunningModule> {
  const worker = new Worker(new URL('./module-worker.js', import.meta.url), {
    workerData: { source }, env: {}, argv: [], execArgv: [], stdin: false, stdout: true, stderr: true, resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB }
  })
  const wrong = (problem: string): SkillLoopError => badInput(`the evaluator ${path} ${problem}`, { place: { file: path }, expected: CONTRACT })
  // What ends the thread may come between two questions: it is kept for the next one, and never thrown at nobody.
  let ended: SkillLoopError | undefined
  let hear: ((said: FromModule | SkillLoopError) => void) | undefined
  const end = (problem: string): void => {
    ended ??= wrong(problem)
    hear?.(ended)
  }
  worker.on('message', (message: FromModule) => hear?.('problem' in message ? wrong(message.problem) : message))
  worker.on('error', (error: unknown) => end(`ended with ${error instanceof Error ? error.message : String(error)}`))
  worker.on('exit', () => end('ended its thread'))
  // Unread, it would pile up.
  for (const stream of [worker.stdout, worker.stderr]) stream.resume()
  // One question at a time: the next message is its answer.
  const answer = async (limit: number, ask?: unknown): Promise<FromModule> => {
    let timer: NodeJS.Timeout | undefined
    const said = ended ?? await new Promise<FromModule | SkillLoopError>((resolve) => {
      hear = resolve
      timer = setTimeout(() => resolve(wrong(`took longer than ${limit} seconds`)), limit * 1000)
      if (ask !== undefined) worker.postMessage(ask)
    })
    clearTimeout(timer)
    hear = undefined
    if (said instanceof SkillLoopError) throw said
    return said
  }
  const stop = async (): Promise<void> => {
    await worker.terminate()
  }
  const orStop = async (message: Promise<FromModule>): Promise<FromModule> => message.catch(async (error: unknown) => {
    await stop()
    throw error
  })
  const first = await orStop(answer(LOADING_SECONDS))
  if (!('loaded' in first)) throw wrong('spoke before it was asked')
  return {
    ...first.loaded, close: stop,
    judge: async (trace, weights) => {
      const said = await orStop(answer(seconds, { trace, weights }))
      if (!('verdict' in said)) throw wrong('answered something else than it was asked')
      return said.verdict
    }
  }
}
