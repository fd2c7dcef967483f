import { datasetCard } from '../datasets/card.js'
import { croissantOf } from '../datasets/croissant.js'
import { diffManifests, type ManifestDiff } from '../datasets/diff.js'
import { settingsOfManifest } from '../datasets/manifest.js'
import { rebuildDataset as rebuildFiles, type Rebuilt } from '../datasets/rebuild.js'
import { ESTIMATE } from '../datasets/fit/tokens.js'
import { only } from '../index/queries.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { badInput } from '../kernel/errors.js'
import { LEDGER, tracePath } from '../kernel/layout.js'
import type { DatasetManifest, Trace } from '../kernel/types.js'
import { followRewrites } from '../proposals/history/rewrites.js'
import type { Snapshot } from '../store/repository.js'
import type { TargetFolder } from '../targets/folder.js'
import type { Context } from './context.js'
import type { DatasetTools } from './dataset-tools.js'
import { readTrace } from './ledger-files.js'

/** The one manifest that an id, a prefix of one, or `latest` means. */
export function findManifest(context: Context, id: string): DatasetManifest {
  const manifests = context.index.manifests().map(({ data }) => data)
  return only('dataset', id, id === 'latest' ? manifests.slice(-1) : manifests.filter((manifest) => manifest.id.startsWith(id)), (manifest) => manifest.id)
}

export interface RebuildRequest {
  /** Where the files go; nowhere when left out: they are only compared. */
  target?: TargetFolder
  /** The tokenizer.json that a manifest names by its hash. */
  tokenizer?: string
}

/** Rebuilds a dataset from the ledger; the traces are read as they were when it was made. Files with other bytes than the manifest names are not written. */
export async function rebuildDataset(context: Context, tools: DatasetTools, manifest: DatasetManifest, { target, tokenizer }: RebuildRequest): Promise<Rebuilt> {
  const { repository } = context
  const tips: Snapshot[] = []
  for (const oid of [await repository.refs.read(LEDGER), followRewrites(context.index.rewrites().map(({ data }) => data), manifest.ledgerCommit)]) {
    const tip = oid === undefined ? undefined : await repository.snapshot(oid).catch(() => undefined)
    if (tip) tips.push(tip)
  }
  const settings = settingsOfManifest(manifest, await tokensOf(tools, manifest, tokenizer))
  const wanted = new Map(manifest.files.map(({ name, sha256 }) => [name, sha256]))
  const sink = tools.sinkTo(target, { kind: manifest.kind, format: manifest.options.format ?? 'jsonl' }, (name, sha256) => wanted.get(name) === sha256)
  return rebuildFiles(manifest, settings, async (id, sha256) => traceAsItWas(context, tips, id, sha256), sink)
}

/** The tokenizer that a manifest names; records depend on it only where they were fitted to a budget. */
async function tokensOf(tools: DatasetTools, { options: { fit, tokenizer: named } }: DatasetManifest, given: string | undefined): ReturnType<DatasetTools['openTokenizer']> {
  if (!fit || named === undefined) return ESTIMATE
  const isFile = named.includes('@')
  if (isFile && given === undefined) throw badInput(`the dataset was fitted with the tokenizer ${named}`, { expected: `--tokenizer with the path of that file` })
  const tokens = await tools.openTokenizer(isFile ? given ?? named : named)
  if (tokens.method !== named) throw badInput(`--tokenizer is ${tokens.method}`, { expected: `${named}, which the dataset was fitted with` })
  return tokens
}

async function traceAsItWas(context: Context, tips: Snapshot[], id: string, hash: string): Promise<Trace | undefined> {
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

export interface VerifyResult extends Rebuilt {
  manifest: DatasetManifest
  /** Files in the folder that are missing or have other bytes than the manifest names. */
  different: string[]
}

/** Compares a folder with the manifest, and the manifest with what the ledger gives. */
export async function verifyDataset(context: Context, tools: DatasetTools, manifest: DatasetManifest, { target, ...request }: RebuildRequest): Promise<VerifyResult> {
  const different: string[] = []
  for (const { name, sha256 } of target ? manifest.files : []) if (await target?.digest(name) !== sha256) different.push(name)
  return { ...await rebuildDataset(context, tools, manifest, request), manifest, different }
}

/** Compares two manifests; `latest` and beginnings of ids are taken. */
export function compareDatasets(context: Context, before: string, after: string): ManifestDiff & { before: string; after: string } {
  const [old, now] = [findManifest(context, before), findManifest(context, after)]
  return { before: old.id, after: now.id, ...diffManifests(old, now) }
}

/** The card and Croissant metadata of one manifest; written to a folder where one is given. @throws SkillLoopError (2) where another README.md is there */
export async function publishCard(context: Context, id: string, target: TargetFolder | undefined): Promise<{ card: string; croissant: Record<string, unknown> }> {
  const manifest = findManifest(context, id)
  const { licence } = context.policy.dataset
  const made = { card: datasetCard([manifest], { licence }), croissant: croissantOf(manifest, { licence }) }
  if (target) {
    const there = (await target.read('README.md'))?.toString('utf8')
    if (there !== undefined && !there.includes('selected and redacted by SkillLoop')) throw badInput(`${target.root} has a README.md of somebody else's`, { expected: 'none, or an earlier dataset card', fix: 'name another folder, or move it away' })
    await target.write('README.md', made.card)
    await target.write('croissant.json', canonicalJson(made.croissant))
  }
  return made
}
