import type { Uplift } from '../../app/eval-skill.js'
import { excerpt, plural } from '../../kernel/text.js'
import type { EvalArm, SkillEval } from '../../kernel/types.js'

const percent = (share: number): string => `${Math.round(share * 100)} %`
const points = (share: number): string => `${share < 0 ? '−' : '+'}${Math.abs(Math.round(share * 100))}`

/** The uplift in a line. */
function upliftText(uplift: Uplift | undefined): string {
  if (!uplift) return 'nothing was graded: no assertion could be looked up'
  const { difference, low, high, pairs, gained, lost, p } = uplift
  return `${percent(uplift.with)} passed with the skill, ${percent(uplift.without)} without: ${points(difference)} points, 95 % interval ${points(low)} to ${points(high)} (${plural(pairs, 'pair')}, ${gained} gained, ${lost} lost, p ${p < 0.001 ? '< 0.001' : p.toFixed(3)})`
}

/** An eval of a skill on one line. */
export function skillEvalRow({ at, runner }: SkillEval, uplift: Uplift | undefined): string {
  return `${at.slice(0, 16).replace('T', ' ')}  ${upliftText(uplift)}  by ${excerpt(runner, 40)}`
}

/** An eval of a skill whole: each case with what its assertions found. */
export function skillEvalText(result: SkillEval, uplift: Uplift | undefined): string {
  const lines = result.cases.flatMap(({ id, assertions }) => {
    const pairs = result.pairs.filter((pair) => pair.case === id)
    return [
      `case ${id}: ${tally(pairs.map((pair) => pair.with))} with, ${tally(pairs.map((pair) => pair.without))} without`,
      ...assertions.flatMap((text, at) => [`  ${excerpt(text, 100)}`, ...(['with', 'without'] as const).flatMap((side) => told(pairs.map((pair) => pair[side]), at, side))])
    ]
  })
  return [...lines, ...result.doubts.map((doubt) => `! ${doubt}`), upliftText(uplift)].join('\n')
}

function tally(arms: readonly EvalArm[]): string {
  const graded = arms.filter(({ passed }) => passed !== undefined)
  return graded.length === 0 ? 'not graded' : `${graded.filter(({ passed }) => passed).length} of ${graded.length} passed`
}

/** What an assertion found on one side: how often it held, and the evidence of the run that says most. */
function told(arms: readonly EvalArm[], at: number, side: string): string[] {
  const grades = arms.flatMap(({ grades: list }) => list[at] ?? [])
  const shown = grades.find(({ outcome }) => outcome === 'failed') ?? grades[0]
  if (!shown) return []
  const held = grades.filter(({ outcome }) => outcome === 'passed').length
  return [`    ${side.padEnd(7)} ${shown.outcome === 'ungraded' ? 'ungraded' : `${held}/${grades.length}`}: ${excerpt(shown.evidence, 140)}${shown.by ? ' (a judge\'s opinion)' : ''}`]
}
