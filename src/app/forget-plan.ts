import { badInput, refused } from '../kernel/errors.js'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { fileKind, LEDGER } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { SkillEvent, Trace, TraceEvent } from '../kernel/types.js'
import { quoteFinder } from '../proposals/history/quotes.js'
import { ancestorsOf, type Ancestor } from './ancestors.js'
import type { Context } from './context.js'
import { findCarriers, type Carriers } from './carriers.js'
import { impact, resolveTrace, type Impact } from './impact.js'
import { evidenceFor, proposalViews } from './proposals.js'

/** What is to be taken out of the ledger's history, and where else it is. */
export interface ForgetPlan {
  trace: string
  /** The ledger's tip. */
  from: string
  /** Paths on the ledger, now or ever. */
  paths: string[]
  /** SHA-256 of every form in which the session was stored. */
  forms: string[]
  /** Blobs that hold it. */
  blobs: string[]
  /** Commits of the ledger that have it; 0 where it was forgotten already, and only what it left behind is looked for. */
  commits: number
  carriers: Carriers
  impact: Impact
}

/**
 * Finds everything of a session: on the ledger by its place in every commit there ever was, elsewhere by its words.
 * @throws SkillLoopError (2) where nothing here has it
 */
export async function planForget(context: Context, given: string): Promise<ForgetPlan> {
  const trace = resolveTrace(context, given)
  const { repository } = context
  const from = await repository.refs.read(LEDGER)
  const head = await repository.refs.head()
  if (from === undefined) throw refused('the branch ledger is missing')
  if (head && 'ref' in head && head.ref === LEDGER) throw refused('the ledger is checked out', { expected: 'main, or anything else', fix: 'git -C .skillloop switch main' })
  const found = await filesInHistory(context, from, trace)
  const before = context.index.rewrites().map(({ data }) => data).filter((rewrite) => rewrite.trace === trace)
  for (const oid of before.flatMap(({ commits }) => Object.keys(commits))) found.holders.add(oid)
  if (found.paths.size === 0 && before.length === 0) throw badInput(`the ledger has nothing of ${trace}, nor ever had`, { fix: 'see skillloop traces list' })
  const evidence = proposalViews(context).flatMap((view) => [...(view.front?.evidence ?? []), ...evidenceFor(context, view)]).filter((item) => item.trace === trace)
  return {
    trace, from, paths: [...found.paths].sort(), forms: [...found.forms.keys()].sort(), blobs: [...found.blobs], commits: found.commits,
    carriers: await findCarriers(context, { trace, ledger: found.seen, holders: found.holders, finder: quoteFinder([...found.forms.values()], evidence) }), impact: await impact(context, trace)
  }
}

interface Found { paths: Set<string>; forms: Map<string, Trace>; blobs: Set<string>; commits: number; seen: Set<string>; holders: Set<string> }

async function filesInHistory({ repository, progress }: Context, tip: string, trace: string): Promise<Found> {
  const found: Found = { paths: new Set(), forms: new Map(), blobs: new Set(), commits: 0, seen: new Set(), holders: new Set() }
  const order = await ancestorsOf(tip, async (oid) => (await repository.commitData(oid)).parents, found.seen)
  const looked = new Set<string>()
  const read = async ({ oid, parents }: Ancestor) => ({ changes: await repository.diff(parents[0], oid) })
  let count = 0
  for await (const { changes } of ahead(order, READ_AHEAD, read)) {
    progress(`${++count} of ${plural(order.length, 'commit')} of the ledger looked at`)
    for (const { path, after } of changes) {
      if (!after || looked.has(`${after.oid} ${path}`) || !['100644', '100755'].includes(after.mode)) continue
      looked.add(`${after.oid} ${path}`)
      const kind = fileKind(path)
      const isNamed = path.endsWith(`/${trace}.json`) && (kind === 'trace' || kind === 'evaluation' || kind === 'support')
      if (!isNamed && kind !== 'event' && kind !== 'use') continue
      const document = parsed(await repository.blob(after.oid))
      if (kind === 'use' && (document as Partial<SkillEvent> | undefined)?.trace !== trace) continue
      if (kind === 'event' && !isSaidOf(document as Partial<TraceEvent> | undefined, trace)) continue
      found.paths.add(path)
      found.blobs.add(after.oid)
      const form = document as Partial<Trace> | undefined
      if (kind === 'trace' && typeof form?.sha256 === 'string' && Array.isArray(form.messages)) found.forms.set(form.sha256, form as Trace)
    }
  }
  // Parents first: a commit holds the session if it or one of its parents does.
  for (const { oid, parents } of order) {
    const inTree = parents.some((parent) => found.holders.has(parent)) || (await repository.diff(parents[0], oid)).some(({ path }) => found.paths.has(path))
    if (inTree) found.holders.add(oid)
  }
  found.commits = found.holders.size
  return found
}

/** What people said of how it went may repeat it; that it must not be used is no part of it. */
function isSaidOf(event: Partial<TraceEvent> | undefined, trace: string): boolean {
  return event?.trace === trace && event.kind !== 'quarantine' && event.kind !== 'lift' && event.kind !== 'forget'
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
