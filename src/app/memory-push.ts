import { isoTime } from '../kernel/clock.js'
import { environment, refused } from '../kernel/errors.js'
import { MAIN } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { Decision } from '../kernel/types.js'
import { renderDecision } from '../proposals/decisions.js'
import { digestOf, isOwn, metadataOf, planPush, relatedThere, type PushStep, type Related, type Wanted } from '../proposals/typed-memories.js'
import { redactText } from '../redaction/redact.js'
import type { MemoryBackend, RemoteMemory } from '../targets/memory-backends/types.js'
import type { Context } from './context.js'
import type { Memo } from './ingest-hermes.js'
import { readLibrary } from './library.js'
import { decisionIds, proposalViews } from './proposals.js'

/** Where memories are pushed to, with what the policy says of it. */
export interface PushTarget {
  backend: MemoryBackend
  space: string
  write: boolean
  /** What was sent and not seen yet, kept on this machine: so that a run that was killed is gone on with and not repeated. */
  sent: Memo
  sleep: (ms: number) => Promise<void>
}

export interface PushOptions {
  dryRun?: boolean
  /** Adds also what contradicts something there. */
  withConflicts?: boolean
}

export interface PushResult {
  added: string[]
  updated: string[]
  deleted: string[]
  unchanged: string[]
  /** Left alone, and why. */
  refused: { path: string; reason: string }[]
  /** Sent, and not seen there: it may come yet. Another run looks first, and sends again only what did not arrive. */
  unsure: string[]
  commit?: string
}

interface Sent { sha256: string; job?: string }

const SEARCHED = 10
const ROUNDS = 7
const FIRST_WAIT_MS = 500
// A service that answers nothing is not asked for all the rest.
const MOST_SILENCES = 3

/** Target names of decisions that say what was put into a memory service, with its ids for paths. */
const targetOf = (name: string): string => `memory-backend:${name}`

/**
 * Brings a memory service to what is in force: adds, changes and deletes what is SkillLoop's own there, reads each back,
 * and records the service's ids. May be stopped anywhere and run again; nothing is doubled.
 * @throws SkillLoopError (1) where the policy lets nothing be written there, (3) where the service cannot be reached
 */
export async function pushMemories(context: Context, target: PushTarget, options: PushOptions = {}): Promise<PushResult> {
  const { backend, space, write } = target
  if (!write && !options.dryRun) throw refused(`the policy lets nothing be written to ${backend.name}`, { place: { file: 'policy.json' }, expected: '"write": true in its entry of memory.backends', fix: 'look first: skillloop memory push --dry-run' })
  const { wanted, withdrawn } = await wantedIn(context)
  const there = await whatIsThere(context, target, wanted)
  const plan = planPush(wanted, withdrawn, there, space)
  const result: PushResult = { added: [], updated: [], deleted: [], unchanged: plan.flatMap((step) => (step.kind === 'same' ? [step.path] : [])), refused: [], unsure: [] }
  for (const step of plan) if (step.kind === 'drift') result.refused.push({ path: step.path, reason: `somebody changed it there (${step.id})` })
  const run: Run = { context, target, options, result, ids: new Map(plan.flatMap((step) => (step.kind === 'same' ? [[step.path, step.id]] : []))), removed: new Map(), sent: sentIn(await target.sent.read()), waiting: new Map(), silences: 0 }
  let failure: Error | undefined
  try {
    for (const step of plan) await take(run, step)
  } catch (error) {
    failure = asError(error)
  }
  if (options.dryRun) {
    if (failure !== undefined) throw failure
    return result
  }
  // What was done is seen to and recorded also where the rest could not be.
  await seeTo(run).catch((error: unknown) => { failure ??= asError(error) })
  const commit = await record(run)
  if (failure !== undefined) throw failure
  return { ...result, ...(commit !== undefined && { commit }) }
}

interface Run {
  context: Context
  target: PushTarget
  options: PushOptions
  result: PushResult
  /** The service's id by path, of what is known to stand there. */
  ids: Map<string, string>
  removed: Map<string, string[]>
  sent: Map<string, Sent>
  /** Added and not seen yet, by path. */
  waiting: Map<string, Wanted>
  silences: number
}

