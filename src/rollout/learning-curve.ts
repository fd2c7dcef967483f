import { figuresOf, type Figures } from './compare.js'
import { byStart, median, type SessionOutcome } from './outcome.js'

/** A session as learning is seen by. */
export interface LearningSession extends SessionOutcome {
  /** Failures that were got over, and those that were not. */
  recovered: number
  givenUp: number
  /** It used the skill of its kind. */
  usedSkill: boolean
}

/** Sessions of one kind of task. */
export interface TaskKind {
  /** The skill's name, or the request of the first session where there is no skill. */
  name: string
  skill?: string
  /** When the skill first came into force. */
  skillSince?: string
  sessions: readonly LearningSession[]
}

interface Iteration {
  iteration: number
  trace: string
  at?: string
  result: LearningSession['result']
  seconds?: number
  /** Share that worked of the last five with a known result, this one included. */
  rate?: number
}

export interface LearningCurve {
  name: string
  skill?: string
  sessions: number
  iterations: Iteration[]
  /** The first iteration at which the last five with a known result had a rate of 80 % or more; absent where none had. */
  iterationsTo80?: number
  /** Sessions that used the skill. */
  skillReuse: number
  /** Of what failed in a way that shows, the share that was got over; absent where nothing failed so. */
  recoveryRate?: number
  before?: Figures & { recoveryRate?: number }
  since?: Figures & { recoveryRate?: number }
}

const WINDOW = 5
const GOAL = 0.8

/** How each kind of task went over time, most sessions first; the same sessions give the same, in whatever order. */
export function learningCurves(kinds: readonly TaskKind[]): LearningCurve[] {
  return kinds.map(curveOf).sort((a, b) => b.sessions - a.sessions || (a.name < b.name ? -1 : 1))
}

function curveOf({ name, skill, skillSince, sessions }: TaskKind): LearningCurve {
  const ordered = [...sessions].sort(byStart)
  const window: boolean[] = []
  const iterations = ordered.map(({ trace, startedAt, result, seconds }, at): Iteration => {
    if (result !== 'unknown') window.push(result === 'worked')
    if (window.length > WINDOW) window.shift()
    const rate = window.length === 0 ? undefined : window.filter(Boolean).length / window.length
    return { iteration: at + 1, trace, ...(startedAt !== undefined && { at: startedAt }), result, ...(seconds !== undefined && { seconds }), ...(rate !== undefined && { rate }) }
  })
  const known = (upTo: number): number => ordered.slice(0, upTo).filter(({ result }) => result !== 'unknown').length
  const reached = iterations.find(({ iteration, rate = 0 }) => rate >= GOAL && known(iteration) >= WINDOW)?.iteration
  const recovery = recoveryRate(ordered)
  const since = skillSince === undefined ? [] : ordered.filter(({ startedAt }) => startedAt !== undefined && startedAt >= skillSince)
  const before = skillSince === undefined ? [] : ordered.filter(({ startedAt }) => startedAt !== undefined && startedAt < skillSince)
  return {
    name, ...(skill !== undefined && { skill }), sessions: ordered.length, iterations, ...(reached !== undefined && { iterationsTo80: reached }),
    skillReuse: ordered.filter(({ usedSkill }) => usedSkill).length, ...(recovery !== undefined && { recoveryRate: recovery }),
    ...(before.length > 0 && { before: withRecovery(before) }), ...(since.length > 0 && { since: withRecovery(since) })
  }
}

function withRecovery(sessions: readonly LearningSession[]): Figures & { recoveryRate?: number } {
  const rate = recoveryRate(sessions)
  return { ...figuresOf(sessions), ...(rate !== undefined && { recoveryRate: rate }) }
}

function recoveryRate(sessions: readonly LearningSession[]): number | undefined {
  const [recovered, givenUp] = [sessions.reduce((sum, each) => sum + each.recovered, 0), sessions.reduce((sum, each) => sum + each.givenUp, 0)]
  return recovered + givenUp === 0 ? undefined : recovered / (recovered + givenUp)
}

/** All kinds together by iteration: of those that have one so far on, the mean rate and the median duration. */
export function learningByIteration(curves: readonly LearningCurve[]): { iteration: number; kinds: number; rate?: number; seconds?: number }[] {
  const longest = Math.max(0, ...curves.map(({ iterations }) => iterations.length))
  return Array.from({ length: longest }, (_, at) => {
    const own = curves.flatMap(({ iterations }) => iterations[at] ?? [])
    const rates = own.flatMap(({ rate }) => rate ?? [])
    const seconds = median(own.map((each) => each.seconds))
    return { iteration: at + 1, kinds: own.length, ...(rates.length > 0 && { rate: rates.reduce((a, b) => a + b, 0) / rates.length }), ...(seconds !== undefined && { seconds }) }
  })
}
