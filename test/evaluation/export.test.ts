import { describe, expect, it } from 'vitest'
import { exportFormats } from '../../src/evaluation/export/formats.js'
import { evaluateTrace, findEvaluator } from '../../src/evaluation/registry.js'
import { says, traceOf, user } from './build-trace.js'

const evaluation = evaluateTrace(traceOf([user('mend the login'), says('Done, all tests pass.')]), findEvaluator('rubric'), {})
const NATIVE = '0af7651916cd43dd8448eb211c80319c'
const judged = { ...evaluation, evaluator: { ...evaluation.evaluator, name: 'judge', kind: 'judge' as const } }

interface Record_ { eventName: string; traceId?: string; timeUnixNano?: string; attributes: { key: string; value: { stringValue?: string; doubleValue?: number } }[] }
const recordOf = (document: unknown): Record_ => (document as { resourceLogs: [{ scopeLogs: [{ logRecords: [Record_] }] }] }).resourceLogs[0].scopeLogs[0].logRecords[0]

describe('evaluations for other systems', () => {
  it('an event of OpenTelemetry stands on its trace only where OpenTelemetry gave the id', () => {
    const record = recordOf(exportFormats.otel({ evaluation, runtime: 'otel-genai', nativeId: NATIVE, at: '2026-08-01T10:00:00.123Z' }))
    expect(record).toMatchObject({ eventName: 'gen_ai.evaluation.result', traceId: NATIVE, timeUnixNano: '1785578400123000000' })
    expect(recordOf(exportFormats.otel({ evaluation, runtime: 'generic', nativeId: NATIVE }))).not.toHaveProperty('traceId')
    expect(recordOf(exportFormats.otel({ evaluation, runtime: 'generic' }))).not.toHaveProperty('timeUnixNano')
  })
  it('an event of OpenTelemetry has its score as a number and the rest as text, each once', () => {
    const { attributes } = recordOf(exportFormats.otel({ evaluation, runtime: 'generic', nativeId: 's1' }))
    expect(new Set(attributes.map(({ key }) => key)).size).toBe(attributes.length)
    expect(attributes).toContainEqual({ key: 'gen_ai.evaluation.score.value', value: { doubleValue: evaluation.score } })
    expect(attributes).toContainEqual({ key: 'gen_ai.evaluation.score.label', value: { stringValue: evaluation.label } })
    expect(attributes).toContainEqual({ key: 'gen_ai.conversation.id', value: { stringValue: 's1' } })
  })
  it('Phoenix is told whether a model judged, and a trace or a session, never both', () => {
    expect(exportFormats.phoenix({ evaluation: judged, runtime: 'generic', nativeId: 's1' })).toMatchObject({ session_id: 's1', annotator_kind: 'LLM', name: 'judge', identifier: `skillloop-${evaluation.traceId}` })
    const onTrace = exportFormats.phoenix({ evaluation, runtime: 'otel-genai', nativeId: NATIVE })
    expect(onTrace).toMatchObject({ trace_id: NATIVE, annotator_kind: 'CODE', result: { score: evaluation.score, label: evaluation.label } })
    expect(onTrace).not.toHaveProperty('session_id')
  })
  it('Langfuse gets one score by evaluator and session, on the trace or the session', () => {
    expect(exportFormats.langfuse({ evaluation, runtime: 'generic' })).toMatchObject({ id: `skillloop-rubric-${evaluation.traceId}`, sessionId: evaluation.traceId, value: evaluation.score, dataType: 'NUMERIC', metadata: { label: evaluation.label } })
    const onTrace = exportFormats.langfuse({ evaluation: judged, runtime: 'otel-genai', nativeId: NATIVE })
    expect(onTrace).toMatchObject({ id: `skillloop-judge-${evaluation.traceId}`, traceId: NATIVE })
    expect(onTrace).not.toHaveProperty('sessionId')
  })
  it('the explanation is one line that begins with what weighed most', () => {
    const explained = (exportFormats.phoenix({ evaluation, runtime: 'generic' }) as { result: { explanation: string } }).result.explanation
    const greatest = [...evaluation.points].sort((a, b) => Math.abs(b.points) - Math.abs(a.points))[0]
    expect(explained.startsWith(`${(greatest?.points ?? 0) > 0 ? '+' : ''}${greatest?.points} `)).toBe(true)
    expect(explained).toMatch(/^[^\n]{1,1000}$/)
  })
})
