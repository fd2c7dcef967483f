import { onRecord } from './applying/on-record.js'
import type { ProposalView } from './proposals.js'

/** Where each artifact was put by apply and not taken out again, by its path on main. */
export function appliedTo(views: readonly ProposalView[]): Map<string, string[]> {
  const there = new Map<string, Set<string>>()
  for (const [target, paths] of onRecord(views)) {
    for (const artifact of [...paths.values()].flatMap(({ of }) => [...of.keys()])) there.set(artifact, (there.get(artifact) ?? new Set()).add(target))
  }
  return new Map([...there].map(([artifact, targets]) => [artifact, [...targets].sort()]))
}
