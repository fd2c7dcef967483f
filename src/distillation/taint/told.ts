import type { SessionLessons } from '../types.js'
import { tokensOf } from './tokens.js'

// "Run the tests" is anyone's step.
const FEWEST_WORDS = 4

/** What of a told procedure can be recognized elsewhere: each step that is long enough. One that is planted is enough. */
export function wordsOfTold({ steps }: Pick<SessionLessons['toldSteps'][number], 'steps'>): string[] {
  return steps.filter((step) => tokensOf(step).length >= FEWEST_WORDS)
}