async function wantedIn(context: Context): Promise<{ wanted: Wanted[]; withdrawn: string[] }> {
  const { entries } = await readLibrary(context)
  const wanted = entries.flatMap(({ path, body, memory, proposal }) => (memory ? [{ path, text: redactText(body, context.redaction), type: memory.type, scope: memory.scope, proposal }] : []))
  const paths = new Set(wanted.map(({ path }) => path))
  const once = proposalViews(context).flatMap(({ onMain }) => (onMain?.kind === 'memory' ? [onMain.artifact.path] : []))
  return { wanted, withdrawn: [...new Set(once)].filter((path) => !paths.has(path)).sort() }
}

/** What the service lists, and what it has under ids that are on record: a list may be cut or lag behind. */
async function whatIsThere({ index }: Context, { backend, space }: PushTarget, wanted: readonly Wanted[]): Promise<RemoteMemory[]> {
  const there = await backend.list()
  const listed = new Set(there.map(({ id }) => id))
  const recorded = recordedIds(index, backend.name)
  for (const { path } of wanted) {
    if (there.some((one) => isOwn(one, path, space))) continue
    for (const id of recorded.get(path) ?? []) {
      const found = listed.has(id) ? undefined : await backend.get(id)
      if (found && isOwn(found, path, space)) there.push(found)
    }
  }
  return there
}

/** The service's ids that decisions on main name, by the memory's path. */
function recordedIds(index: Context['index'], name: string): Map<string, Set<string>> {
  const recorded = new Map<string, Set<string>>()
  const notes = index.decisions().map(({ data: { decision } }) => decision).filter(({ applied }) => applied?.target === targetOf(name))
  for (const { artifact, applied } of notes.sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const ids = recorded.get(artifact.path) ?? new Set<string>()
    for (const id of applied?.removed ?? []) ids.delete(id)
    for (const id of Object.keys(applied?.files ?? {})) ids.add(id)
    recorded.set(artifact.path, ids)
  }
  return recorded
}

async function take(run: Run, step: PushStep): Promise<void> {
  const { target: { backend, space }, options, result } = run
  if (step.kind === 'add') await add(run, step.wanted)
  else if (step.kind === 'update') {
    if (!options.dryRun) {
      await writing(run, async () => backend.update(step.id, step.wanted.text, metadataOf(step.wanted, space)))
      const now = await backend.get(step.id)
      if (now === undefined || digestOf(now.text) !== digestOf(step.wanted.text)) return void result.unsure.push(step.wanted.path)
      run.ids.set(step.wanted.path, step.id)
    }
    result.updated.push(step.wanted.path)
  } else if (step.kind === 'delete') {
    if (!options.dryRun) {
      await writing(run, async () => backend.delete(step.id))
      if (await backend.get(step.id) !== undefined) return void result.unsure.push(step.path)
      run.removed.set(step.path, [...run.removed.get(step.path) ?? [], step.id])
    }
    result.deleted.push(step.path)
  }
}

async function add(run: Run, wanted: Wanted): Promise<void> {
  const { target: { backend, space, sent: memo }, options, result, sent } = run
  const { path, text } = wanted
  const before = sent.get(path)
  // An earlier run sent it and did not see it arrive: it is waited for first.
  if (before?.sha256 === digestOf(text) && !options.dryRun && await isUnderWay(run, before)) return void run.waiting.set(path, wanted)
  const near = await backend.search(text, SEARCHED)
  const own = near.find((one) => isOwn(one, path, space))
  if (own && digestOf(own.text) !== digestOf(text)) return void result.refused.push({ path, reason: `the service lists it late, with other words (${own.id}); push again` })
  if (own) {
    run.ids.set(path, own.id)
    return void result.unchanged.push(path)
  }
  const [related] = relatedThere(text, near).filter(({ relation }) => speaksAgainst(relation, options))
  if (related) return void result.refused.push({ path, reason: related.relation === 'same' ? `it is there already, and not by SkillLoop: "${related.text.slice(0, 120)}" (${related.id})` : `it contradicts what is there: "${related.text.slice(0, 120)}" (${related.id}); --with-conflicts adds it all the same` })
  if (options.dryRun) return void result.added.push(path)
  sent.set(path, { sha256: digestOf(text) })
  await memo.write(Object.fromEntries(sent))
  run.waiting.set(path, wanted)
  const added = await writing(run, async () => backend.add(text, metadataOf(wanted, space)))
  if (added?.job === undefined) return
  sent.set(path, { sha256: digestOf(text), job: added.job })
  await memo.write(Object.fromEntries(sent))
}

