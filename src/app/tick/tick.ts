import { canonicalJson } from '../../kernel/canonical-json.js'
import { compactTime, isoTime } from '../../kernel/clock.js'
import { environment } from '../../kernel/errors.js'
import { sha256OfJson } from '../../kernel/hash.js'
import { fileKind, LEDGER, MAIN, runPath } from '../../kernel/layout.js'
import { plural } from '../../kernel/text.js'
import type { Run, Tick, TickStage } from '../../kernel/types.js'
import type { Context } from '../context.js'
import { putOnLedger } from '../ledger-files.js'
import { proposalViews, type ProposalView } from '../proposals.js'
import { troubleOf } from './problems.js'
import { distillStage, evaluateStage, exportStage, ingestStage, observeStage, type StageResult, type TickWork } from './stages.js'
import { readState, type TickState, type Trouble } from './state.js'

/** What a tick needs of the world beside its store. */
export type TickWorld = Pick<TickWork, 'reading' | 'memoOf' | 'folder' | 'tools'> & {
  /** Peak memory so far; undefined where runs must give the same bytes. */
  peakMemoryMb: () => number | undefined
}

export interface TickResult {
  report: Run & { controller: Tick }
  troubles: Trouble[]
  /** Exit code: that of the worst trouble, 0 without any. */
  code: number
  /** The report's commit; undefined where nothing happened that was not reported before. */
  commit?: string
  /** It went on with a tick that was interrupted. */
  resumed: boolean
}

const STATE = 'controller.json'
const STAGES: readonly [TickStage['name'], (work: TickWork) => Promise<StageResult>][] = [['ingest', ingestStage], ['evaluate', evaluateStage], ['distill', distillStage], ['observe', observeStage], ['export', exportStage]]

/**
 * One tick: takes in, judges, proposes, counts, and never a step further. Each stage commits by itself and does
 * what is left of it when it is run again; one that fails is reported and keeps no other from its work.
 * Only one tick runs at a time: the caller sees to that.
 */
export async function tick(context: Context, world: TickWorld, options: { dryRun?: boolean } = {}): Promise<TickResult> {
  const memo = world.memoOf(STATE)
  const state = await readState(memo)
  const dryRun = options.dryRun === true
  const resumed = state.run !== undefined && await isOnLedger(context, state.run.ledger)
  const run = resumed && state.run ? state.run : await begin(context)
  state.run = run
  const keep = async (): Promise<void> => (dryRun ? undefined : memo.write(state))
  await keep()
  const stages: TickStage[] = []
  const results: StageResult[] = []
  const troubles: Trouble[] = []
  for (const [name, stage] of STAGES) {
    const began = context.clock.now()
    context.progress(`${name} …`)
    const result = await attempt(context, name, async () => stage({ context, state, ...world, dryRun }))
    results.push(result)
    troubles.push(...result.troubles)
    const seconds = Math.max(0, context.clock.now() - began) / 1000
    stages.push({ name, outcome: result.outcome, ...(seconds > 0 && { seconds }), ...(result.note !== undefined && { note: result.note.slice(0, 500) }) })
    // The stages after it need what it stored, also where it failed half-way.
    await context.index.catchUp().catch((error: unknown) => troubles.push(troubleOf(context, 'index', error)))
    await keep().catch((error: unknown) => troubles.push(troubleOf(context, `local/${STATE}`, error)))
  }
  const report = await makeReport(context, run, { stages, results, troubles, peakMemoryMb: world.peakMemoryMb() })
  return dryRun ? { report, troubles, code: worst(troubles), resumed: false } : finish(context, { state, report, troubles, resumed, keep })
}

async function begin(context: Context): Promise<NonNullable<TickState['run']>> {
  const ledger = await context.repository.refs.read(LEDGER)
  if (ledger === undefined) throw environment('the branch ledger is missing, and with it all traces', { fix: 'restore it from a clone' })
  const main = await context.repository.refs.read(MAIN) ?? ''
  return { begunAt: isoTime(context.clock.now()), ledger, main, proposals: proposalViews(context).map(({ id }) => id) }
}

async function isOnLedger({ repository }: Context, oid: string): Promise<boolean> {
  return repository.snapshot(oid).then(() => true, () => false)
}

async function attempt(context: Context, name: string, does: () => Promise<StageResult>): Promise<StageResult> {
  try {
    return await does()
  } catch (error) {
    const trouble = troubleOf(context, name, error)
    return { outcome: 'failed', troubles: [trouble], note: trouble.problem }
  }
}

interface Gathered { stages: TickStage[]; results: StageResult[]; troubles: Trouble[]; peakMemoryMb: number | undefined }

