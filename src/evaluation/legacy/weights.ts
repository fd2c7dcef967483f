/** Points of the first rubric. */
export const LEGACY_WEIGHTS = { base: 50, answer: 20, 'no-answer': -20, 'success-words': 15, 'error-words': -20, correction: -15 } as const
