import { basename, dirname, extname, resolve } from 'node:path'
import { DISTILLER } from '../../distillation/extract.js'
import { isoTime } from '../../kernel/clock.js'
import { sha256OfJson } from '../../kernel/hash.js'
import { LEDGER, manifestPath } from '../../kernel/layout.js'
import { plural } from '../../kernel/text.js'
import type { Tick, TickStage } from '../../kernel/types.js'
import type { TargetFolder } from '../../targets/folder.js'
import type { Context } from '../context.js'
import type { DatasetTools } from '../dataset-tools.js'
import { distill } from '../distill.js'
import { evaluate } from '../evaluate.js'
import { exportDataset } from '../export-dataset.js'
import { dueTraces, identityFor } from '../freshness.js'
import { countEvaluations } from '../judged.js'
import type { Memo } from '../ingest-hermes.js'
import { ingestSpool } from '../ingest-spool.js'
import { guardRollouts } from '../rollout/guard.js'
import { spoolOf, type ReadingWorld } from '../sources.js'
import { observeUses } from '../use/observe.js'
import { itemTrouble, troubleOf, troublesOf } from './problems.js'
import { sourceName } from './source-name.js'
import { readSource } from './sources.js'
import type { TickState, Trouble } from './state.js'
import { groundOf, whatToDistill } from './what-to-distill.js'

/** What the stages of a tick work with. */
export interface TickWork {
  context: Context
  /** Changed as the stages go on; kept after each of them. */
  state: TickState
  reading: ReadingWorld
  memoOf: (name: string) => Memo
  folder: (path: string) => TargetFolder
  tools: DatasetTools
  dryRun: boolean
}

/** What a stage came to. */
export interface StageResult {
  outcome: TickStage['outcome']
  note?: string
  troubles: Trouble[]
  candidates?: Tick['candidates']
  readiness?: Tick['readiness']
}

/** The objects that a stage's result follows from, by their ids: the same again give the same. */
async function before({ context }: TickWork, what: 'evaluate' | 'distill' | 'export'): Promise<string> {
  const { repository, policySha256, version } = context
  const ledger = await repository.tip(LEDGER)
  const { evaluator } = context.policy.evaluation
  const folders = await Promise.all(['traces', 'events', `evaluations/${evaluator}`].map(async (path) => (await ledger?.entry(path))?.oid))
  return sha256OfJson({ what, folders, ...(what === 'distill' && { ground: await groundOf(context) }), policySha256, version, evaluator: identityFor(context), distiller: DISTILLER })
}

/** Takes in each connected source, and what hooks left. A source that fails keeps none of the others waiting. */
export async function ingestStage(work: TickWork): Promise<StageResult> {
  const { context, state, reading, memoOf, dryRun } = work
  const { sources } = context.policy.ingestion
  const troubles: Trouble[] = []
  const notes: string[] = []
  let isNew = false
  const traces = async (): Promise<string | undefined> => (await (await context.repository.tip(LEDGER))?.entry('traces'))?.oid
  const attempt = async (where: string, does: () => Promise<void>): Promise<void> => {
    try {
      await does()
    } catch (error) {
      const trouble = troubleOf(context, where, error)
      troubles.push(trouble)
      if (where !== 'hooks') state.sources[where] = { ...state.sources[where], problem: trouble.problem }
    }
  }
  for (const source of sources) {
    const name = sourceName(source)
    await attempt(name, async () => {
      // What was read whole counts only while the ledger still has it.
      const settled = state.settled[`source ${name}`]
      const there = settled?.endsWith(` ${await traces() ?? ''}`) === true ? settled.split(' ')[0] : undefined
      const { result, waiting, fingerprint } = await readSource(context, source, { ...reading, cwd: context.project }, memoOf, there, { dryRun })
      const readAt = isoTime(context.clock.now())
      if (!result) {
        state.sources[name] = { readAt }
        return
      }
      isNew ||= result.ingested + result.updated > 0
      troubles.push(...troublesOf(name, result))
      if (waiting > 0) notes.push(`${name}: ${waiting} more wait for the next tick`)
      if (dryRun) notes.push(`${name}: ${plural(result.ingested, 'new session')}, ${plural(result.updated, 'update')}`)
      const isWhole = waiting === 0 && result.torn === 0 && result.skipped.length === 0
      if (isWhole && !dryRun) state.settled[`source ${name}`] = `${fingerprint} ${await traces() ?? ''}`
      else state.settled[`source ${name}`] = ''
      state.sources[name] = { readAt, ...(waiting > 0 && { waiting }), ...(result.skipped[0] && { problem: `${plural(result.skipped.length, 'session')} left out, the first: ${result.skipped[0].problem}`.slice(0, 300) }) }
    })
  }
  await attempt('hooks', async () => {
    const result = await ingestSpool(context, spoolOf(context.repository.root, context.policy.ingestion, reading), { dryRun })
    if (!result) return
    isNew ||= result.ingested + result.updated > 0
    troubles.push(...troublesOf('hooks', result))
  })
  // Whatever one source added moves the tree that the others were settled on; what they gave is still in it.
  const after = await traces() ?? ''
  if (!dryRun) for (const [key, value] of Object.entries(state.settled)) if (key.startsWith('source ') && value !== '') state.settled[key] = `${value.split(' ')[0] ?? ''} ${after}`
  if (sources.length === 0) notes.push('no source is connected: skillloop setup')
  return { outcome: outcomeOf(isNew, troubles), troubles, ...(notes.length > 0 && { note: notes.join('; ') }) }
}

