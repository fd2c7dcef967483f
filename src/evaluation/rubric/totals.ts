import type { Pointer } from '../../kernel/types.js'
import { plural } from '../../kernel/text.js'
import { AT_MOST, type PointItem, type Weights } from './rules.js'
import type { Signals } from './signals.js'

/**
 * Caps, outcomes and bounds, each as an item of its own so that the points sum to the score exactly.
 * An outcome that the source carries decides its share of the score: score = (1 − share) · heuristics + share · outcome.
 * What people said of the session afterwards comes last and weighs most.
 */
export function total(items: readonly PointItem[], signals: Signals, weights: Weights): { points: PointItem[]; score: number } {
  const points = [...items]
  let sum = points.reduce((whole, item) => whole + item.points, 0)
  const moveTo = (rule: string, wanted: number, note: string, at: readonly Pointer[] = []): void => {
    const value = Math.round(wanted)
    if (value === sum) return
    points.push({ rule, points: value - sum, note, ...(at.length > 0 ? { at: at.slice(0, AT_MOST) } : {}) })
    sum = value
  }
  if (!signals.evidence) moveTo('no-evidence-cap', Math.min(sum, weights['no-evidence-cap']), 'nothing observed bears the result out: unknown is not success')
  if (signals.claims.some(({ verdict, stage }) => verdict === 'contradicted' && stage !== 'passing')) {
    moveTo('contradicted-cap', Math.min(sum, weights['contradicted-cap']), 'a claim was contradicted by what was observed')
  }
  moveTo('bounds', Math.min(100, Math.max(0, sum)), 'scores are held between 0 and 100')
  if (signals.outcome) {
    const share = Math.min(100, Math.max(0, weights['outcome-share'])) / 100
    moveTo('outcome', (1 - share) * sum + share * 100 * signals.outcome.value, `the source's own verdict: ${signals.outcome.names.join(', ')} (${Math.round(signals.outcome.value * 100)} of 100)`)
  }
  const { corrected, rating } = signals.verdicts
  if (corrected.length > 0) moveTo('corrected-cap', Math.min(sum, weights['corrected-cap']), `a person called ${plural(corrected.length, 'message')} of the session wrong`, corrected)
  if (rating) {
    const share = Math.min(100, Math.max(0, weights['rating-share'])) / 100
    moveTo('rated', (1 - share) * sum + share * 100 * rating.value, `rated by ${rating.people === 1 ? 'a person' : `${rating.people} people`}: ${Math.round((1 + 4 * rating.value) * 10) / 10} of 5`)
  }
  return { points, score: sum }
}
