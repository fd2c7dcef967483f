import { sha256 } from '../kernel/hash.js'
import { artifactOf, fileKind, type FileKind } from '../kernel/layout.js'
import { parseMarkdown } from '../kernel/front-matter.js'
import { excerpt } from '../kernel/text.js'
import type { Comment, Decision, Evaluation, RolloutStep, SkillEvent, SkillEval, Support, Trace, TraceEvent, TrainingResult } from '../kernel/types.js'
import { expectFormat, FORMAT_OF } from '../kernel/validate.js'

/** A row of the index: what commands need to know of a file without reading it. */
export interface Summary {
  kind: FileKind | 'artifact' | 'damaged'
  /** What the file is looked up by, e.g. the trace's id. */
  key: string
  /** What lists are ordered by. */
  sort: string
  data: unknown
}

export interface TraceSummary {
  id: string
  runtime: string
  nativeId?: string
  title: string
  model?: string
  startedAt?: string
  endState: Trace['end']['state']
  sha256: string
  messages: number
  toolCalls: number
  errors: number
}

export interface EvaluationSummary {
  traceId: string
  traceSha256: string
  evaluator: Evaluation['evaluator']
  eventsSha256?: string
  score: number
  label: Evaluation['label']
  tags: string[]
  /** What runs of one kind are compared by. */
  work?: NonNullable<Evaluation['learning']>['work']
  /** What there is to learn from the session, 0 to 1. */
  learningValue?: number
}

/** False for files that no command looks up. */
export function isIndexed(path: string): boolean {
  return isArtifact(path) || fileKind(path) !== undefined
}

function isArtifact(path: string): boolean {
  return /^(memory|skills|training\/plans)\//.test(path)
}

/** The files that commands look up; the others are found by their path. */
const LOOKED_UP: ReadonlySet<FileKind> = new Set(['trace', 'evaluation', 'support', 'decision', 'proposal', 'manifest', 'run', 'event', 'comment', 'rewrite', 'result', 'use', 'rollout', 'skill-eval'])

/** A stored file as the index keeps it; undefined for files that no command looks up. */
export function summarize(path: string, bytes: Uint8Array): Summary | undefined {
  if (isArtifact(path)) return artifactRow(path, bytes)
  const kind = fileKind(path)
  if (!kind || !LOOKED_UP.has(kind)) return undefined
  try {
    const text = Buffer.from(bytes).toString('utf8')
    const document: unknown = kind === 'proposal' ? parseMarkdown(text, { file: path }).data : JSON.parse(text)
    // Whatever a hand or a merge put there, commands get only what its format promises.
    return row(kind, path, expectFormat(FORMAT_OF[kind], document, { file: path }))
  } catch (error) {
    // A damaged file is named by `check`; it must not stop the commands that don't need it.
    return { kind: 'damaged', key: path, sort: path, data: { problem: error instanceof Error ? error.message.split('\n')[0] : 'unreadable' } }
  }
}

function row(kind: FileKind, path: string, document: unknown): Summary | undefined {
  const base = path.split('/').at(-1)?.replace(/\.(json|md)$/, '') ?? ''
  switch (kind) {
    case 'trace': {
      const trace = document as Trace
      return { kind, key: trace.id, sort: trace.startedAt ?? '', data: traceSummary(trace) }
    }
    case 'evaluation': {
      const { traceId, traceSha256, eventsSha256, evaluator, score, label, tags, learning } = document as Evaluation
      return { kind, key: traceId, sort: evaluator.name, data: { traceId, traceSha256, ...(eventsSha256 && { eventsSha256 }), evaluator, score, label, tags, ...(learning && { work: learning.work, learningValue: learning.value }) } satisfies EvaluationSummary }
    }
    case 'support': {
      const { proposal, evidence } = document as Support
      return { kind, key: proposal, sort: base, data: { evidence } }
    }
    case 'decision':
      return { kind, key: (document as Decision).proposal, sort: base, data: { id: base.split('-').at(-1), decision: document } }
    case 'event': return { kind, key: (document as TraceEvent).trace, sort: base, data: document }
    case 'comment': return { kind, key: (document as Comment).proposal, sort: base, data: document }
    case 'result': return { kind, key: (document as TrainingResult).plan, sort: base, data: document }
    case 'skill-eval': return { kind, key: (document as SkillEval).skill, sort: base, data: document }
    case 'use': return { kind, key: (document as SkillEvent).skill.path, sort: base, data: document }
    case 'rollout': return { kind, key: (document as RolloutStep).skill.path, sort: base, data: document }
    case 'proposal': return { kind, key: base, sort: base, data: document }
    case 'manifest': case 'run': case 'rewrite': return { kind, key: base, sort: base, data: document }
    default: return undefined
  }
}

function artifactRow(path: string, bytes: Uint8Array): Summary {
  return { kind: 'artifact', key: artifactOf(path) ?? path, sort: path, data: { sha256: sha256(bytes) } }
}

function traceSummary(trace: Trace): TraceSummary {
  const calls = trace.messages.flatMap((message) => message.toolCalls ?? [])
  const request = trace.messages.find((message) => message.role === 'user' && !message.injected)?.text ?? ''
  return {
    id: trace.id, runtime: trace.runtime, title: excerpt(trace.title ?? request, 80), endState: trace.end.state, sha256: trace.sha256,
    messages: trace.messages.length, toolCalls: calls.length, errors: calls.filter((call) => call.status === 'error').length,
    ...(trace.nativeId && { nativeId: trace.nativeId }), ...(trace.model && { model: trace.model }), ...(trace.startedAt && { startedAt: trace.startedAt })
  }
}
