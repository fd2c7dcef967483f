import { badInput } from '../kernel/errors.js'
import type { Evaluation, ProposalFrontMatter } from '../kernel/types.js'
import { heirsOf, sessionsOf } from '../proposals/history/lineage.js'
import { versionsOf } from '../proposals/history/versions.js'
import type { ProposalState } from '../proposals/types.js'
import { appliedTo } from './applied.js'
import type { Context } from './context.js'
import { histories } from './history.js'
import { proposalViews, type ProposalView } from './proposals.js'
import { quarantined } from './quarantine.js'
import { decidedOf } from './taint.js'

/** How a proposal came from a session or from another proposal. */
type Link = 'evidence' | 'heard there' | 'further support' | 'took over its bytes' | 'itself'

export interface ImpactedProposal {
  id: string
  kind: ProposalFrontMatter['kind']
  action: 'add' | 'update' | 'retire'
  title: string
  state: ProposalState
  links: Link[]
  path: string
  /** Versions of the artifact that came from it. */
  versions: number[]
  /** The version of these that is in force. */
  inForce?: number
  /** Folders it was applied to and not taken out of. */
  applied: string[]
}

export interface Impact {
  trace?: { id: string; title?: string; here: boolean; sha256?: string; quarantine?: string; forgotten?: string }
  proposals: ImpactedProposal[]
  evaluations: { evaluator: string; score: number; label: Evaluation['label'] }[]
  /** What people said of it: ratings, corrections and the like. */
  said: number
  datasets: { name: string; id: string; createdAt: string; splits: string[]; records: number }[]
}

/**
 * Everything that came from a session or a proposal: proposals and what took over their bytes, versions, folders they
 * were applied to; of a session also its evaluations and the datasets it is in.
 * @param given a trace or proposal, or the beginning of its id
 * @throws SkillLoopError (2) when it is neither, or could be both
 */
export async function impact(context: Context, given: string): Promise<Impact> {
  const views = proposalViews(context)
  const [trace, view] = resolve(context, views, given)
  return view ? impactOfProposal(context, views, view) : impactOfTrace(context, views, trace)
}

function resolve(context: Context, views: readonly ProposalView[], given: string): [string, undefined] | [undefined, ProposalView] {
  const found = given === 'latest' || !/^[0-9a-f]{1,12}$/.test(given) ? [] : views.filter(({ id }) => id.startsWith(given))
  const [view] = found
  let trace: string | undefined
  try {
    trace = resolveTrace(context, given)
  } catch (error) {
    if (!view) throw error
  }
  if (trace !== undefined && view) throw badInput(`${given} is the beginning of the trace ${trace} and of the proposal ${view.id}`, { fix: 'give more digits' })
  if (found.length > 1) throw badInput(`${given} is the beginning of several proposal ids: ${found.map(({ id }) => id).slice(0, 3).join(', ')}`, { fix: 'give more digits' })
  return view ? [undefined, view] : [trace ?? given, undefined]
}

/** A trace's id by its beginning, also of one that is not here but that something here names. @throws SkillLoopError (2) */
export function resolveTrace(context: Context, given: string): string {
  try {
    return context.index.trace(given).data.id
  } catch (error) {
    const named = /^[0-9a-f]{4,20}$/.test(given) ? [...namedTraces(context)].filter((id) => id.startsWith(given)) : []
    const [only, another] = named
    if (only !== undefined && another === undefined) return only
    throw error
  }
}

/** The sessions that proposals, datasets and what people said name, here or not. */
function namedTraces(context: Context): Set<string> {
  const { index } = context
  const evidence = proposalViews(context).flatMap(({ front, further }) => [...(front ? sessionsOf(front) : []), ...further])
  return new Set([...evidence, ...index.usageEvents().map(({ data }) => data.trace), ...index.manifests().flatMap(({ data }) => data.records.map(({ trace }) => trace))])
}

async function impactOfTrace(context: Context, views: readonly ProposalView[], trace: string): Promise<Impact> {
  const { index } = context
  const links = new Map<string, Link[]>()
  const add = (id: string, link: Link): void => void links.set(id, [...new Set([...links.get(id) ?? [], link])])
  const all = decidedOf(views)
  for (const { front } of all) {
    if (front.evidence.some((item) => item.trace === trace)) add(front.id, 'evidence')
    if (front.origins?.some(({ heard }) => heard?.trace === trace)) add(front.id, 'heard there')
  }
  for (const id of heirsOf(new Set(links.keys()), all)) add(id, 'took over its bytes')
  for (const view of views) if (view.further.includes(trace)) add(view.id, 'further support')
  const row = index.traceRows(trace)[0]
  const [held, tombstone] = [quarantined(context).get(trace), index.usageEvents().findLast(({ data }) => data.kind === 'forget' && data.trace === trace)?.data]
  return {
    trace: {
      id: trace, here: row !== undefined, ...(row && { title: row.data.title, sha256: row.data.sha256 }), ...(held && { quarantine: `${held.reason} (${held.by}, ${held.at.slice(0, 10)})` }),
      ...(tombstone && { forgotten: `by ${tombstone.by.name} on ${tombstone.at.slice(0, 10)}` })
    },
    proposals: await impacted(context, views, links),
    evaluations: index.evaluationsOf(trace).map(({ data }) => ({ evaluator: data.evaluator.name, score: data.score, label: data.label })),
    said: index.eventsOf(trace).filter(({ data }) => !['quarantine', 'lift', 'forget'].includes(data.kind)).length,
    datasets: index.manifests().flatMap(({ data }) => {
      const records = data.records.filter((record) => record.trace === trace)
      return records.length === 0 ? [] : [{ name: data.name, id: data.id, createdAt: data.createdAt, splits: [...new Set(records.map(({ split }) => split))], records: records.length }]
    })
  }
}

async function impactOfProposal(context: Context, views: readonly ProposalView[], view: ProposalView): Promise<Impact> {
  const links = new Map<string, Link[]>([[view.id, ['itself']]])
  for (const id of heirsOf(new Set([view.id]), decidedOf(views))) links.set(id, ['took over its bytes'])
  return { proposals: await impacted(context, views, links), evaluations: [], said: 0, datasets: [] }
}

async function impacted(context: Context, views: readonly ProposalView[], links: ReadonlyMap<string, Link[]>): Promise<ImpactedProposal[]> {
  const [lives, applied] = [await histories(context), appliedTo(views)]
  return views.flatMap((view) => {
    const front = view.branch?.front ?? view.front
    const how = links.get(view.id)
    if (!front || !how) return []
    const history = lives.get(front.artifact.path)
    const versions = history ? versionsOf(history).filter(({ proposal }) => proposal === view.id).map(({ number }) => number) : []
    const inForce = history?.current?.proposal === view.id ? history.current.number : undefined
    return [{
      id: view.id, kind: front.kind, action: front.action, title: front.title, state: view.standing.state, links: how, path: front.artifact.path, versions, ...(inForce !== undefined && { inForce }),
      applied: versions.length > 0 ? applied.get(front.artifact.path) ?? [] : []
    }]
  })
}
