import type { CompiledLanguage } from './cues.js'

/** Whether a plain sentence opens a correction of what the agent did. */
export function isCorrection(plain: string, language: CompiledLanguage): boolean {
  // "No emojis in commits" opens with the word, not with a correction.
  return language.correction.test(plain) && !/^(?:no|non|nao|again|stop|wait|actually|careful) (?!,|that|never|you|we|don't|not|the|always|please|i )[a-z]/.test(plain)
}
