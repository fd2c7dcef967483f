import { hasFailed, hasWorked } from '../../distillation/skills/qualify.js'
import type { EvaluatedLessons } from '../../distillation/types.js'
import type { EvaluationSummary, TraceSummary } from '../../index/summarize.js'
import type { Row } from '../../index/queries.js'
import type { SessionOutcome } from '../../rollout/outcome.js'
import type { Context } from '../context.js'
import { freshness } from '../freshness.js'
import { verdictOn } from '../examples.js'

/**
 * Tells how sessions went: by people's word, else by an evaluation that holds. Reads the index only.
 * @param judgedAs gives a session's evaluation; without it those of all sessions are read at once, for whoever asks after many
 */
export function outcomeReader(context: Context, judgedAs = evaluationsAtOnce(context)): (row: Row<TraceSummary>) => SessionOutcome {
  const events = context.index.events()
  const isFresh = freshness(context)
  return ({ data }) => {
    const stored = judgedAs(data.id)
    const evaluation = stored && isFresh(data, stored) ? stored : undefined
    const { verdict } = verdictOn(context, events.get(data.id) ?? [], data.sha256)
    const judged: Pick<EvaluatedLessons, 'evaluation' | 'example'> = { ...(evaluation && { evaluation }), ...((verdict === 'good' || verdict === 'bad') && { example: verdict }) }
    const work = stored?.work
    return {
      trace: data.id, runtime: data.runtime, errors: data.errors, result: hasWorked(judged) ? 'worked' : hasFailed(judged) ? 'failed' : 'unknown',
      ...(data.nativeId !== undefined && { nativeId: data.nativeId }), ...(data.model !== undefined && { model: data.model }), ...(data.startedAt !== undefined && { startedAt: data.startedAt }),
      ...(work?.tokens !== undefined && { tokens: work.tokens }), ...(work?.seconds !== undefined && { seconds: work.seconds })
    }
  }
}

function evaluationsAtOnce({ index, policy }: Context): (id: string) => EvaluationSummary | undefined {
  const evaluations = index.evaluations(policy.evaluation.evaluator)
  return (id) => evaluations.get(id)?.data
}
