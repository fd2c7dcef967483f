import { basename } from 'node:path'
import { fileKind } from '../kernel/layout.js'
import type { Context } from './context.js'

/**
 * The sessions that came, grew, were judged anew by the policy's evaluator or were spoken of between two commits of the
 * ledger; undefined where that can't be told from them, or where something was taken away.
 */
export async function changedSessions({ repository, index, policy }: Context, from: string, to: string): Promise<Set<string> | undefined> {
  const changes = from === to ? [] : await repository.diff(from, to).catch(() => undefined)
  const judged = `evaluations/${policy.evaluation.evaluator}/`
  const changed = new Set<string>()
  for (const { path, after } of changes ?? []) {
    const kind = fileKind(path)
    const isOf = kind === 'event' || path.startsWith('traces/') || path.startsWith(judged)
    if (isOf && !after) return undefined
    const trace = kind === 'event' ? index.traceOfEvent(path) : basename(path, '.json')
    if (isOf && trace !== undefined) changed.add(trace)
  }
  return changes && changed
}
