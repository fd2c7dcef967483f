import { stem } from '../text/words.js'
import type { CompiledLanguage } from './cues.js'
import { plainText } from './languages/index.js'

// Words for the same thing, so that a lesson in other words has the same subject.
const SAME: readonly [RegExp, string][] = [
  [/\b(?:repository|repositories|repos)\b/g, 'repo'], [/\b(?:directory|directories|folders?)\b/g, 'folder'], [/\b(?:documentation|docs)\b/g, 'doc'],
  [/\b(?:database|databases|dbs)\b/g, 'db'], [/\b(?:pull requests?|prs)\b/g, 'pr'], [/\bproduction\b/g, 'prod'], [/\bconfiguration\b/g, 'config'],
  [/\b(?:main|master) branch\b/g, 'main'], [/\bforce push(?:es|ing|ed)?\b/g, 'force push'], [/\bcommit messages?\b/g, 'commit message'], [/\b(?:make use of|stick (?:to|with)|go with)\b/g, 'use'],
  [/\be\.g\.?(?= |$)/g, 'such as'], [/\bpreferred\b/g, 'prefer'], [/\bplease\b/g, '']
]

/**
 * The normalized lesson: equal for the same lesson in other words, case or politeness. Word order and
 * polarity stay, so that "use npm, not pnpm" differs from "use pnpm, not npm" and "never use npm" from "use npm".
 */
export function subjectOf(text: string, language: CompiledLanguage): string {
  // A leading condition and a trailing one say the same.
  const moved = language.code === 'en' ? plainText(text).replace(/^((?:before|after|when|whenever|if|unless|while) [^,]{3,80}), (.{3,})$/, (_, condition: string, order: string) => `${order.replace(/(?<![.!])[.!]+$/, '')} ${condition}`) : plainText(text)
  let plain = ` ${moved.replaceAll('`', ' ')} `
  if (language.code === 'en') for (const [pattern, word] of SAME) plain = plain.replaceAll(pattern, word)
  plain = plain.replaceAll(language.negation, ' ¬ ').replaceAll(language.filler, ' ')
  const words = plain.replaceAll(/[^\p{L}\p{N}¬.+#@/:_<>=$%~-]+/gu, ' ').replaceAll(/(?<=\p{L})-(?=\p{L})/gu, ' ').split(' ')
  const kept: string[] = []
  for (const raw of words) {
    const word = raw.replace(/^[.:/=<>~-]+(?=$)|^[:.]+|[.:,]+$/gu, '')
    if (word === '' || /^[-–—_]+$/.test(word)) continue
    const token = word === '¬' ? 'not' : language.code === 'en' ? stem(word) : word
    if (token !== kept.at(-1) || token !== 'not') kept.push(token)
  }
  const subject = kept.join(' ').trim()
  return subject === '' || subject === 'not' ? plainText(text) : subject
}
