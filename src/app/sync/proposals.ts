import { artifactDigest } from '../../kernel/hash.js'
import { ARCHIVE, MAIN, PROPOSAL_BRANCHES, proposalPath, supportPath } from '../../kernel/layout.js'
import { canonicalJson } from '../../kernel/canonical-json.js'
import type { ProposalFrontMatter, Support } from '../../kernel/types.js'
import { planBranch, type BranchAction } from '../../hosting/plan/plan-branch.js'
import type { RefUpdate } from '../../hosting/transport.js'
import { parseProposal } from '../../proposals/parse.js'
import { artifactFiles } from '../artifacts.js'
import { putOnLedger } from '../ledger-files.js'
import { proposalViews, type ProposalView } from '../proposals.js'
import { refuseOutgoingSecrets } from './outgoing.js'
import { expectDone, type Pushed } from './push-main.js'
import { isRewritten, keep, relationOf, seenAt, seenBranches, setSeen, type Work } from './work.js'

const NAME = /^proposal\/(?:memory|skill)\/[A-Za-z0-9][A-Za-z0-9._-]*-([0-9a-f]{12})(?:-\d+)?$/

/**
 * Brings the proposals' branches into step. What main has decided is archived and its branches deleted, there too
 * once main there says so; what is open follows whoever moved it on. Nothing that was not published goes out.
 * @param isMainThere main there holds all decisions that are here
 */
export async function syncProposals(work: Work, isMainThere: boolean): Promise<Pushed> {
  const { context, there } = work
  const views = new Map(proposalViews(context).map((view) => [view.id, view]))
  const here = [...(await context.repository.refs.list(PROPOSAL_BRANCHES)).keys()].map((ref) => ref.slice('refs/heads/'.length))
  const names = [...new Set([...here, ...there.keys(), ...await seenBranches(work)])].filter((branch) => branch.startsWith('proposal/')).sort()
  const updates: (RefUpdate & { what: string })[] = []
  for (const branch of names) {
    const id = NAME.exec(branch)?.[1]
    if (id === undefined) {
      work.report.notes.push(`${branch} has no name that a proposal's branch has, and was left alone`)
      continue
    }
    const view = views.get(id)
    const update = await isDecided(work, branch, view) ? await settle(work, branch, view as ProposalView, isMainThere) : await follow(work, branch, id)
    if (update) updates.push(update)
  }
  return push(work, updates)
}

async function push(work: Work, updates: readonly (RefUpdate & { what: string })[]): Promise<Pushed> {
  const results = await work.remote.transport.push(updates)
  let isRaced = false
  for (const [i, result] of results.entries()) {
    const { ref, to, what } = updates[i] as typeof updates[number]
    if (result.outcome === 'moved') isRaced = true
    // A branch that its host does not let us delete is no reason to stop.
    else if (result.outcome !== 'done' && to === undefined) work.report.notes.push(`${ref.slice('refs/heads/'.length)} stays on ${work.remote.name}: ${result.reason}`)
    else {
      expectDone(result, work)
      await setSeen(work, ref.slice('refs/heads/'.length), to)
      work.report.done.push({ branch: ref.slice('refs/heads/'.length), what })
    }
  }
  return isRaced ? 'raced' : 'there'
}

/** Whether main says what became of it, and no later round of it is on this branch. */
async function isDecided(work: Work, branch: string, view: ProposalView | undefined): Promise<boolean> {
  if (view === undefined) return false
  const { state, decidedBy } = view.standing
  if (!['approved', 'superseded', 'rejected', 'revoked'].includes(state)) return false
  const remote = work.there.get(branch)
  const front = remote === undefined ? view.branch?.front : await frontAt(work, remote, view.id)
  return decidedBy === undefined || !(front?.after ?? []).includes(decidedBy.id)
}

async function settle(work: Work, branch: string, view: ProposalView, isMainThere: boolean): Promise<(RefUpdate & { what: string }) | undefined> {
  const { context: { repository }, there, report } = work
  const [ref, remote] = [`refs/heads/${branch}`, there.get(branch)]
  const local = await repository.refs.read(ref)
  const state = view.standing.state
  const head = await repository.refs.head()
  if (local !== undefined && !(head && 'ref' in head && head.ref === ref)) {
    if (!await isOnMain(work, local, view)) await archive(work, view, branch, local)
    await repository.refs.delete(ref, local)
    report.done.push({ branch, what: `${state} on main: ${view.standing.reason}` })
  }
  if (remote === undefined) {
    await setSeen(work, branch, undefined)
    return undefined
  }
  if (!isMainThere) return undefined
  const isThere = await isOnMain(work, remote, view)
  if (!isThere && (state === 'approved' || state === 'superseded')) {
    report.notes.push(`${branch} on ${work.remote.name} holds other bytes than were approved, and was left alone: look at it there`)
    return undefined
  }
  if (!isThere) await archive(work, view, branch, remote)
  return { ref, expected: remote, to: undefined, what: `deleted on ${work.remote.name}: ${state}` }
}

