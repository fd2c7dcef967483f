// One of several threads: prepares the sessions that it is sent, in their order, and writes nothing.
import { parentPort, workerData } from 'node:worker_threads'
import { openPreparation, type GivenToThread } from '../app/compose-thread.js'
import type { IngestItem, PreparedItem } from '../app/ingest-item.js'
import { toldError } from '../kernel/outcome.js'
import type { FromThread } from './types.js'

const { agreed, prepare } = await openPreparation(workerData as GivenToThread)
const say = (message: FromThread<PreparedItem>): void => parentPort?.postMessage(message)

let last: Promise<void> = Promise.resolve()
parentPort?.on('message', (chunk: readonly IngestItem[]) => {
  last = last.then(async () => {
    const values: Extract<FromThread<PreparedItem>, { values: unknown }>['values'] = []
    for (const item of chunk) values.push(await prepare(item).then((value) => ({ value }), toldError))
    say({ values })
  })
})
say({ ready: agreed })