/** Judges what is new, and what a change of rules, words or sessions made stale. A session that cannot be judged stops no other. */
export async function evaluateStage(work: TickWork): Promise<StageResult> {
  const { context, state, dryRun } = work
  if (state.settled['evaluate'] === await before(work, 'evaluate')) return { outcome: 'nothing-new', troubles: [] }
  if (dryRun) {
    const due = dueTraces(context).length
    return { outcome: due > 0 ? 'done' : 'nothing-new', troubles: [], note: `${plural(due, 'trace')} would be evaluated` }
  }
  const { evaluations, failed } = await evaluate(context, { stale: true }, undefined, { goOn: true })
  await context.index.catchUp()
  const troubles = failed.map(({ traceId, problem }) => itemTrouble(context, 'evaluate', traceId, problem))
  if (failed.length === 0) state.settled['evaluate'] = await before(work, 'evaluate')
  return { outcome: outcomeOf(evaluations.length > 0, troubles), troubles }
}

// A proposal may make room for what waited for it, and gets what further speaks for it by another look.
const ROUNDS = 4

/** Proposes what the sessions teach, until another look finds nothing more. */
export async function distillStage(work: TickWork): Promise<StageResult> {
  const { context, state, dryRun } = work
  if (state.settled['distill'] === await before(work, 'distill')) return { outcome: 'nothing-new', troubles: [], candidates: state.run?.candidates ?? [] }
  let isNew = false
  let candidates: Tick['candidates'] = []
  let troubles: Trouble[] = []
  const { lessons, looked } = await whatToDistill(context, state.looked)
  for (let round = 0; round < ROUNDS; round++) {
    const found = await distill(context, { all: true }, { dryRun, goOn: true, lessons })
    troubles = (found.unread ?? []).map(({ trace, problem }) => itemTrouble(context, 'distill', trace, problem))
    candidates = found.candidates.slice(0, 20).map(({ kind, title, waitsFor }) => ({ kind, title, waitsFor }))
    if (dryRun) return { outcome: found.proposals.length > 0 ? 'done' : 'nothing-new', troubles: [], candidates, note: `${plural(found.proposals.length, 'proposal')} would be made of what is stored` }
    await context.index.catchUp()
    if (found.proposals.length + found.support.length === 0) break
    isNew = true
  }
  if (troubles.length === 0) {
    state.settled['distill'] = await before(work, 'distill')
    if (lessons.areKept) state.looked = { ...looked, ground: await groundOf(context) }
    else delete state.looked
  }
  if (state.run) state.run.candidates = candidates
  return { outcome: outcomeOf(isNew, troubles), troubles, candidates }
}

