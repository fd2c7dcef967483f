import type { SkillHealth } from '../../app/health/health.js'
import { plural } from '../../kernel/text.js'
import { useText } from './history.js'

/** The health of skills for people, the most urgent first. */
export function healthText(found: readonly SkillHealth[], { weekly }: { weekly: boolean }): string {
  if (found.length === 0) return 'no skills are in force'
  const shown = weekly ? found.filter(({ ailments }) => ailments.length > 0) : found
  const healthy = found.filter(({ ailments }) => ailments.length === 0).length
  return [...shown.map((each) => skillText(each, weekly)), `${plural(found.length, 'skill')} in force, ${healthy} without anything to look at`].join('\n')
}

function skillText({ name, version, mark, use, ailments, unchecked, proposed, priority }: SkillHealth, weekly: boolean): string {
  return [
    `${name}  v${version}  ${mark}${ailments.length > 0 ? `  priority ${priority}` : ''}`,
    ...(weekly ? [] : [`    ${useText(use)}`]),
    ...ailments.map(({ severity, what, file, line, says }) => `  ${severity === 'broken' ? '✗' : '?'} ${what.padEnd(7)} ${file}${line === undefined ? '' : `:${line}`}  ${says}`),
    ...(weekly ? [] : unchecked.map((says) => `  · not looked at: ${says}`)),
    ...(proposed === undefined ? [] : [`  → to retire it is proposed: skillloop review show ${proposed}`])
  ].join('\n')
}
