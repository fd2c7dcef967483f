import { isoTime } from '../kernel/clock.js'
import { ARCHIVE, KEPT } from '../kernel/layout.js'
import { nativeGit } from '../store/git-process.js'
import { inventoryOf, isDue, maintainObjects, type Maintained } from '../store/maintain/maintain.js'
import { LostRace } from '../store/refs/ref-store.js'
import type { StoreContext } from './context.js'

export interface MaintainResult extends Maintained {
  /** Refs that the policy keeps no longer, with when they last moved. */
  letGo: { ref: string; movedAt: string }[]
}

const DAY = 86_400_000

/**
 * Keeps the store quick and small: lets go of refs that `retention` keeps no longer, joins packs and loose objects, removes
 * what nothing reaches. What is stored on main, the ledger and open branches is the same before and after.
 * @param git whether native git may do it, where it is installed: slower, and smaller
 */
export async function maintain(context: StoreContext, { dryRun = false, git = true }: { dryRun?: boolean; git?: boolean } = {}): Promise<MaintainResult> {
  const { repository, policy: { retention, store: { fsync } }, clock } = context
  const letGo = await outlived(context)
  for (const { ref, oid } of dryRun ? [] : letGo) {
    await repository.refs.delete(ref, oid).catch((error: unknown) => {
      if (!(error instanceof LostRace)) throw error
    })
  }
  const gc = git && await nativeGit(['--version']).then(() => true, () => false)
  const done = await maintainObjects(repository.gitdir, repository.refs, { olderThan: clock.now() - retention.unreachableDays * DAY, dryRun, gc, fsync })
  return { ...done, letGo: letGo.map(({ ref, movedAt }) => ({ ref, movedAt })) }
}

/** The same by itself where so much lies about that reading has become slow; undefined where it has not. */
export async function maintainIfDue(context: StoreContext): Promise<MaintainResult | undefined> {
  return isDue(await inventoryOf(context.repository.gitdir)) ? maintain(context, { git: false }) : undefined
}

async function outlived({ repository, policy: { retention }, clock }: StoreContext): Promise<{ ref: string; oid: string; movedAt: string }[]> {
  const found: { ref: string; oid: string; movedAt: string }[] = []
  for (const [prefix, days] of [[ARCHIVE, retention.archiveDays], [KEPT, retention.keptDays]] as const) {
    for (const [ref, oid] of days === 0 ? [] : await repository.refs.list(prefix)) {
      const { committer } = await repository.commitData(oid)
      if (committer.at < clock.now() - days * DAY) found.push({ ref, oid, movedAt: isoTime(committer.at) })
    }
  }
  return found
}
