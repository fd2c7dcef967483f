import { canonicalJson } from '../../kernel/canonical-json.js'
import type { Evaluation, Message, Trace } from '../../kernel/types.js'
import { fileKind } from '../../kernel/layout.js'
import type { AuditCode, Entry } from './types.js'

/** A file that a commit on the ledger changed, as it was and as it is; documents are absent where they fit no schema. */
export interface LedgerChange {
  path: string
  before?: Entry & { document?: unknown }
  after?: Entry & { document?: unknown; problems: readonly string[] }
}

/** What is wrong with a change of the ledger; undefined where nothing is. What is new can only be wrong in itself. */
export function judgeLedgerChange({ path, before, after }: LedgerChange): { code: AuditCode; detail: string } | undefined {
  if (after && after.problems.length > 0) return { code: 'file-invalid', detail: `${path} ${after.problems.slice(0, 3).join('; ')}` }
  if (!before) return undefined
  switch (fileKind(path)) {
    case 'trace': return after ? judgeTrace(before.document as Trace | undefined, after.document as Trace | undefined) : { code: 'trace-removed', detail: path }
    case 'evaluation': return after ? judgeEvaluation(before.document as Evaluation | undefined, after.document as Evaluation | undefined) : { code: 'evaluation-removed', detail: path }
    case 'support': return after ? undefined : { code: 'ledger-altered', detail: `${path} was removed` }
    case 'event': case 'use': case 'run': case 'skill-eval': return { code: 'ledger-altered', detail: `${path} was ${after ? 'changed' : 'removed'}` }
    case 'store': return { code: 'store-altered', detail: path }
    default: return undefined
  }
}

/**
 * A session may grow, get results, lose flags and be redacted or read again by a newer version; by the same version
 * what was said stays said.
 */
function judgeTrace(before: Trace | undefined, after: Trace | undefined): { code: AuditCode; detail: string } | undefined {
  if (!before || !after || isReadAnew(before, after)) return undefined
  const gone = before.messages.findIndex((message, i) => !keeps(message, after.messages[i]))
  return gone < 0 ? undefined : { code: 'trace-swapped', detail: `message ${gone} of ${after.id} says something else than before` }
}

function isReadAnew(before: Trace, after: Trace): boolean {
  return before.adapter.name !== after.adapter.name || after.adapter.version > before.adapter.version
    || after.redaction.version > before.redaction.version || after.redaction.rules !== before.redaction.rules
}

function keeps(before: Message, after: Message | undefined): boolean {
  if (after === undefined || before.role !== after.role || !after.text.startsWith(before.text)) return false
  const results = new Map((after.toolCalls ?? []).map((call) => [call.id, call.result]))
  return (before.toolCalls ?? []).every(({ id, result }) => result === undefined || !results.has(id) || canonicalJson(results.get(id) ?? null) === canonicalJson(result))
}

/** Another result needs another evaluator, configuration, trace or rating; a model's opinion may differ each time. */
function judgeEvaluation(before: Evaluation | undefined, after: Evaluation | undefined): { code: AuditCode; detail: string } | undefined {
  if (!before || !after || after.evaluator.kind === 'judge') return undefined
  const basis = ({ evaluator, traceSha256, eventsSha256 }: Evaluation): string => canonicalJson({ evaluator, traceSha256, eventsSha256: eventsSha256 ?? null })
  if (basis(before) !== basis(after)) return undefined
  return { code: 'evaluation-edited', detail: `${after.evaluator.name} on ${after.traceId}: ${before.score} → ${after.score}` }
}
