import type { SessionLessons } from '../types.js'
import { alignSteps, type SharedStep } from './align.js'
import { procedural, type Cluster, type Kin } from './cluster.js'
import { hasFailed, hasWorked } from './qualify.js'

/** How far a drafted procedure holds for sessions that it was not drawn from. Each fit is a mean from 0 to 1. */
export interface Proof {
  /** Of the sessions it was drawn from. */
  own: number
  /** Of the same sessions, each against a draft of those that were left when it was held out. */
  heldOut: number
  /** Of sessions of the same kind that failed; absent where there are none. */
  failed?: { fit: number; sessions: number }
  /** The share of the sessions of this kind that worked which the draft fits. */
  coverage: { share: number; sessions: number }
}

/** A session fits from here up. */
const FITS = 0.5
const FOLDS = 5

/** Holds out a fifth of the sessions at a time (each one, where they are few) and measures the fit of those and of others of the kind. */
export function prove(cluster: Cluster, aligned: readonly SharedStep[], kin: Kin): Proof {
  const { sessions } = cluster
  const own = new Set(sessions.map(({ trace }) => trace))
  const others = kin(cluster).filter(({ lessons }) => !own.has(lessons.trace))
  const failures = others.filter(hasFailed).map(({ lessons }) => fitOf(aligned, sessions.length, lessons))
  const fits = sessions.map((session) => fitOf(aligned, sessions.length, session))
  const kindred = [...fits, ...others.filter(hasWorked).map(({ lessons }) => fitOf(aligned, sessions.length, lessons))]
  return {
    own: mean(fits), heldOut: heldOutFit(sessions),
    ...(failures.length > 0 && { failed: { fit: mean(failures), sessions: failures.length } }),
    coverage: { share: kindred.filter((fit) => fit >= FITS).length / kindred.length, sessions: kindred.length }
  }
}

/** How well sessions fit, on average, what is drawn from the others. */
export function heldOutFit(sessions: readonly SessionLessons[]): number {
  const folds = Math.min(FOLDS, sessions.length)
  return mean(Array.from({ length: folds }, (_, fold) => {
    const rest = sessions.filter((_session, at) => at % folds !== fold)
    const draft = alignSteps(rest)
    return sessions.filter((_session, at) => at % folds === fold).map((session) => fitOf(draft, rest.length, session))
  }).flat())
}

/** How much of a procedure a session went through in its order, 0 to 1; steps that fewer sessions took weigh less. */
function fitOf(steps: readonly SharedStep[], sources: number, { steps: taken }: Pick<SessionLessons, 'steps'>): number {
  const weights = steps.map((step) => step.taken.size / sources)
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (whole === 0) return 0
  // The heaviest common subsequence, a row at a time.
  const known = new Set(steps.map(({ action }) => action))
  let row = new Array<number>(steps.length + 1).fill(0)
  for (const { action } of procedural(taken)) {
    if (!known.has(action)) continue
    const next = [0]
    steps.forEach((step, at) => next.push(Math.max(row[at + 1] ?? 0, next[at] ?? 0, step.action === action ? (row[at] ?? 0) + (weights[at] ?? 0) : 0)))
    row = next
  }
  return (row[steps.length] ?? 0) / whole
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : Math.round((numbers.reduce((a, b) => a + b, 0) / numbers.length) * 100) / 100
}
