import { badInput } from '../kernel/errors.js'

/** Metrics beyond this are logs, and no result. */
const MAX_METRICS = 200

/**
 * The figures of a metrics file: its numbers, those of nested objects by a path with dots; of Hugging Face's
 * `trainer_state.json` the last of each in its log (source: transformers' TrainerState).
 * @throws SkillLoopError (2) where it has none, or too many
 */
export function metricsIn(document: unknown, file: string): Record<string, number> {
  const found = Object.assign(numbersIn(document, ''), ...logOf(document).map((entry) => numbersIn(entry, ''))) as Record<string, number>
  const count = Object.keys(found).length
  if (count === 0 || count > MAX_METRICS) throw badInput(`${count === 0 ? 'no' : count} figures in it`, { place: { file }, expected: `1 to ${MAX_METRICS} numbers, as in all_results.json or trainer_state.json` })
  return found
}

function logOf(document: unknown): unknown[] {
  const log = typeof document === 'object' && document !== null && 'log_history' in document ? document.log_history : []
  return Array.isArray(log) ? log : []
}

/** `name=number`, as typed. @throws SkillLoopError (2) */
export function metricTyped(text: string): [string, number] {
  const [, name, value] = /^([\w./@-]{1,100})=(.+)$/.exec(text) ?? []
  const number = Number(value)
  if (name === undefined || value === undefined || value.trim() === '' || !Number.isFinite(number)) throw badInput(`--metric ${text} is no figure`, { expected: 'name=number, e.g. eval_loss=0.83' })
  return [name, number]
}

function numbersIn(value: unknown, path: string, depth = 0): Record<string, number> {
  if (typeof value === 'number') return Number.isFinite(value) ? { [path === '' ? 'value' : path]: value } : {}
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 4) return {}
  return Object.assign({}, ...Object.entries(value).map(([key, inner]) => numbersIn(inner, path === '' ? key : `${path}.${key}`, depth + 1))) as Record<string, number>
}
