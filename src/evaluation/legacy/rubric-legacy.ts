import type { Message, Pointer, Trace } from '../../kernel/types.js'
import { RUBRIC_LEGACY } from '../known.js'
import type { Evaluator, Verdict } from '../types.js'
import { LEGACY_WEIGHTS } from './weights.js'

// Substrings, as the earlier project had them: that "0 errors", "abandoned" and "casino," fool it is what the
// comparison is about.
const SUCCESS_WORDS = ['success', 'done', 'completed', 'passed', 'fixed']
const ERROR_WORDS = ['error', 'exception', 'failed', 'traceback']
const CORRECTION_WORDS = ['no,', 'wrong', 'incorrect', 'actually', 'instead', "that's not"]

/**
 * The first rubric (0.1) of the Python project that came before, for comparison: base 50, an answer +20 or −20,
 * words of success +15, words of error −20, a correction −15. It reads words, not results.
 */
export const rubricLegacy: Evaluator = {
  ...RUBRIC_LEGACY,
  judge(trace: Trace, given: Readonly<Record<string, number>>): Verdict {
    const weights = { ...LEGACY_WEIGHTS, ...given }
    const points: Verdict['points'] = []
    const add = (rule: keyof typeof LEGACY_WEIGHTS, note: string, at: Pointer[] = []): void => {
      points.push({ rule, points: Math.round(weights[rule]), note, ...(at.length > 0 ? { at } : {}) })
    }
    const answer = trace.messages.findLastIndex(({ role, text }) => role === 'assistant' && text.trim() !== '')
    const success = find(trace.messages, ['assistant', 'tool'], SUCCESS_WORDS)
    const error = find(trace.messages, ['assistant', 'tool'], ERROR_WORDS)
    const correction = find(trace.messages.slice(1), ['user'], CORRECTION_WORDS)
    add('base', 'where every session starts')
    if (answer >= 0) add('answer', 'the assistant answered', [{ message: answer }])
    else add('no-answer', 'the assistant did not answer')
    if (success >= 0) add('success-words', 'a word of success was used', [{ message: success }])
    if (error >= 0) add('error-words', 'a word of error was used', [{ message: error }])
    if (correction >= 0) add('correction', 'a user seems to correct', [{ message: correction + 1 }])
    const sum = points.reduce((whole, item) => whole + item.points, 0)
    const score = Math.min(100, Math.max(0, sum))
    if (score !== sum) points.push({ rule: 'bounds', points: score - sum, note: 'scores are held between 0 and 100' })
    return {
      score, points, claims: [], confidence: 0.2, label: 'unknown',
      tags: [...(answer >= 0 ? ['answered'] : ['no-answer']), ...(success >= 0 ? ['success-words'] : []), ...(error >= 0 ? ['error-words'] : []), ...(correction >= 0 ? ['correction'] : [])],
      doubts: ['This evaluator counts words; it is kept for comparison only.']
    }
  }
}

function find(messages: readonly Message[], roles: readonly Message['role'][], words: readonly string[]): number {
  return messages.findIndex((message) => {
    if (!roles.includes(message.role)) return false
    const results = roles.includes('tool') ? (message.toolCalls ?? []).map(({ result }) => result ?? '') : []
    return [message.text, ...results].some((text) => {
      const lower = text.toLowerCase()
      return words.some((word) => lower.includes(word))
    })
  })
}
