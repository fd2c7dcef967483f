// One of several threads: prepares the sessions that it is sent, in their order, and writes nothing.
import { parentPort, workerData } from 'node:worker_threads'
import { openPreparation, type GivenToThread } from '../app/compose-thread.js'
import type { IngestItem, PreparedItem } from '../app/ingest-item.js'
import type { FromThread } from './types.js'

const { agreed, prepare } = await openPreparation(workerData as GivenToThread)
const say = (message: FromThread<PreparedItem>): void => parentPort?.postMessage(message)

async function prepareAll(chunk: readonly IngestItem[]): Promise<FromThread<PreparedItem>> {
  const values: PreparedItem[] = []
  try {
    for (const item of chunk) values.push(await prepare(item))
    return { values }
  } catch {
    return { failed: true }
  }
}

let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (chunk: readonly IngestItem[]) => {
  last = last.then(async () => say(await prepareAll(chunk)))
})
say({ ready: agreed })
