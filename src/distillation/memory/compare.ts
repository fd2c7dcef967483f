import type { Concepts } from './concepts.js'
import { questionOf } from './vocabulary.js'

/**
 * How one lesson stands to another. same: in other words · contrary: the opposite · other-value: another answer to
 * the same question · narrower: says all that the other says, and more · wider: says part of it.
 */
export type Relation = 'same' | 'contrary' | 'other-value' | 'narrower' | 'wider'

/** From here up two lessons are one. */
const SAME = 0.9
// Fewer shared words than these are chance, but for answers to a question of which there is one.
const FEWEST_SHARED = 2
const MOST_ADDED = 6

/** How `a` stands to `b`; undefined where they are about different things. */
export function relationOf(a: Concepts, b: Concepts): Relation | undefined {
  const onlyA = [...a].filter((word) => !b.has(word))
  const onlyB = [...b].filter((word) => !a.has(word))
  const shared = a.size - onlyA.length
  if (likeness(shared, a, b) >= SAME && ![...onlyA, ...onlyB].some(isValue)) return 'same'
  if (isOpposite(a, b)) return 'contrary'
  if (isOtherValue(onlyA, onlyB, shared)) return 'other-value'
  // What rules less out says more, so parts of prohibitions are not compared.
  if (shared < FEWEST_SHARED || [...a, ...b].some(isOut)) return undefined
  if (onlyB.length === 0 && onlyA.length <= MOST_ADDED) return 'narrower'
  return onlyA.length === 0 && onlyB.length <= MOST_ADDED ? 'wider' : undefined
}

/** Dice's coefficient: twice what is shared, of both. */
function likeness(shared: number, a: Concepts, b: Concepts): number {
  return a.size + b.size === 0 ? 0 : 2 * shared / (a.size + b.size)
}

/** All that one says the other rules out, and nothing is held by both but when. */
function isOpposite(a: Concepts, b: Concepts): boolean {
  const [bareA, bareB] = [bare(a), bare(b)]
  const shared = [...bareA].filter((word) => bareB.has(word)).length
  if (2 * shared / (bareA.size + bareB.size) < SAME) return false
  const [outA, outB] = [[...a].filter(isOut).length, [...b].filter(isOut).length]
  const timed = [...a].filter((word) => /^\w+:/.test(word) && b.has(word)).length
  return (outA === 0) !== (outB === 0) && [...a].filter((word) => b.has(word)).length <= timed
}

function isOtherValue(onlyA: readonly string[], onlyB: readonly string[], shared: number): boolean {
  const [a, b] = [onlyA[0], onlyB[0]]
  if (onlyA.length !== 1 || onlyB.length !== 1 || a === undefined || b === undefined || isOut(a) || isOut(b)) return false
  const question = questionOf(a)
  if (question !== undefined && question === questionOf(b)) return true
  return shared >= FEWEST_SHARED && kindOfValue(a) !== undefined && kindOfValue(a) === kindOfValue(b)
}

function bare(concepts: Concepts): Set<string> {
  return new Set([...concepts].map((word) => word.replace('¬', '')))
}

function isOut(word: string): boolean {
  return word.includes('¬')
}

// A number, path, option or name in code: no other value may stand for it.
function isValue(word: string): boolean {
  return kindOfValue(word) !== undefined || questionOf(word) !== undefined
}

function kindOfValue(word: string): string | undefined {
  const plain = word.replace(/^\w+:(?!\/)/, '').replace('¬', '')
  if (/^v?\d[\d.,:x-]*\w{0,2}%?$/.test(plain)) return 'number'
  if (/^https?:|\//.test(plain)) return 'path'
  if (/^-/.test(plain)) return 'option'
  return /[\d_@=#$<>]|\w\.\w/.test(plain) ? 'name' : undefined
}
