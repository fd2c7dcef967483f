import type { Decision, ProposalFrontMatter } from '../../kernel/types.js'
import type { RecordedDecision } from '../types.js'

/** What one commit of main's first parents changed, as far as what is learned depends on it. */
export interface HistoryStep {
  commit: string
  /** When it was made, ISO, UTC. */
  at: string
  /** Its author. */
  by: string
  /** Proposals that are new or changed; undefined for one that is gone or unreadable. */
  proposals: readonly { id: string; front?: ProposalFrontMatter }[]
  /** Decisions that are new. */
  decisions: readonly RecordedDecision[]
  /** Digests of the artifacts that changed; undefined for one that is gone. */
  artifacts: readonly { path: string; digest?: string }[]
  /** The policy's review.requireDecision, where the policy changed. */
  requireDecision?: boolean
}

/** Bytes that came into force. */
export interface Version {
  kind: 'version'
  /** 1 for the first of an artifact. */
  number: number
  path: string
  digest: string
  /** The commit on main that brought it. */
  commit: string
  at: string
  /** Who decided; the commit's author where no decision was recorded. */
  by: string
  proposal: string
  title: string
  /** Sessions that spoke for it: its proposal's evidence and, where there is a decision, the support it counted. */
  traces: readonly string[]
  /** The decision that made it so; absent for a plain merge. */
  decision?: { id: string; reason?: string; rollback?: Decision['rollback'] }
  /** The earliest version with the same bytes. */
  sameAs?: number
}

/** The end of a version, or its return after it was changed by hand. */
export interface Turn {
  kind: 'revoked' | 'retired' | 'altered' | 'disputed' | 'restored'
  path: string
  commit: string
  at: string
  by: string
  /** A clause that tells a person why. */
  reason: string
}

/** The life of one memory or skill, oldest first. */
export interface ArtifactHistory {
  /** As on main: `skills/<name>` or `memory/<type>/<slug>.md`. */
  path: string
  entries: readonly (Version | Turn)[]
  /** The version in force, or undefined where none is. */
  current?: Version
  /** Digest of what stands there now, decided on or not. */
  digest?: string
}
