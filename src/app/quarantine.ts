import type { Row } from '../index/queries.js'
import type { TraceSummary } from '../index/summarize.js'
import type { TraceEvent } from '../kernel/types.js'
import { refused } from '../kernel/errors.js'
import { inQuarantine, type Quarantine } from '../traces/quarantine.js'
import type { Context } from './context.js'
import type { ProposalView } from './proposals.js'

const known = new WeakMap<object, { at: string; found: ReadonlyMap<string, Quarantine> }>()

/** The sessions that nothing may be learned from, by id. The one place where that is decided. */
export function quarantined({ index }: Pick<Context, 'index'>): ReadonlyMap<string, Quarantine> {
  const rows = index.usageEvents()
  const at = rows.map(({ oid }) => oid).join()
  const before = known.get(index)
  if (before?.at === at) return before.found
  const found = inQuarantine(rows.map(withId))
  known.set(index, { at, found })
  return found
}

export function withId({ path, data }: Row<TraceEvent>): { id: string; event: TraceEvent } {
  return { id: path.split('-').at(-1)?.replace('.json', '') ?? '', event: data }
}

/** The traces that may be learned from, trained on and judged, newest first. */
export function usableTraces(context: Context): Row<TraceSummary>[] {
  const out = quarantined(context)
  return context.index.traces().filter(({ data }) => !out.has(data.id))
}

/** @throws SkillLoopError (1) where the session is in quarantine */
export function expectUsable(context: Context, trace: string): void {
  const held = quarantined(context).get(trace)
  if (held) throw refused(`${trace} is in quarantine: ${held.reason}`, { expected: 'a session that may be used', fix: `if that no longer holds: skillloop quarantine ${trace} --lift --reason …` })
}

/** Sessions in quarantine that the words of a proposal are from. */
export function taintOf(context: Context, { front, branch }: Pick<ProposalView, 'front' | 'branch'>): string[] {
  const out = quarantined(context)
  const about = branch?.front ?? front
  if (!about || about.action === 'retire') return []
  return [...new Set([...about.evidence.map(({ trace }) => trace), ...(about.origins ?? []).flatMap(({ heard }) => heard?.trace ?? [])])].filter((trace) => out.has(trace))
}

/** @throws SkillLoopError (1) where what would be approved is from a session in quarantine */
export function expectUntainted(context: Context, view: ProposalView): void {
  const [first, ...others] = taintOf(context, view)
  if (first === undefined) return
  throw refused(`${view.id} rests on ${first}${others.length > 0 ? ` and ${others.length} more` : ''} in quarantine: ${quarantined(context).get(first)?.reason ?? ''}`, {
    expected: 'evidence that may be used', fix: `reject it: skillloop review reject ${view.id} --reason …; or lift the quarantine: skillloop quarantine ${first} --lift --reason …`
  })
}
