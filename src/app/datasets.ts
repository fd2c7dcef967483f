import { buildSftDataset, rebuildSft, type Rebuilt } from '../datasets/sft-dataset.js'
import { datasetCard } from '../datasets/card.js'
import { parseSplits } from '../datasets/splits.js'
import type { Candidate } from '../datasets/types.js'
import { only, type Row } from '../index/queries.js'
import type { TraceSummary } from '../index/summarize.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { isoTime } from '../kernel/clock.js'
import { environment } from '../kernel/errors.js'
import { sha256 } from '../kernel/hash.js'
import { LEDGER, MAIN, manifestPath, tracePath } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { DatasetManifest, Trace } from '../kernel/types.js'
import { followRewrites } from '../proposals/history/rewrites.js'
import type { Snapshot } from '../store/repository.js'
import type { TargetFolder } from '../targets/folder.js'
import type { Context } from './context.js'
import { freshness } from './evaluators.js'
import { readEvaluation, readTrace } from './ledger-files.js'
import { usableTraces } from './quarantine.js'

export interface ExportRequest {
  name: string
  minScore: number
  /** e.g. `train=0.8,validation=0.1,test=0.1` */
  splits: string
  /** One split is written to stem + ending; of several, each has its name between them. */
  fileName: { stem: string; ending: string }
  /** Scores count that no longer hold. */
  allowStale?: boolean
  dryRun?: boolean
}

export interface ExportResult {
  manifest: DatasetManifest
  commit?: string
}

/** Writes the dataset's files to a folder and commits the manifest that rebuilds them. */
export async function exportSft(context: Context, target: TargetFolder, request: ExportRequest): Promise<ExportResult> {
  const ledgerCommit = await context.repository.refs.read(LEDGER)
  if (!ledgerCommit) throw environment('the branch ledger is missing, and with it all traces', { fix: 'restore it from a clone' })
  const { evaluator } = context.policy.evaluation
  const splits = parseSplits(request.splits)
  const { stem, ending } = request.fileName
  const fileName = (split: string): string => (Object.keys(splits).length === 1 ? stem + ending : `${stem}.${split}${ending}`)
  const { manifest, files } = await buildSftDataset(candidates(context, evaluator), {
    name: request.name, evaluator, minScore: request.minScore, allowStale: request.allowStale === true, secrets: context.fileRules, splits, fileName,
    ledgerCommit, policySha256: context.policySha256, createdAt: isoTime(context.clock.now()), version: context.version
  })
  if (request.dryRun) return { manifest }
  for (const { name, text } of files) await target.write(name, text)
  const commit = await commitManifest(context, manifest)
  return { manifest, ...(commit && { commit }) }
}

async function* candidates(context: Context, evaluator: string): AsyncGenerator<Candidate> {
  const evaluations = context.index.evaluations(evaluator)
  const isFresh = freshness(context)
  const rows = usableTraces(context)
  let weighed = 0
  const read = async (row: Row<TraceSummary>): Promise<Candidate> => {
    const stored = evaluations.get(row.data.id)
    const [trace, evaluation] = await Promise.all([readTrace(context, row), stored && readEvaluation(context, stored)])
    return { trace, stale: !isFresh(row.data, stored?.data), ...(evaluation && { evaluation }) }
  }
  for await (const candidate of ahead(rows, READ_AHEAD, read)) {
    context.progress(`${++weighed} of ${plural(rows.length, 'trace')} weighed`)
    yield candidate
  }
}

async function commitManifest(context: Context, manifest: DatasetManifest): Promise<string | undefined> {
  const { index, repository } = context
  const path = manifestPath(manifest)
  const known = index.manifests().map(({ data }) => data)
  // The same export again is the same manifest, and nothing to commit.
  if (known.some(({ id, name }) => id === manifest.id && name === manifest.name)) return undefined
  const batch = repository.batch()
  const put = async (text: string): Promise<{ oid: string; mode: '100644' }> => ({ oid: await batch.add('blob', Buffer.from(text)), mode: '100644' })
  const card = datasetCard([...known.filter(({ name }) => name === manifest.name), manifest])
  const edits = new Map([[path, await put(canonicalJson(manifest))], [`datasets/${manifest.name}/README.md`, await put(card)]])
  const message = `Export ${manifest.kind} ${manifest.name}: ${plural(manifest.records.length, 'record')}\n\nSkillLoop-Manifest: ${manifest.id}`
  return repository.commit(MAIN, batch, () => Promise.resolve({ edits, message }), { who: await context.committer() })
}

/** The one manifest that an id, a prefix of one, or `latest` means. */
export function findManifest(context: Context, id: string): DatasetManifest {
  const manifests = context.index.manifests().map(({ data }) => data)
  return only('dataset', id, id === 'latest' ? manifests.slice(-1) : manifests.filter((manifest) => manifest.id.startsWith(id)), (manifest) => manifest.id)
}

export interface VerifyResult extends Rebuilt {
  manifest: DatasetManifest
  /** Files in the folder that are missing or have other bytes than the manifest names. */
  different: string[]
}

/** Rebuilds a dataset from the ledger; the traces are read as they were when it was made. */
export async function rebuildDataset(context: Context, manifest: DatasetManifest): Promise<Rebuilt> {
  const { repository } = context
  const tips: Snapshot[] = []
  for (const oid of [await repository.refs.read(LEDGER), followRewrites(context.index.rewrites().map(({ data }) => data), manifest.ledgerCommit)]) {
    const tip = oid === undefined ? undefined : await repository.snapshot(oid).catch(() => undefined)
    if (tip) tips.push(tip)
  }
  const wanted = new Map(manifest.records.map(({ trace, traceSha256 }) => [trace, traceSha256]))
  return rebuildSft(manifest, async (id) => traceAsItWas(context, tips, id, wanted.get(id)))
}

async function traceAsItWas(context: Context, tips: Snapshot[], id: string, hash: string | undefined): Promise<Trace | undefined> {
  let found: Trace | undefined
  for (const row of context.index.traceRows(id)) {
    const now = await readTrace(context, row)
    if (now.sha256 === hash) return now
    found = now
    for (const tip of tips) {
      const bytes = await tip.read(tracePath(now))
      const then = bytes && (JSON.parse(Buffer.from(bytes).toString('utf8')) as Trace)
      if (then?.sha256 === hash) return then
    }
  }
  return found
}

/** Writes the rebuilt files that have the very bytes the manifest names. */
export async function writeRebuilt(target: TargetFolder, rebuilt: Rebuilt): Promise<void> {
  for (const { name, text } of rebuilt.files) await target.write(name, text)
}

/** Compares a folder with the manifest, and the manifest with what the ledger gives. */
export async function verifyDataset(context: Context, manifest: DatasetManifest, target: TargetFolder | undefined): Promise<VerifyResult> {
  const different: string[] = []
  for (const file of target ? manifest.files : []) {
    const bytes = await target?.read(file.name)
    if (!bytes || sha256(bytes) !== file.sha256) different.push(file.name)
  }
  return { ...await rebuildDataset(context, manifest), manifest, different }
}
