import type { Trace } from '../kernel/types.js'

/** How far a version of a session has come; see comparePrecedence. */
export interface Precedence {
  /** 0 for what hooks told, a stand-in: the runtime's own record goes before it however few messages it has. */
  whole: 0 | 1
  messages: number
  results: number
  endedAt: string
  redactor: number
  adapter: number
  sha256: string
}

export function precedenceOf(trace: Trace): Precedence {
  const results = trace.messages.reduce((sum, message) => sum + (message.toolCalls ?? []).filter((call) => call.result !== undefined).length, 0)
  return {
    whole: trace.adapter.name === 'spool' ? 0 : 1, messages: trace.messages.length, results, endedAt: trace.endedAt ?? '',
    redactor: trace.redaction.version, adapter: trace.adapter.version, sha256: trace.sha256
  }
}

const ORDER = ['whole', 'messages', 'results', 'endedAt', 'redactor', 'adapter', 'sha256'] as const
// What a source says now may have an earlier end or another hash and still be what is so now.
const SOURCE_ORDER = ['whole', 'messages', 'results', 'redactor', 'adapter'] as const

/**
 * Which of two versions of one session stands: more messages, then more results, a later end, a newer redactor
 * and adapter; at last the greater hash, so that every machine decides alike. Negative: `a` comes first.
 */
function comparePrecedence(a: Precedence, b: Precedence, order: readonly (keyof Precedence)[] = ORDER): number {
  for (const key of order) if (a[key] !== b[key]) return a[key] < b[key] ? -1 : 1
  return 0
}

/** Which of two versions of one session stands where two ledgers meet; the same whichever is asked about first. */
export function laterOf(a: Precedence, b: Precedence): 'a' | 'b' {
  return comparePrecedence(a, b) < 0 ? 'b' : 'a'
}

/** True when what a source says now is to replace what is stored: it has not lost messages or results. */
export function replaces(incoming: Precedence, stored: Precedence): boolean {
  return comparePrecedence(incoming, stored, SOURCE_ORDER) >= 0
}
