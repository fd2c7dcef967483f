import { grade, passedBy, pathsOf, readAssertion, type RunFacts } from '../evaluation/skill-evals/assertions.js'
import { gradeQuestion, readGrades } from '../evaluation/skill-evals/judge-grades.js'
import { EVALS_FILE, type EvalTask } from '../evaluation/skill-evals/read-evals.js'
import { upliftOf, type Uplift } from '../evaluation/skill-evals/uplift.js'
import { judgeSettings } from '../evaluation/judge/settings.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { isoTime } from '../kernel/clock.js'
import { badInput, refused } from '../kernel/errors.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { skillEvalPath } from '../kernel/layout.js'
import { excerpt, plural } from '../kernel/text.js'
import type { EvalArm, EvalGrade, EvalPair, ModelJudge, SkillEval } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { decisionId } from '../proposals/decisions.js'
import { redactText } from '../redaction/redact.js'
import type { Trial, TrialOutcome } from '../targets/trial.js'
import type { Context } from './context.js'
import { commandFor, type EvalPlan } from './eval-skill-plan.js'
import { expectTrusted, foreignEvaluator } from './foreign.js'
import { putOnLedger } from './ledger-files.js'
import { costSoFar, paidAnswer, recordSpending, type ModelCost } from './paid-answer.js'

export interface SkillEvalResult {
  result: SkillEval
  uplift: Uplift | undefined
  cost?: ModelCost
  commit: string | undefined
}

/**
 * Runs a skill's evals through an agent, with the skill and without it by turns, grades each run, and keeps what the
 * grades quote on the ledger. Nothing of the rest of what the agent wrote is kept.
 * @param runTrial starts the agent once
 * @throws SkillLoopError (1) where the judge is not trusted here or has no budget, (2) for one that the policy does not have
 */
export async function runSkillEval(context: Context, plan: EvalPlan, runTrial: (trial: Trial) => Promise<TrialOutcome>): Promise<SkillEvalResult> {
  const judge = plan.judge === undefined ? undefined : await readyJudge(context, plan.judge)
  const cost = judge && costSoFar(context, context.policy.evaluation.budget, ({ proposal }) => proposal === undefined)
  const pairs: EvalPair[] = []
  for (let trial = 1; trial <= plan.trials; trial++) {
    for (const [at, task] of plan.tasks.entries()) {
      const arms: Partial<Record<'with' | 'without', EvalArm>> = {}
      // By turns: what drifts meanwhile, such as a service that is slow, hits both alike.
      for (const side of (trial + at) % 2 === 0 ? ['with', 'without'] as const : ['without', 'with'] as const) {
        context.progress(`case ${task.id}, trial ${trial} of ${plan.trials}, ${side} the skill: ${2 * pairs.length + Object.keys(arms).length} of ${plural(plan.runs, 'run')} done`)
        arms[side] = await runArm(context, plan, task, side === 'with', runTrial, judge && cost && { judge, cost })
      }
      if (arms.with && arms.without) pairs.push({ case: task.id, trial, with: arms.with, without: arms.without })
    }
  }
  const result = await resultOf(context, plan, pairs)
  const text = canonicalJson(expectFormat('skill-eval', result, { file: 'the result' }))
  const uplift = upliftOf(pairs)
  const commit = await putOnLedger(context, [{ path: skillEvalPath(result, decisionId(text)), text }], () => `Evals of ${plan.skill}: ${plural(pairs.length, 'pair')}`)
  return { result, uplift, ...(cost && { cost }), commit }
}

async function runArm(context: Context, plan: EvalPlan, task: EvalTask, isWith: boolean, runTrial: (trial: Trial) => Promise<TrialOutcome>, asking: { judge: ModelJudge; cost: ModelCost } | undefined): Promise<EvalArm> {
  const checks = task.assertions.map((text) => readAssertion(text, EVALS_FILE))
  const outcome = await runTrial({ ...commandFor(plan.argv, task.prompt), files: filesFor(plan, task, isWith), seconds: plan.seconds, wanted: pathsOf(checks) })
  const masked = maskedFacts(context, outcome)
  const grades = checks.map((check) => quotable(grade(check, outcome), grade(check, masked)))
  const left = task.assertions.flatMap((text, index) => (checks[index]?.kind === 'words' ? [{ index, text }] : []))
  if (asking && left.length > 0) for (const [index, opinion] of await opinions(context, plan, task, left, masked.output, asking)) grades[index] = opinion
  const kept = grades.map((one): EvalGrade => ({ ...one, evidence: excerpt(redactText(one.evidence, context.redaction), 500) }))
  const passed = passedBy(kept)
  return { ended: outcome.ended, ...(outcome.exitCode !== undefined && { exitCode: outcome.exitCode }), ms: outcome.ms, ...(passed !== undefined && { passed }), grades: kept }
}

/** A run with its texts redacted: what is quoted is cut, and a secret that is cut is none to the redaction. */
function maskedFacts({ redaction }: Context, { output, files, ...rest }: RunFacts): RunFacts {
  return { ...rest, output: redactText(output, redaction), files: new Map([...files].map(([path, text]) => [path, redactText(text, redaction)])) }
}