const speaksAgainst = (relation: Related['relation'], { withConflicts }: PushOptions): boolean => relation === 'same' || (!withConflicts && (relation === 'contrary' || relation === 'other-value'))

/** What nobody knows better of may be under way. */
async function isUnderWay({ target: { backend } }: Run, { job }: Sent): Promise<boolean> {
  return job === undefined || await backend.job(job) !== 'failed'
}

/** Writes; a write that nobody answered is looked after when all are through. @throws what else goes wrong, and after several silences */
async function writing<T>(run: Run, write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'Unsure' || ++run.silences >= MOST_SILENCES) throw asError(error)
    return undefined
  }
}

function asError(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  return error.name === 'Unsure' ? environment(error.message, { fix: 'push again: what arrived is found, and nothing is doubled' }) : error
}

/** Reads back what was added, for a while: services list what is new when they get to it. */
async function seeTo(run: Run): Promise<void> {
  const { target: { backend, space, sleep, sent: memo }, waiting, result, sent } = run
  for (let round = 0; waiting.size > 0; round++) {
    const there = await backend.list()
    for (const [path, { text }] of waiting) {
      const copies = there.filter((one) => isOwn(one, path, space) && digestOf(one.text) === digestOf(text))
      const [found] = copies
      if (!found) continue
      run.ids.set(path, found.id)
      result.added.push(path)
      waiting.delete(path)
      sent.delete(path)
    }
    if (waiting.size === 0 || round >= ROUNDS) break
    await sleep(FIRST_WAIT_MS * 2 ** round)
  }
  for (const path of waiting.keys()) {
    result.unsure.push(path)
    const job = sent.get(path)?.job
    // What did not arrive in all this time, and is worked at by nobody, is sent again the next time.
    if (job === undefined || await backend.job(job) !== 'working') sent.delete(path)
  }
  await memo.write(Object.fromEntries(sent))
}

/** Decisions with the service's ids, for what is not on record yet. */
async function record({ context, target: { backend }, ids, removed }: Run): Promise<string | undefined> {
  const known = recordedIds(context.index, backend.name)
  const views = new Map(proposalViews(context).flatMap((view) => (view.onMain && view.standing.state !== 'superseded' ? [[view.onMain.artifact.path, view] as const] : [])))
  const paths = [...new Set([...ids.keys(), ...removed.keys()])].filter((path) => removed.has(path) || !known.get(path)?.has(ids.get(path) ?? ''))
  if (paths.length === 0) return undefined
  const who = await context.person()
  const batch = context.repository.batch()
  const edits = new Map<string, { oid: string; mode: '100644' }>()
  const texts = new Map((await wantedIn(context)).wanted.map(({ path, text }) => [path, digestOf(text)]))
  for (const path of paths) {
    const view = views.get(path)
    if (!view?.onMain) continue
    const [id, gone] = [ids.get(path), removed.get(path)]
    const decision: Decision = {
      schemaVersion: 1, proposal: view.id, verb: 'apply', at: isoTime(context.clock.now()), by: { name: who.name, email: who.email },
      artifact: { path, digest: view.mainDigest ?? view.onMain.artifact.digest }, after: decisionIds(view),
      applied: { target: targetOf(backend.name), files: id === undefined ? {} : { [id]: texts.get(path) ?? digestOf('') }, ...(gone && { removed: gone }) }
    }
    const { path: file, text } = renderDecision(decision)
    edits.set(file, { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' })
  }
  return context.repository.commit(MAIN, batch, () => Promise.resolve({ edits, message: `Push to ${backend.name}: ${plural(paths.length, 'memory', 'memories')}` }), { who })
}

function sentIn(value: unknown): Map<string, Sent> {
  if (typeof value !== 'object' || value === null) return new Map()
  return new Map(Object.entries(value).flatMap(([path, sent]) => (typeof (sent as Sent | null)?.sha256 === 'string' ? [[path, sent as Sent]] : [])))
}
