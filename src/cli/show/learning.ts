import type { LearningCurve, LearningReport } from '../../app/learning.js'
import { plural, printable } from '../../kernel/text.js'
import { figuresText } from './rollout.js'

const percent = (value: number | undefined): string => (value === undefined ? '–' : `${Math.round(value * 100)} %`)
const MOST = 20

/** How kinds of tasks went, as a table; what changed with a skill below it. */
export function learningText({ kinds, alone, unread }: LearningReport): string {
  const notes = [
    ...(alone > 0 ? [`${plural(alone, 'session')} of kinds that were seen less than three times`] : []),
    ...(unread > 0 ? [`${plural(unread, 'session')} not read for lessons yet: skillloop distill --all`] : [])
  ]
  if (kinds.length === 0) return ['no kind of task was seen three times yet', ...notes].join('\n')
  const shown = kinds.slice(0, MOST)
  return [
    `${'kind of task'.padEnd(34)} sessions   first 5    last 5   to 80 %   skill used   errors got over`,
    ...shown.map(row), ...(kinds.length > MOST ? [`… and ${kinds.length - MOST} more, see --json`] : []),
    ...shown.filter(({ skill }) => skill !== undefined).flatMap(({ name, before, since }) => [
      '', `${name}, before there was a skill: ${before ? figuresText(before) : 'no session'}`, `${''.padEnd(name.length)}  since: ${since ? figuresText(since) : 'no session'}`
    ]),
    ...(notes.length > 0 ? ['', ...notes] : [])
  ].join('\n')
}

function row({ name, sessions, iterations, iterationsTo80, skillReuse, recoveryRate }: LearningCurve): string {
  const shown = printable(name).slice(0, 34)
  return `${shown.padEnd(34)} ${String(sessions).padStart(8)} ${percent(iterations[Math.min(4, iterations.length - 1)]?.rate).padStart(9)} ${percent(iterations.at(-1)?.rate).padStart(9)} ${(iterationsTo80 === undefined ? '–' : `after ${iterationsTo80}`).padStart(9)} ${String(skillReuse).padStart(12)} ${percent(recoveryRate).padStart(17)}`
}