/** Records which of the new sessions used a skill, and holds what rollouts came to against the policy's terms. */
export async function observeStage({ context, state, dryRun }: TickWork): Promise<StageResult> {
  const { recorded, unread, settled } = await observeUses(context, state.settled['observe'], { dryRun })
  if (!dryRun) await context.index.catchUp()
  const guarded = await guardRollouts(context, { dryRun })
  if (!dryRun && unread.length === 0) state.settled['observe'] = settled
  const troubles = unread.map(({ trace, problem }) => itemTrouble(context, 'observe', trace, problem))
  const notes = [...guarded.map(({ says }) => says), ...(dryRun && recorded.length > 0 ? [`${plural(recorded.length, 'use')} of skills would be recorded`] : [])]
  return { outcome: outcomeOf(recorded.length + guarded.length > 0, troubles), troubles, ...(notes.length > 0 && { note: notes.join('; ') }) }
}

/** Whether there is enough for a dataset; where the policy asks for it, the dataset written when other sessions pass than before. */
export async function exportStage(work: TickWork): Promise<StageResult> {
  const { context, state, dryRun } = work
  const { autoExport, out, minScore, minRecords, minTokens, splits } = context.policy.dataset
  // What further gates leave out is not read for it.
  const { passing: records } = countEvaluations(context, context.policy.evaluation.evaluator, minScore)
  const reasons = records < minRecords ? [`${plural(records, 'session')} of ${minRecords} that are needed ${records === 1 ? 'passes' : 'pass'} a score of ${minScore}`] : []
  if (!autoExport || reasons.length > 0 || dryRun) return { outcome: autoExport && !dryRun ? 'nothing-new' : 'off', troubles: [], readiness: { ready: reasons.length === 0, records, reasons } }
  const key = await before(work, 'export')
  const settled = state.settled['export']
  if (settled?.startsWith(`${key} `)) return exported(state.run?.exported, JSON.parse(settled.slice(key.length + 1)) as Tick['readiness'])
  const path = resolve(context.project, out)
  const request = { kind: 'sft' as const, name: 'sft', minScore, splits, fileName: { stem: basename(path, extname(path)), ending: extname(path) || '.jsonl' } }
  const target = work.folder(dirname(path))
  const { manifest } = await exportDataset(context, work.tools, target, { ...request, dryRun: true })
  const tokens = manifest.files.reduce((sum, file) => sum + file.tokens.total, 0)
  if (manifest.records.length < minRecords) reasons.push(`${plural(manifest.records.length, 'record')} of ${minRecords} that are needed ${manifest.records.length === 1 ? 'passes' : 'pass'} all gates`)
  if (tokens < minTokens) reasons.push(`about ${tokens} tokens of ${minTokens} that are needed`)
  for (const file of manifest.files) if (file.records === 0) reasons.push(`the split ${file.split} is empty`)
  const readiness = { ready: reasons.length === 0, records: manifest.records.length, reasons }
  const wasThere = readiness.ready && await isOnMain(context, state.run?.main, manifestPath(manifest))
  if (readiness.ready) await exportDataset(context, work.tools, target, request)
  await context.index.catchUp()
  // Also where an earlier try of this tick was killed right after it.
  if (readiness.ready && !wasThere && state.run) state.run.exported = `${plural(manifest.records.length, 'record')} to ${out}, manifest ${manifest.id}`
  state.settled['export'] = `${key} ${JSON.stringify(readiness)}`
  return exported(state.run?.exported, readiness)
}

function exported(note: string | undefined, readiness: Tick['readiness']): StageResult {
  return { outcome: note === undefined ? 'nothing-new' : 'done', troubles: [], readiness, ...(note !== undefined && { note }) }
}

/** Whether main had a file when the tick began. */
async function isOnMain({ repository }: Context, commit: string | undefined, path: string): Promise<boolean> {
  if (commit === undefined || commit === '') return false
  return (await (await repository.snapshot(commit)).entry(path)) !== undefined
}

function outcomeOf(isNew: boolean, troubles: readonly Trouble[]): TickStage['outcome'] {
  if (troubles.length > 0) return 'partly'
  return isNew ? 'done' : 'nothing-new'
}
