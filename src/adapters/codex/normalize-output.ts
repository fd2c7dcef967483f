import { contentText } from '../shared/content.js'
import { isRecord, numberOf, pick, type Row } from '../shared/fields.js'
import { parseJson } from '../shared/json.js'
import { outcomeOf, type Outcome } from '../shared/status.js'

/** What a tool answered, how that ended and how long it took. */
export interface Output {
  text: string
  outcome: Outcome
  durationMs?: number
}

// Codex' outputs have no flag for errors; its texts say it (codex-rs/core/src/tools, function_tool.rs, unified_exec).
const HEADER = /^(?:Chunk ID:|Wall time:|Exit code:|Process |Total output lines:)/
const EXIT = /^(?:Exit code: ?|Process exited with code )(-?\d{1,10})\s*$/m
const RUNNING = /^Process running with session ID /m
const WALL_TIME = /^Wall time: (\d{1,9}(?:\.\d{1,9})?) seconds/m
const ABORTED = /^(?:Wall time: [\d.]{1,20} seconds\n)?aborted(?: by user\b|\s*$)/
const CANCELLED = /^(?:user cancelled MCP tool call|request_user_input was cancelled)/
const REJECTED = /^(?:(?:exec command|exec_command|patch|command|tool call|apply_patch) )?(?:rejected by (?:the )?user\b)|^user rejected MCP tool call/
const FAILED = /^(?:failed in sandbox|execution error:|command timed out after|(?:exec_command|write_stdin|apply_patch|shell) failed|apply_patch verification failed|patch rejected:|failed to parse (?:function|exec_command|tool) arguments|unsupported (?:custom tool )?call|tool call error:|unable to (?:locate|process|parse)|sandbox error:|err: |error: )/i
const DONE = /^(?:Plan updated$|Success\. Updated the following files:|attached local image path$)/
const HEADER_LENGTH = 600

/**
 * An output in any of its forms: JSON text `{output, metadata: {exit_code}}`, text with a header (`Exit code: 1`,
 * `Process exited with code 1`), text alone, a list of content items, or an object with content and success.
 * @returns the text as the model saw it; a result without any sign is `unknown`
 */
export function readOutput(value: unknown): Output {
  const body = isRecord(value) ? pick(value, 'content') ?? value : value
  const text = contentText(isRecord(body) && pick(body, 'text') !== undefined ? [body] : body)
  const header = headerOf(text)
  const inner = innerOf(text)
  const metadata = inner && pick(inner, 'metadata')
  const exit = EXIT.exec(header)?.[1]
  const signs: Row = {
    ...(isRecord(value) ? { success: pick(value, 'success') } : {}),
    exit_code: isRecord(metadata) ? pick(metadata, 'exit_code') : exit === undefined ? undefined : Number(exit)
  }
  const duration = isRecord(metadata) ? numberOf(pick(metadata, 'duration_seconds')) : Number(WALL_TIME.exec(header)?.[1])
  return {
    text,
    outcome: told(text, header) ?? outcomeOf(text, signs, 'unknown'),
    ...(Number.isFinite(duration * 1000) && duration >= 0 ? { durationMs: Math.round(duration * 1000) } : {})
  }
}

/** What the runtime's own words say; undefined where they don't. */
function told(text: string, header: string): Outcome | undefined {
  if (ABORTED.test(text) || CANCELLED.test(text)) return { status: 'cancelled' }
  if (REJECTED.test(text)) return { status: 'rejected' }
  const isRefused = /\bRejected\("/.test(text.slice(0, 4000)) && FAILED.test(text)
  if (isRefused) return /Rejected\("(?:[\w ]{0,40})?rejected by user/.test(text.slice(0, 4000)) ? { status: 'rejected' } : { status: 'error', errorType: 'denied' }
  if (RUNNING.test(header)) return { status: 'unknown' }
  if (DONE.test(text)) return { status: 'success' }
  if (!FAILED.test(text)) return undefined
  const errorType = errorTypeOf(text.slice(0, 300))
  return { status: 'error', ...(errorType === undefined ? {} : { errorType }) }
}

function errorTypeOf(start: string): string | undefined {
  if (/timed out|timeout/i.test(start)) return 'timeout'
  if (/^failed in sandbox|^sandbox error/i.test(start)) return 'sandbox'
  if (/^failed to parse/.test(start)) return 'invalid_arguments'
  return /^patch rejected:/.test(start) ? 'denied' : undefined
}

/** The lines that Codex writes above a command's output; what the command printed is not among them. */
function headerOf(text: string): string {
  if (!HEADER.test(text)) return ''
  const start = text.slice(0, HEADER_LENGTH)
  const end = start.search(/^Output:/m)
  return end === -1 ? start : start.slice(0, end)
}

function innerOf(text: string): Row | undefined {
  if (!text.startsWith('{"output"') && !text.startsWith('{"metadata"')) return undefined
  const parsed = parseJson(text)
  return 'value' in parsed && isRecord(parsed.value) ? parsed.value : undefined
}
