import type { Found } from '../adapters/types.js'
import { canonicalJson, isDeeperThan } from '../kernel/canonical-json.js'
import { tracePath } from '../kernel/layout.js'
import type { Trace } from '../kernel/types.js'
import { problemsOf } from '../kernel/validate.js'
import type { ReadyBlob } from '../store/objects/object-batch.js'
import { precedenceOf } from '../traces/precedence.js'
import { resealTrace, sealTrace } from '../traces/seal.js'
import type { StoreContext } from './context.js'
import type { IngestItem, PreparedItem } from './ingest-item.js'
import { sealingOf, subjectOf } from './rules.js'

/** Makes a file of bytes that are about to be stored: as they are, or in another thread looked at and compressed. */
type MakeBlob = (bytes: Uint8Array) => Promise<ReadyBlob> | ReadyBlob

/** All that a session needs before it can be stored, and that no other session has a part in. */
export async function prepare(context: StoreContext, item: IngestItem, makeBlob: MakeBlob): Promise<PreparedItem> {
  if (item.kind !== 'session' && item.kind !== 'stored') return undefined
  const sealed = item.kind === 'stored' ? resealStored(context, item.trace) : sealSession(context, item)
  if (!('trace' in sealed)) return sealed
  const { trace } = sealed
  return { trace: { id: trace.id, path: tracePath(trace), precedence: precedenceOf(trace), kinds: trace.redaction.marks, blob: await makeBlob(Buffer.from(canonicalJson(trace))) } }
}

type Sealed = { trace: Trace } | Exclude<PreparedItem, undefined | { trace: unknown }>

function sealSession(context: StoreContext, { session, place, files }: Extract<Found, { kind: 'session' }>): Sealed {
  if (isDeeperThan(session)) return { skip: { problem: 'nested too deeply' } }
  const subject = subjectOf(session, filesOf({ place, files }))
  const denied = context.deny.reasonAgainst(subject)
  if (denied !== undefined) return { denied }
  const { redactor, limits } = sealingOf(context, subject)
  const trace = sealTrace(session, redactor, limits)
  const problems = problemsOf('trace', trace)
  if (problems.length > 0) return { skip: { problem: `not a valid trace: ${problems.slice(0, 3).join('; ')}`, expected: 'a session that fits schemas/trace.schema.json' } }
  return { trace }
}

/** The sources that a session was read from. */
export function filesOf({ place, files }: Pick<Extract<Found, { kind: 'session' }>, 'place'> & { files?: readonly string[] | undefined }): string[] {
  return [...new Set([place.file, ...(files ?? [])])]
}

function resealStored(context: StoreContext, stored: Trace): Sealed {
  const { redactor, limits } = sealingOf(context, subjectOf(stored, []))
  const trace = resealTrace(stored, redactor, limits)
  const problems = problemsOf('trace', trace)
  return problems.length > 0 ? { skip: { problem: `would be no valid trace: ${problems.slice(0, 3).join('; ')}` } } : { trace }
}

/** About how many bytes of text a session has. */
export function bytesOfItem(item: IngestItem): number {
  if (item.kind !== 'session' && item.kind !== 'stored') return 0
  const { messages } = item.kind === 'session' ? item.session : item.trace
  return messages.reduce((sum, { text, toolCalls = [] }) => sum + text.length + 100 + toolCalls.reduce((all, { result }) => all + (result?.length ?? 0) + 200, 0), 0)
}
