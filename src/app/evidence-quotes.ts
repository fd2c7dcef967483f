import type { Evidence } from '../kernel/types.js'
import type { Context } from './context.js'
import { checkEvidence, type CheckedEvidence } from './evidence.js'
import { readTrace } from './ledger-files.js'

/** A quote in the message that it is from, as the session has it today. */
export interface QuotedEvidence extends CheckedEvidence {
  /** Undefined where the session is not in this clone, or has no such message any more. */
  said?: { role: string; text: string; call?: string; session: string }
}

/** Each quote with the whole message it is from, for whoever wants to see what it was about. */
export async function quoteEvidence(context: Context, evidence: readonly Evidence[]): Promise<QuotedEvidence[]> {
  const checked = await checkEvidence(context, evidence)
  return Promise.all(checked.map(async (item): Promise<QuotedEvidence> => {
    const [row] = context.index.traceRows(item.trace)
    const message = row && (await readTrace(context, row)).messages[item.message]
    if (!message) return item
    const call = item.call === undefined ? undefined : message.toolCalls?.[item.call]
    const used = call && `${call.name} ${typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments)} (${call.status})${call.result === undefined ? '' : `\n${call.result}`}`
    return { ...item, said: { role: message.role, text: message.text, session: row.data.title, ...(used && { call: used }) } }
  }))
}
