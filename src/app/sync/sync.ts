import { environment } from '../../kernel/errors.js'
import { LEDGER, MAIN } from '../../kernel/layout.js'
import type { Remote } from '../../hosting/open-remote.js'
import { LostRace } from '../../store/refs/ref-store.js'
import type { Context } from '../context.js'
import { integrate } from './integrate.js'
import { syncProposals } from './proposals.js'
import { mayLedger, pushLedger, pushMain, type Pushed } from './push-main.js'
import { provenBy, record } from './record.js'
import { isRewritten, seenAt, setSeen, type SyncOptions, type SyncReport, type Work } from './work.js'

const ROUNDS = 12

/**
 * Brings a store and a repository elsewhere into step: fetches, follows or merges what was decided there, writes down
 * what main's tree alone proves, pushes what was decided here, and tidies the branches of what is settled. Whoever
 * is faster wins, and the round begins anew; any number of people and machines may do it at once.
 * @throws SkillLoopError (1) when something secret would go out, (3) when the remote cannot be reached
 */
export async function sync(context: Context, remote: Remote, options: SyncOptions = {}): Promise<SyncReport> {
  const report: SyncReport = { remote: remote.name, done: [], alarms: [], conflicts: [], notes: [] }
  for (let round = 1; round <= ROUNDS; round++) {
    context.progress(`fetching from ${remote.name}`)
    Object.assign(report, { alarms: [], conflicts: [], notes: [] })
    const work: Work = { context, remote, options: round === 1 ? options : { merge: undefined, rewritten: options.rewritten }, report, there: await remote.transport.fetch() }
    const outcome = await oneRound(work).catch((error: unknown) => {
      // Another process of this machine moved a branch between look and write.
      if (error instanceof LostRace) return 'raced'
      throw error
    })
    if (outcome !== 'raced') return report
    await remote.sleep(50 * 2 ** Math.min(round, 6) * spread(round))
  }
  throw environment(`${remote.name} moved ${ROUNDS} times while it was being synced`, { fix: 'try again when fewer others do' })
}

/** Spreads those who lost the same race without a random source that tests would have to fix. */
function spread(round: number): number {
  return 0.5 + ((process.pid * 31 + round * 17) % 97) / 97
}

async function oneRound(work: Work): Promise<Pushed> {
  const { context, there } = work
  const main = await syncMain(work)
  if (main === 'raced') return 'raced'
  if (mayLedger(work)) {
    await context.index.catchUp()
    const held = await unforgotten(work)
    work.report.alarms.push(...held)
    if (held.length === 0 && await integrate(work, 'ledger') === 'current') {
      if (await pushLedger(work) === 'raced') return 'raced'
      await setSeen(work, 'ledger', await context.repository.refs.read(LEDGER))
    }
  } else if (there.has('ledger')) work.report.notes.push(`${work.remote.name} has a ledger, and the policy does not name it under ledger.publishTo: it was left alone`)
  // Decisions may have come with main: proposals are looked at by what it says now.
  await context.index.catchUp()
  if (main === 'held') return 'there'
  return syncProposals(work, main === 'there')
}

/** Sessions that main says are forgotten and that a merge of the ledgers would bring back, with what to do. */
async function unforgotten({ context, remote, there }: Work): Promise<string[]> {
  const tip = there.get('ledger')
  const theirs = tip === undefined ? undefined : await context.repository.snapshot(tip)
  const found = await Promise.all(context.index.rewrites().map(async ({ data: { trace, paths, by } }) => {
    if (context.index.traceRows(trace).length > 0) return `ledger here still has the session ${trace}, which ${by.name} had forgotten: skillloop forget ${trace} --reason …, then sync again`
    const isThere = (await Promise.all(paths.map(async (path) => theirs?.entry(path)))).some((entry) => entry !== undefined)
    return isThere ? `ledger of ${remote.name} still has the session ${trace}, which was forgotten: replace it, git -C .skillloop push --force-with-lease ${remote.name} ledger, then sync again with --rewritten accept` : []
  }))
  return found.flat()
}

async function syncMain(work: Work): Promise<Pushed | 'held'> {
  const { context: { repository }, there } = work
  const [local, remote, seen] = [await repository.refs.read(MAIN) ?? '', there.get('main'), await seenAt(work, 'main')]
  const isStraight = remote !== undefined && !await isRewritten(work, seen, remote)
  const proven = [...(isStraight ? [await provenBy(work, seen, remote)] : []), await provenBy(work, seen, local)]
  if (await integrate(work, 'main') === 'held') return 'held'
  for (const one of proven) await record(work, one)
  const policyBefore = seen === undefined ? undefined : await (await repository.snapshot(seen)).entry('policy.json')
  const policyNow = remote === undefined ? undefined : await (await repository.snapshot(remote)).entry('policy.json')
  if (policyBefore && policyNow && policyBefore.oid !== policyNow.oid) work.report.notes.push('policy.json was changed there; the new one counts from the next command on')
  return pushMain(work)
}
