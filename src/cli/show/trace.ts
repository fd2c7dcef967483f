import { badInput } from '../../kernel/errors.js'
import { excerpt, plural } from '../../kernel/text.js'
import type { Message, ToolCall, Trace, TraceEvent } from '../../kernel/types.js'

const LONG = 2000
const LONG_RESULT = 600

interface Row { id: string; startedAt?: string; runtime: string; messages: number; toolCalls: number; errors: number; title: string; endState: string; score?: number; label?: string }

/** A session on one line of a list. */
export function traceRow(row: Row): string {
  const score = row.score === undefined ? '' : `  ${String(row.score).padStart(3)} ${row.label ?? ''}`
  return `${row.id.slice(0, 10)}  ${(row.startedAt ?? 'undated').slice(0, 16).replace('T', ' ').padEnd(16)}  ${row.runtime.padEnd(8)} ${String(row.messages).padStart(3)} messages ${String(row.toolCalls).padStart(3)} calls${score}  ${excerpt(row.title, 60)}`
}

/** A session as the conversation it was; long texts are cut unless `full`. */
export function describeTrace(trace: Trace, events: readonly TraceEvent[], options: { full: boolean; message?: number | undefined }): string {
  if (options.message !== undefined) {
    const message = trace.messages[options.message]
    if (!message) throw badInput(`the session has no message ${options.message}`, { expected: `0 to ${trace.messages.length - 1}` })
    return describeMessage(message, options.message, true)
  }
  const head = [
    `${trace.id}  ${trace.runtime}${trace.model ? `, ${trace.model}` : ''}${trace.nativeId ? `, ${trace.nativeId}` : ''}`,
    ...(trace.title ? [trace.title] : []),
    `${trace.startedAt ?? 'undated'} to ${trace.endedAt ?? '?'}, ${trace.end.state}${trace.end.reason ? ` (${trace.end.reason})` : ''}, ${plural(trace.messages.length, 'message')}`,
    ...(trace.parent ? [`${trace.parent.relation} of ${trace.parent.nativeId}`] : []),
    ...(trace.outcomes ?? []).map(({ name, value }) => `outcome: ${name} ${String(value)}`),
    ...events.map(describeEvent),
    ...(Object.keys(trace.redaction.marks).length > 0 ? [`masked: ${Object.entries(trace.redaction.marks).map(([kind, count]) => `${count} ${kind}`).join(', ')}`] : [])
  ]
  return [...head, '', ...trace.messages.map((message, index) => describeMessage(message, index, options.full))].join('\n')
}

function describeEvent({ kind, rating, message, example, why, note, by, at }: TraceEvent): string {
  const what = { rating: `rated ${rating ?? ''} of 5`, correction: `message ${message ?? ''} is wrong`, example: `a ${example ?? ''} example`, quarantine: 'put in quarantine', lift: 'out of quarantine', forget: 'forgotten' }[kind]
  const reasons = (Object.keys(REASONS) as (keyof typeof REASONS)[]).flatMap((key) => (why?.[key] === undefined ? [] : [`\n  ${REASONS[key]}: ${why[key]}`]))
  return `${what}, says ${by.name} on ${at.slice(0, 10)}${note ? `: ${note}` : ''}${reasons.join('')}`
}

const REASONS: Record<keyof NonNullable<TraceEvent['why']>, string> = { prompt: 'prompt', environment: 'environment', tools: 'tools', expectedOutput: 'expected output' }

function describeMessage(message: Message, index: number, full: boolean): string {
  const flags = (['injected', 'undone', 'compacted', 'copied'] as const).filter((flag) => message[flag])
  const title = `[${index}] ${message.role}${flags.length > 0 ? ` (${flags.join(', ')})` : ''}${message.at ? `  ${message.at}` : ''}`
  const text = cut(message.text, full ? Infinity : LONG)
  return [title, ...(text === '' ? [] : [indent(text)]), ...(message.toolCalls ?? []).map((call, n) => describeCall(call, n, full)), ''].join('\n')
}

function describeCall(call: ToolCall, n: number, full: boolean): string {
  const given = typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments)
  const outcome = `${call.status}${call.exitCode === undefined ? '' : `, exit ${call.exitCode}`}${call.errorType ? `, ${call.errorType}` : ''}`
  const result = call.result === undefined ? [] : [indent(cut(call.result, full ? Infinity : LONG_RESULT), '      ')]
  return [`  → call ${n} ${call.name} ${cut(given, full ? Infinity : LONG_RESULT)}  (${outcome})`, ...result].join('\n')
}

const cut = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length).toWellFormed()}… (${text.length - length} more characters)`)
const indent = (text: string, by = '  '): string => text.split('\n').map((line) => by + line).join('\n')
