import type { Skip } from '../adapters/types.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { compactTime, isoTime } from '../kernel/clock.js'
import { EXIT, placeText, SkillLoopError, type Place } from '../kernel/errors.js'
import { sha256OfJson } from '../kernel/hash.js'
import { LEDGER, runPath, tracePath } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { Run, Trace, TraceEvent } from '../kernel/types.js'
import { problemsOf } from '../kernel/validate.js'
import { redactText } from '../redaction/redact.js'
import type { ObjectBatch } from '../store/objects/object-batch.js'
import type { Snapshot } from '../store/repository.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import { precedenceOf, replaces, type Precedence } from '../traces/precedence.js'
import type { StoreContext } from './context.js'
import type { IngestItem, PreparedItem } from './ingest-item.js'
import { bytesOfItem, filesOf, prepare } from './prepare.js'

export interface IngestResult {
  ingested: number
  updated: number
  unchanged: number
  skipped: Skip[]
  /** Sessions that the policy says are never taken in, with its reason. */
  denied: { place: Place; reason: string }[]
  /** Logs whose last line is still being written. */
  torn: number
  /** Ids of the traces that are new or changed. */
  traces: string[]
  /** What was masked or dropped of each of them, by kind, and whether it was read from a source or from the ledger. */
  marks: Map<string, { kinds: Readonly<Record<string, number>>; from: 'source' | 'ledger' }>
  /** The same of all together. */
  masked: Record<string, number>
  commit?: string
  /** Ids of the traces that each source gave, new or not, by the source's name. */
  bySource: Map<string, string[]>
  /** Sources of which something was skipped or is not finished. */
  incomplete: Set<string>
  /** Fingerprint by native id of each session that was read, to be remembered by who asked for them. */
  fingerprints: Map<string, string>
}

/** A trace that is to be stored, by its id. */
interface Staged { path: string; oid: string; precedence: Precedence; isUpdate: boolean; kinds: Readonly<Record<string, number>>; from: 'source' | 'ledger' }

/**
 * Takes in what an adapter found: each session redacted, sealed and staged by itself, then all in one commit
 * on the ledger with a report. A session that is stored already with the same content changes nothing; what
 * cannot be read is skipped and told, and stops nothing else.
 */
export async function ingest(context: StoreContext, found: AsyncIterable<IngestItem>, command: string, options: { dryRun?: boolean } = {}): Promise<IngestResult> {
  const { repository } = context
  const batch = repository.batch()
  const result: IngestResult = { ingested: 0, updated: 0, unchanged: 0, skipped: [], denied: [], torn: 0, traces: [], marks: new Map(), masked: {}, bySource: new Map(), incomplete: new Set(), fingerprints: new Map() }
  const staged = new Map<string, Staged>()
  const tip = await repository.tip(LEDGER)
  const placed = await placesOf(tip)
  const forgotten = await forgottenTraces(tip)
  try {
    for await (const { item, value: prepared } of context.spread({ here: async (item) => prepare(context, item, (content) => ({ content })), bytesOf: bytesOfItem }, found)) {
      if (item.kind === 'skip') leaveOut(context, result, item.skip)
      else if (item.kind === 'unchanged') result.unchanged++
      else if (item.kind === 'torn') {
        result.torn++
        result.incomplete.add(item.place.file)
      } else {
        const skip = await stage(item, prepared, { batch, staged, result, tip, placed, forgotten })
        if (skip) leaveOut(context, result, skip)
      }
      context.progress(`${plural(staged.size + result.unchanged, 'session')} read`)
    }
    for (const [id, { isUpdate, kinds, from }] of staged) {
      result.traces.push(id)
      result.marks.set(id, { kinds, from })
      for (const [kind, count] of Object.entries(kinds)) result.masked[kind] = (result.masked[kind] ?? 0) + count
      if (isUpdate) result.updated++
      else result.ingested++
    }
    if (options.dryRun || staged.size === 0) {
      await batch.discard()
      return result
    }
    const commit = await commitStaged(context, command, { batch, staged, result })
    return { ...result, ...(commit && { commit }) }
  } catch (error) {
    await batch.discard()
    throw error
  }
}

interface Work { batch: ObjectBatch; staged: Map<string, Staged>; result: IngestResult; tip: Snapshot | undefined; placed: ReadonlyMap<string, string>; forgotten: ReadonlyMap<string, string> }

/** Decides by what is stored and staged already. @returns why a session is left out that cannot be stored */
async function stage(item: Extract<IngestItem, { kind: 'session' | 'stored' }>, prepared: PreparedItem, work: Work): Promise<Skip | undefined> {
  const { result } = work
  const place = item.kind === 'session' ? item.place : { file: tracePath(item.trace) }
  const files = item.kind === 'session' ? filesOf(item) : []
  // What is left out on purpose was read, and nothing of it is to be asked for again.
  for (const file of files) if (!result.bySource.has(file)) result.bySource.set(file, [])
  if (!prepared) return undefined
  if ('skip' in prepared) return { place, ...prepared.skip }
  if ('denied' in prepared) {
    result.denied.push({ place, reason: prepared.denied })
    return undefined
  }
  const { trace: { id, path, precedence, kinds, blob } } = prepared
  if (item.kind === 'session' && item.fingerprint && item.session.nativeId) result.fingerprints.set(item.session.nativeId, item.fingerprint)
  for (const file of files) result.bySource.get(file)?.push(id)
  const tombstone = work.forgotten.get(id)
  if (tombstone !== undefined) {
    result.denied.push({ place, reason: tombstone })
    return undefined
  }
  const earlier = work.staged.get(id)
  const there = work.placed.get(id)
  const stored = earlier || there === undefined ? undefined : await storedTrace(work.tip, there)
  const before = earlier?.precedence ?? (stored && precedenceOf(stored))
  if (before && (before.sha256 === precedence.sha256 || !replaces(precedence, before))) {
    // A source that says just what the ledger says of a trace is as good a place to have it from.
    if (earlier && before.sha256 === precedence.sha256 && item.kind === 'session') earlier.from = 'source'
    result.unchanged++
    return undefined
  }
  const added = await work.batch.take(blob).catch(refusalOf)
  if (typeof added !== 'string') return { place, ...added }
  work.staged.set(id, { path, oid: added, precedence, isUpdate: earlier?.isUpdate ?? stored !== undefined, kinds, from: item.kind === 'stored' ? 'ledger' : 'source' })
  return undefined
}

