// The rubric 1.2 of the earlier project, for benchmarks only: base 50, an answer, tools that worked or failed, words, a
// correction; capped where all known tools failed. What it counts as a word is what rubric_legacy counts.
const SUCCESS = ['success', 'done', 'completed', 'passed', 'fixed']
const ERROR = ['error', 'exception', 'failed', 'traceback']
const CORRECTION = ['no,', 'wrong', 'incorrect', 'actually', 'instead', "that's not"]

const holds = (texts, words) => texts.some((text) => words.some((word) => text.toLowerCase().includes(word)))

export default {
  name: 'earlier_rubric',
  version: '1.2.0',
  weights: {},
  judge({ messages }) {
    const points = []
    const add = (rule, value, note) => void (value !== 0 && points.push({ rule, points: value, note }))
    const calls = messages.flatMap(({ toolCalls = [] }) => toolCalls)
    const worked = calls.filter(({ status }) => status === 'success').length
    const failed = calls.filter(({ status }) => status === 'error').length
    const words = messages.filter(({ role }) => role === 'assistant').map(({ text }) => text)
    add('base', 50, 'where every session starts')
    const answered = words.some((text) => text.trim() !== '')
    add('answer', answered ? 15 : -20, answered ? 'the assistant answered' : 'the assistant did not answer')
    if (worked > 0) add('tools-worked', Math.min(20, 8 + 4 * worked), `${worked} calls worked`)
    if (failed > 0) add('tools-failed', -Math.min(30, 12 + 6 * failed), `${failed} calls failed`)
    if (holds(words, SUCCESS)) add('success-words', 10, 'a word of success was used')
    if (holds(words, ERROR)) add('error-words', -15, 'a word of error was used')
    if (holds(messages.slice(1).filter(({ role, injected }) => role === 'user' && !injected).map(({ text }) => text), CORRECTION)) add('correction', -15, 'a user seems to correct')
    const sum = points.reduce((whole, item) => whole + item.points, 0)
    const score = Math.min(failed > 0 && worked === 0 ? 65 : 100, Math.max(0, sum))
    add('bounds', score - sum, 'held within bounds')
    return { score, label: 'unknown', points }
  }
}