/** A grade of what the agent wrote, with its evidence from the redacted text. */
function quotable(found: EvalGrade, masked: EvalGrade): EvalGrade {
  return found.outcome === masked.outcome ? masked : { ...found, evidence: 'not quoted: it is in what was redacted' }
}

/** What the agent finds: the case's files, and the skill where agents look for one, without the cases that it is tried by. */
function filesFor({ skill, files }: EvalPlan, task: EvalTask, isWith: boolean): ArtifactFiles {
  const given = task.files.map((path): [string, Uint8Array] => [path.replace(/^evals\/(?:files\/)?/, ''), files.get(path) ?? new Uint8Array()])
  const loaded = [...files].filter(([path]) => !path.startsWith('evals/'))
  return new Map([...given, ...(isWith ? ['.agents/skills', '.claude/skills'].flatMap((folder) => loaded.map(([path, bytes]): [string, Uint8Array] => [`${folder}/${skill}/${path}`, bytes])) : [])])
}

async function readyJudge(context: Context, name: string): Promise<ModelJudge> {
  const found = foreignEvaluator(context.policy.evaluation, name)
  if (found?.kind !== 'judge') throw badInput(`the policy has no judge ${name}`, { place: { file: 'policy.json' }, expected: `one of: ${context.policy.evaluation.judges.map((judge) => judge.name).join(', ') || '(none)'}` })
  await expectTrusted(context, found)
  if (context.policy.evaluation.budget === 0) throw refused(`the judge ${name} was not asked: the budget is 0`, { place: { file: 'policy.json' }, expected: 'evaluation.budget, in US dollars for all that judges may ever cost this store' })
  return found.entry
}

/** Grades by a model, by the assertion's index; each answer's cost is recorded before the next question. */
async function opinions(context: Context, plan: EvalPlan, task: EvalTask, left: readonly { index: number; text: string }[], output: string, { judge, cost }: { judge: ModelJudge; cost: ModelCost }): Promise<Map<number, EvalGrade>> {
  const settings = judgeSettings(judge)
  const key = judge.keyVariable === undefined ? undefined : context.foreign.variable(judge.keyVariable)
  const { answer, paid } = await paidAnswer(context, { ...settings, name: `the judge ${judge.name}`, key }, gradeQuestion(task, left, output, settings.maxInputCharacters), cost)
  const grades = answer.text === undefined ? new Map<number, EvalGrade>() : readGrades(answer.text, output)
  const outcome = answer.text === undefined ? 'failed' : grades.size > 0 ? 'judged' : 'unusable'
  await recordSpending(context, `skills eval ${plan.skill}`, { judge: judge.name, skill: plan.skill, ...paid, outcome }, [], { graded: grades.size })
  return new Map([...grades].filter(([index]) => left.some((one) => one.index === index)))
}

async function resultOf(context: Context, plan: EvalPlan, pairs: EvalPair[]): Promise<SkillEval> {
  const { name, email } = await context.committer()
  const [first, ...others] = pairs
  if (!first) throw badInput('nothing was run')
  const mask = (text: string): string => redactText(text, context.redaction)
  const ungraded = pairs.flatMap((pair) => [...pair.with.grades, ...pair.without.grades]).filter(({ outcome }) => outcome === 'ungraded').length
  const broken = pairs.flatMap((pair) => [pair.with, pair.without]).filter(({ ended }) => ended !== 'exited').length
  return {
    schemaVersion: 1, skill: plan.skill, digest: plan.digest, proposal: plan.proposal, runner: mask(plan.runner).slice(0, 2000), seconds: plan.seconds, trials: plan.trials,
    ...(plan.judge !== undefined && { judge: plan.judge }),
    cases: plan.tasks.map(({ id, assertions }) => ({ id, assertions: assertions.map((text) => mask(text).slice(0, 2000)) })) as SkillEval['cases'],
    pairs: [first, ...others],
    doubts: [
      ...plan.doubts,
      ...(ungraded > 0 ? [`${plural(ungraded, 'grade')} left open: assertions in free words count only where a judge is asked (--judge)`] : []),
      ...(broken > 0 ? [`${plural(broken, 'run')} did not end by ${broken === 1 ? 'itself' : 'themselves'}`] : []),
      ...(plan.judge !== undefined ? ['grades by a judge are the opinion of a model'] : [])
    ],
    at: isoTime(context.clock.now()), by: { name, email }
  }
}

/** How a skill's evals went, newest first, and whether it was on just these bytes. */
export function evalsOf(context: Context, skill: string, files: ArtifactFiles): { result: SkillEval; uplift: Uplift | undefined; isOnThese: boolean }[] {
  const digest = artifactDigest(files)
  return context.index.skillEvals(skill).map(({ data }) => ({ result: data, uplift: upliftOf(data.pairs), isOnThese: data.digest === digest })).reverse()
}

export type { Uplift } from '../evaluation/skill-evals/uplift.js'
