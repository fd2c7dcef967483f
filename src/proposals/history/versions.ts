import type { ProposalFrontMatter } from '../../kernel/types.js'
import { claimsOf } from '../claims.js'
import { stateOf, type Standing } from '../state.js'
import type { RecordedDecision } from '../types.js'
import type { ArtifactHistory, HistoryStep, Turn, Version } from './types.js'

interface Known { front: ProposalFrontMatter; standing: Standing }

/**
 * The versions of every memory and skill: each time that other bytes came into force, whoever merged them and how.
 * Nothing but trees is looked at, so that a squash, a rebase and a merge give the same numbers.
 * @param steps the commits of main's first parents, oldest first
 */
export function tellHistories(steps: readonly HistoryStep[]): Map<string, ArtifactHistory> {
  const state = new MainState()
  const entries = new Map<string, (Version | Turn)[]>()
  for (const step of steps) {
    for (const path of state.apply(step)) {
      const told = entries.get(path) ?? []
      const entry = nextEntry(path, told, state, step)
      if (entry) entries.set(path, [...told, entry])
    }
  }
  return new Map([...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, told]) => [path, historyOf(path, told, state.digestAt(path))]))
}

/** Main's tree as far as states depend on it, one commit after another. */
class MainState {
  readonly #fronts = new Map<string, ProposalFrontMatter>()
  readonly #decisions = new Map<string, RecordedDecision[]>()
  readonly #digests = new Map<string, string>()
  #requireDecision = false

  /** Takes a commit in and returns the artifacts' paths that it may have made a difference to. */
  apply(step: HistoryStep): Set<string> {
    const touched = new Set<string>()
    const touch = (id: string): void => {
      const path = this.#fronts.get(id)?.artifact.path
      if (path !== undefined) touched.add(path)
    }
    for (const { id, front } of step.proposals) {
      touch(id)
      if (front) this.#fronts.set(id, front)
      else this.#fronts.delete(id)
      touch(id)
    }
    for (const decided of step.decisions) {
      const { proposal } = decided.decision
      this.#decisions.set(proposal, [...this.#decisions.get(proposal) ?? [], decided])
      touch(proposal)
    }
    for (const { path, digest } of step.artifacts) {
      if (digest === undefined) this.#digests.delete(path)
      else this.#digests.set(path, digest)
      touched.add(path)
    }
    if (step.requireDecision !== undefined && step.requireDecision !== this.#requireDecision) {
      this.#requireDecision = step.requireDecision
      for (const id of this.#fronts.keys()) touch(id)
    }
    return touched
  }

  digestAt(path: string): string | undefined {
    return this.#digests.get(path)
  }

  /** The proposals for a path with their states, in the order of their ids. */
  proposalsFor(path: string): Known[] {
    const fronts = [...this.#fronts.values()].filter((front) => front.artifact.path === path).sort((a, b) => (a.id < b.id ? -1 : 1))
    const decisionsOf = (id: string): readonly RecordedDecision[] => this.#decisions.get(id) ?? []
    const claims = fronts.map((front) => ({ id: front.id, claims: claimsOf(front, decisionsOf(front.id), this.#requireDecision) }))
    return fronts.map((front) => ({
      front, standing: stateOf({
        onMain: front, mainDigest: this.digestAt(path), decisions: decisionsOf(front.id), requireDecision: this.#requireDecision,
        othersOnPath: claims.filter(({ id }) => id !== front.id).flatMap((other) => other.claims)
      })
    }))
  }
}

function nextEntry(path: string, told: readonly (Version | Turn)[], state: MainState, step: HistoryStep): Version | Turn | undefined {
  const digest = state.digestAt(path)
  const known = state.proposalsFor(path)
  const inForce = digest === undefined ? undefined : known.find(({ front, standing }) => standing.state === 'approved' && front.action !== 'retire')
  const last = told.at(-1)
  const latest = told.findLast((entry): entry is Version => entry.kind === 'version')
  if (inForce && digest !== undefined) {
    const ended = last?.kind === 'revoked' || last?.kind === 'retired' || last?.kind === 'disputed'
    if (latest?.digest !== digest || ended) return versionOf(path, digest, inForce, told, step)
    return last?.kind === 'altered' ? turn('restored', path, restoredBy(latest, inForce, step), step) : undefined
  }
  if (!latest) return undefined
  const own = known.find(({ front }) => front.id === latest.proposal) ?? known.at(-1)
  const kind = own?.standing.state === 'disputed' ? 'disputed' : digest !== undefined || !own ? 'altered'
    : own.standing.state === 'revoked' ? (own.standing.decidedBy ? 'revoked' : 'retired') : own.standing.state === 'superseded' ? 'revoked' : 'altered'
  return last?.kind === kind ? undefined : turn(kind, path, own?.standing.reason ?? 'its proposal is no longer on main', step)
}

function restoredBy(latest: Version, { standing: { decidedBy } }: Known, step: HistoryStep): string {
  const decision = step.decisions.find(({ id }) => id === decidedBy?.id)?.decision
  return `as in v${latest.number} again${decision ? `, decided by ${decision.by.name}${decision.reason === undefined ? '' : `: ${decision.reason}`}` : ''}`
}

function versionOf(path: string, digest: string, { front, standing }: Known, told: readonly (Version | Turn)[], step: HistoryStep): Version {
  const versions = told.filter((entry): entry is Version => entry.kind === 'version')
  const { decidedBy } = standing
  const sameAs = versions.find((version) => version.digest === digest)?.number
  const decision = decidedBy?.decision
  return {
    kind: 'version', number: versions.length + 1, path, digest, commit: step.commit, at: step.at, by: decision?.by.name ?? step.by, proposal: front.id, title: front.title,
    traces: [...new Set([...front.evidence.map(({ trace }) => trace), ...decision?.support ?? []])],
    ...(decidedBy && decision && { decision: { id: decidedBy.id, ...(decision.reason !== undefined && { reason: decision.reason }), ...(decision.rollback && { rollback: decision.rollback }) } }),
    ...(sameAs !== undefined && { sameAs })
  }
}

function turn(kind: Turn['kind'], path: string, reason: string, { commit, at, by }: HistoryStep): Turn {
  return { kind, path, commit, at, by, reason }
}

function historyOf(path: string, entries: readonly (Version | Turn)[], digest: string | undefined): ArtifactHistory {
  const last = entries.at(-1)
  const latest = entries.findLast((entry): entry is Version => entry.kind === 'version')
  const current = last?.kind === 'version' || last?.kind === 'restored' ? latest : undefined
  return { path, entries, ...(current && { current }), ...(digest !== undefined && { digest }) }
}

/** The versions among what happened to an artifact. */
export function versionsOf({ entries }: Pick<ArtifactHistory, 'entries'>): Version[] {
  return entries.filter((entry): entry is Version => entry.kind === 'version')
}
