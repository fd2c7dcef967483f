import type { EvaluationSummary } from '../index/summarize.js'
import { isoTime } from '../kernel/clock.js'
import { badInput, SkillLoopError } from '../kernel/errors.js'
import { MAIN, proposalPath } from '../kernel/layout.js'
import type { Decision, Evidence, Origin, ProposalFrontMatter } from '../kernel/types.js'
import { blameLines } from '../proposals/history/blame.js'
import { evidenceOfLine, originsOfLine, placeInTrace } from '../proposals/history/line-origin.js'
import { versionsOf } from '../proposals/history/versions.js'
import type { ArtifactHistory, Version } from '../proposals/history/types.js'
import type { ProposalState } from '../proposals/types.js'
import { firstParents } from '../store/history.js'
import type { Context } from './context.js'
import { freshness } from './freshness.js'
import { findArtifact, histories } from './history.js'
import { readTrace } from './ledger-files.js'
import { proposalViews, type ProposalView } from './proposals.js'
import { quarantined } from './quarantine.js'

// Whoever has more commits than this on one branch is told the last of these.
const MOST_COMMITS = 1000

/** A session that a line or a whole artifact rests on. */
export interface Source {
  trace: string
  message: number
  call?: number
  origin: Evidence['origin']
  /** What is said there: the line's own words where they were found, else the evidence as it was quoted. */
  quote: string
  /** True where the line's words were found in the session as it is stored. */
  exact: boolean
  scoreThen?: number
  /** What its evaluation says now. */
  evaluation?: { evaluator: string; score: number; label: EvaluationSummary['label']; fresh: boolean }
  /** Why it cannot be looked at or used. */
  note?: string
}

export interface Why {
  /** The file on main. */
  path: string
  line?: number
  text?: string
  /** The version that brought it; absent where nobody decided on it. */
  version?: Version
  /** The commit that wrote the line, on the proposal's branch or on main. */
  written?: { commit: string; by: string; at: string; message: string; asProposed: boolean }
  proposal?: { id: string; title: string; state: ProposalState; reason: string; basis: ProposalFrontMatter['basis']; distiller: string; sessions: number }
  /** Every decision on the proposal, oldest first. */
  decisions: { id: string; verb: Decision['verb']; by: string; at: string; reason?: string; risk?: string }[]
  origins: Origin[]
  sources: Source[]
  /** Of a whole file: each line with the version that brought it and whose words it repeats. */
  lines?: { line: number; text: string; version?: number; from: string[] }[]
}

/**
 * The chain from a line of a memory or skill, or from all of it, to the proposal, the decision, the evaluation, the
 * session and the message.
 * @param given `path`, `path:line` or a name, as on main or in a folder it was applied to
 * @throws SkillLoopError (2) for what was never approved, or a line that is not there
 */
export async function why(context: Context, given: string): Promise<Why> {
  const { name, line } = splitPlace(given)
  const { history, file = 'SKILL.md' } = findArtifact(await histories(context), name)
  const path = history.path.endsWith('.md') ? history.path : `${history.path}/${file}`
  const known = await textsOf(context, history, path)
  const blamed = blameLines(known.map(({ text }) => text))
  if (blamed.length === 0) throw badInput(`${path} was never on main`, { expected: `a file of ${history.path}` })
  const views = proposalViews(context)
  if (line === undefined) return wholeFile(context, views, path, history, known, blamed)
  const found = blamed[line - 1]
  if (!found) throw badInput(`${path} has no line ${line}`, { expected: `1 to ${blamed.length}`, fix: `see skillloop why ${history.path}` })
  const { version } = known[found.since] ?? {}
  const view = views.find(({ id }) => id === (version ?? versionsOf(history).at(-1))?.proposal)
  const front = view?.onMain ?? view?.front
  const mine = front ? evidenceOfLine(found.text, front.evidence) : []
  const written = await writerOf(context, path, found.text, known[found.since], front?.artifact.digest)
  const isEdited = written !== undefined && !written.asProposed
  return {
    path, line, text: found.text, ...(version && { version }), ...(written && { written }), ...partsOf(view), origins: front && !isEdited ? originsOfLine(found.text, front) : [],
    sources: isEdited && mine.length === 0 ? [] : await sourcesOf(context, mine.length > 0 ? mine : front?.evidence ?? [], found.text)
  }
}

function splitPlace(given: string): { name: string; line?: number } {
  const match = /^(.+?):(\d{1,9})(?::\d+)?$/.exec(given)
  return match?.[1] !== undefined ? { name: match[1], line: Number(match[2]) } : { name: given }
}

interface KnownText { text: string; version?: Version; commit: string }

/** The file in each version, and as it is on main where nobody decided on that. */
async function textsOf(context: Context, { entries, digest, current }: ArtifactHistory, path: string): Promise<KnownText[]> {
  const texts: KnownText[] = []
  for (const version of versionsOf({ entries })) {
    const bytes = await (await context.repository.snapshot(version.commit)).read(path)
    texts.push({ text: Buffer.from(bytes ?? []).toString('utf8'), version, commit: version.commit })
  }
  const last = entries.at(-1)
  if (!current && digest !== undefined && last) {
    const bytes = await (await context.repository.tip(MAIN))?.read(path)
    texts.push({ text: Buffer.from(bytes ?? []).toString('utf8'), commit: last.commit })
  }
  // What is gone from main is asked about as it last was.
  while (texts.length > 1 && texts.at(-1)?.text === '') texts.pop()
  return texts
}