/** Whether main holds all that a branch would bring: its commits, or the bytes of its artifact. */
async function isOnMain(work: Work, commit: string, view: ProposalView): Promise<boolean> {
  const main = await work.context.repository.refs.read(MAIN) ?? ''
  if (['same', 'behind'].includes(await relationOf(work, commit, main))) return true
  const digest = await digestAt(work, commit, view.id)
  return view.onMain !== undefined && digest !== undefined && digest === view.mainDigest
}

/** Keeps a branch's commits under the proposal's archive, or beside it where that holds others already. */
async function archive(work: Work, view: ProposalView, branch: string, commit: string): Promise<void> {
  const { refs } = work.context.repository
  const round = /-[0-9a-f]{12}(-\d+)$/.exec(branch)?.[1] ?? ''
  const ref = `${ARCHIVE}${view.id}${round}`
  const there = await refs.read(ref)
  if (there === undefined) await refs.update(ref, undefined, commit, { who: await work.context.committer(), message: 'sync: archive' })
  else if (!['same', 'ahead'].includes(await relationOf(work, there, commit))) await keep(work, branch, commit)
}

async function follow(work: Work, branch: string, id: string): Promise<(RefUpdate & { what: string }) | undefined> {
  const { context: { repository }, there, remote, report } = work
  const ref = `refs/heads/${branch}`
  const [local, tip, seen] = [await repository.refs.read(ref), there.get(branch), await seenAt(work, branch)]
  const relation = local !== undefined && tip !== undefined ? await relationOf(work, local, tip) : undefined
  const facts = { local, remote: tip, seen, relation: relation === 'apart' ? 'diverged' as const : relation, isRewritten: tip !== undefined && await isRewritten(work, seen, tip) }
  const who = await work.context.committer()
  const moveTo = async (to: string, what: string): Promise<void> => {
    if (local === undefined) await repository.refs.update(ref, undefined, to, { who, message: `sync: from ${remote.name}` })
    else await repository.advance(ref, local, to, { who, message: `sync: from ${remote.name}` })
    report.done.push({ branch, what })
  }
  const action: BranchAction = planBranch(facts)
  switch (action) {
    case 'none': case 'keep': break
    case 'vanished':
      report.notes.push(await vanished(work, branch, id))
      return undefined
    case 'take':
      if (tip === undefined || await frontAt(work, tip, id) === undefined) {
        report.notes.push(`${branch} on ${remote.name} holds no proposal ${id}, and was left alone`)
        return undefined
      }
      await moveTo(tip, `is new from ${remote.name}`)
      break
    case 'advance':
      await moveTo(tip ?? '', `moved on there: ${await changeOf(work, local ?? '', tip ?? '', id)}`)
      break
    case 'follow':
      report.alarms.push(`${branch} was rewritten on ${remote.name}: ${await changeOf(work, local ?? '', tip ?? '', id)}; what was there stays under ${await keep(work, branch, seen ?? '')}`)
      await moveTo(tip ?? '', 'follows what was rewritten there')
      break
    case 'clash':
      report.alarms.push(`${branch} was rewritten on ${remote.name} while it moved on here; what was there stays under ${await keep(work, branch, seen ?? '')}`)
      report.conflicts.push({ branch, paths: await pathsBetween(work, local ?? '', tip ?? ''), fix: `choose: git -C .skillloop branch -f ${branch} ${remote.name}/${branch} takes theirs; skillloop review publish ${id} keeps yours` })
      return undefined
    case 'twice': return adopt(work, branch, id, local ?? '', tip ?? '')
    case 'merge': return merge(work, branch, tip ?? '')
    case 'push': case 'force':
      await refuseOutgoingSecrets(work.context, local ?? '', new Set([tip ?? '', await repository.refs.read(MAIN) ?? '']))
      return { ref, expected: tip, to: local, what: `${action === 'push' ? 'pushed' : 'pushed as it was rewritten here'} to ${remote.name}` }
  }
  if (tip !== undefined) await setSeen(work, branch, tip)
  return undefined
}

