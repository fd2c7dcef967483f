import type { TraceEvent } from '../kernel/types.js'

/** What people decided on a session as an example. */
export interface Standing { approved: boolean; rejected: boolean; quarantined: boolean }

// The kinds of events that decide, each with what it is about and what it decides. Other kinds say nothing on it.
const DECIDES: ReadonlyMap<string, { about: 'example' | 'quarantine'; to: boolean }> = new Map([
  ['approval', { about: 'example', to: true }], ['rejection', { about: 'example', to: false }],
  ['quarantine', { about: 'quarantine', to: true }], ['release', { about: 'quarantine', to: false }]
])

/**
 * The last word on a session. An approval is of the bytes that were seen: of another version of the session it does
 * not count. A rejection or quarantine does. Of two words of one moment the more cautious counts.
 */
export function standingOf(events: readonly TraceEvent[], traceSha256: string): Standing {
  const last = new Map<'example' | 'quarantine', { at: string; to: boolean }>()
  for (const event of events) {
    const kind: string = event.kind
    const decided = DECIDES.get(kind)
    if (!decided || (kind === 'approval' && event.traceSha256 !== traceSha256)) continue
    const before = last.get(decided.about)
    const isCautious = decided.to === (decided.about === 'quarantine')
    if (!before || event.at > before.at || (event.at === before.at && isCautious)) last.set(decided.about, { at: event.at, to: decided.to })
  }
  return { approved: last.get('example')?.to === true, rejected: last.get('example')?.to === false, quarantined: last.get('quarantine')?.to === true }
}
