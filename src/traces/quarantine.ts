import type { TraceEvent } from '../kernel/types.js'

/** Why a session may not be used, who says so and since when. */
export interface Quarantine {
  trace: string
  reason: string
  by: string
  at: string
  /** Ids of the events that put it there; a lift names them. */
  events: [string, ...string[]]
}

/**
 * The sessions in quarantine. One that is lifted stays in as long as there is a quarantine that the lift did not know
 * of: two people who say different things at once leave it in. Files in any order give the same.
 */
export function inQuarantine(events: readonly { id: string; event: TraceEvent }[]): Map<string, Quarantine> {
  const lifted = new Set(events.flatMap(({ event }) => (event.kind === 'lift' ? event.lifts ?? [] : [])))
  const found = new Map<string, Quarantine>()
  const open = events.filter(({ id, event }) => event.kind === 'quarantine' && !lifted.has(id))
  for (const { id, event } of open.sort((a, b) => (a.event.at + a.id < b.event.at + b.id ? -1 : 1))) {
    const before = found.get(event.trace)
    if (before) before.events.push(id)
    else found.set(event.trace, { trace: event.trace, reason: event.note ?? '', by: event.by.name, at: event.at, events: [id] })
  }
  return found
}
