import { idFrom } from '../../kernel/hash.js'
import type { Trace } from '../../kernel/types.js'
import { toolName } from '../../traces/tool-command.js'
import type { Observation, ObservationKind } from '../observations/types.js'
import type { Request } from './request.js'

/** Looking around is how a thing is done and differs from run to run; these are what is done. */
const DOING: Partial<Record<ObservationKind, string>> = {
  edit: 'change', write: 'change', test: 'run', build: 'run', lint: 'run', command: 'run', install: 'run', web: 'web', vcs: 'vcs'
}

const INTENT_WORDS = 24

/**
 * The kind of work a session is, 12 hex digits: runs of one kind can be compared. Two sessions are of one kind when
 * their opening requests begin with the same 24 words (names, paths, numbers and quotations aside) and they did the
 * same sorts of things: changed files, ran programs, used the web or version control, or tools of other makes by
 * name. A session without words of a person is of a kind of its own.
 */
export function workKind(trace: Pick<Trace, 'id'>, request: Request | undefined, observations: readonly Observation[]): string {
  if (!request || request.words.length === 0) return idFrom(12, 'alone', trace.id)
  const doings = new Set(observations.flatMap(({ kind, what }) => (kind === 'other' ? [toolName(what)] : DOING[kind] ?? [])))
  return idFrom(12, 'intent', request.words.slice(0, INTENT_WORDS).join(' '), ...[...doings].sort())
}
