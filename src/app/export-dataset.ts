import { buildDataset, type BuildOptions } from '../datasets/build.js'
import { datasetCard } from '../datasets/card.js'
import { addRow, columnProblems, type Columns } from '../datasets/columns.js'
import { contaminationCheck } from '../datasets/contamination.js'
import { croissantOf } from '../datasets/croissant.js'
import { FIT_DEFAULTS, type FitSettings } from '../datasets/fit/settings.js'
import { ESTIMATE } from '../datasets/fit/tokens.js'
import { parseSplits } from '../datasets/splits.js'
import { KINDS } from '../datasets/kinds/all.js'
import type { Candidate, KindName, Preferences, Refused, RenderSettings, Sink } from '../datasets/types.js'
import { refusalOf } from '../datasets/weigh.js'
import type { Row } from '../index/queries.js'
import type { TraceSummary } from '../index/summarize.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { canonicalBytes } from '../kernel/canonical-json.js'
import { isoTime } from '../kernel/clock.js'
import { badInput, environment } from '../kernel/errors.js'
import { sha256 } from '../kernel/hash.js'
import { LEDGER, MAIN, manifestPath } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { DatasetManifest, Evaluation } from '../kernel/types.js'
import { withPersonalOf } from '../redaction/redaction-rules.js'
import type { TargetFolder } from '../targets/folder.js'
import { benchmarkTexts } from '../datasets/benchmark-texts.js'
import type { Context } from './context.js'
import type { DatasetTools } from './dataset-tools.js'
import { freshness } from './freshness.js'
import { readEvaluation, readTrace } from './ledger-files.js'
import { verdictOn } from './examples.js'
import { proposalViews } from './proposals.js'
import { quarantined } from './quarantine.js'

/** What is asked for; the policy decides whatever is left out. */
export interface ExportRequest {
  kind: KindName
  name: string
  /** e.g. `train=0.8,validation=0.1,test=0.1` */
  splits: string
  /** One split is written to stem + ending; of several, each has its name between them. */
  fileName: { stem: string; ending: string }
  format?: 'jsonl' | 'parquet'
  minScore?: number
  label?: Evaluation['label']
  tags?: readonly string[]
  runtime?: string
  /** ISO date or time. */
  since?: string
  limit?: number
  /** Scores count that no longer hold. */
  allowStale?: boolean
  requireApproval?: boolean
  nearDuplicates?: 'keep' | 'collapse'
  saveFailures?: boolean
  preferences?: Partial<Preferences>
  reasoning?: RenderSettings['reasoning']
  shape?: RenderSettings['shape']
  toolTurn?: RenderSettings['toolTurn']
  fit?: Partial<FitSettings> & { maxTokens: number }
  /** Name of an encoding, or path of a tokenizer.json; an estimate when left out. */
  tokenizer?: string
  /** Files whose passages must not be trained on. */
  heldOut?: readonly { name: string; bytes: Uint8Array }[]
  /** Sessions need not stay in the splits of an earlier manifest. */
  freshSplits?: boolean
  dryRun?: boolean
}

export interface ExportResult {
  manifest: DatasetManifest
  commit?: string
  /** What loaders would stumble over that make columns of JSON, by path; both lists are empty for files that load as they are. */
  columns: ReturnType<typeof columnProblems>
}

/** Writes the dataset's files to a folder and commits the manifest that rebuilds them. */
export async function exportDataset(context: Context, tools: DatasetTools, target: TargetFolder, request: ExportRequest): Promise<ExportResult> {
  const options = await buildOptions(context, tools, request)
  const spool = await tools.openSpool()
  try {
    const columns: Columns[] = []
    const written = tools.sinkTo(request.dryRun ? undefined : target, { kind: request.kind, format: request.format ?? 'jsonl' })
    // Parquet has its types from us.
    const sink = request.format === 'parquet' ? written : watched(written, columns)
    const traceById = async (id: string) => {
      const [row] = context.index.traceRows(id)
      return row && readTrace(context, row)
    }
    const manifest = await buildDataset(candidatesOf(context, options), options, { spool, sink, traceById })
    const commit = request.dryRun ? undefined : await commitManifest(context, manifest)
    return { manifest, columns: columnProblems(columns), ...(commit && { commit }) }
  } finally {
    await spool.close()
  }
}

/** The sink, and beside it what types the rows of each file have. */
function watched(sink: Sink, columns: Columns[]): Sink {
  return (file, lines) => {
    const seen: Columns = new Map()
    columns.push(seen)
    return sink(file, withColumns(lines, seen))
  }
}

async function* withColumns(lines: AsyncIterable<string>, columns: Columns): AsyncGenerator<string> {
  for await (const line of lines) {
    addRow(columns, JSON.parse(line))
    yield line
  }
}

