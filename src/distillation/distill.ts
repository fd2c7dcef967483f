import { proposalId } from '../kernel/hash.js'
import type { FullPolicy } from '../policy/policy.js'
import { gate } from './gate.js'
import { memoryFindings } from './memory/findings.js'
import { clusterFindings } from './skills/cluster-findings.js'
import { oncePer } from '../kernel/once-per.js'
import { skillUses } from './skills/use.js'
import { toldFindings } from './skills/told-findings.js'
import { allOverheard, markAcrossSessions } from './taint/across-sessions.js'
import type { Beyond, Distilled, EvaluatedLessons, KnownProposal } from './types.js'

/** All that distilling depends on. */
export interface DistillInput {
  sessions: readonly EvaluatedLessons[]
  /** What matters of the other sessions, where these are not all. */
  beyond?: Beyond
  known: readonly KnownProposal[]
  /** Proposals that are open for review now. */
  openCount: number
  policy: FullPolicy['distillation'] & { maxOpenProposals: number }
  /** Artifact paths on main or proposed. */
  taken: ReadonlySet<string>
  /** Only what has evidence from these traces. */
  focus?: ReadonlySet<string>
}

/** Each session once, by its id, with what it has of earlier ones marked. */
const inOrder = oncePer((beyond: Partial<Beyond>) => oncePer((sessions: readonly EvaluatedLessons[]) => {
  const byTrace = new Map(sessions.map((session) => [session.lessons.trace, session]))
  return markAcrossSessions([...byTrace.values()].sort((a, b) => (a.lessons.trace < b.lessons.trace ? -1 : 1)), beyond)
}))
const NOTHING: Partial<Beyond> = {}

/**
 * What sessions teach: new proposals (the best first), further support for known ones, and candidates with what
 * they wait for. Pure and deterministic; the order of the sessions makes no difference.
 */
export function distill({ sessions, beyond, known, openCount, policy, taken, focus }: DistillInput): Distilled {
  const ordered = inOrder(beyond ?? NOTHING)(sessions)
  const findings = [
    ...(policy.kinds.includes('memory') ? memoryFindings(ordered, known, beyond) : []),
    ...(policy.kinds.includes('skill') ? [...toldFindings(ordered), ...clusterFindings(ordered, known, policy)] : [])
  ]
  const gated = gate(findings, {
    known: new Map(known.map((each) => [each.id, each])), openCount, policy, taken,
    scores: new Map(ordered.map(({ lessons, evaluation }) => [lessons.trace, evaluation])), ...(focus && { focus })
  })
  const knownAs = new Map(findings.flatMap(({ id, kind, subjects = [] }) => (kind === 'memory' ? subjects.filter((subject) => proposalId('memory', subject) !== id).map((subject): [string, string] => [subject, id]) : [])))
  return { ...gated, uses: policy.kinds.includes('skill') ? skillUses(ordered, known) : [], knownAs, overheard: allOverheard(ordered, focus) }
}
