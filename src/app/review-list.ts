import { compileFilter, sortListed, type Listed, type Sort } from '../proposals/filter.js'
import { trustOf, type Trust } from '../proposals/trust.js'
import { MAIN } from '../kernel/layout.js'
import { branchStory, movedOn } from './branch-story.js'
import type { Context } from './context.js'
import { countBrokenQuotes } from './evidence.js'
import { forReview, proposalViews, type ProposalView } from './proposals.js'
import { keptScan } from './kept-scan.js'
import { riskOf, scanNow, type Risk } from './risk.js'

/** Two that cannot both be merged as they are. */
export interface Conflict {
  path: string
  /** The other pending proposal; absent where it is main that has moved on. */
  with?: string
}

/** A proposal with what a list says of it. */
export interface ListedProposal {
  view: ProposalView
  listed: Listed
  /** Of what is still to be decided; the rest is not scanned again for a list. */
  risk: Risk | undefined
  trust: Trust | undefined
  conflicts: Conflict[]
  proposedAt: string | undefined
}

export interface ListRequest {
  /** A test of the state that comes before anything costly. */
  states: (state: string) => boolean
  /** See compileFilter. */
  filter?: string | undefined
  sort?: Sort | undefined
  isReversed?: boolean
}

const OPEN: readonly string[] = ['pending', 'altered', 'disputed']

/** The proposals a person asks for. Only those still to be decided are looked into: the rest would cost a scan of all that ever was. */
export async function listProposals(context: Context, { states, filter, sort, isReversed = false }: ListRequest): Promise<ListedProposal[]> {
  const test = filter === undefined ? undefined : compileFilter(filter)
  const all = proposalViews(context)
  const scan = keptScan(context)
  const items: ListedProposal[] = []
  for (const view of forReview(all).filter(({ standing }) => states(standing.state))) items.push(await listedProposal(context, view, all, scan))
  const found = test ? items.filter(({ listed }) => test(listed)) : items
  return sort ? sortListed(found, sort, isReversed) : isReversed ? found.reverse() : found
}

/** One proposal with what a list says of it. @param all every proposal of the store, for conflicts */
export async function listedProposal(context: Context, view: ProposalView, all: readonly ProposalView[], scan = scanNow): Promise<ListedProposal> {
  const isOpen = OPEN.includes(view.standing.state)
  const { branch } = view
  const front = branch?.front ?? view.front
  const risk = isOpen ? await riskOf(context, view, scan) : undefined
  const trust = isOpen && front ? trustOf({ front, sessions: view.supporters.length, broken: await countBrokenQuotes(context, front.evidence) }) : undefined
  const conflicts = view.standing.state === 'pending' && branch ? await conflictsOf(context, view, all) : []
  const proposedAt = branch ? (await branchStory(context, branch)).proposedAt : view.decisions[0]?.decision.at
  return {
    view, risk, trust, conflicts, proposedAt,
    listed: {
      id: view.id, kind: front?.kind, state: view.standing.state, title: front?.title ?? '', path: front?.artifact.path ?? view.decisions[0]?.decision.artifact.path ?? '',
      support: view.supporters.length, risk: risk?.report.verdict, trust: trust?.level, isConflicting: conflicts.length > 0,
      age: proposedAt === undefined ? undefined : Math.max(0, context.clock.now() - Date.parse(proposedAt))
    }
  }
}

/** Other proposals for the same path with other bytes, and main where it has moved on there. */
async function conflictsOf(context: Context, { id, branch }: ProposalView, all: readonly ProposalView[]): Promise<Conflict[]> {
  if (!branch) return []
  const { path } = branch.front.artifact
  const rivals = all.filter((other) => other.id !== id && other.standing.state === 'pending' && other.branch?.front.artifact.path === path && other.branch.digest !== branch.digest)
  const moved = await movedOn(context, branch, await context.repository.refs.read(MAIN))
  return [...moved.map((changed) => ({ path: changed })), ...rivals.map((other) => ({ path, with: other.id }))]
}
