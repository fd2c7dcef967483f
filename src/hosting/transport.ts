/** A ref to be moved elsewhere: only from `expected` (undefined: it must not be there) to `to` (undefined: deleted). */
export interface RefUpdate {
  ref: string
  expected: string | undefined
  to: string | undefined
}

/** done; moved: it was not at `expected` any more; protected: its host lets nobody push to it; refused: for another reason. */
export interface PushResult {
  ref: string
  outcome: 'done' | 'moved' | 'protected' | 'refused'
  reason: string
}

/** How a repository elsewhere is spoken to. */
export interface Transport {
  /** Takes what its branches hold into refs/remotes/<name>/ and returns the branches, by name, as they are there now. */
  fetch(): Promise<Map<string, string>>
  /** Moves its refs, each by compare and swap. @throws SkillLoopError (3) where it cannot be reached at all */
  push(updates: readonly RefUpdate[]): Promise<PushResult[]>
}

// What hosts say of a branch that takes no pushes. source: GitHub (GH006, GH013, "protected branch hook declined"),
// Gitea ("Not allowed to push to protected branch"), GitLab ("not allowed to push code to protected branches")
const PROTECTED = /GH006|GH013|protected branch|protected branches|repository rule violations/i

/** What a host's refusal of one ref means. */
export function outcomeOf(reason: string, everything: string): PushResult['outcome'] {
  if (/stale info|fetch first|non-fast-forward|already exists|incorrect old value|reference already exists|cannot lock ref|failed to update ref|fetch-first/i.test(reason)) return 'moved'
  return PROTECTED.test(`${reason} ${everything}`) ? 'protected' : 'refused'
}
