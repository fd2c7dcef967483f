import type { Context } from './context.js'
import { freshness, identityFor } from './freshness.js'
import { quarantined } from './quarantine.js'

/** How the sessions that may be used stand with one evaluator. */
export interface Evaluations { evaluator: string; fresh: number; stale: number; missing: number }

/**
 * Counts them: what most sessions are in SQLite, the few of which people said something, or that have several rows, one
 * by one. `passing` are fresh and reach a score.
 */
export function countEvaluations(context: Context, evaluator: string, minScore: number): Evaluations & { passing: number } {
  const { index } = context
  const { configSha256, version } = identityFor(context, evaluator)
  const out = quarantined(context)
  const single = new Set([...index.uncountable(evaluator), ...index.events().keys()].filter((id) => !out.has(id)))
  const { traces, judged, fresh, passing } = index.countJudged({ evaluator, configSha256, version }, minScore, [...out.keys(), ...single])
  const counted = { evaluator, fresh, stale: judged - fresh, missing: traces - judged, passing }
  const isFresh = freshness(context, evaluator)
  for (const id of single) {
    const evaluation = index.evaluationsOf(id).filter(({ data }) => data.evaluator.name === evaluator).at(-1)?.data
    for (const { data } of index.traceRows(id)) {
      const state = !evaluation ? 'missing' : isFresh(data, evaluation) ? 'fresh' : 'stale'
      counted[state]++
      if (state === 'fresh' && (evaluation?.score ?? 0) >= minScore) counted.passing++
    }
  }
  return counted
}
