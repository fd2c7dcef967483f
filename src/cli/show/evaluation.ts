import type { Efficiency } from '../../app/show-evaluations.js'
import { plural } from '../../kernel/text.js'
import type { Evaluation, Pointer } from '../../kernel/types.js'

/** An evaluation for people: every point with its reason and place, claims beside what was observed, doubts, what there is to learn. */
export function describeEvaluation(evaluation: Evaluation, efficiency?: Efficiency): string {
  const { points, claims, doubts, tags } = evaluation
  return [
    headline(evaluation),
    ...(tags.length > 0 ? [`tags: ${tags.join(', ')}`] : []),
    '', 'points:', ...points.map((point) => `  ${signed(point.points).padStart(5)}  ${point.note} (${point.rule}${places(point.at)})`),
    ...(claims.length > 0 ? ['', 'claims:', ...claims.map((claim) => `  ${claim.verdict.padEnd(12)} ${claim.kind}: "${claim.quote}"${places([claim.at])}`)] : []),
    ...(doubts.length > 0 ? ['', 'reasons not to trust this score:', ...doubts.map((doubt) => `  - ${doubt}`)] : []),
    ...describeLearning(evaluation, efficiency)
  ].join('\n')
}

/** The first line: score, label, who says so. */
export function headline({ evaluator, score, label, confidence, traceId }: Evaluation): string {
  const who = evaluator.kind === 'judge' ? `the opinion of the model judge ${evaluator.name}` : `by ${evaluator.name}`
  return `${score}/100 ${label}, confidence ${confidence.toFixed(2)}, ${who} ${evaluator.version} on ${traceId}`
}

function describeLearning({ learning }: Evaluation, efficiency: Efficiency | undefined): string[] {
  if (!learning) return []
  const { quality, work, parts } = learning
  const each = (sum: number, digits: number): string => (work.calls > 1 ? ` (${(sum / work.calls).toFixed(digits)} a call)` : '')
  const used = [
    plural(work.calls, 'call'), ...(work.tokens === undefined ? [] : [`${plural(work.tokens, 'token')}${each(work.tokens, 0)}`]),
    ...(work.seconds === undefined ? [] : [`${plural(Math.round(work.seconds), 'second')}${each(work.seconds, 1)}`])
  ].join(', ')
  return [
    '', `learning value ${learning.value.toFixed(2)}:`, ...parts.map(({ part, value, note }) => `  ${value.toFixed(2).padStart(5)}  ${part}: ${note}`),
    `as an example: repeatability ${quality.repeatability.toFixed(2)}, clarity ${quality.clarity.toFixed(2)}, tool diversity ${quality.toolDiversity.toFixed(2)}, error scenarios ${quality.errorScenarios.toFixed(2)}`,
    efficiency ? `efficiency ${efficiency.value.toFixed(2)} beside ${efficiency.runs} other successful runs of its kind (${Object.entries(efficiency.by).map(([name, value]) => `${name} ${value.toFixed(2)}`).join(', ')}); it took ${used}`
      : `efficiency unknown: fewer than two other successful runs of its kind; it took ${used}`
  ]
}

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points))

function places(at: readonly Pointer[] | undefined): string {
  if (!at || at.length === 0) return ''
  return `, message ${at.map(({ message, call }) => (call === undefined ? String(message) : `${message} call ${call}`)).join(', ')}`
}
