import { ALLOWED_SIGNERS, artifactOf, fileKind } from '../../kernel/layout.js'
import type { Decision, ProposalFrontMatter } from '../../kernel/types.js'
import { nameOf, type Ground } from './ground.js'
import { judgeArtifact, type Touched } from './judge-artifacts.js'
import { judgeDecisions, judgeRecords } from './judge-decisions.js'
import { judgeProposals } from './judge-proposals.js'
import { judgeRules } from './judge-rules.js'
import { decisionIdOf } from './main-state.js'
import type { MainStep, ProposalOnMain } from './types.js'

/** One commit of main by the rules of its first parent; the ground is that of the commit then. */
export function judgeStep(ground: Ground, step: MainStep): void {
  const { state } = ground
  const touched = touchedBy(ground, step)
  const before = new Map<string, ProposalOnMain>()
  for (const { path } of step.changes) {
    const id = path.slice('proposals/'.length, -'.md'.length)
    const there = fileKind(path) === 'proposal' ? state.proposals.get(id) : undefined
    if (there) before.set(id, there)
  }
  judgeFiles(ground, step)
  judgeCommitSignature(ground, step)
  for (const change of step.changes) state.apply(change, state.policy.review.requireDecision)
  judgeProposals(ground, step, before)
  judgeDecisions(ground, step)
  judgeRecords(ground, step)
  for (const artifact of touched) judgeArtifact(ground, step, artifact)
  // Last: a policy is in force from the next commit on.
  judgeRules(ground, step)
}

/** What was there before is known before the changes are applied. */
function touchedBy({ state }: Ground, { changes }: MainStep): Touched[] {
  const paths = new Set<string>()
  const newProposals = new Set<string>()
  const newDecisions = new Set<string>()
  for (const { path, before, after, document } of changes) {
    const artifact = artifactOf(path)
    if (artifact !== undefined) paths.add(artifact)
    const kind = fileKind(path)
    if (kind === 'proposal') {
      const id = path.slice('proposals/'.length, -'.md'.length)
      if (after) newProposals.add(id)
      for (const front of [state.proposals.get(id)?.front, document as ProposalFrontMatter | undefined]) if (front) paths.add(front.artifact.path)
    }
    if (kind === 'decision') {
      const decision = document as Decision | undefined
      if (!before && decision) newDecisions.add(decisionIdOf(path))
      const front = state.proposals.get(path.split('/')[1] ?? '')?.front
      if (front && decision?.verb !== 'apply') paths.add(front.artifact.path)
    }
  }
  return [...paths].sort().map((path) => ({ path, before: state.digest(path), newProposals, newDecisions }))
}

/** Each file fits its schema, its place and its hashes; one that did not is settled by whatever is there in its place and does. */
function judgeFiles(ground: Ground, step: MainStep): void {
  for (const { path, problems, before } of step.changes) {
    const key = `invalid:${path}`
    if (problems.length === 0) ground.openings.settle(key, step.commit, () => 'replaced')
    else if (path !== 'policy.json') ground.find(key, 'file-invalid', step, path, `${path} ${problems.slice(0, 3).join('; ')}`, { good: before?.oid })
  }
}

const GOVERNED = /^(store\.json|(memory|skills|proposals|decisions|datasets)\/.*)$/
const RULES: ReadonlySet<string> = new Set(['policy.json', ALLOWED_SIGNERS])

function judgeCommitSignature(ground: Ground, step: MainStep): void {
  if (ground.state.policy.review.signed !== 'commits' || (step.signed && 'by' in step.signed)) return
  // The first key cannot be signed for, nor what asks for it.
  const governed = step.changes.find(({ path }) => GOVERNED.test(path) || (ground.signers !== undefined && RULES.has(path)))
  if (!governed) return
  const key = `commit:${step.commit}`
  if (step.signed && 'unchecked' in step.signed) ground.find(key, 'signature-unchecked', step, governed.path, step.signed.unchecked)
  else ground.find(key, 'unsigned', step, governed.path, `commit by ${nameOf(step)}${step.signed ? `: ${step.signed.problem}` : ''}`)
}
