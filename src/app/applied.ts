import type { ProposalView } from './proposals.js'

/** Where each artifact was put by apply and not taken out again, by its path on main. */
export function appliedTo(views: readonly ProposalView[]): Map<string, string[]> {
  const there = new Map<string, Map<string, string>>()
  const notes = views.flatMap(({ decisions }) => decisions.map(({ decision }) => decision)).filter(({ applied }) => applied)
  for (const { artifact, applied } of notes.sort((a, b) => (a.at < b.at ? -1 : 1))) {
    if (!applied) continue
    const targets = there.get(artifact.path) ?? new Map<string, string>()
    if (Object.keys(applied.files).length > 0) targets.set(applied.target, artifact.path)
    else if (applied.removed) targets.delete(applied.target)
    there.set(artifact.path, targets)
  }
  return new Map([...there].map(([path, targets]) => [path, [...targets.keys()].sort()]))
}
