import { badInput } from '../kernel/errors.js'
import { digestOfHashes, NOTHING } from '../kernel/hash.js'
import { isOneFile, LEDGER, MAIN, PROPOSAL_BRANCHES } from '../kernel/layout.js'
import type { Comment, Decision, DatasetManifest, Evidence, ProposalFrontMatter, Rewrite, RolloutStep, Run, SkillEval, SkillEvent, Tick, TraceEvent, TrainingResult } from '../kernel/types.js'
import { KeptFacts } from './kept-facts.js'
import { countJudged, maybeDue, uncountable, type JudgedBy, type JudgedCounts } from './judged-counts.js'
import { runtimesCounted } from './tally.js'
import type { EvaluationSummary, TraceSummary } from './summarize.js'

/** A row with the place of the file it stands for. */
export interface Row<T> {
  path: string
  oid: string
  data: T
}

/** A proposal where it is not merged. */
export interface ProposalBranch {
  ref: string
  commit: string
  front: ProposalFrontMatter
  digest: string | undefined
  /** Time of the branch's newest commit, ISO. */
  movedAt: string
}

interface StoredRow { path: string; oid: string; data: string }

/**
 * What commands ask of a store, answered from SQLite. A plus before a column keeps SQLite from using its index: of one
 * trace there are a few rows, of one kind and evaluator as many as there are traces.
 */
