import type { DatasetManifest } from '../kernel/types.js'
import type { ManifestRecord } from './manifest.js'

/** What one manifest has that another has not. */
export interface ManifestDiff {
  /** Records by their first session; `to` of those that moved. */
  added: string[]
  removed: string[]
  /** Of the same sessions, with other bytes. */
  changed: string[]
  moved: { trace: string; from: string; to: string }[]
  /** Options, versions and hashes that differ, as name: before → after. */
  settings: { name: string; before: string; after: string }[]
  tokens: { before: number; after: number }
}

/** Compares two manifests record by record; a record is known by its sessions and by which of theirs it is. */
export function diffManifests(before: DatasetManifest, after: DatasetManifest): ManifestDiff {
  const [old, now] = [byKey(before), byKey(after)]
  const shared = [...now].flatMap(([key, record]) => {
    const was = old.get(key)
    return was ? [{ was, record }] : []
  })
  return {
    added: [...now].filter(([key]) => !old.has(key)).map(([, { trace }]) => trace), removed: [...old].filter(([key]) => !now.has(key)).map(([, { trace }]) => trace),
    changed: shared.filter(({ was, record }) => was.sha256 !== record.sha256).map(({ record }) => record.trace),
    moved: shared.filter(({ was, record }) => was.split !== record.split).map(({ was, record }) => ({ trace: record.trace, from: was.split, to: record.split })),
    settings: differingSettings(before, after), tokens: { before: tokensOf(before), after: tokensOf(after) }
  }
}

function byKey({ records }: DatasetManifest): Map<string, ManifestRecord> {
  // What speaks for a record may be said in other words; the place that it is of may not.
  return new Map(records.map((record) => [[record.trace, ...(record.with ?? []).map(({ trace }) => trace), record.how?.['pair'] ?? '', record.how?.['index'] ?? '', record.how?.['message'] ?? ''].join(' '), record]))
}

function differingSettings(before: DatasetManifest, after: DatasetManifest): ManifestDiff['settings'] {
  const flat = ({ kind, options, generator, policySha256 }: DatasetManifest): Map<string, string> => new Map(Object.entries({ kind, ...options, ...generator, policySha256 }).map(([name, value]) => [name, JSON.stringify(value)]))
  const [old, now] = [flat(before), flat(after)]
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((name) => {
    const [was, is] = [old.get(name) ?? 'not set', now.get(name) ?? 'not set']
    return was === is ? [] : [{ name, before: was, after: is }]
  })
}

function tokensOf({ files }: DatasetManifest): number {
  return files.reduce((sum, { tokens }) => sum + tokens.total, 0)
}
