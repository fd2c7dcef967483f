import { canonicalJson } from '../kernel/canonical-json.js'
import { isoTime } from '../kernel/clock.js'
import { badInput } from '../kernel/errors.js'
import { eventPath } from '../kernel/layout.js'
import type { TraceEvent } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { decisionId } from '../proposals/decisions.js'
import { redactText } from '../redaction/redact.js'
import type { Context } from './context.js'
import { putOnLedger, readTrace } from './ledger-files.js'

/** What a person says: how good the session was, which message of it was wrong, or whether it is one to learn from and why. */
export type Judgement =
  | { kind: 'rating'; rating: number }
  | { kind: 'correction'; message: number }
  | { kind: 'example'; example: 'good' | 'bad'; why?: NonNullable<TraceEvent['why']> }

/**
 * Records a person's verdict on a session as a file on the ledger. It stands beside the evaluation.
 * @throws SkillLoopError (2) for a trace or message that is not there
 */
export async function judge(context: Context, id: string, judgement: Judgement, note: string | undefined): Promise<{ event: TraceEvent; commit: string | undefined }> {
  const row = context.index.trace(id)
  if (judgement.kind === 'correction') {
    const { messages } = await readTrace(context, row)
    if (!messages[judgement.message]) throw badInput(`the session has no message ${judgement.message}`, { expected: `0 to ${messages.length - 1}`, fix: `see skillloop traces show ${id}` })
  }
  const { name, email } = await context.person()
  const event: TraceEvent = {
    schemaVersion: 1, ...masked(context, judgement), trace: row.data.id, traceSha256: row.data.sha256, at: isoTime(context.clock.now()), by: { name, email },
    ...(note !== undefined && { note: redactText(note, context.redaction) })
  }
  const text = canonicalJson(expectFormat('event', event, { file: 'the verdict' }))
  const commit = await putOnLedger(context, [{ path: eventPath(event, decisionId(text)), text }], () => `${judgement.kind}: ${row.data.id}`)
  return { event, commit }
}

/** What a person writes is kept for ever too. */
function masked({ redaction }: Context, judgement: Judgement): Judgement {
  if (judgement.kind !== 'example' || !judgement.why) return judgement
  return { ...judgement, why: Object.fromEntries(Object.entries(judgement.why).map(([key, text]) => [key, redactText(text, redaction)])) }
}
