import { compareEvaluators, type Benchmark, type BenchmarkRow } from '../evaluation/benchmark/benchmark.js'
import { parseLabels, type OutcomeLabel } from '../evaluation/benchmark/labels.js'
import { taskOf } from '../evaluation/benchmark/task-of.js'
import { readOutcomes } from '../evaluation/rubric/outcomes.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { badInput } from '../kernel/errors.js'
import { plural } from '../kernel/text.js'
import type { Trace } from '../kernel/types.js'
import type { Context } from './context.js'
import { readyEvaluator, type ReadyEvaluator } from './evaluators.js'
import { freshness } from './freshness.js'
import { foreignEvaluator } from './foreign.js'
import { readTrace } from './ledger-files.js'
import { usableTraces } from './quarantine.js'

export interface BenchmarkRequest {
  baseline: string
  /** The policy's evaluator when empty. */
  candidates: readonly string[]
  labels?: { text: string; file: string }
  tolerance: number
}

export interface BenchmarkResult extends Benchmark {
  /** Where the labels came from. */
  labelsFrom: 'file' | 'outcomes' | 'none'
  /** Labels of the file that no trace has, or several. */
  unmatched: { id: string; line: number; why: 'no trace' | 'several traces' }[]
}

/** From here on a source's verdict is a success, and to there a failure; what is between has no label. */
const SUCCESS = 0.75
const FAILURE = 0.25

/**
 * Replays evaluators over the stored traces, one trace at a time, and compares them. Outcomes that traces carry are
 * the answer and are taken away before anything judges, and so is metadata: sources keep verdicts and what explains
 * them there too. A model's judge is not asked again: its stored, fresh
 * opinions are compared.
 * @throws SkillLoopError (2) for an evaluator or a label that is none
 */
export async function benchmark(context: Context, { baseline, candidates, labels, tolerance }: BenchmarkRequest): Promise<BenchmarkResult> {
  const chosen = candidates.length > 0 ? candidates : [context.policy.evaluation.evaluator]
  const names = [...new Set([baseline, ...chosen])]
  const given = labels && parseLabels(labels.text, labels.file)
  const judged: Judging[] = []
  try {
    for (const name of names) judged.push(await judging(context, name))
    const matches = given && new LabelMatches(given)
    const rows: BenchmarkRow[] = []
    const stored = usableTraces(context)
    for await (const trace of ahead(stored, READ_AHEAD, (row) => readTrace(context, row))) {
      const blind = withoutAnswer(trace)
      const scores: (number | undefined)[] = []
      for (const { score } of judged) scores.push(await score(blind))
      const row: BenchmarkRow = { trace: trace.id, task: taskOf(trace), scores, ...(trace.model !== undefined && { model: trace.model }) }
      if (matches) matches.offer(trace, rows.length)
      else Object.assign(row, labelFrom(trace.outcomes))
      rows.push(row)
      context.progress(`${rows.length} of ${plural(stored.length, 'trace')} judged`)
    }
    const unmatched = matches?.settle(rows) ?? []
    const result = compareEvaluators(rows, { evaluators: names, minScore: context.policy.dataset.minScore, tolerance })
    return { ...result, labelsFrom: matches ? 'file' : result.labelled > 0 ? 'outcomes' : 'none', unmatched }
  } finally {
    for (const { close } of judged) await close()
  }
}

interface Judging { score: (trace: Trace) => Promise<number | undefined>; close: () => Promise<void> }

async function judging(context: Context, name: string): Promise<Judging> {
  if (foreignEvaluator(context.policy.evaluation, name)?.kind !== 'judge') return replaying(await readyEvaluator(context, name))
  const [opinions, isFresh] = [context.index.evaluations(name), freshness(context, name)]
  const fresh = new Map(usableTraces(context).flatMap(({ data }) => {
    const opinion = opinions.get(data.id)?.data
    return opinion && isFresh(data, opinion) ? [[data.id, opinion.score] as const] : []
  }))
  if (fresh.size === 0) throw badInput(`the judge ${name} has no opinions here that still hold`, { fix: `skillloop eval --all --evaluator ${name}` })
  return { score: (trace) => Promise.resolve(fresh.get(trace.id)), close: () => Promise.resolve() }
}

const replaying = (ready: ReadyEvaluator): Judging => ({ score: async (trace) => (await ready.judge(trace)).score, close: async () => ready.close() })

function withoutAnswer(trace: Trace): Trace {
  const blind = { ...trace }
  delete blind.outcomes
  delete blind.metadata
  return blind
}

function labelFrom(outcomes: Trace['outcomes']): Pick<BenchmarkRow, 'success'> {
  const read = readOutcomes(outcomes)
  return !read ? {} : read.value >= SUCCESS ? { success: true } : read.value <= FAILURE ? { success: false } : {}
}

/** Which labels of a file mean which traces. */
class LabelMatches {
  readonly #byId: ReadonlyMap<string, OutcomeLabel>
  readonly #rows = new Map<string, number[]>()

  constructor(private readonly labels: readonly OutcomeLabel[]) {
    // A file is named by its path wherever the labels were made; a trace knows its last part.
    // What several labels end in tells none of them; an id that is given outright outranks the end of a path.
    const ending = new Map<string, number>()
    for (const { id } of labels) ending.set(baseName(id), (ending.get(baseName(id)) ?? 0) + 1)
    const byName = labels.filter(({ id }) => ending.get(baseName(id)) === 1)
    this.#byId = new Map([...byName.map((label) => [baseName(label.id), label] as const), ...labels.map((label) => [label.id, label] as const)])
  }

  offer(trace: Trace, row: number): void {
    const ids = [trace.id, trace.nativeId, ...(trace.parent?.relation === 'subagent' ? [] : [trace.raw.name])]
    const label = ids.map((id) => (id === undefined ? undefined : this.#byId.get(id))).find((found) => found !== undefined)
    if (label) this.#rows.set(label.id, [...(this.#rows.get(label.id) ?? []), row])
  }

  /** Gives each label to the one trace that it means. @returns labels that mean none or several */
  settle(rows: BenchmarkRow[]): BenchmarkResult['unmatched'] {
    const unmatched: BenchmarkResult['unmatched'] = []
    for (const { id, line, success, task } of this.labels) {
      const [index, another] = this.#rows.get(id) ?? []
      const row = index === undefined ? undefined : rows[index]
      if (!row || another !== undefined) unmatched.push({ id, line, why: row ? 'several traces' : 'no trace' })
      else Object.assign(row, { success, ...(task !== undefined && { task }) })
    }
    return unmatched
  }
}

const baseName = (path: string): string => path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
