import type { Spending } from '../evaluation/judge/costs.js'
import { untraceable } from '../distillation/polish/check.js'
import { polishQuestion, readWording, type Wording } from '../distillation/polish/question.js'
import type { ProposalDraft } from '../distillation/types.js'
import { badInput, refused } from '../kernel/errors.js'
import { parseMarkdown, renderMarkdown } from '../kernel/front-matter.js'
import type { SkillFrontMatter, WordingModel } from '../kernel/types.js'
import { expectFormat, problemsOf } from '../kernel/validate.js'
import { redactText } from '../redaction/redact.js'
import { newFindings } from '../threats/delta.js'
import { scanFiles } from '../threats/scan.js'
import type { Context } from './context.js'
import { expectTrusted, WORDING } from './foreign.js'
import { modelAccess } from './model-access.js'
import { costSoFar, paidAnswer, recordSpending, type ModelCost, type PaidModel } from './paid-answer.js'

const DEFAULTS = { maxOutputTokens: 6000, seconds: 120, attempts: 3 } as const
const SKILL = 'SKILL.md'
const LARGEST_SKILL = 15_000

/** What came of a draft's wording. */
export interface Polished { proposal: string; worded: boolean; why?: string }

/**
 * Has the policy's model put skill drafts in other words. What says anything that its draft does not is dropped, and
 * the draft stays as the rules wrote it; so it does where the model fails.
 * @throws SkillLoopError (1) where the policy or this machine does not allow it, (2) where no model is named or reached
 */
export async function polish(context: Context, drafts: readonly ProposalDraft[]): Promise<{ drafts: ProposalDraft[]; polished: Polished[]; cost: ModelCost }> {
  const model = await readyModel(context)
  const cost = costSoFar(context, context.policy.distillation.model.budget ?? 0, ({ proposal }) => proposal !== undefined)
  const result: { drafts: ProposalDraft[]; polished: Polished[]; cost: ModelCost } = { drafts: [], polished: [], cost }
  for (const draft of drafts) {
    const outcome = draft.kind === 'skill' ? await reworded(context, model, draft, cost) : undefined
    result.drafts.push(outcome && typeof outcome !== 'string' ? outcome : draft)
    if (outcome !== undefined) result.polished.push({ proposal: draft.id, worded: typeof outcome !== 'string', ...(typeof outcome === 'string' && { why: outcome }) })
  }
  return result
}

async function readyModel(context: Context): Promise<PaidModel> {
  const entry = context.policy.distillation.model
  if ((entry.budget ?? 0) === 0) throw refused('no model was asked: the policy has no budget for wording', { place: { file: 'policy.json' }, expected: 'distillation.model.budget, in US dollars for all that wording may ever cost this store' })
  const { model, inputUsdPerMillion, outputUsdPerMillion } = priced(entry)
  await expectTrusted(context, { kind: 'wording', entry: { ...entry, name: WORDING } })
  const { maxOutputTokens = DEFAULTS.maxOutputTokens, seconds = DEFAULTS.seconds, attempts = DEFAULTS.attempts } = entry
  return { name: `the model ${model}`, model, inputUsdPerMillion, outputUsdPerMillion, maxOutputTokens, seconds, attempts, ...modelAccess(entry, (name) => context.foreign.variable(name)) }
}

function priced({ model, inputUsdPerMillion, outputUsdPerMillion }: WordingModel): { model: string; inputUsdPerMillion: number; outputUsdPerMillion: number } {
  if (model === undefined || inputUsdPerMillion === undefined || outputUsdPerMillion === undefined) {
    throw badInput('the policy does not say which model words drafts, or what it costs', { place: { file: 'policy.json' }, expected: 'model, inputUsdPerMillion and outputUsdPerMillion in distillation.model' })
  }
  return { model, inputUsdPerMillion, outputUsdPerMillion }
}

/** The draft in the model's words, or why it stays as it is. */
async function reworded(context: Context, model: PaidModel, draft: ProposalDraft, cost: ModelCost): Promise<ProposalDraft | string> {
  const { data, body } = parseMarkdown(Buffer.from(draft.files.get(SKILL) ?? []).toString('utf8'), { file: SKILL })
  const before = expectFormat('skill', data, { file: SKILL })
  const wording: Wording = { description: before.description, body }
  const quotes = draft.evidence.map(({ quote }) => quote)
  const { answer, paid } = await paidAnswer(context, model, polishQuestion(wording, quotes), cost)
  const outcome = answer.text === undefined ? answer.problem ?? 'there was no answer' : accepted(context, model, draft, before, wording, quotes, answer.text)
  const spending: Spending = { judge: WORDING, proposal: draft.id, ...paid, outcome: answer.text === undefined ? 'failed' : typeof outcome === 'string' ? 'unusable' : 'judged' }
  await recordSpending(context, `distill ${WORDING}`, spending, [], { worded: typeof outcome === 'string' ? 0 : 1 })
  return outcome
}

function accepted(context: Context, { model }: PaidModel, draft: ProposalDraft, data: SkillFrontMatter, wording: Wording, quotes: readonly string[], text: string): ProposalDraft | string {
  const read = readWording(redactText(text, context.redaction))
  if (!read) return 'the answer is not the JSON that was asked for'
  const fault = untraceable(wording, read, quotes)
  if (fault !== undefined) return fault
  const front: SkillFrontMatter = { ...data, description: read.description, metadata: { ...data.metadata, 'skillloop-wording': model } }
  const problems = problemsOf('skill', front)
  const bytes = Buffer.from(renderMarkdown({ data: { ...front }, body: read.body }), 'utf8')
  if (problems.length > 0 || bytes.length > LARGEST_SKILL) return problems[0] ?? `it has ${bytes.length} bytes, at most ${LARGEST_SKILL} may be`
  const files = new Map([...draft.files, [SKILL, bytes] as const])
  const threats = scanFiles(files)
  if (newFindings(scanFiles(draft.files), threats).added.length > 0) return 'the scan finds something in it that it does not find in the draft'
  return {
    ...draft, files, threats,
    why: [...draft.why, `Put in words by the model ${model}; that each step, command, number and demand is the draft's, which rules drew from the sessions, was checked line by line.`]
  }
}
