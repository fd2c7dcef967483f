import { canonicalJson } from '../kernel/canonical-json.js'
import { isoTime } from '../kernel/clock.js'
import { refused } from '../kernel/errors.js'
import { eventPath, LEDGER, MAIN, rewritePath } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { Rewrite, TraceEvent } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { decisionId } from '../proposals/decisions.js'
import { isRecorded } from '../proposals/history/rewrites.js'
import { LostRace } from '../store/refs/ref-store.js'
import type { Context } from './context.js'
import type { ForgetPlan } from './forget-plan.js'
import { redactText } from './redact-output.js'

export interface Forgotten {
  trace: string
  /** The ledger before, what became of that commit, and the tip now, with the tombstone. */
  from: string
  to: string
  tip: string
  /** How many commits became others. */
  rewritten: number
  /** The commit on main that records it; absent where it is on record already, e.g. from another clone. */
  recorded?: string
  /** Blobs that are still in .git/objects because something else reaches them; undefined where git is not there to purge. */
  left: string[] | undefined
}

/**
 * Takes a session's content out of the ledger's history. First a record on main, old commit to new, so that an audit
 * can tell it from a rewrite that nobody decided on; then the ledger, with a tombstone; then the objects. Stopped
 * anywhere it can be run again: the same history becomes the same commits. Of what was forgotten already only the
 * objects are removed, for when something else reached them then.
 * @throws SkillLoopError (1) where the ledger has moved since it was planned
 */
export async function forget(context: Context, plan: ForgetPlan, why: string): Promise<Forgotten> {
  const { repository, index } = context
  if (plan.paths.length === 0) return { trace: plan.trace, from: plan.from, to: plan.from, tip: plan.from, rewritten: 0, left: await repository.purge(LEDGER, []) }
  const reason = redactText(why)
  const person = await context.person()
  const rewritten = await repository.rewriteWithout(plan.from, new Set(plan.paths))
  const rewrites = index.rewrites().map(({ data }) => data)
  // Where another clone has done it, its record and its tombstone serve here too.
  const earlier = rewrites.find(({ trace }) => trace === plan.trace)
  const record: Rewrite = {
    schemaVersion: 1, verb: 'forget', ref: LEDGER, trace: plan.trace, forms: plan.forms, at: isoTime(context.clock.now()), by: { name: person.name, email: person.email }, reason,
    from: plan.from, to: rewritten.to, paths: plan.paths, commits: Object.fromEntries([...rewritten.commits].sort(([a], [b]) => (a < b ? -1 : 1)))
  }
  const tombstone = tombstoneOf(earlier ?? record, plan)
  const batch = repository.batch()
  const edits = new Map([[tombstone.path, { oid: await batch.add('blob', Buffer.from(tombstone.text)), mode: '100644' as const }]])
  const who = earlier ? { ...earlier.by, at: Date.parse(earlier.at) } : person
  let recorded: string | undefined
  const tip = await repository.replaceHistory(LEDGER, plan.from, rewritten.to, batch, { edits, message: `forget: ${plan.trace}` }, { who }, async () => {
    if (!isRecorded(rewrites, rewritten.commits)) recorded = await recordOnMain(context, record)
  }).catch((error: unknown) => {
    if (error instanceof LostRace) throw refused('the ledger has grown meanwhile; nothing was changed', { fix: 'run it again when nothing else writes to this store' })
    throw error
  })
  const left = await repository.purge(LEDGER, plan.blobs)
  return { trace: plan.trace, from: plan.from, to: rewritten.to, tip, rewritten: rewritten.commits.size, ...(recorded !== undefined && { recorded }), left }
}

function tombstoneOf({ by, at, reason }: Pick<Rewrite, 'by' | 'at' | 'reason'>, { trace, forms }: ForgetPlan): { path: string; text: string } {
  const [latest = '', ...others] = forms
  const event: TraceEvent = { schemaVersion: 1, kind: 'forget', trace, traceSha256: latest, at, by, note: reason, ...(latest !== '' && { forms: [latest, ...others] }) }
  const text = canonicalJson(expectFormat('event', event, { file: 'the tombstone' }))
  return { path: eventPath(event, decisionId(text)), text }
}

async function recordOnMain(context: Context, record: Rewrite): Promise<string | undefined> {
  const { repository } = context
  const text = canonicalJson(expectFormat('rewrite', record, { file: 'the record' }))
  const batch = repository.batch()
  const edits = new Map([[rewritePath(record, decisionId(text)), { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' as const }]])
  const message = `Forget a session: ${plural(Object.keys(record.commits).length, 'commit')} of the ledger rewritten\n\n${record.reason}\n\nSkillLoop-Trace: ${record.trace}`
  return repository.commit(MAIN, batch, () => Promise.resolve({ edits, message }), { who: await context.person() })
}
