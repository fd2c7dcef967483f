/**
 * How much searching a text is worth, in steps: about a character looked at. Steps and not time, since every
 * machine must come to the same end. Below zero the text counts as one that cannot be searched.
 */
export interface Budget {
  left: number
}

// What short texts and ordinary long ones never reach: sources and logs need fewer than 10 steps a character.
const BASE = 4_000_000
const PER_CHARACTER = 64

/** What a probe round a keyword costs: most look at a few dozen characters. */
export const PROBE_STEPS = 48

/** What a pattern of the policy costs for each character that it is tried on: RE2 takes longer than what is built in. */
export const PATTERN_STEPS = 4

/** The budget for all searches in a text of that length. */
export function createBudget(length: number, extraSteps: number): Budget {
  return { left: BASE + (PER_CHARACTER + extraSteps) * length }
}
