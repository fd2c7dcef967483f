import { lackOfApproval, type Yes } from '../approval.js'
import { graphOf } from '../heads.js'
import { makers, nameOf, termsOf, type Ground } from './ground.js'
import type { MainState } from './main-state.js'
import type { AuditCode, MainStep } from './types.js'

/** An artifact that a commit may have changed the standing of. */
export interface Touched {
  path: string
  /** Digest at the first parent. */
  before: string | undefined
  /** Proposals that are new or changed here, and new decisions by id. */
  newProposals: ReadonlySet<string>
  newDecisions: ReadonlySet<string>
}

/** What is on main is what somebody who may approved, given for this very change, by enough people. */
export function judgeArtifact(ground: Ground, step: MainStep, touched: Touched): void {
  const { state, openings } = ground
  const { path, before } = touched
  const key = `artifact:${path}`
  const digest = state.digest(path)
  const ids = state.proposalsFor(path)
  const standings = ids.map((id) => ({ id, standing: state.standing(id) }))
  const approved = standings.find(({ standing }) => standing?.state === 'approved')?.id
  const open = openings.about(key)
  const tell = (code: AuditCode, detail: string): void => {
    // What is open already and has not changed since is not told again.
    if (open.length === 0 || digest !== before) ground.find(key, code, step, path, detail, { good: before, bad: digest })
  }
  if (digest === undefined && approved === undefined) {
    const loose = standings.find(({ standing }) => standing?.state === 'altered' || standing?.state === 'disputed')
    if (!loose) openings.settle(key, step.commit, () => 'replaced')
    else if (before !== undefined) {
      if (open.length > 0 && open[0]?.good === undefined) openings.settle(key, step.commit, () => 'put back')
      else tell('artifact-removed', `by ${nameOf(step)}; ${loose.standing?.reason ?? ''}`)
    }
    return
  }
  if (approved === undefined) {
    tell(codeOf(ground, step, touched, standings.map(({ standing }) => standing?.state)), `${path} by ${nameOf(step)}${standings.map(({ id, standing }) => `; proposal ${id} is ${standing?.state ?? ''}: ${standing?.reason ?? ''}`).join('')}`)
    return
  }
  // Of what takes an artifact away, the digest of nothing.
  const asked = digest ?? state.proposals.get(approved)?.front.artifact.digest ?? ''
  if (digest !== before && !isIntroduced(state, asked, touched)) {
    if (open[0]?.good === digest) openings.settle(key, step.commit, () => 'put back')
    else tell('approval-replayed', `${path} by ${nameOf(step)}, as proposal ${approved} had it`)
    return
  }
  const given = approvals(ground, step, approved, asked, touched)
  // Nothing new speaks for it: what a decision on it was is judged where that went.
  if (given.length === 0 && digest === before && !untrusted(ground, approved, asked)) return
  const lack = lackOfApproval(termsOf(state.policy, state.proposals.get(approved)), given, step.proposers.get(approved) ?? [])
  // Decisions that do not count have findings of their own.
  const isTold = lack && lack.counted.length === 0 && untrusted(ground, approved, asked)
  if (!lack) openings.settle(key, step.commit, ({ bad }) => (bad === digest ? 'decided' : 'replaced'))
  else if (!isTold) tell(lack.code, `${path}, proposal ${approved}: ${lack.detail}`)
}

function codeOf(ground: Ground, step: MainStep, { path }: Touched, states: readonly (string | undefined)[]): AuditCode {
  const { state } = ground
  const own = step.changes.filter((change) => change.path === path || change.path.startsWith(`${path}/`))
  if (step.parents > 1 && own.some(({ fromOther }) => !fromOther)) return 'merge-altered'
  if (states.length === 0) return 'artifact-unproposed'
  if (states.includes('disputed')) return 'decision-disputed'
  const isProposed = state.proposalsFor(path).some((id) => state.proposals.get(id)?.front.artifact.digest === state.digest(path) && state.decisions(id).length === 0)
  return isProposed ? 'approval-missing' : 'artifact-altered'
}

/** Whether what speaks for these bytes came with them: an earlier approval was for an earlier change. */
function isIntroduced(state: MainState, digest: string, { path, newProposals, newDecisions }: Touched): boolean {
  return state.proposalsFor(path).some((id) =>
    (newProposals.has(id) && (state.proposals.get(id)?.front.artifact.digest === digest || state.decisions(id).some(({ decision }) => decision.artifact.digest === digest)))
    || state.decisions(id).some(({ id: decision, decision: { verb, artifact } }) => newDecisions.has(decision) && verb === 'approve' && artifact.digest === digest))
}

/** Every yes to these bytes that no ruling stands against, and that this round of the proposal does not come after. */
function approvals(ground: Ground, step: MainStep, id: string, digest: string, { newProposals }: Touched): Yes[] {
  const named = standingApprovals(ground.state, id, digest)
  if (named.length > 0) return named.filter((item) => ground.trusted.has(item.id)).map(({ decision }) => ({ by: [decision.by.email.toLowerCase()], how: 'decision', signed: true }))
  const brought = step.origins.get(`proposals/${id}.md`) ?? []
  const merged = brought.filter(({ parents }) => parents > 1 || step.otherMain)
  const mergedBy = merged.length > 0 ? merged : [step]
  return newProposals.has(id) ? mergedBy.map((made) => ({ by: makers(made), how: 'merge', signed: false })) : []
}

function untrusted(ground: Ground, id: string, digest: string): boolean {
  const named = standingApprovals(ground.state, id, digest)
  return named.length > 0 && named.every((item) => !ground.trusted.has(item.id))
}

function standingApprovals(state: MainState, id: string, digest: string): ReturnType<MainState['decisions']>[number][] {
  const decisions = state.decisions(id)
  const graph = graphOf(decisions)
  const against = decisions.filter(({ decision }) => decision.verb === 'reject' || decision.verb === 'revoke').map((item) => item.id)
  const over = graph.known([...against, ...(state.proposals.get(id)?.front.after ?? [])])
  return decisions.filter((item) => item.decision.verb === 'approve' && item.decision.artifact.digest === digest && !over.has(item.id))
}
