import type { Comment, Decision, ProposalFrontMatter, Rewrite, RolloutStep, SkillEvent, SkillEval, Trace, TraceEvent, TrainingResult } from './generated/types.js'
import { compactTime } from './clock.js'

/** The long-lived branches, and where proposals and their archives live among the refs. */
export const MAIN = 'refs/heads/main'
export const LEDGER = 'refs/heads/ledger'
export const PROPOSAL_BRANCHES = 'refs/heads/proposal/'
/** Who may sign, on main: lines of ssh-keygen(1), ALLOWED SIGNERS. */
export const ALLOWED_SIGNERS = 'allowed_signers'
export const ARCHIVE = 'refs/skillloop/archive/'
/** History that a remote had before it was rewritten there. */
export const KEPT = 'refs/skillloop/kept/'

/** Where this machine keeps what it saw of a remote's branch last, so that a rewrite is noticed whoever has fetched since. */
export function seenRef(remote: string, branch: string): string {
  return `refs/skillloop/seen/${remote}/${branch}`
}

/** YYYY/MM/DD of a session's start; where it has none, a folder by the id's first two digits. */
function dateFolder(startedAt: string | undefined, id: string): string {
  return startedAt ? startedAt.slice(0, 10).replaceAll('-', '/') : `undated/${id.slice(0, 2)}`
}

/** Path of a trace on the ledger. */
export function tracePath(trace: Pick<Trace, 'runtime' | 'startedAt' | 'id'>): string {
  return `traces/${trace.runtime}/${dateFolder(trace.startedAt, trace.id)}/${trace.id}.json`
}

/** Path of an evaluation on the ledger. */
export function evaluationPath(evaluator: string, trace: Pick<Trace, 'startedAt' | 'id'>): string {
  return `evaluations/${evaluator}/${dateFolder(trace.startedAt, trace.id)}/${trace.id}.json`
}

/** Path of further evidence for a proposal on the ledger. */
export function supportPath(proposal: string, trace: string): string {
  return `support/${proposal}/${trace}.json`
}

/** Path of a run's report on the ledger. */
export function runPath(run: { id: string; at: string }): string {
  return `runs/${run.at.slice(0, 7).replace('-', '/')}/${run.id}.json`
}

/** Path of what a person said of a session; `id` is the first 12 hex digits of the file's SHA-256. */
export function eventPath(event: Pick<TraceEvent, 'kind' | 'at'>, id: string): string {
  return `events/${event.at.slice(0, 7).replace('-', '/')}/${compactTime(event.at)}-${event.kind}-${id}.json`
}