async function wholeFile(context: Context, views: readonly ProposalView[], path: string, history: ArtifactHistory, known: readonly KnownText[], blamed: ReturnType<typeof blameLines>): Promise<Why> {
  const version = known.at(-1)?.version
  const view = views.find(({ id }) => id === (version ?? versionsOf(history).at(-1))?.proposal)
  const front = view?.onMain ?? view?.front
  const frontOf = new Map(views.map((each) => [each.id, each.onMain ?? each.front]))
  const lines = blamed.map(({ text, since }, i) => {
    const { version: brought } = known[since] ?? {}
    const proposal = brought && frontOf.get(brought.proposal)
    return { line: i + 1, text, ...(brought && { version: brought.number }), from: proposal ? [...new Set(originsOfLine(text, proposal).flatMap(({ from }) => from))] : [] }
  })
  return { path, ...(version && { version }), ...partsOf(view), origins: front?.origins ?? [], sources: await sourcesOf(context, front?.evidence ?? [], undefined), lines }
}

function partsOf(view: ProposalView | undefined): Pick<Why, 'proposal' | 'decisions'> {
  const front = view?.onMain ?? view?.front
  if (!view || !front) return { decisions: [] }
  return {
    proposal: { id: view.id, title: front.title, state: view.standing.state, reason: view.standing.reason, basis: front.basis, distiller: `${front.distiller.name} ${front.distiller.version}`, sessions: view.supporters.length },
    decisions: view.decisions.filter(({ decision }) => decision.verb !== 'apply').map(({ id, decision: { verb, by, at, reason, risk } }) => ({ id, verb, by: by.name, at, ...(reason !== undefined && { reason }), ...(risk && { risk: `${risk.verdict}${risk.accepted === undefined ? '' : `, accepted: ${risk.accepted}`}` }) }))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
  }
}

/** Who wrote a line: the first commit that has it, of the branch that a merge brought, else of main. */
async function writerOf(context: Context, path: string, line: string, known: KnownText | undefined, proposed: string | undefined): Promise<Why['written']> {
  if (!known) return undefined
  const { repository } = context
  const has = async (commit: string): Promise<boolean> => {
    const bytes = await (await repository.snapshot(commit)).read(path)
    return bytes !== undefined && Buffer.from(bytes).toString('utf8').split(/\r?\n/).includes(line)
  }
  const [mainline, branch] = (await repository.commitData(known.commit)).parents
  const isOfBranch = branch !== undefined && await has(branch) && !(mainline !== undefined && await has(mainline))
  let first = known.commit
  let steps = 0
  for await (const { oid } of firstParents(isOfBranch ? branch : known.commit, (id) => repository.commitData(id))) {
    if (!await has(oid) || ++steps > MOST_COMMITS) break
    first = oid
  }
  const { author, message, parents: [before] } = await repository.commitData(first)
  // The commit that brings the proposal brings its words as they were proposed.
  const file = proposalPath(known.version?.proposal ?? '')
  const broughtIt = (await (await repository.snapshot(first)).entry(file))?.oid !== (before === undefined ? undefined : (await (await repository.snapshot(before)).entry(file))?.oid)
  const asProposed = known.version !== undefined && (known.version.digest === proposed || (broughtIt && isOfBranch))
  return { commit: first, by: author.name, at: isoTime(author.at), message: message.split('\n')[0] ?? '', asProposed }
}

async function sourcesOf(context: Context, evidence: readonly Evidence[], line: string | undefined): Promise<Source[]> {
  const { index, policy } = context
  const { evaluator } = policy.evaluation
  const [evaluations, isFresh, held] = [index.evaluations(evaluator), freshness(context), quarantined(context)]
  const forgotten = new Map(index.usageEvents().filter(({ data }) => data.kind === 'forget').map(({ data }) => [data.trace, data]))
  const sources: Source[] = []
  for (const { trace, traceSha256, message, call, quote, origin, score } of evidence) {
    const row = index.traceRows(trace)[0]
    const stored = evaluations.get(trace)?.data
    const out = held.get(trace)
    const tombstone = forgotten.get(trace)
    const place = row && line !== undefined ? await readable(async () => placeInTrace(line, await readTrace(context, row), message)) : undefined
    const note = tombstone ? `forgotten by ${tombstone.by.name} on ${tombstone.at.slice(0, 10)}` : !row ? 'not on this ledger' : out ? `in quarantine: ${out.reason}` : row.data.sha256 !== traceSha256 ? 'it has grown or changed since it was quoted' : undefined
    sources.push({
      trace, message: place?.message ?? message, ...(place ? place.call !== undefined && { call: place.call } : call !== undefined && { call }), origin, quote: place?.text ?? quote, exact: place !== undefined,
      ...(score !== undefined && { scoreThen: score }), ...(stored && row && { evaluation: { evaluator, score: stored.score, label: stored.label, fresh: isFresh(row.data, stored) } }), ...(note !== undefined && { note })
    })
  }
  return sources
}

/** What a damaged file gives is nothing; `check` names it. */
async function readable<T>(read: () => Promise<T>): Promise<T | undefined> {
  return read().catch((error: unknown) => {
    if (error instanceof SkillLoopError || error instanceof SyntaxError) return undefined
    throw error
  })
}
