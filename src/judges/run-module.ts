import { Worker } from 'node:worker_threads'
import { badInput, type SkillLoopError } from '../kernel/errors.js'
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
  // One question at a time: the next message is its answer.
  const answer = async (limit: number, ask?: unknown): Promise<FromModule> => new Promise((resolve, reject) => {
    const end = (settle: () => void) => (): void => {
      clearTimeout(timer)
      // By name: a Worker listens to itself, and would hear nothing more.
      for (const name of ['message', 'error', 'exit']) worker.removeAllListeners(name)
      settle()
    }
    const timer = setTimeout(end(() => reject(wrong(`took longer than ${limit} seconds`))), limit * 1000)
    worker.once('message', (message: FromModule) => end(() => ('problem' in message ? reject(wrong(message.problem)) : resolve(message)))())
    worker.once('error', (error: unknown) => end(() => reject(wrong(`ended with ${error instanceof Error ? error.message : String(error)}`)))())
    worker.once('exit', end(() => reject(wrong('ended its thread'))))
    if (ask !== undefined) worker.postMessage(ask)
  })
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