/** Made on two machines, each for itself: the published one stands where both say the same, and the other's evidence speaks for it. */
async function adopt(work: Work, branch: string, id: string, local: string, tip: string): Promise<undefined> {
  const { context, remote, report } = work
  const [ours, theirs] = [await frontAt(work, local, id), await frontAt(work, tip, id)]
  if (!ours || !theirs || await digestAt(work, local, id) !== await digestAt(work, tip, id)) {
    report.conflicts.push({ branch, paths: await pathsBetween(work, local, tip), fix: `it was proposed here and on ${remote.name} in different words; choose: git -C .skillloop branch -f ${branch} ${remote.name}/${branch} takes theirs; skillloop review publish ${id} keeps yours` })
    return undefined
  }
  const known = new Set(theirs.evidence.map(({ trace }) => trace))
  await putOnLedger(context, supportsFrom(id, ours.evidence.filter(({ trace }) => !known.has(trace))), (count) => `Support for ${id}: ${count} sessions of a proposal made twice`)
  await keep(work, branch, local)
  await context.repository.advance(`refs/heads/${branch}`, local, tip, { who: await context.committer(), message: `sync: from ${remote.name}` })
  await setSeen(work, branch, tip)
  report.done.push({ branch, what: `was proposed on ${remote.name} too, with the same bytes: its own evidence supports that one now` })
  return undefined
}

function supportsFrom(id: string, evidence: readonly ProposalFrontMatter['evidence'][number][]): { path: string; text: string }[] {
  const byTrace = new Map<string, ProposalFrontMatter['evidence'][number][]>()
  for (const item of evidence) byTrace.set(item.trace, [...byTrace.get(item.trace) ?? [], item])
  return [...byTrace].map(([trace, items]) => ({ path: supportPath(id, trace), text: canonicalJson({ schemaVersion: 1, proposal: id, evidence: items as Support['evidence'] } satisfies Support) }))
}

async function merge(work: Work, branch: string, tip: string): Promise<(RefUpdate & { what: string }) | undefined> {
  const { context, remote, report } = work
  const { repository } = context
  let conflicts: string[] = []
  const commit = await repository.commit(`refs/heads/${branch}`, repository.batch(), async (here) => {
    const plan = await repository.planMerge(here, tip)
    conflicts = plan.conflicts
    return conflicts.length > 0 ? undefined : { edits: plan.edits, otherParents: [tip], message: `Merge ${branch} of ${remote.name}` }
  }, { who: await context.committer() })
  if (commit === undefined) {
    report.conflicts.push({ branch, paths: conflicts, fix: `both sides edited it: git -C .skillloop switch ${branch}; git merge ${remote.name}/${branch}, resolve these, commit, then sync again` })
    return undefined
  }
  await refuseOutgoingSecrets(work.context, commit, new Set([tip, await repository.refs.read(MAIN) ?? '']))
  return { ref: `refs/heads/${branch}`, expected: tip, to: commit, what: `merged with ${remote.name} and pushed` }
}

/** A branch that is gone there says nothing of yes or no: what the host's pull request says is a hint for the person. */
async function vanished({ remote }: Work, branch: string, id: string): Promise<string> {
  const pull = await remote.pulls?.find(branch)
  const hint = pull === undefined ? '' : pull.state === 'closed' ? ` (its pull request ${pull.number} was closed)` : ` (its pull request ${pull.number} is ${pull.state})`
  return `${branch} is gone from ${remote.name}${hint}, and main decides nothing: it stays here. \`skillloop review reject ${id} --reason "…"\` turns it down, \`skillloop review publish ${id}\` puts it there again`
}

async function changeOf(work: Work, from: string, to: string, id: string): Promise<string> {
  const [before, after] = [await digestAt(work, from, id), await digestAt(work, to, id)]
  return before === after ? 'the proposed bytes are the same' : 'the proposed bytes are others'
}

async function pathsBetween({ context: { repository } }: Work, a: string, b: string): Promise<string[]> {
  return (await repository.diff(a, b)).map(({ path }) => path)
}

async function frontAt({ context: { repository } }: Work, commit: string, id: string): Promise<ProposalFrontMatter | undefined> {
  const bytes = await (await repository.snapshot(commit)).read(proposalPath(id))
  try {
    return bytes && parseProposal(Buffer.from(bytes).toString('utf8'), { file: proposalPath(id) }).front
  } catch {
    return undefined
  }
}

async function digestAt(work: Work, commit: string, id: string): Promise<string | undefined> {
  const front = await frontAt(work, commit, id)
  const files = front && await artifactFiles(await work.context.repository.snapshot(commit), front.artifact)
  return files && files.size > 0 ? artifactDigest(files) : undefined
}