/** A session that the last gate refuses is left out like any other that cannot be stored: it stops nothing else. */
function refusalOf(error: unknown): Omit<Skip, 'place'> {
  if (!(error instanceof SkillLoopError && error.code === EXIT.refused)) throw error
  return { problem: error.message, expected: error.detail.expected ?? '' }
}

/** Where each trace stands on the ledger. A session's start, and with it its folder, may be told otherwise later. */
export async function placesOf(tip: Snapshot | undefined): Promise<ReadonlyMap<string, string>> {
  const folder = (await tip?.entry('traces'))?.oid
  if (!tip || folder === undefined) return new Map()
  // Asked several times by one command, most often of the same tree.
  if (latestPlaces?.folder !== folder) latestPlaces = { folder, places: new Map((await tip.files('traces')).map(({ path }) => [path.split('/').at(-1)?.replace('.json', '') ?? '', path])) }
  return latestPlaces.places
}
let latestPlaces: { folder: string; places: ReadonlyMap<string, string> } | undefined

/** Sessions that a person had taken out of the history, by id, with the reason: they do not come in again. */
async function forgottenTraces(tip: Snapshot | undefined): Promise<Map<string, string>> {
  const forgotten = new Map<string, string>()
  for (const { path } of (await tip?.files('events')) ?? []) {
    if (!/-forget-[0-9a-f]{12}\.json$/.test(path)) continue
    const event = parsed(await tip?.read(path) ?? new Uint8Array()) as Partial<TraceEvent> | undefined
    if (typeof event?.trace === 'string') forgotten.set(event.trace, `it was forgotten${event.by ? ` by ${event.by.name}` : ''}`)
  }
  return forgotten
}

async function storedTrace(tip: Snapshot | undefined, path: string): Promise<Trace | undefined> {
  const bytes = await tip?.read(path)
  // One that a hand or a broken disk damaged is no trace: what comes in takes its place.
  const value = bytes && parsed(bytes)
  return value !== undefined && problemsOf('trace', value).length === 0 ? value as Trace : undefined
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown
  } catch {
    return undefined
  }
}

async function commitStaged(context: StoreContext, command: string, { batch, staged, result }: Pick<Work, 'batch' | 'staged' | 'result'>): Promise<string | undefined> {
  const run = runReport(context, command, result)
  const runBlob = await batch.add('blob', Buffer.from(canonicalJson(run)))
  const message = `${command}: ${plural(result.ingested, 'new session')}, ${plural(result.updated, 'update')}\n\nSkillLoop-Run: ${run.id}`
  return context.repository.commit(LEDGER, batch, async (tip) => {
    const edits = new Map<string, FileEdit>()
    const placed = await placesOf(tip)
    for (const [id, item] of staged) {
      // Another process may have stored a later version of the session since ours was compared.
      const place = placed.get(id)
      const there = place === undefined ? undefined : await storedTrace(tip, place)
      if (there && !replaces(item.precedence, precedenceOf(there))) continue
      if (place !== undefined && place !== item.path) {
        edits.set(place, null)
        edits.set(`evaluations/${context.policy.evaluation.evaluator}/${place.split('/').slice(2).join('/')}`, null)
      }
      edits.set(item.path, { oid: item.oid, mode: '100644' })
    }
    if (edits.size === 0) return undefined
    edits.set(runPath(run), { oid: runBlob, mode: '100644' })
    return { edits, message }
  }, { who: await context.committer() })
}

function runReport(context: StoreContext, command: string, result: IngestResult): Run {
  const at = isoTime(context.clock.now())
  const report = {
    schemaVersion: 1 as const, command, at, version: context.version,
    counts: { ingested: result.ingested, updated: result.updated, unchanged: result.unchanged, skipped: result.skipped.length, ...(result.denied.length > 0 && { denied: result.denied.length }) },
    skipped: [...result.skipped, ...result.denied.map(({ place, reason }) => ({ place, problem: `left out by the policy: ${reason}` }))].slice(0, 100).map(({ place, problem }) => ({ where: placeText({ ...place, file: place.file.split(/[\\/]/).at(-1) ?? '' }), problem }))
  }
  return { ...report, id: `${compactTime(at).toLowerCase()}-${sha256OfJson(report).slice(0, 12)}` }
}

function leaveOut(context: StoreContext, result: IngestResult, skip: Skip): void {
  // What is told about bad input may hold a part of it.
  result.skipped.push({ ...skip, problem: redactText(skip.problem, context.redaction) })
  result.incomplete.add(skip.place.file)
}
