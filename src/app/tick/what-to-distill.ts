import { DISTILLER } from '../../distillation/extract.js'
import { sha256OfJson } from '../../kernel/hash.js'
import { ARCHIVE, LEDGER, MAIN, PROPOSAL_BRANCHES } from '../../kernel/layout.js'
import { changedSessions } from '../changed-sessions.js'
import type { Context } from '../context.js'
import { identityFor } from '../freshness.js'
import { LESSONS_VERSION, readLessons, readNear, type Lessons } from '../lessons.js'
import type { Looked } from './state.js'

// All sessions are looked at where there are few, or where so large a part of them is new: what that costs is then
// proportional to what is new, whatever the store's size.
const FEW = 2000
const LARGE_PART = 0.1

/** All that distilling follows from but the sessions: with another one all of them are looked at again. */
export async function groundOf(context: Context): Promise<string> {
  const { repository, policySha256, version } = context
  const refs = [await repository.refs.read(MAIN), ...await repository.refs.list(PROPOSAL_BRANCHES), ...await repository.refs.list(ARCHIVE)]
  return sha256OfJson({ refs, policySha256, version, evaluator: identityFor(context), distiller: DISTILLER })
}

/**
 * The sessions to distill: what changed since the last look with its company, or all of them.
 * @returns with the lessons what is to be remembered when they are distilled
 */
export async function whatToDistill(context: Context, looked: Looked | undefined): Promise<{ lessons: Lessons; looked: Omit<Looked, 'ground'> }> {
  const ledger = await context.repository.refs.read(LEDGER) ?? ''
  const all = Object.values(context.index.runtimes()).reduce((sum, count) => sum + count, 0)
  const mayBeFew = all > FEW && context.index.hasLessonsOfAll(LESSONS_VERSION)
  const changed = mayBeFew && looked && looked.ground === await groundOf(context) ? await changedSessions(context, looked.ledger, ledger) : undefined
  const since = (looked?.since ?? 0) + (changed?.size ?? 0)
  if (!changed || !looked || since > looked.whole * LARGE_PART) return { lessons: await readLessons(context, true), looked: { ledger, whole: all, since: 0 } }
  return { lessons: await readNear(context, changed), looked: { ledger, whole: looked.whole, since } }
}
