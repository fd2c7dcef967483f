import { excerpt } from '../../kernel/text.js'
import type { Evaluation } from '../../kernel/types.js'

/** An evaluation with what other systems know the session by. */
interface Exported {
  evaluation: Evaluation
  /** The runtime's own id of the session. */
  nativeId?: string
  runtime: string
  /** When the session ended or began: an evaluation has no time of its own. */
  at?: string
}

export type ExportFormat = keyof typeof exportFormats

const EXPLANATION = 1000

/** Ways to write an evaluation for another system, one JSON document a line. */
export const exportFormats = { otel: toOtel, phoenix: toPhoenix, langfuse: toLangfuse } as const

/**
 * An OTLP log record of the event gen_ai.evaluation.result, in the form that the OTLP file exporter writes and the
 * collector's otlpjsonfile receiver reads (sources: OpenTelemetry GenAI semantic conventions, events, in development;
 * OTLP/JSON). The score is SkillLoop's own, 0 to 100.
 */
function toOtel(exported: Exported): unknown {
  const { evaluation, runtime, at } = exported
  const { evaluator, score, label, confidence, learning, traceId } = evaluation
  const nativeTrace = otelTraceId(exported)
  const text = (key: string, stringValue: string) => ({ key, value: { stringValue } })
  const number = (key: string, doubleValue: number) => ({ key, value: { doubleValue } })
  const record = {
    eventName: 'gen_ai.evaluation.result', ...(at !== undefined && { timeUnixNano: `${Date.parse(at)}000000` }), ...(nativeTrace !== undefined && { traceId: nativeTrace }),
    attributes: [
      text('gen_ai.evaluation.name', evaluator.name), number('gen_ai.evaluation.score.value', score), text('gen_ai.evaluation.score.label', label),
      text('gen_ai.evaluation.explanation', explanationOf(evaluation)), text('gen_ai.conversation.id', sessionOf(exported)),
      text('skillloop.trace.id', traceId), text('skillloop.runtime', runtime), text('skillloop.evaluator.version', evaluator.version),
      text('skillloop.evaluator.kind', evaluator.kind ?? 'builtin'), number('skillloop.confidence', confidence),
      ...(learning ? [number('skillloop.learning_value', learning.value)] : [])
    ]
  }
  return { resourceLogs: [{ resource: { attributes: [text('service.name', 'skillloop')] }, scopeLogs: [{ scope: { name: 'skillloop' }, logRecords: [record] }] }] }
}

/**
 * A row of `data` for Phoenix's session annotations; its trace annotations where the session is an OpenTelemetry
 * trace (source: Phoenix documentation, annotations via the API). The identifier makes a second upload an update.
 */
function toPhoenix(exported: Exported): unknown {
  const { evaluation } = exported
  const { evaluator, score, label } = evaluation
  const trace = otelTraceId(exported)
  return {
    ...(trace === undefined ? { session_id: sessionOf(exported) } : { trace_id: trace }), name: evaluator.name, annotator_kind: evaluator.kind === 'judge' ? 'LLM' : 'CODE',
    result: { label, score, explanation: explanationOf(evaluation) }, metadata: metadataOf(exported), identifier: `skillloop-${evaluation.traceId}`
  }
}

/**
 * A body for Langfuse's POST /api/public/scores (source: Langfuse API reference, CreateScoreRequest): on the trace
 * where the session is an OpenTelemetry trace, else on the session. The id makes a second upload an update.
 */
function toLangfuse(exported: Exported): unknown {
  const { evaluation } = exported
  const { evaluator, score, traceId } = evaluation
  const trace = otelTraceId(exported)
  return {
    id: `skillloop-${evaluator.name}-${traceId}`, ...(trace === undefined ? { sessionId: sessionOf(exported) } : { traceId: trace }),
    name: evaluator.name, value: score, dataType: 'NUMERIC', comment: explanationOf(evaluation), metadata: metadataOf(exported)
  }
}

function metadataOf({ evaluation, runtime }: Exported): Record<string, unknown> {
  const { evaluator, label, confidence, tags, learning, traceId } = evaluation
  return { skillloop_trace: traceId, runtime, evaluator_version: evaluator.version, evaluator_kind: evaluator.kind ?? 'builtin', label, confidence, tags, ...(learning && { learning_value: learning.value }) }
}

const sessionOf = ({ nativeId, evaluation }: Exported): string => nativeId ?? evaluation.traceId

/** Sixteen bytes in hex are a trace's id only where OpenTelemetry gave it. */
const otelTraceId = ({ nativeId, runtime }: Exported): string | undefined => (runtime === 'otel-genai' && /^[0-9a-f]{32}$/.test(nativeId ?? '') ? nativeId : undefined)

/** The greatest reasons first, then what speaks against trusting them. */
function explanationOf({ points, doubts }: Evaluation): string {
  const reasons = [...points].sort((a, b) => Math.abs(b.points) - Math.abs(a.points)).map(({ points: worth, note }) => `${worth > 0 ? '+' : ''}${worth} ${note}`)
  return excerpt([reasons.join('; '), ...doubts].join('. '), EXPLANATION)
}
