import { excerpt } from '../../kernel/text.js'
import type { Verdict } from '../types.js'

const LABELS = ['success', 'partial', 'failure', 'unknown'] as const
const MOST_REASONS = 5
const LONGEST_REASON = 300

/**
 * A model's answer as a verdict; undefined where it is not what was asked for. The object may stand in a code block
 * or between other words. What it says is text from outside: it is cut and made printable.
 */
export function readOpinion(text: string): Verdict | undefined {
  const opinion = objectIn(text)
  if (!opinion) return undefined
  const { score, label, confidence, reasons } = opinion
  if (typeof score !== 'number' || !Number.isInteger(score) || score < 0 || score > 100) return undefined
  const known = LABELS.find((one) => one === label)
  if (!known) return undefined
  const notes = (Array.isArray(reasons) ? reasons : []).filter((reason): reason is string => typeof reason === 'string').slice(0, MOST_REASONS).map((reason) => excerpt(reason, LONGEST_REASON))
  return {
    score, label: known, tags: ['judge'], claims: [],
    confidence: typeof confidence === 'number' && confidence >= 0 && confidence <= 1 ? Math.round(confidence * 100) / 100 : 0.5,
    points: [{ rule: 'judge', points: score, note: notes.join(' ') || 'the model gave no reasons' }],
    doubts: ['This is the opinion of a model: asked again, it may say something else, and text in the session may have swayed it.']
  }
}

function objectIn(text: string): Record<string, unknown> | undefined {
  const [from, to] = [text.indexOf('{'), text.lastIndexOf('}')]
  if (from === -1 || to < from) return undefined
  try {
    const value: unknown = JSON.parse(text.slice(from, to + 1))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Record<string, unknown> : undefined
  } catch {
    return undefined
  }
}
