import { isoTime } from '../kernel/clock.js'
import { ARCHIVE, KEPT, MAIN } from '../kernel/layout.js'
import { nativeGit } from '../store/git-process.js'
import { inventoryOf, isDue, maintainObjects, type Maintained } from '../store/maintain/maintain.js'
import { LostRace } from '../store/refs/ref-store.js'
import type { Repository } from '../store/repository.js'
import type { StoreContext } from './context.js'

export interface MaintainResult extends Maintained {
  /** Refs that the policy keeps no longer, with when they last moved or were decided on. */
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
      const at = Math.max((await repository.commitData(oid)).committer.at, await decidedAt(repository, ref))
      if (at < clock.now() - days * DAY) found.push({ ref, oid, movedAt: isoTime(at) })
    }
  }
  return found
}

/** When somebody last decided on an archived proposal, milliseconds: a branch may have waited long for its rejection. */
async function decidedAt(repository: Repository, ref: string): Promise<number> {
  const id = /[0-9a-f]{12}/.exec(ref.slice(ARCHIVE.length))?.[0] ?? ''
  const main = ref.startsWith(ARCHIVE) ? await repository.tip(MAIN) : undefined
  const decisions = await main?.files(`decisions/${id}`) ?? []
  const times = await Promise.all(decisions.map(async ({ oid }) => Date.parse((JSON.parse(Buffer.from(await repository.blob(oid)).toString('utf8')) as { at?: string }).at ?? '')))
  return Math.max(0, ...times.filter((time) => !Number.isNaN(time)))
}
