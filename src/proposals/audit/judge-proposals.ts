import { canonicalJson } from '../../kernel/canonical-json.js'
import { fileKind } from '../../kernel/layout.js'
import type { ProposalFrontMatter } from '../../kernel/types.js'
import { madeByReviewer, nameOf, type Ground } from './ground.js'
import type { MainStep, ProposalOnMain } from './types.js'

/**
 * The case for something stays as it was when it was decided on; a new round with other bytes is a case of its own.
 * @param before what was on main at the first parent, of the proposals that this commit changes
 */
export function judgeProposals(ground: Ground, step: MainStep, before: ReadonlyMap<string, ProposalOnMain>): void {
  for (const { path, before: old, after, document } of step.changes) {
    if (fileKind(path) !== 'proposal' || !old) continue
    const id = path.slice('proposals/'.length, -'.md'.length)
    const key = `proposal:${id}`
    if (after && ground.openings.about(key).some(({ good }) => good === after.oid)) ground.openings.settle(key, step.commit, () => 'put back')
    else if (!after) {
      if (!isTakenBack(ground, step, id)) ground.find(key, 'proposal-removed', step, path, `by ${nameOf(step)}`, { good: old.oid })
    } else if (document !== undefined) {
      const [was, is] = [before.get(id)?.front, document as ProposalFrontMatter]
      if (was && isNewRound(was, is)) continue
      const isEvidence = was !== undefined && canonicalJson(was.evidence) !== canonicalJson(is.evidence)
      ground.find(key, isEvidence ? 'evidence-edited' : 'proposal-edited', step, path, `by ${nameOf(step)}`, { good: old.oid })
    }
  }
  for (const { path, before: old, after } of step.changes) {
    if (fileKind(path) !== 'proposal' || old || !after) continue
    const key = `proposal:${path.slice('proposals/'.length, -'.md'.length)}`
    if (ground.openings.about(key).some(({ good }) => good === after.oid)) ground.openings.settle(key, step.commit, () => 'put back')
  }
}

function isNewRound(was: ProposalFrontMatter, is: ProposalFrontMatter): boolean {
  return is.artifact.digest !== was.artifact.digest || (is.after?.length ?? 0) > (was.after?.length ?? 0)
}

/** `git revert` of a plain merge: proposal and bytes go together, and nobody's decision with them. */
function isTakenBack(ground: Ground, step: MainStep, id: string): boolean {
  return madeByReviewer(step, ground.state.policy) && ground.state.decisions(id).length === 0 && !step.changes.some(({ path, before }) => before && path.startsWith(`decisions/${id}/`))
}
