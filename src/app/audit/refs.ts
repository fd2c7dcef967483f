import { ARCHIVE, LEDGER, MAIN } from '../../kernel/layout.js'
import { finding } from '../../proposals/audit/openings.js'
import type { AuditFinding } from '../../proposals/audit/types.js'
import type { StoreContext } from '../context.js'
import { isAncestor } from './chain.js'
import type { Checkpoint } from './checkpoint.js'
import { nowOf, type Rewrites } from './rewrites.js'

/** Refs whose history may only grow: main and the ledger, here and as a remote was last seen to have them; archives may only stay. */
export async function lastingRefs({ repository }: StoreContext): Promise<Map<string, string>> {
  const remotes = [...await repository.refs.list('refs/remotes/')].filter(([ref]) => /^refs\/remotes\/[^/]+\/(main|ledger)$/.test(ref))
  const own = [...await repository.refs.list('refs/heads/')].filter(([ref]) => ref === MAIN || ref === LEDGER)
  return new Map([...own, ...remotes, ...await repository.refs.list(ARCHIVE)])
}

/** A ref as people type it. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|remotes)\//, '')
}

/**
 * What was at a ref before must be part of what is there now.
 * @param rewrites those of the ledger that are on record
 */
export async function judgeRefs(context: StoreContext, { refs, at }: Checkpoint, now: ReadonlyMap<string, string>, rewrites: Rewrites): Promise<AuditFinding[]> {
  const { repository } = context
  const found: AuditFinding[] = []
  for (const [ref, before] of Object.entries(refs)) {
    const tip = now.get(ref)
    const place = { commit: before, ref: shortRef(ref) }
    if (tip === undefined) {
      // A remote that is not followed any more is nobody's loss.
      if (!ref.startsWith('refs/remotes/')) found.push(finding('ref-removed', place, `${shortRef(ref)} was at ${before} on ${at.slice(0, 10)}`))
    } else if (tip !== before && !ref.startsWith(ARCHIVE) && !await isAncestor(repository, ref.endsWith('/ledger') ? await nowOf(context, before, rewrites) : before, tip)) {
      found.push(finding('ref-rewritten', place, `${shortRef(ref)} was at ${before} on ${at.slice(0, 10)} and is at ${tip} now, which does not rest on it`))
    }
  }
  return found
}
