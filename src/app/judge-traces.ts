import type { Spending } from '../evaluation/judge/costs.js'
import { readOpinion } from '../evaluation/judge/opinion.js'
import type { Identity } from '../evaluation/identity.js'
import { judgeQuestion } from '../evaluation/judge/question.js'
import { JUDGE_VERSION, judgeSettings } from '../evaluation/judge/settings.js'
import { sealEvaluation } from '../evaluation/registry.js'
import type { Verdict } from '../evaluation/types.js'
import type { Row } from '../index/queries.js'
import type { TraceSummary } from '../index/summarize.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { badInput, refused } from '../kernel/errors.js'
import { evaluationPath } from '../kernel/layout.js'
import type { Evaluation, ModelJudge } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { redactText } from '../redaction/redact.js'
import type { Context } from './context.js'
import { learningWeightsOf } from './freshness.js'
import { expectTrusted } from './foreign.js'
import { readTrace } from './ledger-files.js'
import { costSoFar, paidAnswer, recordSpending, type ModelCost } from './paid-answer.js'

/** A trace that a judge gave no usable opinion of. */
export interface Unjudged { traceId: string; problem: string }

/**
 * Has a model judge traces, one after the other. Each answer is committed with what it cost before the next question.
 * @throws SkillLoopError (1) where the judge is not trusted here, or the budget could be exceeded by the next question
 */
export async function judgeTraces(context: Context, entry: ModelJudge, identity: Identity, due: Iterable<Row<TraceSummary>>, keep: (evaluation: Evaluation) => void): Promise<{ failed: Unjudged[]; cost: ModelCost; commit?: string }> {
  const { budget } = context.policy.evaluation
  await expectTrusted(context, { kind: 'judge', entry })
  if (budget === 0) throw refused(`the judge ${entry.name} was not asked: the budget is 0`, { place: { file: 'policy.json' }, expected: 'evaluation.budget, in US dollars for all that judges may ever cost this store' })
  const judge = judgeSettings(entry)
  const key = keyOf(context, entry)
  const result: { failed: Unjudged[]; cost: ModelCost; commit?: string } = { failed: [], cost: costSoFar(context, budget, ({ proposal }) => proposal === undefined) }
  for (const row of due) {
    const trace = await readTrace(context, row)
    const { answer, paid } = await paidAnswer(context, { ...judge, name: `the judge ${entry.name}`, key }, judgeQuestion(trace, judge.maxInputCharacters), result.cost)
    const verdict = answer.text === undefined ? undefined : redactedVerdict(readOpinion(answer.text), context)
    const evaluation = verdict && sealEvaluation(trace, { name: entry.name, version: JUDGE_VERSION, configSha256: identity.configSha256, kind: 'judge' }, verdict, learningWeightsOf(context))
    const spending: Spending = { judge: entry.name, trace: trace.id, ...paid, outcome: answer.text === undefined ? 'failed' : evaluation ? 'judged' : 'unusable' }
    const files = evaluation ? [{ path: evaluationPath(entry.name, trace), text: canonicalJson(expectFormat('evaluation', evaluation, { file: 'the opinion' })) }] : []
    const commit = await recordSpending(context, `eval ${entry.name}`, spending, files, { judged: files.length })
    if (commit) result.commit = commit
    if (evaluation) keep(evaluation)
    else result.failed.push({ traceId: trace.id, problem: answer.problem ?? 'the answer is not the JSON that was asked for' })
  }
  return result
}

function keyOf({ foreign }: Context, { name, keyVariable }: ModelJudge): string | undefined {
  if (keyVariable === undefined) return undefined
  const key = foreign.variable(keyVariable)
  if (key !== undefined && key !== '') return key
  throw badInput(`the judge ${name} has no key: the environment variable ${keyVariable} is not set`, { place: { file: 'policy.json' }, fix: `set ${keyVariable}, or leave keyVariable out for an endpoint that needs none` })
}

function redactedVerdict(verdict: Verdict | undefined, { redaction }: Context): Verdict | undefined {
  return verdict && { ...verdict, points: verdict.points.map((point) => ({ ...point, note: redactText(point.note, redaction) })) }
}
