import { mostTokens, priceOf, spent, type Spending } from '../evaluation/judge/costs.js'
import { readOpinion } from '../evaluation/judge/opinion.js'
import { judgeQuestion, JUDGE_VERSION, judgeSettings } from '../evaluation/judge/question.js'
import { sealEvaluation, type Identity } from '../evaluation/registry.js'
import type { Verdict } from '../evaluation/types.js'
import type { Row } from '../index/queries.js'
import type { TraceSummary } from '../index/summarize.js'
import type { ModelAnswer } from '../judges/ask-model.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { compactTime, isoTime } from '../kernel/clock.js'
import { badInput, refused } from '../kernel/errors.js'
import { sha256OfJson } from '../kernel/hash.js'
import { evaluationPath, runPath } from '../kernel/layout.js'
import type { Evaluation, ModelJudge, Run, Trace } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { redactText } from '../redaction/redact.js'
import type { Context } from './context.js'
import { learningWeightsOf } from './evaluators.js'
import { expectTrusted } from './foreign.js'
import { putOnLedger, readTrace } from './ledger-files.js'

/** What a judge was paid, in US dollars: this time, and with what all judges have cost before. */
export interface JudgeCost { usd: number; spent: number; budget: number }

/** A trace that a judge gave no usable opinion of. */
export interface Unjudged { traceId: string; problem: string }

/**
 * Has a model judge traces, one after the other. Each answer is committed with what it cost before the next question:
 * money that is spent is on the ledger whatever happens then.
 * @throws SkillLoopError (1) where the judge is not trusted here, or the budget could be exceeded by the next question
 */
export async function judgeTraces(context: Context, entry: ModelJudge, identity: Identity, due: readonly Row<TraceSummary>[], keep: (evaluation: Evaluation) => void): Promise<{ failed: Unjudged[]; cost: JudgeCost; commit?: string }> {
  const { budget } = context.policy.evaluation
  await expectTrusted(context, { kind: 'judge', entry })
  if (budget === 0) throw refused(`the judge ${entry.name} was not asked: the budget is 0`, { place: { file: 'policy.json' }, expected: 'evaluation.budget, in US dollars for all that judges may ever cost this store' })
  const judge = judgeSettings(entry)
  const key = keyOf(context, entry)
  const before = spent(context.index.runs(-1).map(({ data }) => data))
  const result: { failed: Unjudged[]; cost: JudgeCost; commit?: string } = { failed: [], cost: { usd: 0, spent: before, budget } }
  for (const row of due) {
    const trace = await readTrace(context, row)
    const question = redacted(judgeQuestion(trace, judge.maxInputCharacters), context)
    const most = mostTokens(question, judge.maxOutputTokens)
    if (result.cost.spent + judge.attempts * priceOf(most, judge) > budget) throw overBudget(entry, result.cost)
    const answer = await context.foreign.askModel({ ...judge, ...question, key })
    const verdict = answer.text === undefined ? undefined : redactedVerdict(readOpinion(answer.text), context)
    const spending = spendingOf(judge, trace, question, answer, most, verdict !== undefined)
    result.cost.usd += spending.usd
    result.cost.spent += spending.usd
    const evaluation = verdict && sealEvaluation(trace, { name: entry.name, version: JUDGE_VERSION, configSha256: identity.configSha256, kind: 'judge' }, verdict, learningWeightsOf(context))
    const commit = await record(context, trace, evaluation, spending)
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

function overBudget({ name }: ModelJudge, { spent: usd, budget }: { spent: number; budget: number }) {
  return refused(`the judge ${name} was not asked again: US$ ${usd.toFixed(4)} of ${budget} are spent, and the next answer could cost more than what is left`, {
    place: { file: 'policy.json' }, expected: 'room in evaluation.budget for the longest answer and every attempt', fix: 'raise evaluation.budget, or lower maxInputCharacters, maxOutputTokens or attempts of the judge'
  })
}

interface Question { system: string; user: string }

// The trace was redacted when it was stored; by today's rules once more, before it leaves this machine.
function redacted({ system, user }: Question, { redaction }: Context): Question {
  return { system, user: redactText(user, redaction) }
}

function redactedVerdict(verdict: Verdict | undefined, { redaction }: Context): Verdict | undefined {
  return verdict && { ...verdict, points: verdict.points.map((point) => ({ ...point, note: redactText(point.note, redaction) })) }
}

/** What an answer cost: by its own count of tokens, and the most that is possible for each attempt without one. */
function spendingOf(judge: ReturnType<typeof judgeSettings>, trace: Trace, question: Question, { attempts, lost, text, usage }: ModelAnswer, most: { inputTokens: number; outputTokens: number }, isUsable: boolean): Spending {
  const guessed = lost + (text !== undefined && !usage ? 1 : 0)
  const tokens = { inputTokens: (usage?.inputTokens ?? 0) + guessed * most.inputTokens, outputTokens: (usage?.outputTokens ?? 0) + guessed * most.outputTokens }
  return {
    judge: judge.name, model: judge.model, endpoint: new URL(judge.endpoint).host, trace: trace.id, promptSha256: sha256OfJson(question), attempts, ...tokens,
    usd: priceOf(tokens, judge), basis: guessed > 0 ? 'estimated' : 'reported', outcome: text === undefined ? 'failed' : isUsable ? 'judged' : 'unusable'
  }
}

async function record(context: Context, trace: Trace, evaluation: Evaluation | undefined, spending: Spending): Promise<string | undefined> {
  const at = isoTime(context.clock.now())
  const report = { schemaVersion: 1 as const, command: `eval ${spending.judge}`, at, version: context.version, counts: { judged: evaluation ? 1 : 0 }, spending: [spending], skipped: [] }
  const run: Run = { ...report, id: `${compactTime(at).toLowerCase()}-${sha256OfJson(report).slice(0, 12)}` }
  const files = [
    { path: runPath(run), text: canonicalJson(expectFormat('run', run, { file: 'the report' })) },
    ...(evaluation ? [{ path: evaluationPath(spending.judge, trace), text: canonicalJson(expectFormat('evaluation', evaluation, { file: 'the opinion' })) }] : [])
  ]
  return putOnLedger(context, files, () => `eval ${spending.judge}: ${trace.id}, US$ ${spending.usd.toFixed(4)}\n\nSkillLoop-Run: ${run.id}`)
}
