import { badInput } from '../kernel/errors.js'
import { manifestPath } from '../kernel/layout.js'
import type { DatasetManifest, Trace } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { groupMembers, placeGroups, type Grouping } from './groups.js'
import { KINDS } from './kinds/all.js'
import { manifestId, settingsToManifest, tokenFigures, type ManifestFile, type ManifestRecord } from './manifest.js'
import { pairUp } from './pair-up.js'
import type { Scans } from './scan-line.js'
import type { Gate } from './select.js'
import { orderedSplits, type Splits } from './splits.js'
import { isExcluded, type Candidate, type Candidates, type KindName, type Preferences, type Refused, type RenderSettings, type Sink, type Spool } from './types.js'
import { makeRecord, weigh, type Kept, type Weighed, type Weighing } from './weigh.js'

export interface BuildOptions {
  kind: KindName
  /** The dataset's name, a folder under datasets/. */
  name: string
  gate: Gate
  scans: Scans
  settings: RenderSettings
  preferences: Preferences
  splits: Splits
  /** Name of a split's file, the same wherever it is written. */
  fileName: (split: string) => string
  /** Of near-duplicates all are kept, in one split, or the best alone. */
  nearDuplicates: 'keep' | 'collapse'
  /** No more records than this, by the order of their sessions' ids. */
  limit?: number
  /** Sessions that the score turned down go to a file of their own, where the kind has one. */
  saveFailures: boolean
  /** Absent: JSON Lines. */
  format?: 'parquet'
  /** What must not be trained on, as the manifest names it. */
  heldOut?: DatasetManifest['options']['heldOut']
  /** An earlier manifest of this dataset: its sessions stay in their splits. */
  earlier?: DatasetManifest
  /** Proposals that learned from a session, by its id. */
  proposalsOf?: ReadonlyMap<string, readonly string[]>
  ledgerCommit: string
  policySha256: string
  createdAt: string
  /** SkillLoop's version, and a hash of the code that makes records. */
  version: string
  code?: string
}

export interface BuildWorld {
  spool: Spool
  sink: Sink
  traceById: (id: string) => Promise<Trace | undefined>
}

/** The split of sessions that failed. */
const FAILED = 'failed'

/**
 * A dataset of what passes the gates, and the manifest that rebuilds it. The same candidates in any order give the
 * same manifest id and the same bytes. Memory holds a few hundred bytes and a sketch of each session, not its words.
 * @throws SkillLoopError (2) when two splits would have one file
 */
export async function buildDataset(candidates: Candidates<Candidate | Refused>, options: BuildOptions, world: BuildWorld): Promise<DatasetManifest> {
  const files = filesOf(options)
  const excluded = new Tally()
  const weighing: Weighing = { ...options, kind: KINDS[options.kind], spool: world.spool }
  const sessions = await weighAll(candidates, weighing, excluded)
  const pairs = await pairSessions(sessions, weighing, world, excluded)
  const grouping = await groupMembers(sessions.map(({ member }) => member), pairs.map(({ source, others }) => [source, ...others].map(({ trace }) => trace)), world.spool)
  const records = choose([...sessions.flatMap((session) => session.records), ...pairs], sessions, grouping, options, excluded)
  const splitOf = splitsOf(records, grouping, options)
  const parts = files.map((file) => ({ ...file, records: records.filter((record) => splitOf(record) === file.split) }))
  const written: ManifestFile[] = []
  for (const { name, split, records } of parts) {
    const figures = await world.sink({ name, split }, linesOf(records, world.spool))
    written.push({ name, split, ...figures, records: records.length, tokens: tokenFigures(records.map(({ tokens }) => tokens), options.settings.tokens.method) })
  }
  return seal(written, parts.flatMap(({ split, records }) => records.map((record) => recordEntry(record, split, grouping, options.proposalsOf))), excluded.counts(), options)
}

function filesOf({ splits, fileName, saveFailures, kind }: BuildOptions): { name: string; split: string }[] {
  const order = [...orderedSplits(splits), ...(saveFailures && KINDS[kind].failed ? [FAILED] : [])]
  const files = order.map((split) => ({ split, name: fileName(split) }))
  if (new Set(files.map(({ name }) => name)).size < files.length) throw badInput('two splits would be written to one file', { expected: 'a file name that has the split in it, and no split twice' })
  return files
}

async function weighAll(candidates: Candidates<Candidate | Refused>, weighing: Weighing, excluded: Tally): Promise<Weighed[]> {
  const seen = new Set<string>()
  const sessions: Weighed[] = []
  for await (const candidate of candidates) {
    if (seen.has(candidate.trace.id)) continue
    seen.add(candidate.trace.id)
    const weighed = isExcluded(candidate) ? candidate : await weigh(candidate, weighing)
    if (isExcluded(weighed)) excluded.add(weighed.excluded)
    else sessions.push(weighed)
  }
  return sessions.sort((a, b) => (a.member.trace < b.member.trace ? -1 : 1))
}

/** Records of two sessions; a session that is in none and has no record of its own is counted as left out. */
async function pairSessions(sessions: readonly Weighed[], weighing: Weighing, { traceById }: BuildWorld, excluded: Tally): Promise<Kept[]> {
  const made: Kept[] = []
  const byId = new Map(sessions.map((session) => [session.member.trace, session]))
  const used = new Set<string>()
  for (const { chosen, rejected, how } of pairUp(sessions.flatMap(({ side }) => side ?? []))) {
    const [better, worse] = [byId.get(chosen), byId.get(rejected)]
    const traces = [await traceById(chosen), await traceById(rejected)]
    if (!better || !worse || !traces[0] || !traces[1]) continue
    const record = await makeRecord([traces[0], traces[1]], how, { source: better.source, others: [worse.source], position: better.records.length }, weighing)
    if (isExcluded(record)) excluded.add(record.excluded)
    else made.push(record)
    used.add(chosen).add(rejected)
  }
  for (const { member, records, side } of sessions) if (side && records.length === 0 && !used.has(member.trace)) excluded.add('no other session of its task to compare it with')
  return made
}