export class IndexQueries extends KeptFacts {
  #rows<T>(where: string, ...values: (string | number)[]): Row<T>[] {
    const rows = this.statement(`SELECT path, oid, data FROM files WHERE ${where}`).all(...values) as StoredRow[]
    return rows.map(({ path, oid, data }) => ({ path, oid, data: JSON.parse(data) as T }))
  }

  /** Traces, newest first; those without a start last. */
  traces(limit = -1, offset = 0): Row<TraceSummary>[] {
    return this.#rows("kind = 'trace' ORDER BY sort DESC, key LIMIT ? OFFSET ?", limit, offset)
  }

  /** Traces one by one, newest first: whoever walks over all of them need not hold them. */
  eachTrace(): { count: number; rows: Iterable<Row<TraceSummary>> } {
    // A statement that is still being stepped through would keep others from writing.
    const ids = this.statement("SELECT id FROM files WHERE kind = 'trace' ORDER BY sort DESC, key").pluck().all() as number[]
    const one = (id: number): Row<TraceSummary>[] => this.#rows('id = ?', id)
    return { count: ids.length, rows: { *[Symbol.iterator]() { for (const id of ids) yield* one(id) } } }
  }

  /**
   * The one trace that an id, a prefix of one, the runtime's own id or `latest` means.
   * @throws SkillLoopError (2) when none or several are meant
   */
  trace(id: string): Row<TraceSummary> {
    if (id === 'latest') {
      const latest = this.traces(1)[0]
      if (!latest) throw badInput('there are no traces yet', { fix: 'take some in: skillloop ingest --help' })
      return latest
    }
    // A runtime's whole id goes before the beginning of one of ours: it may well look like hex digits.
    const named = /^[0-9a-f]{20}$/.test(id) ? [] : this.#rows<TraceSummary>("kind = 'trace' AND json_extract(data, '$.nativeId') = ? ORDER BY key, path LIMIT 3", id)
    const begun = named.length === 0 && /^[0-9a-f]{1,20}$/.test(id)
      ? this.#rows<TraceSummary>("kind = 'trace' AND key >= ? AND key < ? ORDER BY key, path LIMIT 3", id, `${id}g`)
      : []
    return only('trace', id, [...named, ...begun], ({ data }) => data.id)
  }

  /** The rows of a whole trace id; more than one only where two adapters placed the session on different days. */
  traceRows(id: string): Row<TraceSummary>[] {
    return this.#rows("kind = 'trace' AND key = ? ORDER BY path", id)
  }

  /** The session that a runtime names so; of several the first. */
  traceByNativeId(id: string): Row<TraceSummary> | undefined {
    return this.#rows<TraceSummary>("kind = 'trace' AND json_extract(data, '$.nativeId') = ? ORDER BY sort, key DESC LIMIT 1", id)[0]
  }

  evaluations(evaluator: string): Map<string, Row<EvaluationSummary>> {
    return new Map(this.#rows<EvaluationSummary>("kind = 'evaluation' AND sort = ? ORDER BY id", evaluator).map((row) => [row.data.traceId, row]))
  }

  /** What an evaluator made of one trace; of several the one that evaluations() has. */
  evaluation(evaluator: string, trace: string): Row<EvaluationSummary> | undefined {
    return this.#rows<EvaluationSummary>("kind = 'evaluation' AND key = ? AND +sort = ? ORDER BY id", trace, evaluator).at(-1)
  }

  /** How sessions stand with an evaluator; see countJudged. */
  countJudged(by: JudgedBy, minScore: number, except: readonly string[]): JudgedCounts {
    return countJudged((sql) => this.statement(sql), by, minScore, except)
  }

  /** Sessions that columns alone don't show to have an evaluation that holds: all that need one are among them. */
  maybeDue(by: JudgedBy): string[] {
    return maybeDue((sql) => this.statement(sql), by)
  }

  /** Sessions that people or agents said something of. */
  spokenOf(): Set<string> {
    return new Set(this.statement("SELECT DISTINCT key FROM files WHERE kind = 'event'").pluck().all() as string[])
  }

  /** Sessions that countJudged can't count; see there. */
  uncountable(evaluator: string): string[] {
    return uncountable((sql) => this.statement(sql), evaluator)
  }

  /** Traces by runtime. */
  runtimes(): Record<string, number> {
    return runtimesCounted((sql) => this.statement(sql))
  }

  /** Every evaluator that has judged something, in order. */
  evaluatorNames(): string[] {
    // From one name to the next in SQLite's index, not over all evaluations.
    return this.statement(`WITH RECURSIVE names(sort) AS (SELECT MIN(sort) FROM files WHERE kind = 'evaluation'
      UNION ALL SELECT (SELECT MIN(f.sort) FROM files f WHERE f.kind = 'evaluation' AND f.sort > names.sort) FROM names WHERE names.sort IS NOT NULL)
      SELECT sort FROM names WHERE sort IS NOT NULL`).pluck().all() as string[]
  }

  /** What every evaluator made of one trace, by evaluator. */
  evaluationsOf(trace: string): Row<EvaluationSummary>[] {
    return this.#rows("kind = 'evaluation' AND key = ? ORDER BY +sort, path", trace)
  }

  /** Evaluations of every evaluator. */
  allEvaluations(): Row<EvaluationSummary>[] {
    return this.#rows("kind = 'evaluation' ORDER BY path")
  }

  /** Sessions that speak for proposals besides those that they quote, by proposal. No quote is read for that: of a rule that many said there are thousands. */
  supporters(): Map<string, string[]> {
    const rows = this.statement("SELECT key, group_concat(sort) AS traces FROM files INDEXED BY supporters WHERE kind = 'support' GROUP BY key").all() as { key: string; traces: string }[]
    return new Map(rows.map(({ key, traces }) => [key, traces.split(',').sort()]))
  }

  /** What these sessions say for a proposal, by session. */
  supportOf(proposal: string): Evidence[] {
    return this.#rows<{ evidence: Evidence[] }>("kind = 'support' AND key = ? ORDER BY path", proposal).flatMap(({ data }) => data.evidence)
  }

  /** Proposals on main, by id. */
  proposalsOnMain(): Map<string, Row<ProposalFrontMatter>> {
    return this.#byKey("kind = 'proposal' AND ref = ? ORDER BY path", MAIN)
  }

  /** Proposals on their branches or, with ARCHIVE, those that were turned down: ref, commit, front matter, digest of the artifact there. */
  proposalBranches(prefix = PROPOSAL_BRANCHES): ProposalBranch[] {
    const rows = this.statement("SELECT f.id, f.ref, r.oid, f.sort FROM refs r JOIN files f ON f.ref = r.ref WHERE f.kind = 'proposal' AND r.ref >= ? AND r.ref < ? ORDER BY f.ref")
      .all(prefix, `${prefix}\uffff`) as { id: number; ref: string; oid: string; sort: string }[]
    return rows.map(({ id, ref, oid, sort }) => {
      const known = this.#branches.get(ref)
      if (known?.commit === oid) return known
      const front = JSON.parse(this.statement('SELECT data FROM files WHERE id = ?').pluck().get(id) as string) as ProposalFrontMatter
      const branch = { ref, commit: oid, front, digest: this.digestAt(ref, front.artifact.path) ?? (front.action === 'retire' ? NOTHING : undefined), movedAt: sort }
      this.#branches.set(ref, branch)
      return branch
    })
  }

  /** What was read of a branch holds as long as it is on that commit. */
  readonly #branches = new Map<string, ProposalBranch>()

  decisions(): Row<{ id: string; decision: Decision }>[] {
    return this.#rows("kind = 'decision' AND ref = ? ORDER BY path", MAIN)
  }

  /** What people said of proposals without deciding, oldest first. */
  comments(): Row<Comment>[] {
    return this.#rows("kind = 'comment' AND ref = ? ORDER BY sort", MAIN)
  }

  /** Digest of the artifact at a path on a branch; undefined where nothing is there. */
  digestAt(ref: string, artifact: string): string | undefined {
    const files = this.#rows<{ sha256: string }>("kind = 'artifact' AND ref = ? AND key = ?", ref, artifact)
    const base = isOneFile(artifact) ? artifact.slice(0, artifact.lastIndexOf('/') + 1) : `${artifact}/`
    return files.length === 0 ? undefined : digestOfHashes(new Map(files.map(({ path, data }) => [path.slice(base.length), data.sha256])))
  }

  /** Paths of all artifacts on main. */
  artifacts(): string[] {
    return (this.statement("SELECT DISTINCT key FROM files WHERE kind = 'artifact' AND ref = ? ORDER BY key").all(MAIN) as { key: string }[]).map(({ key }) => key)
  }

  manifests(): Row<DatasetManifest>[] {
    return this.#rows("kind = 'manifest' AND ref = ? ORDER BY json_extract(data, '$.createdAt'), path", MAIN)
  }

  /** How many there are, without reading the sessions that each names. */
  countManifests(): number {
    return this.statement("SELECT COUNT(*) FROM files WHERE kind = 'manifest' AND ref = ?").pluck().get(MAIN) as number
  }

  /** What came of the runs of one plan, or of all, oldest first. */
  trainingResults(plan?: string): Row<TrainingResult>[] {
    return plan === undefined ? this.#rows("kind = 'result' AND ref = ? ORDER BY sort, path", MAIN) : this.#rows("kind = 'result' AND ref = ? AND key = ? ORDER BY sort, path", MAIN, plan)
  }

  /** How the evals of a skill went, oldest first. */
  skillEvals(skill: string): Row<SkillEval>[] {
    return this.#rows("kind = 'skill-eval' AND key = ? ORDER BY sort, path", skill)
  }

  /** What people said of a session, oldest first. */
  eventsOf(trace: string): Row<TraceEvent>[] {
    return this.#rows("kind = 'event' AND key = ? ORDER BY +sort", trace)
  }

  /** The session that an event at a path is of. */
  traceOfEvent(path: string): string | undefined {
    return this.statement("SELECT key FROM files WHERE ref = ? AND path = ? AND kind = 'event'").pluck().get(LEDGER, path) as string | undefined
  }

  /** What people said of how it went, by session. */
  events(): Map<string, TraceEvent[]> {
    const said = new Map<string, TraceEvent[]>()
    for (const { data } of this.#rows<TraceEvent>("kind = 'event' AND json_extract(data, '$.kind') NOT IN ('quarantine', 'lift', 'forget') ORDER BY sort")) said.set(data.trace, [...said.get(data.trace) ?? [], data])
    return said
  }

  /** What was said of whether sessions may be used at all, oldest first. */
  usageEvents(): Row<TraceEvent>[] {
    return this.#rows("kind = 'event' AND json_extract(data, '$.kind') IN ('quarantine', 'lift', 'forget') ORDER BY sort")
  }

  /** What was seen of skills' use, by session's start. */
  skillEvents(): Row<SkillEvent>[] {
    return this.#rows("kind = 'use' ORDER BY sort")
  }

  /** The steps of all rollouts, oldest first. */
  rolloutSteps(): Row<RolloutStep>[] {
    return this.#rows("kind = 'rollout' AND ref = ? ORDER BY sort", MAIN)
  }

  /** Records of how the ledger's history was rewritten, oldest first. */
  rewrites(): Row<Rewrite>[] {
    return this.#rows("kind = 'rewrite' AND ref = ? ORDER BY sort", MAIN)
  }

  runs(limit: number): Row<Run>[] {
    return this.#rows("kind = 'run' ORDER BY sort DESC LIMIT ?", limit)
  }

  /** Reports of the controller's ticks, newest first. */
  ticks(limit: number): Row<Run & { controller: Tick }>[] {
    return this.#rows("kind = 'run' AND json_extract(data, '$.controller') IS NOT NULL ORDER BY sort DESC LIMIT ?", limit)
  }

  /** The one tick that an id, a prefix of one or `latest` means. @throws SkillLoopError (2) when none or several are meant */
  tick(id: string): Run & { controller: Tick } {
    const found = id === 'latest' ? this.ticks(1) : this.#rows<Run & { controller: Tick }>("kind = 'run' AND json_extract(data, '$.controller') IS NOT NULL AND key >= ? AND key < ? ORDER BY key LIMIT 2", id, `${id}~`)
    return only('tick', id, found, ({ data }) => data.id).data
  }

  damaged(): Row<{ problem: string }>[] {
    return this.#rows("kind = 'damaged' ORDER BY path")
  }

  counts(): Record<string, number> {
    const rows = this.statement('SELECT kind, COUNT(*) AS n FROM files GROUP BY kind').all() as { kind: string; n: number }[]
    return Object.fromEntries(rows.map(({ kind, n }) => [kind, n]))
  }

  /** Of sessions by id and content hash, those that are here with it and of which nobody said anything, as `id hash`. */
  untouched(sessions: readonly (readonly [id: string, sha256: string])[]): Set<string> {
    const found = this.statement(`SELECT json_extract(value, '$[0]') || ' ' || json_extract(value, '$[1]') FROM json_each(?)
      WHERE EXISTS (SELECT 1 FROM files WHERE kind = 'trace' AND key = json_extract(value, '$[0]') AND json_extract(data, '$.sha256') = json_extract(value, '$[1]'))
        AND NOT EXISTS (SELECT 1 FROM files WHERE kind = 'event' AND key = json_extract(value, '$[0]'))`).pluck().all(JSON.stringify(sessions)) as string[]
    return new Set(found)
  }

  /** Traces that contain all of the words, best match first. Each must have three characters or more. */
  search(words: string[], limit: number): Row<TraceSummary>[] {
    const query = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ')
    const rows = this.statement('SELECT f.path, f.oid, f.data FROM words w JOIN files f ON f.id = w.rowid WHERE words MATCH ? ORDER BY rank, f.sort DESC LIMIT ?').all(query, limit) as StoredRow[]
    return rows.map(({ path, oid, data }) => ({ path, oid, data: JSON.parse(data) as TraceSummary }))
  }

  #byKey<T>(where: string, ...values: string[]): Map<string, Row<T>> {
    const rows = this.statement(`SELECT path, oid, key, data FROM files WHERE ${where}`).all(...values) as (StoredRow & { key: string })[]
    return new Map(rows.map(({ path, oid, key, data }) => [key, { path, oid, data: JSON.parse(data) as T }]))
  }
}

const LISTS: Readonly<Record<string, string>> = { trace: 'traces list', proposal: 'review list', tick: 'controller history' }

/** The one thing that an id means. @throws SkillLoopError (2) when it is none or several */
export function only<T>(noun: string, id: string, found: T[], idOf: (item: T) => string): T {
  const distinct = new Map(found.map((item) => [idOf(item), item]))
  const [first, second] = [...distinct.values()]
  if (first === undefined) throw badInput(`no ${noun} has the id ${id}`, { fix: `see \`skillloop ${LISTS[noun] ?? 'dataset list'}\`` })
  if (second !== undefined) throw badInput(`${id} is the beginning of several ${noun} ids: ${[...distinct.keys()].slice(0, 3).join(', ')}`, { fix: 'give more digits' })
  return first
}
