import { knownEvaluators } from '../evaluation/known.js'
import { isoTime } from '../kernel/clock.js'
import { dueAt, type Schedule } from '../policy/schedule.js'
import { currentRollout, rolloutsOf } from '../rollout/standing.js'
import type { Context } from './context.js'
import { targetsOnRecord } from './applying/targets-on-record.js'
import { foreignNames } from './foreign.js'
import { countEvaluations, type Evaluations } from './judged.js'
import { proposalViews, type ProposalView } from './proposals.js'
import { quarantined } from './quarantine.js'
import { sourceName } from './tick/source-name.js'
import type { TickState } from './tick/state.js'

export interface Status {
  store: string
  traces: number
  /** Of these, sessions that nothing may be learned from. */
  quarantined: number
  /** Traces by runtime. */
  runtimes: Record<string, number>
  newest?: string
  /** By the evaluator whose scores gates look at. */
  evaluations: Evaluations
  /** By every other that has judged something here. */
  otherEvaluations: Evaluations[]
  proposals: Record<string, number>
  /** The proposal that has waited longest for review, and since when. */
  oldest?: { id: string; since: string }
  /** What a tick reads, as far as the last one on this machine knows. */
  sources: { name: string; readAt?: string; lagSeconds?: number; waiting?: number; problem?: string }[]
  /** Ticks on this machine. */
  ticks: { last?: string; code?: number; troubles: number; interrupted: boolean; next?: string; every: number; service?: string }
  /** Sessions that pass the score, and how many make a dataset. */
  readiness: { passing: number; needed: number }
  datasets: number
  lastRun?: { id: string; command: string; at: string }
  damaged: number
  /** Where something was applied, and how much of it is no longer what is in force, by the record: no target is looked at. */
  targets: { target: string; artifacts: number; behind: number }[]
  /** What a person could do next, the most useful first. */
  next: string[]
}

/** What this machine remembers of its ticks. */
export interface LocalStatus { ticks: TickState; schedule: Schedule; service?: string }

/** Where the store stands, from the index and what this machine remembers; no source is looked at. */
export function status(context: Context, local: LocalStatus): Status {
  const { index } = context
  const { policy: { evaluation: { evaluator }, dataset: { minScore } } } = context
  const runtimes = index.runtimes()
  const traces = Object.values(runtimes).reduce((sum, count) => sum + count, 0)
  const out = [...quarantined(context).keys()].reduce((sum, id) => sum + index.traceRows(id).length, 0)
  const counted = countEvaluations(context, evaluator, minScore)
  const known = new Set([...knownEvaluators.map(({ name }) => name), ...foreignNames(context.policy.evaluation)])
  const otherEvaluations = index.evaluatorNames().filter((name) => name !== evaluator && known.has(name)).map((name) => pickCounts(countEvaluations(context, name, minScore)))
  const proposals: Record<string, number> = {}
  const views = proposalViews(context)
  for (const { standing } of views) proposals[standing.state] = (proposals[standing.state] ?? 0) + 1
  const oldest = views.filter(({ standing, branch }) => standing.state === 'pending' && branch).sort((a, b) => ((a.branch?.movedAt ?? '') < (b.branch?.movedAt ?? '') ? -1 : 1))[0]
  const run = index.runs(1)[0]?.data
  const newest = index.traces(1)[0]?.data.startedAt
  const damaged = index.damaged().length
  const sources = sourcesOf(context, local.ticks)
  const ticks = ticksOf(context, local)
  const targets = targetsOnRecord(views, skillsDealt(context, views)).map(({ record, artifacts, behind }) => ({ target: record, artifacts, behind }))
  const facts = { traces, unevaluated: counted.stale + counted.missing, proposals, damaged, sources, ticks, isBehind: targets.some(({ behind }) => behind > 0), ...(oldest && { oldest: oldest.id }) }
  return {
    store: context.repository.root, traces, quarantined: out, runtimes, ...(newest && { newest }), evaluations: pickCounts(counted), otherEvaluations, proposals,
    ...(oldest && { oldest: { id: oldest.id, since: oldest.branch?.movedAt ?? '' } }), sources, ticks, readiness: { passing: counted.passing, needed: context.policy.dataset.minRecords },
    datasets: index.countManifests(), targets, ...(run && { lastRun: { id: run.id, command: run.command, at: run.at } }), damaged, next: nextSteps(facts)
  }
}

/** Skills of which a rollout deals versions now. */
function skillsDealt({ index }: Context, views: readonly ProposalView[]): Set<string> {
  const inForce = new Map(views.flatMap(({ onMain, mainDigest, standing }): [string, string][] => (onMain && mainDigest !== undefined && standing.state === 'approved' ? [[onMain.artifact.path, mainDigest]] : [])))
  const rollouts = rolloutsOf(index.rolloutSteps().map(({ data }) => data), inForce)
  return new Set([...inForce.keys()].filter((path) => (currentRollout(rollouts, path)?.state ?? 'promoted') !== 'promoted'))
}

const pickCounts = ({ evaluator, fresh, stale, missing }: Evaluations): Evaluations => ({ evaluator, fresh, stale, missing })

function sourcesOf({ policy, clock }: Context, { sources }: TickState): Status['sources'] {
  return policy.ingestion.sources.map((source) => {
    const name = sourceName(source)
    const { readAt, problem, waiting } = sources[name] ?? {}
    const lag = readAt === undefined ? undefined : Math.round((clock.now() - Date.parse(readAt)) / 1000)
    return { name, ...(readAt !== undefined && { readAt }), ...(lag !== undefined && { lagSeconds: Math.max(0, lag) }), ...(waiting !== undefined && { waiting }), ...(problem !== undefined && { problem }) }
  })
}

function ticksOf({ clock }: Context, { ticks: { last, run }, schedule, service }: LocalStatus): Status['ticks'] {
  return {
    every: schedule.intervalSeconds, interrupted: run !== undefined, troubles: last?.troubles.length ?? 0,
    ...(last && { last: last.at, code: last.code }), ...(service !== undefined && { service, next: isoTime(dueAt(schedule, clock.now()).at) })
  }
}

interface Facts { traces: number; unevaluated: number; proposals: Record<string, number>; damaged: number; sources: Status['sources']; ticks: Status['ticks']; isBehind: boolean; oldest?: string }

function nextSteps({ traces, unevaluated, proposals, damaged, sources, ticks, isBehind, oldest }: Facts): string[] {
  const steps: string[] = []
  const isConnected = sources.length > 0
  if (damaged > 0) steps.push('skillloop check            name the damaged files')
  if (sources.some(({ problem }) => problem !== undefined)) steps.push('skillloop doctor           what is wrong with the sources')
  if (traces === 0 && !isConnected) steps.push('skillloop setup --start    connect the agents on this machine', 'skillloop ingest --help    or take in sessions by hand')
  if (isConnected && (ticks.last === undefined || unevaluated > 0)) steps.push('skillloop controller run   take in, judge and propose what is new')
  else if (unevaluated > 0) steps.push('skillloop eval --stale     judge what was not judged yet')
  if (!isConnected && traces > 0 && unevaluated === 0 && Object.keys(proposals).length === 0) steps.push('skillloop distill --all    propose what can be learned')
  if (proposals['disputed'] || proposals['altered']) steps.push('skillloop review list      settle what is altered or disputed')
  if (proposals['pending']) steps.push(`skillloop review show ${oldest ?? 'latest'}`)
  if (isBehind) steps.push('skillloop apply --status   which targets are behind what is in force')
  if (isConnected && ticks.last !== undefined && ticks.service === undefined) steps.push('skillloop service install  a tick every hour')
  return steps
}
