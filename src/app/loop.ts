import { isoTime } from '../kernel/clock.js'
import type { Condition } from '../kernel/types.js'
import { judgeCondition, type Judgement } from '../policy/conditions.js'
import { dueAt, type Due, type Schedule } from '../policy/schedule.js'
import type { Context } from './context.js'
import type { Memo } from './ingest-hermes.js'
import { freshness } from './freshness.js'
import { readEvaluation } from './ledger-files.js'

export { INTERVALS } from '../policy/schedule.js'

const HOUR = 3600

/** The schedule of this machine; hourly where nobody said otherwise. */
export async function readSchedule(memo: Memo): Promise<Schedule> {
  const given = await memo.read() as Partial<Schedule> | undefined
  const { intervalSeconds, lastAt, failures } = typeof given === 'object' ? given : {}
  return {
    intervalSeconds: typeof intervalSeconds === 'number' && intervalSeconds >= 1 ? intervalSeconds : HOUR, failures: typeof failures === 'number' && failures >= 0 ? failures : 0,
    ...(typeof lastAt === 'number' && Number.isFinite(lastAt) && { lastAt })
  }
}

/** What of a schedule people and programs read. */
export function describeSchedule(schedule: Schedule, now: number): { intervalSeconds: number; failures: number; last?: string; next: string; due: boolean; why: string } {
  const { due, at, why }: Due = dueAt(schedule, now)
  return { intervalSeconds: schedule.intervalSeconds, failures: schedule.failures, ...(schedule.lastAt !== undefined && { last: isoTime(schedule.lastAt) }), next: isoTime(at), due, why }
}

/** Which session a condition was judged on, and what came of it. */
export interface LoopJudgement extends Judgement { trace?: string; score?: number }

/**
 * Judges a condition on the newest session that has a fresh evaluation by the evaluator that the condition names,
 * else by the policy's.
 */
export async function judgeNewest(context: Context, condition: Condition, iteration: number): Promise<LoopJudgement> {
  const evaluator = condition.evaluator ?? context.policy.evaluation.evaluator
  const stored = context.index.evaluations(evaluator)
  const isFresh = freshness(context, evaluator)
  for (const { data } of context.index.traces()) {
    const row = stored.get(data.id)
    if (!row || !isFresh(data, row.data)) continue
    const evaluation = await readEvaluation(context, row)
    return { ...judgeCondition(condition, { evaluation, iteration, ...(data.startedAt !== undefined && { startedAt: data.startedAt }) }), trace: data.id, score: evaluation.score }
  }
  return judgeCondition(condition, { iteration })
}
