import { badInput } from '../kernel/errors.js'
import { sha256, sha256OfJson } from '../kernel/hash.js'
import { manifestPath } from '../kernel/layout.js'
import type { DatasetManifest, Trace } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { groupSketches } from './near-duplicates.js'
import { jsonLine } from './plain.js'
import { select, type Gate, type Selected } from './select.js'
import { RECORD_VERSION, toSftRecord } from './sft-record.js'
import { assignSplits, orderedSplits, type Splits } from './splits.js'
import type { Candidates } from './types.js'

export interface SftOptions extends Gate {
  /** The dataset's name, a folder under datasets/. */
  name: string
  splits: Splits
  /** Name of a split's file, the same wherever it is written. */
  fileName: (split: string) => string
  ledgerCommit: string
  policySha256: string
  createdAt: string
  /** SkillLoop's version. */
  version: string
}

export interface DatasetFile {
  name: string
  text: string
}

/**
 * A dataset of what passes the gate, and the manifest that rebuilds it. The same candidates in any order give the
 * same manifest id and the same bytes.
 * @throws SkillLoopError (2) when two splits would have one file
 */
export async function buildSftDataset(candidates: Candidates, options: SftOptions): Promise<{ manifest: DatasetManifest; files: DatasetFile[] }> {
  const { name, evaluator, minScore, allowStale, splits, fileName, ledgerCommit, policySha256, createdAt, version } = options
  const order = orderedSplits(splits)
  if (new Set(order.map(fileName)).size < order.length) throw badInput('two splits would be written to one file', { expected: 'a file name that has the split in it' })
  const { selected, excluded } = await select(candidates, { evaluator, minScore, allowStale: allowStale === true, ...(options.secrets && { secrets: options.secrets }) })
  const groups = groupSketches(selected.map(({ sketch }) => sketch))
  const splitOf = assignSplits(groups.values(), splits)
  const sorted = selected.sort((a, b) => (a.trace < b.trace ? -1 : 1))
  const parts = order.map((split) => ({ split, name: fileName(split), records: sorted.filter(({ trace }) => splitOf.get(groups.get(trace) ?? '') === split) }))
  const files = parts.map((part) => ({ name: part.name, text: textOf(part.records.map(({ line }) => line)) }))
  const content = {
    schemaVersion: 1 as const, name, kind: 'sft' as const,
    generator: { version, recordVersion: RECORD_VERSION },
    options: { evaluator, minScore, splits: { ...splits }, ...(allowStale === true && { allowStale }) },
    policySha256,
    files: parts.map(({ split, name, records }, i) => ({ name, split, ...figuresOf(files[i]?.text ?? ''), records: records.length, tokens: tokensOf(records) })),
    records: parts.flatMap(({ split, records }) => records.map(({ trace, traceSha256, score, evaluatorVersion, sha256 }) => (
      { split, trace, traceSha256, score, evaluatorVersion, group: groups.get(trace) ?? trace, sha256 }
    ))),
    excluded
  }
  const manifest: DatasetManifest = { ...content, id: contentId(content), createdAt, ledgerCommit }
  return { manifest: expectFormat('dataset-manifest', manifest, { file: manifestPath(manifest) }), files }
}

/** The id that a manifest must have by its content. */
export function manifestId(manifest: DatasetManifest): string {
  return contentId(manifest)
}

/** What became of a rebuild. A file is given only when it has the very bytes that the manifest names. */
export interface Rebuilt {
  files: DatasetFile[]
  /** Traces that are not here. */
  missing: string[]
  /** Traces that are here, but not as they were, or that other record rules read differently. */
  changed: string[]
  /** Names of the files that could not be rebuilt. */
  incomplete: string[]
}

/** The dataset's files again, from its manifest and the traces. */
export async function rebuildSft(manifest: DatasetManifest, traceById: (id: string) => Trace | undefined | Promise<Trace | undefined>): Promise<Rebuilt> {
  const rebuilt: Rebuilt = { files: [], missing: [], changed: [], incomplete: [] }
  for (const file of manifest.files) {
    const lines: string[] = []
    for (const entry of manifest.records.filter(({ split }) => split === file.split)) {
      const trace = await traceById(entry.trace)
      const record = trace?.sha256 === entry.traceSha256 ? toSftRecord(trace) : undefined
      const line = record && !('excluded' in record) ? jsonLine(record) : ''
      if (!trace) rebuilt.missing.push(entry.trace)
      else if (sha256(line) !== entry.sha256) rebuilt.changed.push(entry.trace)
      lines.push(line)
    }
    const text = textOf(lines)
    if (sha256(text) === file.sha256) rebuilt.files.push({ name: file.name, text })
    else rebuilt.incomplete.push(file.name)
  }
  return rebuilt
}

/** When and from which commit it was made is left out: the same export again is the same manifest. */
function contentId(content: Partial<DatasetManifest>): string {
  return sha256OfJson({ ...content, id: undefined, createdAt: undefined, ledgerCommit: undefined }).slice(0, 16)
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('')
}

function figuresOf(text: string): { sha256: string; bytes: number } {
  return { sha256: sha256(text), bytes: Buffer.byteLength(text) }
}

/** An estimate that anyone can repeat from the file: a quarter of each line's characters, rounded up. */
function tokensOf(records: readonly Selected[]): DatasetManifest['files'][number]['tokens'] {
  const counts = records.map(({ line }) => Math.ceil(line.length / 4))
  const total = counts.reduce((a, b) => a + b, 0)
  // Not Math.min(...counts): the arguments of a call are limited, records are not.
  const least = counts.reduce((a, b) => Math.min(a, b), counts[0] ?? 0)
  return { method: 'characters/4', total, min: least, mean: Math.round(total / Math.max(1, counts.length)), max: counts.reduce((a, b) => Math.max(a, b), 0) }
}
