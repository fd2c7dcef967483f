import type { Source } from '../adapters/types.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { LEDGER } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { Trace } from '../kernel/types.js'
import { problemsOf } from '../kernel/validate.js'
import { REDACTOR_VERSION } from '../redaction/redact.js'
import type { StoreContext } from './context.js'
import type { IngestItem } from './ingest-item.js'
import { filesOfTraces, ingestFiles, type AdapterInput } from './ingest-files.js'
import type { Memo } from './ingest-hermes.js'
import { rulesOf } from './rules.js'

/** One trace that was made by an older redactor or under other rules, and what became of it. */
interface Redone {
  id: string
  /** Where its text came from now; undefined where it is only told that it is stale. */
  from?: 'source' | 'ledger'
  /** What is masked now and was not, by kind; nothing of what it is. */
  found: Record<string, number>
}

export interface RedactResult {
  traces: number
  stale: Redone[]
  /** What was found in all of them, by kind. */
  found: Record<string, number>
  /** Other sessions of the same sources that were new or had changed. */
  others: number
  commit?: string
}

/** How sources are found and read again; compose and sources.ts have the real ones. */
export interface Rereading {
  memo: Memo
  plan(files: readonly { path: string; adapter: string }[]): Promise<AdapterInput[]>
  open(path: string): Source
}

/**
 * Makes every trace anew that an older redactor or other rules made: from its source where that is still where it was
 * read, and has not lost anything since, else from what is stored. One commit on the ledger; ids and places stay.
 * @param options.only true: tells which are stale, reads no source and changes nothing
 */
export async function redactStale(context: StoreContext, from: Rereading, options: { dryRun?: boolean; only?: boolean } = {}): Promise<RedactResult> {
  const { traces, stale } = await staleTraces(context)
  if (options.only || stale.size === 0) {
    return { traces, stale: [...stale.keys()].map((id) => ({ id, found: {} })), found: {}, others: 0 }
  }
  const files = (await filesOfTraces(from.memo)).filter((file) => file.traces.some((id) => stale.has(id)))
  // What is stored comes first: whatever a source has now then stands in its place, if it is as much or more.
  async function* stored(): AsyncGenerator<IngestItem> {
    for await (const trace of ahead(stale.values(), READ_AHEAD, (oid) => readStored(context, oid))) if (trace) yield { kind: 'stored', trace }
  }
  const before = new Map<string, Readonly<Record<string, number>>>()
  async function* remembered(): AsyncGenerator<IngestItem> {
    for await (const item of stored()) {
      if (item.kind === 'stored') before.set(item.trace.id, item.trace.redaction.marks)
      yield item
    }
  }
  const result = await ingestFiles(context, await from.plan(files), [], (path) => from.open(path), from.memo, 'redact', { dryRun: options.dryRun === true, first: remembered() })
  const redone = [...stale.keys()].map((id): Redone => {
    const now = result.marks.get(id)
    return { id, ...(now && { from: now.from }), found: more(now?.kinds ?? {}, before.get(id) ?? {}) }
  })
  return {
    traces, stale: redone, found: sum(redone.map(({ found }) => found)), others: result.traces.filter((id) => !stale.has(id)).length, ...(result.commit && { commit: result.commit })
  }
}

/** The blobs of all traces on the ledger that an older redactor or other rules made, by trace. */
async function staleTraces(context: StoreContext): Promise<{ traces: number; stale: Map<string, string> }> {
  const tip = await context.repository.tip(LEDGER)
  const files = (await tip?.files('traces')) ?? []
  const rules = rulesOf(context)
  const stale = new Map<string, string>()
  let seen = 0
  for await (const { oid, trace } of ahead(files, READ_AHEAD, async ({ oid: blob }) => ({ oid: blob, trace: await readStored(context, blob) }))) {
    context.progress(`${plural(++seen, 'trace')} looked at`)
    // One of a newer SkillLoop is not to be made worse.
    if (trace && trace.redaction.version <= REDACTOR_VERSION && (trace.redaction.version < REDACTOR_VERSION || trace.redaction.rules !== rules)) stale.set(trace.id, oid)
  }
  return { traces: files.length, stale }
}

/** A trace of the ledger; undefined for a file that a hand or a broken disk damaged, which `check` names. */
async function readStored(context: StoreContext, oid: string): Promise<Trace | undefined> {
  try {
    const value = JSON.parse(Buffer.from(await context.repository.blob(oid)).toString('utf8')) as unknown
    return problemsOf('trace', value).length === 0 ? value as Trace : undefined
  } catch {
    return undefined
  }
}

function more(now: Readonly<Record<string, number>>, before: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(now).map(([kind, count]) => [kind, count - (before[kind] ?? 0)] as const).filter(([, count]) => count > 0))
}

function sum(counts: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const all: Record<string, number> = {}
  for (const one of counts) for (const [kind, count] of Object.entries(one)) all[kind] = (all[kind] ?? 0) + count
  return all
}