/** The records that are written, in the order of their sessions' ids. */
function choose(records: readonly Kept[], sessions: readonly Weighed[], { nearOf }: Grouping, { kind, nearDuplicates, limit }: BuildOptions, excluded: Tally): Kept[] {
  const order = new Map(sessions.map(({ member }) => [member.trace, member]))
  const start = ({ source: { trace } }: Kept): string => order.get(trace)?.startedAt ?? '9999'
  const byWorth = (a: Kept, b: Kept): number => b.source.score - a.source.score || compare(start(a), start(b)) || compare(a.source.trace, b.source.trace)
  const byStart = (a: Kept, b: Kept): number => compare(start(a), start(b)) || compare(a.source.trace, b.source.trace)
  let kept = [...records]
  if (KINDS[kind].onePerTask) kept = bestOfEach(kept, ({ source }) => order.get(source.trace)?.task ?? source.trace, byStart, excluded, 'another session of the same task gives the record')
  if (nearDuplicates === 'collapse') kept = bestOfEach(kept, ({ source, others }) => (others.length > 0 ? `pair ${source.trace}` : nearOf.get(source.trace) ?? source.trace), byWorth, excluded, 'near-duplicate of another session')
  kept.sort((a, b) => compare(a.source.trace, b.source.trace) || a.position - b.position)
  for (let i = limit ?? kept.length; i < kept.length; i++) excluded.add(`beyond the limit of ${limit ?? 0}`)
  return kept.slice(0, limit)
}

/** Of records that are alike those of the best session; the other sessions are counted. */
function bestOfEach(records: readonly Kept[], keyOf: (record: Kept) => string, order: (a: Kept, b: Kept) => number, excluded: Tally, reason: string): Kept[] {
  const best = new Map<string, string>()
  for (const record of [...records].sort(order)) if (!best.has(keyOf(record))) best.set(keyOf(record), record.source.trace)
  const isBest = (record: Kept): boolean => best.get(keyOf(record)) === record.source.trace
  const kept = records.filter(isBest)
  const dropped = new Set(records.filter((record) => !isBest(record)).map(({ source }) => source.trace))
  for (let i = 0; i < dropped.size; i++) excluded.add(reason)
  return kept
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function splitsOf(records: readonly Kept[], { groupOf }: Grouping, { splits, earlier }: BuildOptions): (record: Kept) => string {
  const present = new Map(records.filter((record) => !isFailure(record)).map(({ source }) => [source.trace, groupOf.get(source.trace) ?? source.trace]))
  const before = new Map(earlier?.records.map(({ trace, split }) => [trace, split]))
  const placed = placeGroups(present, splits, before)
  return (record) => (isFailure(record) ? FAILED : placed.get(groupOf.get(record.source.trace) ?? '') ?? '')
}

function isFailure({ how }: Kept): boolean {
  return how['completed'] === false
}

async function* linesOf(records: readonly Kept[], spool: Spool): AsyncGenerator<string> {
  for (const { place } of records) yield await spool.read(place)
}

function recordEntry({ source, others, how, sha256 }: Kept, split: string, { groupOf }: Grouping, proposalsOf: BuildOptions['proposalsOf']): ManifestRecord {
  const proposals = [source, ...others].flatMap(({ trace }) => proposalsOf?.get(trace) ?? [])
  return {
    split, ...source, group: groupOf.get(source.trace) ?? source.trace, sha256,
    ...(others.length > 0 && { with: others }), ...(Object.keys(how).length > 0 && { how: { ...how } }), ...(proposals.length > 0 && { proposals: [...new Set(proposals)].sort() })
  }
}

function seal(files: ManifestFile[], records: ManifestRecord[], excluded: Record<string, number>, options: BuildOptions): DatasetManifest {
  const { kind, name, gate, splits, settings, preferences, earlier, version, code, policySha256, createdAt, ledgerCommit } = options
  const { evaluator, minScore, allowStale, requireApproval, label, tags, runtime, since } = gate
  const content = {
    schemaVersion: 1 as const, name, kind, generator: { version, recordVersion: KINDS[kind].version, ...(code !== undefined && { code }) },
    options: {
      evaluator, minScore, splits: { ...splits }, ...(allowStale && { allowStale: true as const }), ...(requireApproval && { requireApproval: true as const }),
      ...(label && { label }), ...(tags && tags.length > 0 && { tags: [...tags] }), ...(runtime !== undefined && { runtime }), ...(since !== undefined && { since }),
      ...(options.limit !== undefined && { limit: options.limit }), ...(options.nearDuplicates === 'collapse' && { nearDuplicates: 'collapse' as const }),
      ...(options.saveFailures && { saveFailures: true as const }), ...(KINDS[kind].side && { preferences: { ...preferences } }),
      ...(options.format && { format: options.format }),
      ...(options.heldOut && options.heldOut.length > 0 && { heldOut: options.heldOut }), ...settingsToManifest(settings)
    },
    policySha256, files, records, excluded
  }
  const manifest: DatasetManifest = { ...content, id: manifestId(content), createdAt, ledgerCommit, ...(earlier && { splitsFrom: earlier.id }) }
  return expectFormat('dataset-manifest', manifest, { file: manifestPath(manifest) })
}

/** Counts sessions left out, by reason. */
class Tally {
  readonly #counts = new Map<string, number>()
  add(reason: string): void {
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1)
  }

  counts(): Record<string, number> {
    return Object.fromEntries(this.#counts)
  }
}
