import { sha256 } from '../kernel/hash.js'
import type { DatasetManifest, Trace } from '../kernel/types.js'
import { KINDS } from './kinds/all.js'
import { sourcesOf, type ManifestRecord } from './manifest.js'
import { jsonLine } from './plain.js'
import { isExcluded, type RenderSettings, type Sink } from './types.js'

/** What became of a rebuild. A file counts as rebuilt only when it has the very bytes that the manifest names. */
export interface Rebuilt {
  /** Names of the files that were. */
  files: string[]
  /** Traces that are not here. */
  missing: string[]
  /** Traces that are here, but not as they were, or that other record rules read differently. */
  changed: string[]
  /** Names of the files that could not be rebuilt. */
  incomplete: string[]
}

type TraceById = (id: string, sha256: string) => Promise<Trace | undefined>

/**
 * The dataset's files again, from its manifest and the traces.
 * @param traceById a trace as it was, or else as it is
 */
export async function rebuildDataset(manifest: DatasetManifest, settings: RenderSettings, traceById: TraceById, sink: Sink): Promise<Rebuilt> {
  const [files, missing, changed, incomplete] = [[] as string[], new Set<string>(), new Set<string>(), [] as string[]]
  for (const { name, split, sha256: wanted } of manifest.files) {
    const records = manifest.records.filter((record) => record.split === split)
    const made = await sink({ name, split }, linesOf(records))
    if (made.sha256 === wanted) files.push(name)
    else incomplete.push(name)
  }
  return { files, missing: [...missing], changed: [...changed], incomplete }

  async function* linesOf(records: readonly ManifestRecord[]): AsyncGenerator<string> {
    for (const record of records) yield await lineOf(record)
  }

  async function lineOf(record: ManifestRecord): Promise<string> {
    const traces: Trace[] = []
    for (const { trace: id, traceSha256 } of sourcesOf(record)) {
      const trace = await traceById(id, traceSha256)
      if (!trace) missing.add(id)
      else if (trace.sha256 !== traceSha256) changed.add(id)
      else traces.push(trace)
    }
    if (traces.length < sourcesOf(record).length) return ''
    const row = KINDS[manifest.kind].render(traces, record.how ?? {}, settings)
    const line = isExcluded(row) ? '' : jsonLine(row)
    if (sha256(line) !== record.sha256) changed.add(record.trace)
    return line
  }
}
