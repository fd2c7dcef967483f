// A list of words of success in the last answer, for benchmarks only: what judging by claims alone comes to.
const WORDS = /\b(?:success(?:ful(?:ly)?)?|done|complet(?:e|ed|ely)|pass(?:es|ed)?|fixed|works?|working|verified|ready|correct(?:ly)?)\b/gi
const EACH = 10

export default {
  name: 'success_words',
  version: '1.0.0',
  weights: {},
  judge({ messages }) {
    const answer = messages.findLast(({ role, text }) => role === 'assistant' && text.trim() !== '')?.text ?? ''
    const score = Math.min(100, EACH * (answer.match(WORDS) ?? []).length)
    return { score, label: 'unknown', points: [{ rule: 'success-words', points: score, note: 'words of success in the last answer' }] }
  }
}
