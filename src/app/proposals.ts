import { NOTHING } from '../kernel/hash.js'
import { only, type ProposalBranch } from '../index/queries.js'
import { ARCHIVE, MAIN } from '../kernel/layout.js'
import type { Comment, Decision, Evidence, ProposalFrontMatter } from '../kernel/types.js'
import { claimsOf } from '../proposals/claims.js'
import { stateOf, type Standing } from '../proposals/state.js'
import type { RecordedDecision } from '../proposals/types.js'
import { REBASED } from './branches.js'
import type { Context } from './context.js'
import { quarantined } from './quarantine.js'

/** A proposal as a person looks at it: what it is, where it stands, and what speaks for it. */
export interface ProposalView {
  id: string
  /** From its branch, main or the archive; undefined where only decisions on it are left. */
  front: ProposalFrontMatter | undefined
  standing: Standing
  branch: ProposalBranch | undefined
  archived: ProposalBranch | undefined
  onMain: ProposalFrontMatter | undefined
  /** Digest of what is at its artifact's path on main; of one that retires an artifact, that of nothing where nothing is. */
  mainDigest: string | undefined
  decisions: RecordedDecision[]
  /** What people said of it without deciding, oldest first. */
  comments: Comment[]
  /** Ids of sessions that speak for it besides those that it quotes. */
  further: string[]
  /** Ids of the distinct sessions that speak for it; one in quarantine does not. */
  supporters: string[]
}

/** Every proposal of the store with its state, by id. Reads the index only. */
export function proposalViews(context: Context): ProposalView[] {
  const { index, policy } = context
  const onMain = index.proposalsOnMain()
  const branches = lastById(index.proposalBranches())
  const archived = lastById(index.proposalBranches(ARCHIVE).filter(({ ref }) => !ref.startsWith(REBASED)))
  const decisions = groupBy(index.decisions().map(({ data }) => data), ({ decision }) => decision.proposal)
  const supporting = index.supporters()
  const comments = groupBy(index.comments().map(({ data }) => data), ({ proposal }) => proposal)
  const claims = [...onMain].map(([id, { data }]) => ({ id, path: data.artifact.path, claims: claimsOf(data, decisions.get(id) ?? [], policy.review.requireDecision) }))
  const out = quarantined(context)
  const ids = [...new Set([...onMain.keys(), ...branches.keys(), ...decisions.keys()])].sort()
  return ids.map((id) => {
    const main = onMain.get(id)?.data
    const [branch, archive] = [branches.get(id), archived.get(id)]
    const front = main ?? branch?.front ?? archive?.front
    const path = front?.artifact.path ?? decisions.get(id)?.[0]?.decision.artifact.path
    const mainDigest = path === undefined ? undefined : index.digestAt(MAIN, path) ?? (front?.action === 'retire' ? NOTHING : undefined)
    const standing = stateOf({
      onMain: main, onBranch: branch?.front, mainDigest, decisions: decisions.get(id) ?? [], requireDecision: policy.review.requireDecision,
      othersOnPath: claims.filter((other) => other.id !== id && other.path === path).flatMap((other) => other.claims)
    })
    const further = supporting.get(id) ?? []
    const quoted = new Set(front?.evidence.map(({ trace }) => trace))
    const all = [...quoted, ...further.filter((trace) => !quoted.has(trace))]
    const supporters = out.size === 0 || front?.action === 'retire' ? all : all.filter((trace) => !out.has(trace))
    return { id, front, standing, branch, archived: archive, onMain: main, mainDigest, decisions: decisions.get(id) ?? [], comments: comments.get(id) ?? [], further, supporters }
  })
}

/** As a reviewer wants them: what waits first, the best supported before others. */
export function forReview(views: ProposalView[]): ProposalView[] {
  const order: readonly string[] = ['disputed', 'altered', 'pending', 'approved', 'superseded', 'revoked', 'rejected']
  const rank = ({ standing }: ProposalView): number => order.indexOf(standing.state)
  return [...views].sort((a, b) => rank(a) - rank(b) || b.supporters.length - a.supporters.length || (a.id < b.id ? -1 : 1))
}

/**
 * The one proposal that an id or a prefix of one means; `latest` is the pending one whose branch moved last.
 * @throws SkillLoopError (2) when none or several are meant
 */
export function findProposal(context: Context, id: string): ProposalView {
  const views = proposalViews(context)
  if (id === 'latest') {
    const pending = views.filter(({ standing }) => standing.state === 'pending')
    const latest = pending.sort((a, b) => (a.branch?.movedAt ?? '').localeCompare(b.branch?.movedAt ?? '')).slice(-1)
    return only('proposal', id, latest, (view) => view.id)
  }
  return only('proposal', id, views.filter((view) => view.id.startsWith(id)), (view) => view.id)
}

/** What speaks for a proposal: what it quotes itself, then what further sessions say, or so many quotes of it. */
export function evidenceFor({ index }: Context, { id, branch, front }: Pick<ProposalView, 'id' | 'branch' | 'front'>, mostFurther?: number): Evidence[] {
  return [...(branch?.front ?? front)?.evidence ?? [], ...index.supportOf(id).slice(0, mostFurther)]
}

/** Ids of decisions that a new one comes after. */
export function decisionIds(view: ProposalView): string[] {
  return view.decisions.map(({ id }) => id)
}

/** The sessions that were known when it was last turned down; new ones are counted against these. */
export function supportersAtDecision(view: ProposalView): string[] {
  const against = view.decisions.filter(({ decision }) => decision.verb === 'reject' || decision.verb === 'revoke')
  return [...new Set(against.flatMap(({ decision }: { decision: Decision }) => decision.support ?? []))]
}

function lastById(branches: ProposalBranch[]): Map<string, ProposalBranch> {
  return new Map(branches.map((branch) => [branch.front.id, branch]))
}

function groupBy<T>(items: T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
