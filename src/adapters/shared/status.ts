import type { ToolCall } from '../../kernel/types.js'
import { isRecord, pick, pickText, type Row } from './fields.js'

/** How a tool call ended, as far as its source says. */
export interface Outcome {
  status: ToolCall['status']
  exitCode?: number
  errorType?: string
}

type Status = ToolCall['status']

const WORDS: ReadonlyMap<string, Status> = new Map<string, Status>([
  ...['success', 'succeeded', 'ok', 'completed', 'complete', 'done', 'passed'].map((word) => [word, 'success'] as const),
  ...['error', 'failed', 'failure', 'timeout', 'timed_out', 'crashed'].map((word) => [word, 'error'] as const),
  ...['cancelled', 'canceled', 'interrupted', 'aborted', 'skipped'].map((word) => [word, 'cancelled'] as const),
  ...['rejected', 'denied', 'declined', 'refused', 'blocked'].map((word) => [word, 'rejected'] as const),
  ['unknown', 'unknown']
])

// How results begin that say in plain text how the call ended. Sources: Hermes' tool executor and approvals,
// Claude Code's transcripts, Codex' rollouts. Anchored, so that a result which quotes such a line is not taken for one.
const CANCELLED = /^\[(tool (execution|use|call) (was )?(cancell?ed|skipped|interrupted)|request interrupted)/i
const REJECTED = /^(blocked: user denied|the user doesn't want to proceed|(the )?user (has )?(denied|rejected|declined)\b|patch rejected by user)/i
const FAILED = /^(error executing tool\b|<tool_use_error>|error:|traceback \(most recent call last\))/i
const EXIT_LINE = /^(?:exit code:?|process exited with code) (-?\d{1,10})\b/i
const TIMED_OUT = /\btime(d[ -]?|-)?out\b/i
// Around the results of Hermes' web, browser and MCP tools.
const WRAPPER = /^<untrusted_tool_result\b[^>]*>\s*/

/**
 * How a call ended, from what its source says beside the result (`signs`: success, is_error, status, exit_code,
 * error) and from the result itself. What stands beside the result goes before what is in it. A non-zero
 * exit code is an error whatever else is missing.
 * @param unmarked what a result without any sign means: `success` in a format that marks its failures, else `unknown`
 */
export function outcomeOf(text: string, signs: Row, unmarked: 'success' | 'unknown'): Outcome {
  const body = text.trimStart().replace(WRAPPER, '')
  const inner = innerObject(body)
  const line = EXIT_LINE.exec(body)?.[1]
  const exitCode = exitCodeOf(signs) ?? (inner && exitCodeOf(inner)) ?? (line === undefined ? undefined : Number(line))
  const flagged = byFlags(signs, true) ?? (inner && byFlags(inner, false))
  const said = byText(body)
  // What was refused or broken off is flagged as an error too; the text tells them apart.
  const told = flagged === undefined || (flagged === 'error' && said !== undefined) ? said : flagged
  const status = byInterruption(inner, exitCode) ?? told ?? byExitCode(exitCode, inner) ?? (text === '' ? 'unknown' : unmarked)
  const settled = status === 'success' && byExitCode(exitCode, inner) === 'error' ? 'error' : status
  const errorType = settled === 'error' ? errorTypeOf(signs, inner, exitCode, body) : undefined
  return { status: settled, ...(exitCode === undefined ? {} : { exitCode }), ...(errorType === undefined ? {} : { errorType }) }
}

/** The object that a result is as JSON; only its top level is looked at. */
function innerObject(body: string): Row | undefined {
  if (!body.startsWith('{')) return undefined
  try {
    const value: unknown = JSON.parse(body.replace(/(?<!\s)\s*<\/untrusted_tool_result>\s*$/, ''))
    return isRecord(value) ? value : undefined
  } catch {
    return undefined
  }
}

function exitCodeOf(row: Row): number | undefined {
  const value = pick(row, 'exit_code', 'exitCode', 'returncode', 'return_code')
  const code = typeof value === 'string' && /^-?\d{1,10}$/.test(value) ? Number(value) : value
  return typeof code === 'number' && Number.isSafeInteger(code) ? code : undefined
}

// Hermes' terminal: a command ended by the user's interrupt has exit code 130 and this last line.
function byInterruption(inner: Row | undefined, exitCode: number | undefined): Status | undefined {
  const output = inner && pickText(inner, 'output')
  return exitCode === 130 && output?.trimEnd().endsWith('[Command interrupted]') ? 'cancelled' : undefined
}

function byFlags(row: Row, trusted: boolean): Status | undefined {
  const error = pick(row, 'error')
  if (typeof error === 'string' && REJECTED.test(error)) return 'rejected'
  const word = pickText(row, 'status')?.toLowerCase()
  // A result that is data of its own may have a status of its own (a build's, an order's); from inside, only failure counts.
  const status = word === undefined ? undefined : WORDS.get(word)
  if (status !== undefined && (trusted || word === 'error' || word === 'timeout')) return status
  if (pick(row, 'success') === false || pick(row, 'ok') === false || pick(row, 'is_error', 'isError') === true) return 'error'
  if (isFailure(error)) return 'error'
  const exit = byExitCode(exitCodeOf(row), row)
  if (exit === 'error') return 'error'
  if (pick(row, 'success') === true || pick(row, 'ok') === true || pick(row, 'is_error', 'isError') === false) return 'success'
  return exit
}

function isFailure(error: unknown): boolean {
  if (typeof error === 'object' && error !== null) return Object.keys(error).length > 0
  return error !== undefined && error !== null && error !== false && error !== ''
}

// Hermes' terminal explains codes that are no failure, e.g. of grep and diff: "No matches found (not an error)".
function byExitCode(exitCode: number | undefined, row: Row | undefined): Status | undefined {
  if (exitCode === undefined) return undefined
  const meaning = row && pickText(row, 'exit_code_meaning')
  return exitCode === 0 || meaning?.includes('not an error') ? 'success' : 'error'
}

function byText(body: string): Status | undefined {
  if (CANCELLED.test(body)) return 'cancelled'
  if (REJECTED.test(body)) return 'rejected'
  return FAILED.test(body) ? 'error' : undefined
}

function errorTypeOf(signs: Row, inner: Row | undefined, exitCode: number | undefined, body: string): string | undefined {
  for (const row of inner ? [signs, inner] : [signs]) {
    const error = pick(row, 'error')
    const named = pickText(row, 'error_type', 'errorType') ?? (isRecord(error) ? pickText(error, 'type', 'code') : undefined)
    if (named !== undefined) return named
  }
  const told = [signs, ...(inner ? [inner] : [])].map((row) => pick(row, 'error')).filter((error) => typeof error === 'string')
  const said = told.length > 0 ? told.join('\n') : inner ? '' : body.slice(0, 300)
  // 124 is what timeout(1) and Hermes' terminal end with.
  return exitCode === 124 || TIMED_OUT.test(said) || pickText(signs, 'status')?.startsWith('time') ? 'timeout' : undefined
}
