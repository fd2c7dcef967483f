import { isOthers } from '../taint/heard.js'
import { codeSpan } from '../text/markdown.js'
import type { SessionLessons } from '../types.js'
import { generalize } from './parameters.js'

type Recovery = SessionLessons['recoveries'][number]
// What went wrong in a single session may have been its own.
const MIN_SESSIONS = 2

/** What failed and what then worked in at least two of the sessions, with how often; commands are generalized. */
export function gotchasOf(sessions: readonly SessionLessons[], actions: ReadonlySet<string>): string[] {
  const groups = new Map<string, { recovery: Recovery; byTrace: Map<string, Recovery> }>()
  for (const { trace, recoveries } of sessions) {
    for (const recovery of recoveries) {
      if (isOthers(recovery.worked.heard)) continue
      if (!actions.has(recovery.failed.action) && !actions.has(recovery.worked.action)) continue
      const key = [recovery.failed.action, recovery.error, recovery.worked.action].join('\0')
      const group = groups.get(key) ?? { recovery, byTrace: new Map<string, Recovery>() }
      if (!group.byTrace.has(trace)) group.byTrace.set(trace, recovery)
      groups.set(key, group)
    }
  }
  return [...groups].filter(([, { byTrace }]) => byTrace.size >= MIN_SESSIONS).sort(([a, x], [b, y]) => y.byTrace.size - x.byTrace.size || (a < b ? -1 : 1)).map(([, { recovery, byTrace }]) => {
    const taken = (which: 'failed' | 'worked'): ReadonlyMap<string, Recovery['failed']> => new Map([...byTrace].map(([trace, each]) => [trace, each[which]]))
    const { steps } = generalize([{ action: recovery.failed.action, taken: taken('failed') }, { action: recovery.worked.action, taken: taken('worked') }], byTrace.size)
    return `${codeSpan(steps[0]?.template ?? '')} failed (${recovery.error}); ${codeSpan(steps[1]?.template ?? '')} worked, in ${byTrace.size} of ${sessions.length} sessions.`
  })
}
