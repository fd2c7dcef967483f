import { languageOf, plainText } from './memory/languages/index.js'
import type { SessionLessons } from './types.js'

/**
 * Lessons without what was said in another language than these; all of them where none is named. What was done, and what
 * pages and tools said, has no part in it.
 */
export function inLanguages(lessons: SessionLessons, languages: readonly string[]): SessionLessons {
  if (languages.length === 0) return lessons
  const speaks = (text: string): boolean => languages.includes(languageOf(plainText(text)).code)
  return { ...lessons, statements: lessons.statements.filter(({ text }) => speaks(text)), toldSteps: lessons.toldSteps.filter(({ steps }) => speaks(steps.join(' '))) }
}
