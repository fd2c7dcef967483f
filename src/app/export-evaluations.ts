import { exportFormats, type ExportFormat } from '../evaluation/export/formats.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { plural } from '../kernel/text.js'
import { redactText } from '../redaction/redact.js'
import type { TargetFolder } from '../targets/folder.js'
import type { Context } from './context.js'
import { freshness } from './freshness.js'
import { readEvaluation } from './ledger-files.js'
import { usableTraces } from './quarantine.js'

export interface EvaluationsRequest {
  format: ExportFormat
  file: string
  /** The policy's when left out. */
  evaluator?: string
  allowStale: boolean
  dryRun: boolean
}

export interface ExportedEvaluations { evaluator: string; format: ExportFormat; written: number; stale: number; missing: number }

/** Writes the evaluations of one evaluator for another system, newest session first; those that no longer hold only on request. */
export async function exportEvaluations(context: Context, target: TargetFolder, { format, file, evaluator = context.policy.evaluation.evaluator, allowStale, dryRun }: EvaluationsRequest): Promise<ExportedEvaluations> {
  const [evaluations, isFresh, render] = [context.index.evaluations(evaluator), freshness(context, evaluator), exportFormats[format]]
  const result: ExportedEvaluations = { evaluator, format, written: 0, stale: 0, missing: 0 }
  const due = usableTraces(context).flatMap(({ data }) => {
    const stored = evaluations.get(data.id)
    if (!stored) result.missing++
    else if (!isFresh(data, stored.data)) result.stale++
    return stored && (allowStale || isFresh(data, stored.data)) ? [{ trace: data, stored }] : []
  })
  const lines: string[] = []
  for await (const { trace, evaluation } of ahead(due, READ_AHEAD, async ({ trace, stored }) => ({ trace, evaluation: await readEvaluation(context, stored) }))) {
    const { nativeId, runtime, startedAt } = trace
    const document = render({ evaluation, runtime, ...(nativeId !== undefined && { nativeId }), ...(startedAt !== undefined && { at: startedAt }) })
    // By today's rules once more, before it leaves for another system.
    lines.push(redactText(JSON.stringify(document), context.redaction))
    context.progress(`${lines.length} of ${plural(due.length, 'evaluation')} written`)
  }
  if (!dryRun) await target.write(file, lines.map((line) => `${line}\n`).join(''))
  return { ...result, written: lines.length }
}