/** The report, from what changed since the tick began: the same whether or not it was interrupted. */
async function makeReport(context: Context, run: NonNullable<TickState['run']>, { stages, results, troubles, peakMemoryMb }: Gathered): Promise<TickResult['report']> {
  const views = proposalViews(context)
  const before = new Set(run.proposals)
  const made = views.filter(({ id, front }) => !before.has(id) && front)
  const counts = await countChanges(context, run.ledger)
  const seconds = Math.max(0, context.clock.now() - Date.parse(run.begunAt)) / 1000
  const report = {
    schemaVersion: 1 as const, command: 'controller run', at: run.begunAt, version: context.version,
    counts: { ...counts, proposals: made.length, skipped: troubles.length },
    skipped: troubles.slice(0, 100).map(({ where, problem }) => ({ where, problem })),
    controller: {
      ...(seconds > 0 && { seconds }), ...(peakMemoryMb !== undefined && { peakMemoryMb }), stages: stages.map((stage) => asCounted(stage, counts, made.length)),
      proposals: made.slice(0, 100).map(({ id, front }) => ({ id, kind: front?.kind ?? 'memory', title: front?.title ?? '' })),
      candidates: results.flatMap(({ candidates }) => candidates ?? []), waits: waitsFor(views),
      readiness: results.find(({ readiness }) => readiness)?.readiness ?? { ready: false, records: 0, reasons: ['not known: the stage failed'] }
    }
  }
  return { ...report, id: `${compactTime(run.begunAt).toLowerCase()}-${sha256OfJson(report).slice(0, 12)}` }
}

/** What an interrupted run of the stage did counts as done by this tick. */
function asCounted(stage: TickStage, { ingested, updated, evaluated, support, uses = 0 }: Awaited<ReturnType<typeof countChanges>>, proposals: number): TickStage {
  const done = { ingest: ingested + updated, evaluate: evaluated, distill: proposals + support, observe: uses, export: 0 }[stage.name]
  return stage.outcome === 'nothing-new' && done > 0 ? { ...stage, outcome: 'done' } : stage
}

async function countChanges({ repository }: Context, from: string): Promise<{ ingested: number; updated: number; evaluated: number; support: number; uses?: number }> {
  const to = await repository.refs.read(LEDGER)
  const counts: Awaited<ReturnType<typeof countChanges>> = { ingested: 0, updated: 0, evaluated: 0, support: 0 }
  for (const { path, before, after } of to === undefined || to === from ? [] : await repository.diff(from, to)) {
    if (!after) continue
    if (path.startsWith('traces/')) counts[before ? 'updated' : 'ingested']++
    else if (path.startsWith('evaluations/')) counts.evaluated++
    else if (path.startsWith('support/')) counts.support++
    else if (fileKind(path) === 'use') counts.uses = (counts.uses ?? 0) + 1
  }
  return counts
}

/** What only a person can go on with. */
function waitsFor(views: readonly ProposalView[]): Tick['waits'] {
  const inState = (state: string): ProposalView[] => views.filter(({ standing }) => standing.state === state)
  const pending = inState('pending').sort((a, b) => ((a.branch?.movedAt ?? '') < (b.branch?.movedAt ?? '') ? -1 : 1))
  return { pending: pending.length, disputed: inState('disputed').length, altered: inState('altered').length, ...(pending[0] && { oldest: pending[0].id }) }
}

interface Ending { state: TickState; report: TickResult['report']; troubles: Trouble[]; resumed: boolean; keep: () => Promise<void> }

/** Commits the report where there is something to tell that was not told before, and forgets the tick. */
async function finish(context: Context, { state, report, troubles, resumed, keep }: Ending): Promise<TickResult> {
  const changes = Object.entries(report.counts).filter(([name]) => name !== 'skipped')
  const told = sha256OfJson(troubles)
  const isNews = changes.some(([, count]) => count > 0) || report.controller.stages.some(({ outcome }) => outcome === 'done')
    || (told !== state.told && (troubles.length > 0 || state.told !== undefined))
  let commit: string | undefined
  try {
    if (isNews) commit = await putOnLedger(context, [{ path: runPath(report), text: canonicalJson(report) }], () => `controller: ${summary(report)}\n\nSkillLoop-Run: ${report.id}`)
  } catch (error) {
    troubles.push(troubleOf(context, 'report', error))
    // The next tick goes on with this one and reports both.
    return { report, troubles, code: worst(troubles), resumed }
  }
  delete state.run
  if (troubles.length > 0) state.told = told
  else delete state.told
  state.last = { at: report.at, ...(commit !== undefined && { run: report.id }), counts: report.counts, code: worst(troubles), troubles: troubles.slice(0, 20) }
  await keep().catch((error: unknown) => troubles.push(troubleOf(context, `local/${STATE}`, error)))
  return { report, troubles, code: worst(troubles), resumed, ...(commit !== undefined && { commit }) }
}

function summary({ counts }: Run): string {
  const { ingested = 0, updated = 0, evaluated = 0, proposals = 0, skipped = 0 } = counts
  return [plural(ingested, 'new session'), ...(updated > 0 ? [plural(updated, 'update')] : []), `${evaluated} judged`, plural(proposals, 'proposal'), ...(skipped > 0 ? [`${skipped} left out`] : [])].join(', ')
}

const worst = (troubles: readonly Trouble[]): number => Math.max(0, ...troubles.map(({ code }) => code))
