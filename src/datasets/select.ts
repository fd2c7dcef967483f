import { sha256 } from '../kernel/hash.js'
import type { RedactionRules } from '../redaction/redaction-rules.js'
import { scanForSecrets } from '../redaction/scan.js'
import { jsonLine } from './plain.js'
import { toSftRecord } from './sft-record.js'
import { sketchOf, type Sketch } from './sketch.js'
import type { Candidate, Candidates, SftRecord } from './types.js'

/** What a trace must meet to be trained on. */
export interface Gate {
  minScore: number
  /** Name of the evaluator whose score counts. */
  evaluator: string
  /** What counts as a secret: a trace may have been stored by an older redactor. */
  secrets?: RedactionRules
  /** Scores count whose evaluator, configuration or trace has changed since. */
  allowStale?: boolean
}

/** A trace that passed, as its line. */
export interface Selected {
  trace: string
  traceSha256: string
  score: number
  evaluatorVersion: string
  line: string
  sha256: string
  sketch: Sketch
}

/** The traces that pass the gate, and how many do not, by reason. Traces are not kept: memory holds their lines only. */
export async function select(candidates: Candidates, gate: Gate): Promise<{ selected: Selected[]; excluded: Record<string, number> }> {
  const selected = new Map<string, Selected>()
  const excluded: Record<string, number> = {}
  for await (const candidate of candidates) {
    const outcome = pass(candidate, gate)
    if (typeof outcome === 'string') excluded[outcome] = (excluded[outcome] ?? 0) + 1
    else selected.set(outcome.trace, outcome)
  }
  return { selected: [...selected.values()], excluded }
}

/** The record's line, or the reason why there is none. */
function pass({ trace, evaluation, stale }: Candidate, { minScore, evaluator, allowStale, secrets }: Gate): Selected | string {
  if (!evaluation) return 'not evaluated'
  if (evaluation.evaluator.name !== evaluator) return `not evaluated by ${evaluator}`
  if (!allowStale && (stale || evaluation.traceSha256 !== trace.sha256)) return 'evaluation is stale'
  if (evaluation.score < minScore) return `score below ${minScore}`
  // Whatever its score: a model must not learn to claim what the tools denied.
  if (evaluation.claims.some(({ verdict }) => verdict === 'contradicted')) return 'claims contradicted by what was observed'
  const record = toSftRecord(trace)
  if ('excluded' in record) return record.excluded
  const line = jsonLine(record)
  if (secrets && scanForSecrets(line, secrets).length > 0) return 'has what looks like a secret: see redact --stale'
  return {
    trace: trace.id, traceSha256: trace.sha256, score: evaluation.score, evaluatorVersion: evaluation.evaluator.version, line, sha256: sha256(line),
    sketch: sketchOf(trace.id, conversation(record))
  }
}

/**
 * What was said and done, for comparison. Without system prompts, which all sessions of a runtime share, and
 * without results, where one long file read by two sessions would make them look alike.
 */
function conversation({ messages }: SftRecord): string {
  return messages
    .filter(({ role }) => role === 'user' || role === 'assistant')
    .map(({ content, tool_calls: calls = [] }) => [content, ...calls.map(({ function: { name, arguments: given } }) => `${name} ${JSON.stringify(given)}`)].join('\n'))
    .join('\n')
}
