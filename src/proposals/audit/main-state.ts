import { digestOfHashes } from '../../kernel/hash.js'
import { artifactOf, fileKind } from '../../kernel/layout.js'
import type { Decision, ProposalFrontMatter } from '../../kernel/types.js'
import type { FullPolicy } from '../../policy/policy.js'
import { claimsOf } from '../claims.js'
import { stateOf, type Standing } from '../state.js'
import type { RecordedDecision } from '../types.js'
import type { MainChange, ProposalOnMain } from './types.js'

/** What is on main at a commit, as far as the rules look at it; each step changes it. */
export class MainState {
  readonly proposals = new Map<string, ProposalOnMain>()
  readonly #decisions = new Map<string, RecordedDecision[]>()
  readonly #byPath = new Map<string, Set<string>>()
  readonly #artifacts = new Map<string, Map<string, string>>()
  readonly decisionIds = new Set<string>()

  /** @param policy the one in force: the parent's, and not one that somebody put there who may not */
  constructor(public policy: FullPolicy) {}

  /** Takes a change in. @param requireDecision whether the policy asked for decisions when it came */
  apply({ path, before, after, sha256, document }: MainChange, requireDecision: boolean): void {
    const artifact = artifactOf(path)
    if (artifact !== undefined) {
      const files = this.#artifacts.get(artifact) ?? new Map<string, string>()
      const name = path === artifact ? path.split('/').at(-1) ?? path : path.slice(artifact.length + 1)
      if (after) files.set(name, sha256 ?? `none:${after.oid}`)
      else files.delete(name)
      if (files.size > 0) this.#artifacts.set(artifact, files)
      else this.#artifacts.delete(artifact)
    }
    const kind = fileKind(path)
    if (kind === 'proposal') this.#applyProposal(path.slice('proposals/'.length, -'.md'.length), after?.oid, document as ProposalFrontMatter | undefined, requireDecision)
    // Its name carries its id; a changed or misnamed one does not count, and is found as such.
    if (kind === 'decision') this.#applyDecision(path, before === undefined ? document as Decision | undefined : undefined, after !== undefined && before === undefined)
  }

  #applyProposal(id: string, oid: string | undefined, front: ProposalFrontMatter | undefined, requireDecision: boolean): void {
    const before = this.proposals.get(id)
    if (before) this.#byPath.get(before.front.artifact.path)?.delete(id)
    if (oid === undefined || !front) {
      this.proposals.delete(id)
      return
    }
    this.proposals.set(id, { front, oid, requireDecision })
    const there = this.#byPath.get(front.artifact.path) ?? new Set()
    this.#byPath.set(front.artifact.path, there.add(id))
  }

  #applyDecision(path: string, decision: Decision | undefined, isNew: boolean): void {
    const id = decisionIdOf(path)
    const proposal = path.split('/')[1] ?? ''
    const others = this.decisions(proposal).filter((known) => known.id !== id)
    this.decisionIds.delete(id)
    if (isNew && decision) {
      this.decisionIds.add(id)
      others.push({ id, decision })
    }
    this.#decisions.set(proposal, others)
  }

  decisions(proposal: string): readonly RecordedDecision[] {
    return this.#decisions.get(proposal) ?? []
  }

  /** Digest of what is at an artifact's path; undefined where nothing is. */
  digest(artifact: string): string | undefined {
    const files = this.#artifacts.get(artifact)
    return files && digestOfHashes(files)
  }

  /** Ids of the proposals on main for an artifact's path. */
  proposalsFor(artifact: string): string[] {
    return [...(this.#byPath.get(artifact) ?? [])].sort()
  }

  /** The state of a proposal on main by the files that are there. */
  standing(id: string): Standing | undefined {
    const own = this.proposals.get(id)
    if (!own) return undefined
    const { path } = own.front.artifact
    const others = this.proposalsFor(path).filter((other) => other !== id)
    return stateOf({
      onMain: own.front, mainDigest: this.digest(path), decisions: this.decisions(id), requireDecision: own.requireDecision,
      othersOnPath: others.flatMap((other) => {
        const there = this.proposals.get(other)
        return there ? claimsOf(there.front, this.decisions(other), there.requireDecision) : []
      })
    })
  }
}

/** The id that a decision's file name carries. */
export function decisionIdOf(path: string): string {
  return path.split('-').at(-1)?.replace('.json', '') ?? ''
}
