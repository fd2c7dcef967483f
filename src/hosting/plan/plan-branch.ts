/** A proposal's branch here, there, and there when the two last met; undefined: there is none. */
export interface BranchFacts {
  local: string | undefined
  remote: string | undefined
  seen: string | undefined
  /** How `local` stands to `remote`, where both are. */
  relation?: 'same' | 'behind' | 'ahead' | 'diverged' | undefined
  /** What was seen there is no longer in the history of what is there now. */
  isRewritten: boolean
}

/**
 * none: nothing to do · take: it is new here · keep: it is only here and was never published · vanished: it was
 * deleted there · advance: follow · push: it moved on here · follow: it was rewritten there, and nothing here is lost
 * by following · force: it was rewritten here alone · merge: both moved on · twice: made on both sides, each for
 * itself · clash: it was rewritten there while it moved on here
 */
export type BranchAction = 'none' | 'take' | 'keep' | 'vanished' | 'advance' | 'push' | 'follow' | 'force' | 'merge' | 'twice' | 'clash'

/** What has to be done so that a proposal's branch is the same here and there, and nobody's work is lost. */
export function planBranch({ local, remote, seen, relation, isRewritten }: BranchFacts): BranchAction {
  if (remote === undefined) return local === undefined ? 'none' : seen === undefined ? 'keep' : 'vanished'
  if (local === undefined) return 'take'
  if (local === remote) return 'none'
  if (isRewritten) return local === seen ? 'follow' : relation === 'behind' ? 'advance' : 'clash'
  if (relation === 'behind') return 'advance'
  if (relation === 'ahead') return 'push'
  if (seen === undefined) return 'twice'
  return seen === remote ? 'force' : 'merge'
}
