import { canonicalJson } from '../kernel/canonical-json.js'
import { isoTime } from '../kernel/clock.js'
import { badInput, refused } from '../kernel/errors.js'
import { sha256 } from '../kernel/hash.js'
import { plural } from '../kernel/text.js'
import type { Trace } from '../kernel/types.js'
import type { Context } from './context.js'
import { ingest } from './ingest.js'
import type { IngestItem } from './ingest-item.js'
import { readTrace } from './ledger-files.js'
import { proposalViews } from './proposals.js'
import { refuseSecrets } from './secret-guard.js'

/** Who writes something down outside of a session that is taken in, and in which session it was. */
export type Writer = { kind: 'person' } | { kind: 'agent'; name: string; session?: string | undefined }

/** The distiller's name in what agents proposed themselves. */
export const AGENT = 'agent'
const RUNTIME = 'note'
const HOUR_MS = 3_600_000

/**
 * Keeps what was written down as a session of one message on the ledger, redacted like any other: it can be looked up,
 * asked about by `why`, put in quarantine and forgotten. The same words of the same writer are one session.
 * @throws SkillLoopError (1) where it has a secret in it or the policy takes no notes in
 */
export async function takeNote(context: Context, text: string, writer: Writer): Promise<Trace> {
  refuseSecrets(Buffer.from(text), context.fileRules)
  const raw = Buffer.from(canonicalJson({ ...writer, text }))
  const at = isoTime(context.clock.now())
  const note: IngestItem = {
    kind: 'session', place: { file: RUNTIME },
    session: {
      runtime: RUNTIME, adapter: { name: RUNTIME, version: 1 }, startedAt: at, end: { state: 'complete' },
      messages: [{ role: writer.kind === 'person' ? 'user' : 'assistant', text: text.toWellFormed(), at }],
      ...(writer.kind === 'agent' && { metadata: { agent: writer.name, ...(writer.session !== undefined && { session: writer.session }) } }),
      raw: { name: RUNTIME, bytes: raw.length, sha256: sha256(raw) }
    }
  }
  const { bySource, denied: [denied], skipped: [skipped] } = await ingest(context, once(note), `note of ${writer.kind === 'person' ? 'a person' : 'an agent'}`)
  if (denied) throw refused(`notes are not taken in: ${denied.reason}`, { place: { file: 'policy.json' } })
  if (skipped) throw refused(`the note cannot be stored: ${skipped.problem}`, { ...(skipped.expected !== undefined && { expected: skipped.expected }) })
  await context.index.catchUp()
  const row = context.index.traceRows(bySource.get(RUNTIME)?.[0] ?? '')[0]
  if (!row) throw refused('the note is not on the ledger')
  return readTrace(context, row)
}

async function* once<T>(item: T): AsyncGenerator<T> {
  await Promise.resolve()
  yield item
}

/** @throws SkillLoopError (2) for words that are none, or too many */
export function expectWords(text: string, most: number, what: string): string {
  const words = text.trim()
  if (words === '') throw badInput(`${what} has no words`)
  if (words.length > most) throw badInput(`${what} has ${words.length} characters`, { expected: `at most ${most}`, fix: what === 'the memory' ? 'one lesson at a time; steps belong into a skill' : 'make it shorter' })
  return words
}

/**
 * Holds agents to what people can review: so many of their proposals open at once, so many an hour.
 * @throws SkillLoopError (1) where it is enough for now
 */
export function expectRoom(context: Context): void {
  const { maxOpen, perHour } = context.policy.mcp
  const views = proposalViews(context)
  const open = views.filter(({ standing }) => standing.state === 'pending')
  const theirs = open.filter(({ front }) => front?.distiller.name === AGENT)
  if (theirs.length >= maxOpen) throw refused(`${plural(theirs.length, 'proposal')} of agents ${theirs.length === 1 ? 'waits' : 'wait'} for review`, { expected: `fewer than ${maxOpen}, by mcp.maxOpen of the policy`, fix: 'a person decides on them first: skillloop review list' })
  const { maxOpenProposals } = context.policy.review
  if (open.length >= maxOpenProposals) throw refused(`${plural(open.length, 'proposal is', 'proposals are')} open`, { expected: `fewer than ${maxOpenProposals}, by review.maxOpenProposals of the policy`, fix: 'a person decides on them first: skillloop review list' })
  const since = context.clock.now() - HOUR_MS
  const byAgents = new Set(views.flatMap(({ front }) => (front?.distiller.name === AGENT ? front.evidence.map(({ trace }) => trace) : [])))
  const made = context.index.traces().filter(({ data }) => data.runtime === RUNTIME && byAgents.has(data.id) && Date.parse(data.startedAt ?? '') > since)
  if (made.length >= perHour) throw refused(`${plural(made.length, 'proposal was', 'proposals were')} made by agents within the last hour`, { expected: `at most ${perHour}, by mcp.perHour of the policy`, fix: 'go on with the work, and propose less' })
}