/** The file of a memory or plan or the skill's folder that a path on main belongs to; undefined for what is none of these. */
export function artifactOf(path: string): string | undefined {
  if (/^(?:memory|training\/plans)\//.test(path)) return path
  return path.startsWith('skills/') ? path.split('/').slice(0, 2).join('/') : undefined
}

/** Path of a proposal, on its branch and once merged on main. */
export function proposalPath(id: string): string {
  return `proposals/${id}.md`
}

/** Path of a decision on main; `id` is the first 12 hex digits of the file's SHA-256. */
export function decisionPath(decision: Pick<Decision, 'proposal' | 'at' | 'verb'>, id: string): string {
  return `decisions/${decision.proposal}/${compactTime(decision.at)}-${decision.verb}-${id}.json`
}

/** Path of a comment on main; `id` is the first 12 hex digits of the file's SHA-256. */
export function commentPath(comment: Pick<Comment, 'proposal' | 'at'>, id: string): string {
  return `comments/${comment.proposal}/${compactTime(comment.at)}-${id}.json`
}

/** Path on main of the record of a rewritten ledger; `id` is the first 12 hex digits of the file's SHA-256. */
export function rewritePath(rewrite: Pick<Rewrite, 'at' | 'verb'>, id: string): string {
  return `decisions/ledger/${compactTime(rewrite.at)}-${rewrite.verb}-${id}.json`
}

/** Path of what was seen of a skill's use on the ledger; `id` is the first 12 hex digits of the file's SHA-256. */
export function skillEventPath(event: Pick<SkillEvent, 'kind' | 'at'>, id: string): string {
  return `events/${event.at.slice(0, 7).replace('-', '/')}/${compactTime(event.at)}-${event.kind}-${id}.json`
}

/** Path on main of a step of a rollout; `id` is the first 12 hex digits of the file's SHA-256. */
export function rolloutPath(step: Pick<RolloutStep, 'at' | 'verb'>, id: string): string {
  return `decisions/rollout/${compactTime(step.at)}-${step.verb}-${id}.json`
}

/** The branch of a proposal; a later round after a rejection gets a number, since a branch is used once. */
export function proposalBranch(front: Pick<ProposalFrontMatter, 'kind' | 'id' | 'artifact' | 'after'>): string {
  const name = front.artifact.path.split('/').at(-1)?.replace(/\.(md|json)$/, '') ?? front.id
  const round = front.after?.length ? `-${front.after.length + 1}` : ''
  return `${PROPOSAL_BRANCHES}${front.kind}/${name}-${front.id}${round}`
}

/** Path of a dataset's manifest on main. */
export function manifestPath(manifest: { name: string; id: string }): string {
  return `datasets/${manifest.name}/${manifest.id}.json`
}

/** Path of a training plan, on its branch and once approved on main. */
export function planPath(name: string): string {
  return `training/plans/${name}.json`
}

/** Path of what came of a plan's run; `id` is the first 12 hex digits of the file's SHA-256. */
export function resultPath(result: Pick<TrainingResult, 'plan' | 'at'>, id: string): string {
  return `training/results/${result.plan}/${compactTime(result.at)}-${id}.json`
}

/** Path on the ledger of how a skill's evals went; `id` is the first 12 hex digits of the file's SHA-256. */
export function skillEvalPath(result: Pick<SkillEval, 'skill' | 'at'>, id: string): string {
  return `skill-evals/${result.skill}/${compactTime(result.at)}-${id}.json`
}

/** True for an artifact that is one file, and not a folder as a skill is. */
export function isOneFile(artifact: string): boolean {
  return !artifact.startsWith('skills/')
}

/** What kind of stored file a path is, by its place; undefined for one that is no format of ours. */
export type FileKind =
  | 'store' | 'policy' | 'proposal' | 'decision' | 'memory' | 'skill' | 'manifest'
  | 'rewrite' | 'trace' | 'evaluation' | 'support' | 'run' | 'event' | 'comment' | 'plan' | 'result' | 'use' | 'rollout' | 'skill-eval'

const KINDS: readonly [RegExp, FileKind][] = [
  [/^store\.json$/, 'store'],
  [/^policy\.json$/, 'policy'],
  [/^proposals\/[0-9a-f]{12}\.md$/, 'proposal'],
  [/^decisions\/[0-9a-f]{12}\/[^/]+\.json$/, 'decision'],
  [/^decisions\/ledger\/[^/]+\.json$/, 'rewrite'],
  [/^decisions\/rollout\/[^/]+\.json$/, 'rollout'],
  [/^memory\/(semantic|episodic|procedural)\/[^/]+\.md$/, 'memory'],
  [/^skills\/[^/]+\/SKILL\.md$/, 'skill'],
  [/^datasets\/[^/]+\/[0-9a-f]{16}\.json$/, 'manifest'],
  [/^training\/plans\/[^/]+\.json$/, 'plan'],
  [/^training\/results\/[0-9a-f]{12}\/[^/]+\.json$/, 'result'],
  [/^traces\/[^/]+\/.+\.json$/, 'trace'],
  [/^evaluations\/[^/]+\/.+\.json$/, 'evaluation'],
  [/^support\/[0-9a-f]{12}\/[^/]+\.json$/, 'support'],
  [/^events\/\d{4}\/\d{2}\/[^/]+-skill-(?:use|assignment)-[0-9a-f]{12}\.json$/, 'use'],
  [/^events\/\d{4}\/\d{2}\/[^/]+\.json$/, 'event'],
  [/^runs\/\d{4}\/\d{2}\/[^/]+\.json$/, 'run'],
  [/^comments\/[0-9a-f]{12}\/[^/]+\.json$/, 'comment'],
  [/^skill-evals\/[^/]+\/[^/]+\.json$/, 'skill-eval']
]

export function fileKind(path: string): FileKind | undefined {
  return KINDS.find(([pattern]) => pattern.test(path))?.[1]
}

