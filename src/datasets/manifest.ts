import { sha256OfLargeJson } from '../kernel/hash.js'
import type { DatasetManifest } from '../kernel/types.js'
import { textsOf } from './row-texts.js'
import type { RenderSettings, TokenCounter } from './types.js'

export type ManifestRecord = DatasetManifest['records'][number]
export type ManifestFile = DatasetManifest['files'][number]

/** The id that a manifest must have by its content. When and from which commit it was made is left out, and where its splits were taken from: the same export again is the same manifest. */
export function manifestId(manifest: Partial<DatasetManifest>): string {
  return sha256OfLargeJson({ ...manifest, id: undefined, createdAt: undefined, ledgerCommit: undefined, splitsFrom: undefined }).slice(0, 16)
}

/** Sums up how many tokens records have. */
export function tokenFigures(counts: readonly number[], method: string): ManifestFile['tokens'] {
  const total = counts.reduce((a, b) => a + b, 0)
  // Not Math.min(...counts): the arguments of a call are limited, records are not.
  const least = counts.reduce((a, b) => Math.min(a, b), counts[0] ?? 0)
  return { method, total, min: least, mean: Math.round(total / Math.max(1, counts.length)), max: counts.reduce((a, b) => Math.max(a, b), 0) }
}

/** Tokens of a record: of its line where they are estimated, of its texts where a tokenizer counts them. */
export function recordTokens(line: string, row: unknown, tokens: TokenCounter): number {
  return tokens.method === 'characters/4' ? tokens.count(line) : tokens.count(textsOf(row).join('\n'))
}

/** The settings as a manifest has them: what is at its default is left out. */
export function settingsToManifest({ reasoning, shape, toolTurn, fit, tokens }: RenderSettings): Pick<DatasetManifest['options'], 'reasoning' | 'shape' | 'toolTurn' | 'fit' | 'tokenizer'> {
  return {
    ...(reasoning === 'keep' && { reasoning }), ...(shape !== 'trl' && { shape }), ...(toolTurn === 'human' && { toolTurn }), ...(fit && { fit: { ...fit } }),
    ...(tokens.method !== 'characters/4' && { tokenizer: tokens.method })
  }
}

/** The settings that a manifest names. @param tokens the counter that it names */
export function settingsOfManifest({ options }: DatasetManifest, tokens: TokenCounter): RenderSettings {
  return { reasoning: options.reasoning ?? 'leave-out', shape: options.shape ?? 'trl', toolTurn: options.toolTurn ?? 'tool', ...(options.fit && { fit: options.fit }), tokens }
}

/** Which sessions a record is of, in order, each as it was. */
export function sourcesOf({ trace, traceSha256, with: others = [] }: ManifestRecord): { trace: string; traceSha256: string }[] {
  return [{ trace, traceSha256 }, ...others.map((other) => ({ trace: other.trace, traceSha256: other.traceSha256 }))]
}

