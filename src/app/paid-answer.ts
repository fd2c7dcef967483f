import { mostTokens, priceOf, spent, type Spending } from '../evaluation/judge/costs.js'
import type { ModelAnswer, ModelQuestion } from '../judges/ask-model.js'
import { compactTime, isoTime } from '../kernel/clock.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { refused } from '../kernel/errors.js'
import { sha256OfJson } from '../kernel/hash.js'
import { runPath } from '../kernel/layout.js'
import type { Run } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { redactText } from '../redaction/redact.js'
import type { Context } from './context.js'
import { putOnLedger } from './ledger-files.js'

/** What models were paid, in US dollars: this time, and with all that was paid for the same before. */
export interface ModelCost { usd: number; spent: number; budget: number }

/** Who is asked, and at what price. */
export interface PaidModel extends Omit<ModelQuestion, 'system' | 'user'> {
  name: string
  inputUsdPerMillion: number
  outputUsdPerMillion: number
}

/** What the ledger says was spent on something. */
export function costSoFar(context: Context, budget: number, counts: (one: Spending) => boolean): ModelCost {
  const runs = context.index.runs(-1).map(({ data: { spending = [] } }) => ({ spending: spending.filter(counts) }))
  return { usd: 0, spent: spent(runs), budget }
}

/**
 * Asks a model, where the longest answer and every attempt fit into the budget. `cost` is counted on; the question is
 * redacted by today's rules once more before it leaves this machine.
 * @throws SkillLoopError (1) where they do not
 */
export async function paidAnswer(context: Context, model: PaidModel, asked: { system: string; user: string }, cost: ModelCost): Promise<{ answer: ModelAnswer; paid: Omit<Spending, 'outcome' | 'judge'> }> {
  const question = { system: asked.system, user: redactText(asked.user, context.redaction) }
  const most = mostTokens(question, model.maxOutputTokens)
  if (cost.spent + model.attempts * priceOf(most, model) > cost.budget) {
    throw refused(`${model.name} was not asked${cost.usd > 0 ? ' again' : ''}: US$ ${cost.spent.toFixed(4)} of ${cost.budget} are spent, and the next answer could cost more than what is left`, {
      place: { file: 'policy.json' }, expected: 'room in the budget for the longest answer and every attempt', fix: 'raise the budget, or lower the limits of what is sent and answered, or attempts'
    })
  }
  const answer = await context.foreign.askModel({ ...model, ...question })
  const guessed = answer.lost + (answer.text !== undefined && !answer.usage ? 1 : 0)
  // What came without a count of tokens is taken for the most that it can have cost.
  const tokens = { inputTokens: (answer.usage?.inputTokens ?? 0) + guessed * most.inputTokens, outputTokens: (answer.usage?.outputTokens ?? 0) + guessed * most.outputTokens }
  const usd = priceOf(tokens, model)
  cost.usd += usd
  cost.spent += usd
  return { answer, paid: { model: model.model, endpoint: new URL(model.endpoint).host, promptSha256: sha256OfJson(question), attempts: answer.attempts, ...tokens, usd, basis: guessed > 0 ? 'estimated' : 'reported' } }
}

/** Commits what was spent, with what it was spent on: before the next question, so that it is on the ledger whatever happens then. */
export async function recordSpending(context: Context, command: string, spending: Spending, files: readonly { path: string; text: string }[], counts: Run['counts']): Promise<string | undefined> {
  const at = isoTime(context.clock.now())
  const report = { schemaVersion: 1 as const, command, at, version: context.version, counts, spending: [spending], skipped: [] }
  const run: Run = { ...report, id: `${compactTime(at).toLowerCase()}-${sha256OfJson(report).slice(0, 12)}` }
  const all = [{ path: runPath(run), text: canonicalJson(expectFormat('run', run, { file: 'the report' })) }, ...files]
  return putOnLedger(context, all, () => `${command}: ${spending.trace ?? spending.proposal ?? ''}, US$ ${spending.usd.toFixed(4)}\n\nSkillLoop-Run: ${run.id}`)
}
