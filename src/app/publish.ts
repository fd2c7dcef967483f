import { refused } from '../kernel/errors.js'
import { MAIN } from '../kernel/layout.js'
import type { Remote } from '../hosting/open-remote.js'
import type { WantedPullRequest } from '../hosting/rest/pull-requests.js'
import { pullRequestText } from '../proposals/pull-request.js'
import { compareArtifact } from './artifacts.js'
import type { Context } from './context.js'
import type { ProposalView } from './proposals.js'
import { riskOf } from './risk.js'
import { shortName } from './branches.js'
import { refuseOutgoingSecrets } from './sync/outgoing.js'
import { expectDone } from './sync/push-main.js'
import { keep, relationOf, seenAt, setSeen, type Work } from './sync/work.js'

export interface Published {
  id: string
  branch: string
  /** pushed: its branch is there now as it is here; same: it was already. */
  outcome: 'pushed' | 'same'
  pull?: { number: number; page: string; outcome: 'opened' | 'updated' | 'same' }
  /** Where a person opens the pull request, where no token does. */
  page?: string
  notes: string[]
}

/**
 * Pushes a pending proposal's branch and opens its pull request, or brings both up to date; doing it again changes nothing.
 * @throws SkillLoopError (1) where it is not pending, holds a secret, or moved on there
 */
export async function publish(context: Context, remote: Remote, view: ProposalView, there: ReadonlyMap<string, string>, reviewers: readonly string[]): Promise<Published> {
  const { branch } = view
  if (view.standing.state !== 'pending' || !branch) throw refused(`${view.id} is ${view.standing.state}: ${view.standing.reason}`, { expected: 'a proposal that is pending' })
  if (!there.has('main')) throw refused(`${remote.name} has no main yet`, { fix: `skillloop sync ${remote.name}` })
  const work: Work = { context, remote, there, options: {}, report: { remote: remote.name, done: [], alarms: [], conflicts: [], notes: [] } }
  const name = shortName(branch.ref)
  const notes: string[] = []
  const outcome = await push(work, branch.ref, name, branch.commit, notes)
  const wanted = await pullRequestOf(context, view, name, reviewers)
  if (!remote.pulls) {
    const page = remote.page(name)
    return { id: view.id, branch: name, outcome, ...(page !== undefined && { page }), notes: [...notes, ...(remote.withoutPulls === undefined ? [] : [remote.withoutPulls])] }
  }
  const { pull, outcome: put, notes: more } = await remote.pulls.put(wanted)
  return { id: view.id, branch: name, outcome, pull: { number: pull.number, page: pull.page, outcome: put }, notes: [...notes, ...more] }
}

async function push(work: Work, ref: string, name: string, commit: string, notes: string[]): Promise<Published['outcome']> {
  const { context, remote, there } = work
  const tip = there.get(name)
  if (tip === commit) {
    await setSeen(work, name, tip)
    return 'same'
  }
  const relation = tip === undefined ? 'ahead' : await relationOf(work, commit, tip)
  if (relation === 'behind') throw refused(`${name} has moved on at ${remote.name}`, { fix: `skillloop sync ${remote.name}, look at it again, then publish` })
  // What is published on purpose goes before what is there, which stays here.
  if (relation !== 'ahead' && tip !== undefined && await seenAt(work, name) !== tip) notes.push(`what was there stays under ${await keep(work, name, tip)}`)
  await refuseOutgoingSecrets(context, commit, new Set([await context.repository.refs.read(MAIN) ?? '', ...there.values()]))
  const [result] = await remote.transport.push([{ ref, expected: tip, to: commit }])
  if (result?.outcome === 'moved') throw refused(`${name} has moved on at ${remote.name} just now`, { fix: 'sync, look at it again, then publish' })
  expectDone(result, work)
  await setSeen(work, name, commit)
  return 'pushed'
}

async function pullRequestOf(context: Context, view: ProposalView, branch: string, reviewers: readonly string[]): Promise<WantedPullRequest> {
  const front = view.branch?.front
  if (!front) throw refused(`${view.id} has no branch`)
  const [{ proposed }, risk] = [await compareArtifact(context, view), await riskOf(context, view)]
  const main = proposed.get('SKILL.md') ?? [...proposed.values()][0] ?? new Uint8Array()
  const text = pullRequestText(front, {
    risk: risk.report, added: risk.added, foreign: risk.foreign, sessions: view.supporters.length,
    isEdited: view.branch?.digest !== front.artifact.digest, artifact: Buffer.from(main).toString('utf8')
  })
  return { branch, ...text, reviewers }
}
