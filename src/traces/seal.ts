import { idFrom, sha256OfJson } from '../kernel/hash.js'
import type { Message, Trace } from '../kernel/types.js'
import { cutResult } from './cut.js'
import { dropToolParts, type DropsFor } from './drop.js'

/** What sealing needs of a redactor: one for each trace, since marks are numbered within it. */
export interface TraceRedactor {
  version: number
  /** SHA-256 of the policy's rules that it goes by; undefined for the defaults. */
  rules?: string | undefined
  redact<T>(value: T): T
  /** A text that was redacted and changed since; what is found again is not counted again. */
  settle(text: string): string
  /** Kind of secret to number of places masked so far. */
  marks(): Record<string, number>
}

/** What the policy says on the parts of tool calls. */
export interface SealLimits {
  maxToolResultBytes: number
  /** What is dropped of a tool's calls before anything else. */
  dropsFor?: DropsFor
}

/** A session before it has an id, is redacted and hashed. */
export type Unsealed = Omit<Trace, 'schemaVersion' | 'id' | 'redaction' | 'sha256'>

/**
 * Makes a trace of a session: what the policy drops first, then everything redacted and cut after (a cut through a
 * secret would hide it from the redactor), then its id and content hash.
 * The id is by the runtime's own session id; where there is none, by the raw bytes, so that it outlives a
 * newer adapter or redactor.
 */
export function sealTrace(session: Unsealed, redactor: TraceRedactor, limits: SealLimits): Trace {
  const id = session.nativeId ? idFrom(20, session.runtime, session.nativeId) : idFrom(20, session.runtime, '', session.raw.sha256)
  return seal(session, id, redactor, limits)
}

/** A stored trace made anew by another redactor or under other rules; its id stays, whatever of the session's own is masked now. */
export function resealTrace(trace: Trace, redactor: TraceRedactor, limits: SealLimits): Trace {
  const added = new Set(['schemaVersion', 'id', 'redaction', 'sha256'])
  const session = Object.fromEntries(Object.entries(trace).filter(([name]) => !added.has(name))) as unknown as Unsealed
  return seal(session, trace.id, redactor, limits)
}

function seal(session: Unsealed, id: string, redactor: TraceRedactor, limits: SealLimits): Trace {
  const { raw, ...said } = session
  const dropped = limits.dropsFor ? dropToolParts(said.messages, limits.dropsFor) : { messages: said.messages, counts: {} }
  const redacted = redactor.redact({ ...said, messages: dropped.messages })
  const messages = redacted.messages.map((message) => cutResults(message, redactor, limits.maxToolResultBytes))
  const name = redactor.redact({ name: raw.name, locator: raw.locator })
  const content = {
    ...redacted, messages, schemaVersion: 1 as const, id,
    redaction: { version: redactor.version, ...(redactor.rules !== undefined && { rules: redactor.rules }), marks: { ...redactor.marks(), ...dropped.counts } }
  }
  return { ...content, raw: { ...raw, name: name.name, ...(name.locator && { locator: name.locator }) }, sha256: sha256OfJson(content) }
}

function cutResults(message: Message, redactor: TraceRedactor, maxBytes: number): Message {
  if (!message.toolCalls) return message
  const toolCalls = message.toolCalls.map((call) => {
    const cut = cutResult(call, maxBytes)
    // Where a text begins or ends decides what it reads like.
    return cut === call || cut.result === undefined ? cut : { ...cut, result: redactor.settle(cut.result) }
  })
  return { ...message, toolCalls }
}

/** The content hash that a stored trace must have; for checking. */
export function contentHash(trace: Trace): string {
  // Canonical JSON leaves out what is undefined.
  return sha256OfJson({ ...trace, raw: undefined, sha256: undefined })
}
