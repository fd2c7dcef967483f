import { idFrom, sha256OfJson } from '../../src/kernel/hash.js'
import type { Evaluation, Message, ToolCall, Trace } from '../../src/kernel/types.js'
import { buildDataset, type BuildOptions } from '../../src/datasets/build.js'
import { ESTIMATE } from '../../src/datasets/fit/tokens.js'
import { rebuildDataset, type Rebuilt } from '../../src/datasets/rebuild.js'
import { settingsOfManifest } from '../../src/datasets/manifest.js'
import type { Candidate, Candidates, RenderSettings, Sink, Spool } from '../../src/datasets/types.js'
import { sha256 } from '../../src/kernel/hash.js'
import type { DatasetManifest } from '../../src/kernel/types.js'

export const user = (text: string, more: Partial<Message> = {}): Message => ({ role: 'user', text, ...more })
export const assistant = (text: string, toolCalls: ToolCall[] = [], more: Partial<Message> = {}): Message => ({ role: 'assistant', text, ...(toolCalls.length > 0 ? { toolCalls } : {}), ...more })
export const call = (id: string, name: string, args: ToolCall['arguments'], result?: string): ToolCall => ({ id, name, arguments: args, ...(result === undefined ? {} : { result }), status: result === undefined ? 'unknown' : 'success' })

export function trace(nativeId: string, messages: Message[], more: Partial<Trace> = {}): Trace {
  const content = { schemaVersion: 1 as const, id: idFrom(20, 'generic', nativeId), runtime: 'generic', adapter: { name: 'generic', version: 1 }, nativeId, end: { state: 'complete' as const }, messages, redaction: { version: 1, marks: {} }, ...more }
  return { ...content, raw: { name: 'a.jsonl', bytes: 1, sha256: '0'.repeat(64) }, sha256: sha256OfJson(content) }
}

function evaluation(of: Trace, changes: Partial<Evaluation> = {}): Evaluation {
  return { schemaVersion: 1, traceId: of.id, traceSha256: of.sha256, evaluator: { name: 'rubric', version: '1.0.0', configSha256: '0'.repeat(64) }, score: 85, label: 'success', confidence: 0.5, tags: [], points: [], claims: [], doubts: [], ...changes }
}

export const candidate = (of: Trace, changes: Partial<Evaluation> = {}): Candidate => ({ trace: of, evaluation: evaluation(of, changes), stale: false })

export const settings: RenderSettings = { reasoning: 'leave-out', shape: 'trl', toolTurn: 'tool', tokens: ESTIMATE }

export const options: BuildOptions = {
  kind: 'sft', name: 'sft', gate: { minScore: 70, evaluator: 'rubric' }, scans: {}, settings, preferences: { explicit: true, corrections: false, retries: false },
  splits: { train: 0.8, validation: 0.1, test: 0.1 }, fileName: (split) => `${split}.jsonl`, nearDuplicates: 'keep', saveFailures: false,
  ledgerCommit: '0'.repeat(40), policySha256: '0'.repeat(64), createdAt: '2026-08-10T09:00:00.000Z', version: '0.1.0'
}

export interface DatasetFile { name: string; text: string }

/** A sink that keeps what it gets. */
function keeping(files: DatasetFile[]): Sink {
  return async ({ name }, lines) => {
    let text = ''
    for await (const line of lines) text += `${line}\n`
    files.push({ name, text })
    return { sha256: sha256(text), bytes: Buffer.byteLength(text) }
  }
}

function spoolInMemory(): Spool {
  const lines: string[] = []
  return { append: (line) => Promise.resolve(lines.push(line) - 1), read: (place) => Promise.resolve(lines[place] ?? '') }
}

/** Builds in memory; sessions for pairs are those of the candidates. */
export async function build(candidates: Candidates, changes: Partial<BuildOptions> = {}): Promise<{ manifest: DatasetManifest; files: DatasetFile[] }> {
  const files: DatasetFile[] = []
  const seen = new Map<string, Trace>()
  async function* noted(): AsyncGenerator<Candidate> {
    for await (const candidate of candidates) {
      seen.set(candidate.trace.id, candidate.trace)
      yield candidate
    }
  }
  const manifest = await buildDataset(noted(), { ...options, ...changes }, { spool: spoolInMemory(), sink: keeping(files), traceById: (id) => Promise.resolve(seen.get(id)) })
  return { manifest, files }
}

/** Rebuilds in memory. */
export async function rebuild(manifest: DatasetManifest, traceById: (id: string) => Trace | undefined): Promise<{ rebuilt: Rebuilt; files: DatasetFile[] }> {
  const files: DatasetFile[] = []
  const rebuilt = await rebuildDataset(manifest, settingsOfManifest(manifest, ESTIMATE), (id) => Promise.resolve(traceById(id)), keeping(files))
  return { rebuilt, files }
}

/** The rows of every file, in order. */
export const rowsOf = (files: readonly DatasetFile[]): Record<string, unknown>[] => files.flatMap(({ text }) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>))

/** Deterministic words, different for every seed. */
export function words(seed: number, count: number): string {
  let state = seed * 2654435761 + 1
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return `w${(state >>> 8) % 5000}`
  }).join(' ')
}

/** A session of its own, unlike any with another number. */
export const session = (n: number): Trace => trace(`s${n}`, [user(`Task ${n}: ${words(n, 60)}`), assistant('', [call('c1', 'terminal', { command: words(n + 1e6, 5) }, words(n + 2e6, 30))]), assistant(`Done with ${n}: ${words(n + 3e6, 40)}`)])
