import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoreContext } from './context.js'
import type { Memo } from './ingest-hermes.js'
import { readSchedule } from './loop.js'
import type { LocalStatus } from './status.js'
import { readState } from './tick/state.js'

/** What this machine remembers of its ticks, its schedule and its service. */
export async function localStatus({ repository }: StoreContext, memoOf: (name: string) => Memo): Promise<LocalStatus> {
  const [ticks, schedule, service] = await Promise.all([readState(memoOf('controller.json')), readSchedule(memoOf('loop.json')), readFile(join(repository.root, 'service.json'), 'utf8').catch(() => undefined)])
  const kind = service === undefined ? undefined : /"kind": "([a-z-]{1,20})"/.exec(service)?.[1]
  return { ticks, schedule, ...(kind !== undefined && { service: kind }) }
}
