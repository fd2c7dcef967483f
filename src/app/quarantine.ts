import type { Row } from '../index/queries.js'
import type { TraceSummary } from '../index/summarize.js'
import { refused } from '../kernel/errors.js'
import type { TraceEvent } from '../kernel/types.js'
import { inQuarantine, type Quarantine } from '../traces/quarantine.js'
import type { Context } from './context.js'

/** The sessions that nothing may be learned from, by id. The one place where that is decided. */
export function quarantined({ index }: Pick<Context, 'index'>): ReadonlyMap<string, Quarantine> {
  return inQuarantine(index.usageEvents().map(withId))
}

function withId({ path, data }: Row<TraceEvent>): { id: string; event: TraceEvent } {
  return { id: path.split('-').at(-1)?.replace('.json', '') ?? '', event: data }
}

/** The traces that may be judged, learned from, trained on and handed out, newest first. */
export function usableTraces(context: Pick<Context, 'index'>): Row<TraceSummary>[] {
  const out = quarantined(context)
  return context.index.traces().filter(({ data }) => !out.has(data.id))
}

/** The same one by one: whoever walks over all of them need not hold them. `count` is that of all traces. */
export function eachUsableTrace(context: Pick<Context, 'index'>): { count: number; rows: Iterable<Row<TraceSummary>> } {
  const out = quarantined(context)
  const { count, rows } = context.index.eachTrace()
  return { count, rows: { *[Symbol.iterator]() { for (const row of rows) if (!out.has(row.data.id)) yield row } } }
}

/** How many traces may be used. */
export function countUsable(context: Pick<Context, 'index'>): number {
  const all = Object.values(context.index.runtimes()).reduce((sum, count) => sum + count, 0)
  return [...quarantined(context).keys()].reduce((sum, id) => sum - context.index.traceRows(id).length, all)
}

/** Of these sessions those that may be used, newest first, as usableTraces has them. */
export function usableAmong(context: Pick<Context, 'index'>, ids: Iterable<string>): Row<TraceSummary>[] {
  const out = quarantined(context)
  const rows = [...new Set(ids)].filter((id) => !out.has(id)).flatMap((id) => context.index.traceRows(id))
  return rows.sort((a, b) => compare(b.data.startedAt ?? '', a.data.startedAt ?? '') || compare(a.data.id, b.data.id))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The one trace that an id means, as `index.trace` reads it. @throws SkillLoopError (1) where it is in quarantine */
export function usableTrace(context: Pick<Context, 'index'>, id: string): Row<TraceSummary> {
  const row = context.index.trace(id)
  const held = quarantined(context).get(row.data.id)
  if (!held) return row
  throw refused(`${row.data.id} is in quarantine: ${held.reason}`, { expected: 'a session that may be used', fix: `if that no longer holds: skillloop quarantine ${row.data.id.slice(0, 10)} --lift --reason …` })
}
