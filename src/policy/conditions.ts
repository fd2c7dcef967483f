import type { Condition, Evaluation } from '../kernel/types.js'

/** What a condition looks at. */
export interface Judged {
  /** The evaluation of the session that is meant; undefined where there is none yet. */
  evaluation?: Pick<Evaluation, 'score' | 'label' | 'tags'> & { evaluator: Pick<Evaluation['evaluator'], 'name'>; claims: readonly Pick<Evaluation['claims'][number], 'kind' | 'verdict'>[] }
  /** When that session began, ISO; undefined where it is not known. */
  startedAt?: string
  /** How often a loop has tried, this time included; 1 outside of a loop. */
  iteration: number
}

/** What comes of a condition, in the form that loops and programs read. */
export interface Judgement {
  passed: boolean
  /** It does not hold yet, and may be tried again. */
  should_continue: boolean
  /** A sentence for each thing that was asked, in the condition's order. */
  reasons: string[]
}

/**
 * Whether a condition holds, and why. One that asks nothing of a session, such as a lone max_iterations, never
 * holds: a loop with it ends after so many tries.
 */
export function judgeCondition(condition: Condition, judged: Judged): Judgement {
  const { holds, reasons } = weigh(condition, judged)
  const passed = holds === true
  const most = mostIterations(condition)
  const isLast = most !== undefined && judged.iteration >= most
  return {
    passed, should_continue: !passed && !isLast,
    reasons: [...reasons, ...(holds === undefined ? ['nothing is asked of the session itself'] : []), ...(isLast && !passed ? [`${judged.iteration} of ${most} tries are used up`] : [])]
  }
}

/** undefined: nothing was asked. */
interface Weighed { holds: boolean | undefined; reasons: string[] }

function weigh(condition: Condition, judged: Judged): Weighed {
  return both(testsOf(condition).map((test) => test(judged)))
}

type Test = (judged: Judged) => Weighed

function testsOf(condition: Condition): Test[] {
  const { score_gte: least, score_lte: most, required_tags: required, forbidden_tags: forbidden, labels, claims, evaluator, since, all, any, not } = condition
  return [
    ...(least === undefined ? [] : [asked(({ score }) => [score >= least, `the score is ${score}, ${least} or higher is asked for`])]),
    ...(most === undefined ? [] : [asked(({ score }) => [score <= most, `the score is ${score}, ${most} or lower is asked for`])]),
    ...(required ?? []).map((tag) => asked(({ tags }) => [tags.includes(tag), `the tag ${tag} is ${tags.includes(tag) ? 'there' : 'missing'}`])),
    ...(forbidden ?? []).map((tag) => asked(({ tags }) => [!tags.includes(tag), `the forbidden tag ${tag} is ${tags.includes(tag) ? 'there' : 'not there'}`])),
    ...(labels ? [asked(({ label }) => [labels.includes(label), `the label is ${label}, ${labels.join(' or ')} is asked for`])] : []),
    ...Object.entries(claims ?? {}).map(([kind, verdicts]) => asked((evaluation) => claimsAre(evaluation, kind, [verdicts].flat()))),
    ...(evaluator === undefined ? [] : [asked(({ evaluator: { name } }) => [name === evaluator, `the evaluator is ${name}, ${evaluator} is asked for`])]),
    ...(since === undefined ? [] : [({ startedAt }: Judged) => answer(startedAt !== undefined && Date.parse(startedAt) >= Date.parse(since), `the session began ${startedAt ?? 'at a time nobody knows'}, since ${since} is asked for`)]),
    ...(all ?? []).map((each): Test => (judged) => weigh(each, judged)),
    ...(any ? [(judged: Judged) => either(any.map((each) => weigh(each, judged)))] : []),
    ...(not ? [(judged: Judged) => opposite(weigh(not, judged), judged)] : [])
  ]
}

const answer = (holds: boolean, reason: string): Weighed => ({ holds, reasons: [`${holds ? 'yes' : 'no'}: ${reason}`] })

/** A question about an evaluation; where there is none the answer is no. */
function asked(test: (evaluation: NonNullable<Judged['evaluation']>) => [boolean, string]): Test {
  return ({ evaluation }) => (evaluation ? answer(...test(evaluation)) : answer(false, 'no session was evaluated yet'))
}

function claimsAre({ claims }: NonNullable<Judged['evaluation']>, kind: string, verdicts: readonly string[]): [boolean, string] {
  const meant = kind === '*' ? claims : claims.filter((claim) => claim.kind === kind)
  const name = kind === '*' ? 'what the agent claimed' : `the claim ${kind}`
  if (meant.length === 0) return [kind === '*', `${name} was not made`]
  const other = meant.find(({ verdict }) => !verdicts.includes(verdict))
  return [!other, `${name} is ${(other ?? meant[0])?.verdict ?? ''}, ${verdicts.join(' or ')} is asked for`]
}

function both(parts: Weighed[]): Weighed {
  const asking = parts.filter(({ holds }) => holds !== undefined)
  return { holds: asking.length === 0 ? undefined : asking.every(({ holds }) => holds), reasons: unique(parts) }
}

function either(parts: Weighed[]): Weighed {
  const asking = parts.filter(({ holds }) => holds !== undefined)
  const holding = asking.filter(({ holds }) => holds)
  // Of several ways the one that was taken is told; where none was, all are.
  return { holds: asking.length === 0 ? undefined : holding.length > 0, reasons: unique(holding.length > 0 ? holding : asking) }
}

/** What is not known to be so is not known to be otherwise either. */
function opposite({ holds, reasons }: Weighed, { evaluation }: Judged): Weighed {
  if (holds === undefined) return { holds, reasons }
  return { holds: evaluation !== undefined && !holds, reasons: reasons.map((reason) => `not (${reason})`) }
}

const unique = (parts: Weighed[]): string[] => [...new Set(parts.flatMap(({ reasons }) => reasons))]

/** The smallest max_iterations, wherever in the condition it stands. */
function mostIterations(condition: Condition): number | undefined {
  const inner = [...(condition.all ?? []), ...(condition.any ?? []), ...(condition.not ? [condition.not] : [])].map(mostIterations)
  const given = [condition.max_iterations, ...inner].filter((most) => most !== undefined)
  return given.length === 0 ? undefined : Math.min(...given)
}
