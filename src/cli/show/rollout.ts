import type { Comparison, Figures, Group, RolloutStatus } from '../../app/rollout/status.js'
import { plural } from '../../kernel/text.js'

const NAMES: Record<Group, string> = { new: 'new', previous: 'previous', none: 'none', before: 'before it' }
const VERDICTS = { 'fall-back': 'it does harm: fall back', promote: 'promote it', keep: 'not known yet: go on' } as const

const percent = (value: number): string => `${Math.round(value * 100)} %`
const count = (value: number): string => (value >= 1e6 ? 'over a million' : value >= 10 ? String(Math.round(value)) : value.toFixed(1))

/** Where a rollout stands, for people. */
export function rolloutText({ name, rollout, version, previous, comparison, enough }: RolloutStatus): string {
  const { judged, against, groups, precision, adoption } = comparison
  const others = previous === undefined ? 'the others none' : `the others v${previous}`
  const shares = rollout.state === 'running' ? `to ${rollout.percent} % since ${rollout.startedAt.slice(0, 10)}, ${rollout.without > 0 ? `${rollout.without} % get none, ` : ''}${others}` : `${rollout.state}${rollout.endedAt === undefined ? '' : ` on ${rollout.endedAt.slice(0, 10)}`}`
  const guarded = rollout.steps.findLast((step) => step.reason !== undefined)
  return [
    `${name}  v${version}, ${shares}  (${rollout.id})`,
    ...(guarded?.reason === undefined ? [] : [`  why        ${guarded.reason}`]),
    ...rows(groups),
    ...nested('runtime', comparison.byRuntime), ...nested('model', comparison.byModel),
    ...(precision === undefined ? [] : [`  precision  ${percent(precision)} of the sessions that used it and have a result worked`]),
    ...(adoption === undefined ? [] : [`  adoption   ${percent(adoption)} of the sessions of its kind since it began used it`]),
    `  against    ${NAMES[against]}${against === 'before' ? ': nothing was dealt beside it, so whatever else has changed since counts too' : ', as dealt'}`,
    `  evidence   of harm ${count(judged.harm)}, of being better ${count(judged.benefit)}, of being no worse ${count(judged.noHarm)}; ${count(enough)} is enough, whenever you look`,
    `  so far     ${VERDICTS[judged.verdict]}${judged.verdict === 'keep' && judged.new.known > 0 ? ` (${plural(judged.new.known, 'result')} with the new version)` : ''}`
  ].join('\n')
}

function rows(groups: Comparison['groups'], indent = '  '): string[] {
  return (Object.entries(groups) as [Group, Figures][]).map(([group, figures]) => `${indent}${NAMES[group].padEnd(11)}${figuresText(figures)}`)
}

/** What sessions came to, in a line. */
export function figuresText({ sessions, known, worked, rate, small, tokens, seconds, errors }: Figures): string {
  const result = rate ? `${worked} of ${known} worked, ${percent(rate.rate)} (95 %: ${percent(rate.low)} to ${percent(rate.high)})${small ? ', a small sample' : ''}` : 'no result known'
  return [`${plural(sessions, 'session')}: ${result}`, ...(tokens === undefined ? [] : [`${Math.round(tokens)} tokens`]), ...(seconds === undefined ? [] : [`${Math.round(seconds)} s`]), ...(errors === undefined ? [] : [`${errors.toFixed(1)} errors a session`])].join(', ')
}

// One runtime or model alone would only say the same again.
function nested(by: string, split: Comparison['byRuntime']): string[] {
  const names = Object.entries(split)
  return names.length < 2 ? [] : names.flatMap(([name, groups]) => [`  ${by} ${name}`, ...rows(groups, '    ')])
}
