import { refused } from '../../kernel/errors.js'
import { sha256 } from '../../kernel/hash.js'
import { fileKind, LEDGER, MAIN } from '../../kernel/layout.js'
import { mayPublishLedger } from '../../hosting/plan/remote-url.js'
import type { PushResult } from '../../hosting/transport.js'
import { parseDecision } from '../../proposals/decisions.js'
import { decisionsText } from '../../proposals/pull-request.js'
import { refuseOutgoingSecrets } from './outgoing.js'
import { seenAt, setSeen, treeOf, type Work } from './work.js'

/** there: what is there holds all that is here; waits: by pull request, it is not there yet; raced: somebody was faster. */
export type Pushed = 'there' | 'waits' | 'raced'

/** Pushes main: directly, or where the policy says so or its host lets nobody, by a branch with a pull request. */
export async function pushMain(work: Work): Promise<Pushed> {
  const { context: { repository, policy }, there, remote } = work
  const [local, tip] = [await repository.refs.read(MAIN) ?? '', there.get('main')]
  const known = new Set([tip, await seenAt(work, 'main')].filter((oid) => oid !== undefined))
  await setSeen(work, 'main', tip)
  if (local === tip) return tidied(work)
  await refuseOutgoingSecrets(work.context, local, known)
  // An empty repository has no main that could be protected, and a pull request needs one.
  if (tip !== undefined && (policy.hosting.main === 'pull-request' || await remote.pulls?.isProtected('main'))) return byPullRequest(work, local, tip)
  const [result] = await remote.transport.push([{ ref: MAIN, expected: tip, to: local }])
  if (result?.outcome === 'moved') return 'raced'
  if (result?.outcome === 'protected' && tip !== undefined) return byPullRequest(work, local, tip)
  expectDone(result, work)
  await setSeen(work, 'main', local)
  work.report.done.push({ branch: 'main', what: `pushed to ${remote.name} (${local.slice(0, 10)})` })
  return 'there'
}

/** A branch of this person's, moved on with every sync; its pull request is opened once and brought up to date. */
async function byPullRequest(work: Work, local: string, tip: string): Promise<Pushed> {
  const { context, there, remote, report, options } = work
  // Merged by squash or rebase, the commits differ and the content does not.
  if (await treeOf(work, local) === await treeOf(work, tip)) return tidied(work)
  const { name } = await context.committer()
  const branch = await ownBranch(work)
  const expected = there.get(branch)
  if (expected !== local) {
    const [result] = await remote.transport.push([{ ref: `refs/heads/${branch}`, expected, to: local }])
    if (result?.outcome === 'moved') return 'raced'
    expectDone(result, work)
  }
  const page = remote.page(branch)
  report.pullRequest = { branch, ...(page !== undefined && { page }) }
  if (!remote.pulls) {
    report.notes.push(`main of ${remote.name} takes changes by pull request: ${page === undefined ? `merge the branch ${branch} there` : `open it at ${page}`}`)
    return 'waits'
  }
  const { title, body } = decisionsText(name, await decisionsSince(work, tip, local))
  const { pull, outcome } = await remote.pulls.put({ branch, title, body, labels: ['skillloop'], reviewers: [] })
  report.pullRequest = { branch, page: pull.page, number: pull.number }
  report.done.push({ branch: 'main', what: `goes by pull request ${pull.number}, ${outcome === 'same' ? 'open already' : outcome}: ${pull.page}` })
  if (!options.merge) return 'waits'
  await remote.pulls.merge(pull.number, local)
  report.done.push({ branch: 'main', what: `merged pull request ${pull.number}` })
  // What the host made of it has to be fetched.
  return 'raced'
}

async function ownBranch({ context }: Work): Promise<string> {
  return `skillloop/main-${sha256((await context.committer()).email.toLowerCase()).slice(0, 8)}`
}

/** All of it is there: the branch it went by, where it did, is of no use any more. */
async function tidied(work: Work): Promise<Pushed> {
  const branch = await ownBranch(work)
  const expected = work.there.get(branch)
  if (expected !== undefined) await work.remote.transport.push([{ ref: `refs/heads/${branch}`, expected, to: undefined }])
  return 'there'
}

async function decisionsSince({ context: { repository } }: Work, from: string, to: string): Promise<{ verb: string; path: string; by: string; reason?: string }[]> {
  const changes = (await repository.diff(from, to)).filter(({ path, before, after }) => fileKind(path) === 'decision' && !before && after)
  return Promise.all(changes.map(async ({ path, after }) => {
    const { decision: { verb, artifact, by, reason } } = parseDecision(path, Buffer.from(await repository.blob(after?.oid ?? '')).toString('utf8'))
    return { verb, path: artifact.path, by: by.name, ...(reason !== undefined && { reason }) }
  }))
}

/** Whether the ledger may go to this remote. */
export function mayLedger({ context: { policy }, remote }: Work): boolean {
  return mayPublishLedger(policy.ledger.publishTo, remote.address)
}

export async function pushLedger(work: Work): Promise<Pushed> {
  const { context, there, remote } = work
  const [local, tip] = [await context.repository.refs.read(LEDGER) ?? '', there.get('ledger')]
  if (local === tip) return 'there'
  await refuseOutgoingSecrets(context, local, new Set([tip, await seenAt(work, 'ledger')].filter((oid) => oid !== undefined)))
  const [result] = await remote.transport.push([{ ref: LEDGER, expected: tip, to: local }])
  if (result?.outcome === 'moved') return 'raced'
  expectDone(result, work)
  await setSeen(work, 'ledger', local)
  work.report.done.push({ branch: 'ledger', what: `pushed to ${remote.name} (${local.slice(0, 10)})` })
  return 'there'
}

/** @throws SkillLoopError (1) where the host said no */
export function expectDone(result: PushResult | undefined, { remote }: Pick<Work, 'remote'>): void {
  if (result === undefined || result.outcome === 'done') return
  throw refused(`${remote.address.location} does not take ${result.ref.replace(/^refs\/heads\//, '')}: ${result.reason}`, { fix: 'see that you may push there, and what its hooks or rules ask for' })
}
