import { badInput } from '../kernel/errors.js'
import { artifactDigest } from '../kernel/hash.js'
import { fileKind } from '../kernel/layout.js'
import { parseDecision } from '../proposals/decisions.js'
import { inline } from '../proposals/markdown.js'
import { parseProposal } from '../proposals/parse.js'
import { pullRequestText } from '../proposals/pull-request.js'
import type { Snapshot } from '../store/repository.js'
import { newFindings } from '../threats/delta.js'
import { artifactFiles } from './artifacts.js'
import { resolveCommit } from './check.js'
import type { StoreContext } from './context.js'
import { scanArtifact } from './scan-artifact.js'

const LISTED = 50
const CASES = 20

export interface RangeSummary {
  proposals: { id: string; path: string; verdict: string; newFindings: number; foreign: string[]; isEdited: boolean }[]
  decisions: { path: string; verb: string; artifact: string; by: string }[]
  /** Governed files that changed and belong to none of these proposals. */
  others: string[]
  policyChanged: boolean
  markdown: string
}

/**
 * What the commits A..B bring for review, as Markdown for a job's page: each proposal's case and risk, decisions, and
 * what changes beside them.
 * @throws SkillLoopError (2) when the range cannot be read
 */
export async function summarizeRange(context: StoreContext, range: string): Promise<RangeSummary> {
  const [, from = '', to = ''] = /^(.+?)\.\.(.+)$/.exec(range) ?? []
  if (to === '') throw badInput(`${range} is no range`, { expected: 'A..B, commits or branches' })
  const [a, b] = await Promise.all([resolveCommit(context, from), resolveCommit(context, to)])
  const { repository } = context
  // Like a pull request's page: what B brings since the two parted, and not what A has gained meanwhile.
  const before = await repository.snapshot(await repository.mergeBase(a, b) ?? a)
  const after = await repository.snapshot(b)
  const changes = (await repository.diff(before.oid, b)).filter((change) => change.path !== 'store.json')
  const cases = await Promise.all(changes.filter(({ path, after: now }) => fileKind(path) === 'proposal' && now).slice(0, CASES).map(({ path }) => caseOf(context, before, after, path)))
  const decisions = (await Promise.all(changes.filter(({ path, before: old, after: now }) => fileKind(path) === 'decision' && now && !old).map(async ({ path }) => decisionAt(after, path)))).flat()
  const accounted = [...cases.map(({ summary }) => summary.path), ...decisions.map(({ artifact }) => artifact)]
  const others = changes.map(({ path }) => path).filter((path) => /^(memory|skills|policy\.json|allowed_signers|\.github)/.test(path) && !accounted.some((own) => path === own || path.startsWith(`${own}/`)))
  const policyChanged = changes.some(({ path }) => path === 'policy.json')
  const lines = [
    ...cases.flatMap(({ markdown }) => [markdown, '']),
    ...(decisions.length > 0 ? ['## Decisions\n', ...decisions.slice(0, LISTED).map(({ verb, artifact, by }) => `- ${verb} ${inline(artifact)}, by ${inline(by)}`), ''] : []),
    ...(others.length > 0 ? ['## Governed files that change without a proposal here\n', ...others.slice(0, LISTED).map((path) => `- ${inline(path)}`), ''] : [])
  ]
  return {
    proposals: cases.map(({ summary }) => summary), decisions, others, policyChanged,
    markdown: lines.length > 0 ? lines.join('\n') : 'Nothing that is governed changes.\n'
  }
}

async function caseOf({ fileRules }: StoreContext, before: Snapshot, after: Snapshot, file: string): Promise<{ summary: RangeSummary['proposals'][number]; markdown: string }> {
  const id = file.slice('proposals/'.length, -'.md'.length)
  try {
    const { front } = parseProposal(Buffer.from(await after.read(file) ?? []).toString('utf8'), { file })
    const [now, then] = await Promise.all([artifactFiles(after, front.artifact), artifactFiles(before, front.artifact)])
    const report = scanArtifact(now, fileRules)
    const { added } = newFindings(then.size > 0 ? scanArtifact(then, fileRules) : undefined, report)
    const foreign = [...new Set((front.origins ?? []).flatMap(({ from }) => from))].filter((who) => who !== 'person' && who !== 'assistant')
    const isEdited = now.size > 0 && artifactDigest(now) !== front.artifact.digest
    const main = now.get('SKILL.md') ?? [...now.values()][0] ?? new Uint8Array()
    const { title, body } = pullRequestText(front, { risk: report, added, foreign, isEdited, sessions: new Set(front.evidence.map(({ trace }) => trace)).size, artifact: Buffer.from(main).toString('utf8') })
    return { summary: { id, path: front.artifact.path, verdict: report.verdict, newFindings: added.length, foreign, isEdited }, markdown: `## ${inline(title, 200)}\n\n${body}` }
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error)
    return { summary: { id, path: file, verdict: 'unreadable', newFindings: 0, foreign: [], isEdited: false }, markdown: `## ${inline(file)}\n\nThis proposal cannot be read: ${inline(problem)}` }
  }
}

async function decisionAt(after: Snapshot, path: string): Promise<RangeSummary['decisions']> {
  try {
    const { decision } = parseDecision(path, Buffer.from(await after.read(path) ?? []).toString('utf8'))
    return [{ path, verb: decision.verb, artifact: decision.artifact.path, by: decision.by.name }]
  } catch {
    // `check` names it.
    return []
  }
}