/** The request, completed by the policy. */
async function buildOptions(context: Context, tools: DatasetTools, request: ExportRequest): Promise<BuildOptions> {
  const { policy: { dataset, evaluation }, repository, policySha256, clock, version } = context
  const ledgerCommit = await repository.refs.read(LEDGER)
  if (!ledgerCommit) throw environment('the branch ledger is missing, and with it all traces', { fix: 'restore it from a clone' })
  const { kind, name, label, tags, runtime, limit, heldOut = [] } = request
  const splits = parseSplits(request.splits)
  const { stem, ending } = request.fileName
  const fileName = (split: string): string => (Object.keys(splits).length === 1 && split !== 'failed' ? stem + ending : `${stem}.${split}${ending}`)
  const shape = request.format === 'parquet' ? 'openai' : request.shape ?? 'trl'
  if (request.format === 'parquet' && request.shape === 'axolotl') throw badInput('--shape axolotl is for JSON Lines', { expected: '--format jsonl' })
  const earlier = request.freshSplits ? undefined : context.index.manifests().map(({ data }) => data).findLast((manifest) => manifest.name === name)
  return {
    kind, name, splits, fileName, ledgerCommit, policySha256, createdAt: isoTime(clock.now()), version, code: tools.code(),
    gate: {
      evaluator: evaluation.evaluator, minScore: request.minScore ?? dataset.minScore, allowStale: request.allowStale === true,
      requireApproval: dataset.requireApproval || request.requireApproval === true, ...(label && { label }), ...(tags && { tags }), ...(runtime !== undefined && { runtime }), ...(request.since !== undefined && { since: sinceOf(request.since) })
    },
    settings: {
      reasoning: request.reasoning ?? dataset.reasoning, shape, toolTurn: request.toolTurn ?? 'tool',
      tokens: request.tokenizer === undefined ? ESTIMATE : await tools.openTokenizer(request.tokenizer), ...(request.fit && { fit: { ...FIT_DEFAULTS, ...request.fit } })
    },
    preferences: { explicit: true, corrections: false, retries: false, ...dataset.preferences, ...request.preferences },
    scans: {
      secrets: withPersonalOf(context.fileRules, context.redaction), threats: dataset.threats === 'refuse',
      ...(heldOut.length > 0 && { heldOut: contaminationCheck(heldOut.map((file) => ({ name: file.name, texts: benchmarkTexts(file.bytes) }))) })
    },
    nearDuplicates: request.nearDuplicates ?? dataset.nearDuplicates, saveFailures: request.saveFailures === true,
    ...(limit !== undefined && { limit }), ...(request.format === 'parquet' && { format: 'parquet' as const }),
    ...(heldOut.length > 0 && { heldOut: heldOut.map((file) => ({ name: file.name, sha256: sha256(file.bytes) })) }), ...(earlier && { earlier }), proposalsOf: proposalsBySession(context)
  }
}

function sinceOf(text: string): string {
  const at = Date.parse(text)
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(at)) throw badInput(`--since ${text} is no date`, { expected: 'e.g. 2026-08-01' })
  return isoTime(at)
}

/** The approved proposals that each session speaks for. */
function proposalsBySession(context: Context): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { id, standing, supporters } of proposalViews(context)) {
    if (standing.state === 'approved') for (const trace of supporters) found.set(trace, [...found.get(trace) ?? [], id])
  }
  return found
}

/**
 * Every trace with its evaluation and what people said of it, read a few at a time. What the gate turns down by what the
 * index knows is not read.
 */
async function* candidatesOf(context: Context, { kind, gate, saveFailures }: BuildOptions): AsyncGenerator<Candidate | Refused> {
  const isFresh = freshness(context)
  const said = context.index.events()
  const { count, rows } = context.index.eachTrace()
  const out = quarantined(context)
  let weighed = 0
  const read = async (row: Row<TraceSummary>): Promise<Candidate | Refused> => {
    const stored = context.index.evaluation(gate.evaluator, row.data.id)
    const events = said.get(row.data.id) ?? []
    const { verdict } = verdictOn(context, events, row.data.sha256)
    const known = { stale: !isFresh(row.data, stored?.data), events, quarantined: out.has(row.data.id), ...(verdict && { example: verdict }) }
    const refusal = refusalOf({ ...known, trace: row.data, ...(stored && { evaluation: stored.data }) }, { kind: KINDS[kind], gate, saveFailures })
    if (refusal) return { ...refusal, trace: row.data }
    const [trace, evaluation] = await Promise.all([readTrace(context, row), stored && readEvaluation(context, stored)])
    return { ...known, trace, ...(evaluation && { evaluation }) }
  }
  for await (const candidate of ahead(rows, READ_AHEAD, read)) {
    context.progress(`${++weighed} of ${plural(count, 'trace')} weighed`)
    yield candidate
  }
}

async function commitManifest(context: Context, manifest: DatasetManifest): Promise<string | undefined> {
  const { index, repository, policy } = context
  const path = manifestPath(manifest)
  const known = index.manifests().map(({ data }) => data)
  // The same export again is the same manifest, and nothing to commit.
  if (known.some(({ id, name }) => id === manifest.id && name === manifest.name)) return undefined
  const batch = repository.batch()
  const put = async (bytes: Buffer): Promise<{ oid: string; mode: '100644' }> => ({ oid: await batch.add('blob', bytes), mode: '100644' })
  const { licence } = policy.dataset
  const card = datasetCard([...known.filter(({ name }) => name === manifest.name), manifest], { licence })
  const folder = `datasets/${manifest.name}`
  const edits = new Map([[path, await put(canonicalBytes(manifest))], [`${folder}/README.md`, await put(Buffer.from(card))], [`${folder}/croissant.json`, await put(canonicalBytes(croissantOf(manifest, { licence })))]])
  const message = `Export ${manifest.kind} ${manifest.name}: ${plural(manifest.records.length, 'record')}\n\nSkillLoop-Manifest: ${manifest.id}`
  return repository.commit(MAIN, batch, () => Promise.resolve({ edits, message }), { who: await context.committer() })
}
