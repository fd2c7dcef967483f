import type { ProposalFrontMatter } from '../../kernel/types.js'
import type { RecordedDecision } from '../types.js'

/** A proposal with the decisions on it. */
export interface Decided { front: ProposalFrontMatter; decisions: readonly RecordedDecision[] }

/** Sessions that a proposal is made of: its evidence, and where its words had stood before. */
export function sessionsOf({ evidence, origins = [] }: ProposalFrontMatter): string[] {
  return [...new Set([...evidence.map(({ trace }) => trace), ...origins.flatMap(({ heard }) => heard?.trace ?? [])])]
}

/**
 * The proposals that took over what others had put at their path, step by step: an update may keep any line of what
 * it replaced. One whose own earlier bytes were put back is no heir of what stood there meanwhile.
 * @returns ids, without those given
 */
export function heirsOf(ids: ReadonlySet<string>, all: readonly Decided[]): Set<string> {
  const heirs = new Set<string>()
  for (let grew = true; grew;) {
    grew = false
    const bytes = new Set(all.filter(({ front }) => ids.has(front.id) || heirs.has(front.id)).flatMap(digestsOf))
    for (const { front } of all) {
      const { path, replaces } = front.artifact
      if (front.action === 'retire' || ids.has(front.id) || heirs.has(front.id) || replaces === undefined || !bytes.has(`${path} ${replaces}`)) continue
      heirs.add(front.id)
      grew = true
    }
  }
  return heirs
}

function digestsOf({ front, decisions }: Decided): string[] {
  const named = decisions.filter(({ decision }) => decision.verb === 'approve').map(({ decision }) => decision.artifact.digest)
  return [front.artifact.digest, ...named].map((digest) => `${front.artifact.path} ${digest}`)
}
