import { isoTime, type Clock } from '../kernel/clock.js'
import { environment, EXIT } from '../kernel/errors.js'
import type { Holder } from '../store/hold.js'
import { readLocal, writeLocal } from '../store/local-state.js'
import type { LogEntry } from '../store/log-file.js'
import { openStore } from '../store/open.js'
import { datasetTools, localMemo, TargetFolder, withIndex, withStore, type World } from './compose.js'
import type { Context, StoreContext } from './context.js'
import type { Memo } from './ingest-hermes.js'
import type { MaintainResult } from './compose-maintain.js'
import type { ReadingWorld } from './sources.js'
import type { TickResult } from './tick/tick.js'

/**
 * Runs a use case while no other process of this machine runs one by the same name; where one does, tells who.
 * However a process ends, another one can go on at once.
 */
async function holding<T>(world: World, name: string, use: (context: Context) => Promise<T>): Promise<{ done: T } | { heldBy: Holder | undefined }> {
  const { repository } = await openStore(world.project)
  const { tryHold } = await import('../store/hold.js')
  const hold = await tryHold(repository.root, name, isoTime(world.clock.now()))
  if ('heldBy' in hold) return hold
  try {
    return { done: await withIndex(world, use) }
  } finally {
    await hold.release()
  }
}

/** One tick of the controller; undefined results where another one is running. */
export async function runTick(world: World, reading: ReadingWorld, options: { dryRun?: boolean } = {}): Promise<{ done: TickResult } | { heldBy: Holder | undefined }> {
  const { tick } = await import('./tick/tick.js')
  const use = async (context: Context): Promise<TickResult> => tick(context, {
    reading, memoOf: (name) => localMemo(context, name), folder: (path) => new TargetFolder(path, 0o600), tools: datasetTools(),
    // A fixed clock is for runs that must give the same bytes.
    peakMemoryMb: () => (world.variable('SKILLLOOP_NOW') === undefined ? Math.round(process.resourceUsage().maxRSS / 1024) : undefined)
  }, options)
  if (options.dryRun) return { done: await withIndex(world, use) }
  return holding(world, 'tick', async (context) => {
    const done = await use(context)
    // Housekeeping that fails is no failure of the tick: the next one tries again, and `doctor` tells.
    await (await import('./compose-maintain.js')).maintainIfDue(context).catch(() => undefined)
    return done
  })
}

/** Maintains the store while no tick runs. @throws SkillLoopError (3) where one does */
export async function maintainStore(world: World, options: { dryRun: boolean; git: boolean }): Promise<MaintainResult> {
  const { maintain } = await import('./compose-maintain.js')
  if (options.dryRun) return withStore(world, (context) => maintain(context, options))
  const ran = await holding(world, 'tick', (context) => maintain(context, options))
  if ('done' in ran) return ran.done
  throw environment(`a tick is running${ran.heldBy ? `, process ${ran.heldBy.pid} since ${ran.heldBy.since}` : ''}`, { fix: 'try again when it is done' })
}

/** A tick if one is due by this machine's schedule, with what came of it remembered there. */
export async function runScheduledTick(world: World, reading: ReadingWorld, options: { force: boolean; log: boolean }): Promise<{ skipped: { at: string; why: string } } | { done: TickResult } | { heldBy: Holder | undefined }> {
  const { afterTick, dueAt } = await import('../policy/schedule.js')
  const { readSchedule } = await import('./loop.js')
  const { repository } = await openStore(world.project)
  const memo: Memo = { read: async () => readLocal(repository.root, 'loop.json'), write: async (value) => writeLocal(repository.root, 'loop.json', value) }
  const log = options.log ? await logger(repository.root, world.clock) : async (): Promise<void> => Promise.resolve()
  const began = world.clock.now()
  const { due, at, why } = dueAt(await readSchedule(memo), began)
  if (!due && !options.force) return { skipped: { at: isoTime(at), why } }
  await log('info', 'tick begins', { why: due ? why : 'forced' })
  try {
    const ran = await runTick(world, reading)
    if ('heldBy' in ran) {
      await log('info', 'another tick is running', { ...ran.heldBy })
      return ran
    }
    const { report, troubles, code, resumed } = ran.done
    // What a person has to mend is no reason to come less often; what the environment refuses is.
    await memo.write(afterTick(await readSchedule(memo), began, code >= EXIT.environment))
    for (const { where, problem } of troubles) await log('warn', 'left out', { where, problem })
    await log(code >= EXIT.environment ? 'error' : 'info', 'tick ended', { code, resumed, counts: report.counts, waits: report.controller.waits, seconds: report.controller.seconds ?? 0 })
    return ran
  } catch (error) {
    await memo.write(afterTick(await readSchedule(memo), began, true)).catch(() => undefined)
    const { redactText } = await import('./redact-output.js')
    await log('error', 'tick failed', { problem: redactText(error instanceof Error ? error.message : String(error)) }).catch(() => undefined)
    throw error
  }
}

async function logger(root: string, clock: Clock): Promise<(level: LogEntry['level'], event: string, detail: object) => Promise<void>> {
  const { appendLog } = await import('../store/log-file.js')
  return async (level, event, detail) => appendLog(root, { time: isoTime(clock.now()), level, event, ...detail })
}

/** The newest lines that ticks of a service left. */
export async function readLogOf({ repository }: StoreContext, limit: number): Promise<LogEntry[]> {
  return (await import('../store/log-file.js')).readLog(repository.root, limit)
}

/** Who runs a tick now. */
export async function tickHolder({ repository }: StoreContext): Promise<Holder | undefined> {
  return (await import('../store/hold.js')).holderOf(repository.root, 'tick')
}
