import type { ArtifactFiles } from '../kernel/hash.js'
import type { Evidence, Origin } from '../kernel/types.js'
import type { ThreatReport } from '../threats/types.js'
import type { Heard, Overheard } from './taint/types.js'

/** A lesson in a person's own words, made to stand alone. */
export interface Statement {
  /** The statement as it would be remembered, polarity and conditions kept. */
  text: string
  /** Normalized: equal for the same lesson in other words or case. Includes polarity. */
  subject: string
  type: 'semantic' | 'episodic' | 'procedural'
  scope: 'user' | 'project' | 'environment'
  /** 0–1: how sure the rules are that this is a durable lesson. */
  confidence: number
  /** Why it was taken for a lesson, for the reviewer, e.g. "correction: turn opens with 'No, that's wrong'". */
  signals: string[]
  evidence: Evidence
  /** Where these words stood in a tool's result before the person used them. */
  heard?: Heard
}

/** One step of what was done: a tool and, for a shell, its program and sub-command. */
export interface Step {
  /** Abstract action, the same across sessions: `terminal: git commit`, `read_file`. */
  action: string
  /** A concrete command or call as it was made, for drafting. */
  example: string
  message: number
  call: number
  succeeded: boolean
  /** Its result says that it failed; neither where the result says nothing. */
  failed?: true
  /** It changed something for a person through a service's tool; whether their last words before had agreed to it. */
  agreed?: boolean
  /** Where this stood in a tool's result before the agent did it. */
  heard?: Heard
}

/** What one session teaches: everything later stages need of it, small enough to be cached by trace. */
export interface SessionLessons {
  trace: string
  traceSha256: string
  runtime: string
  title?: string
  startedAt?: string
  projectName?: string
  /** The person's opening request, redacted, for intent. */
  request: string
  /** Content words of request and title, lower-case, stemmed lightly, sorted, unique. */
  intent: string[]
  /** Messages of the person and of the agent. */
  turns: number
  statements: Statement[]
  steps: Step[]
  /** Steps a person spelled out in so many words ("first …, then …, finally …"), in their order and words. */
  toldSteps: { request: string; steps: string[]; evidence: Evidence; heard?: Heard }[]
  /** Error → recovery pairs: what failed and what then worked. */
  recoveries: { failed: Step; error: string; worked: Step }[]
  /** What failed, and worked as it was after another command, no file being changed between. */
  remedies: { failed: Step; error: string; remedy: Step; worked: Step }[]
  /** What failed by the way it was tried, each time it was. */
  givenUp: { failed: Step; error: string; times: number }[]
  /** Versions that programs gave of themselves. */
  versions: { program: string; version: string; step: Step }[]
  /** What only pages and tools told the reader to do or to keep: never learned, kept to be shown and compared. */
  overheard: Overheard[]
}

/** A session's lessons with what its evaluation says. */
export interface EvaluatedLessons {
  lessons: SessionLessons
  /** The fresh evaluation by the policy's evaluator; absent where there is none. */
  evaluation?: {
    score: number
    label: 'success' | 'partial' | 'failure' | 'unknown'
    /** 0–1: what there is to learn from it; absent in evaluations of evaluators that don't say. */
    learningValue?: number
  }
  /** What people called the session, if they did: an example to follow, or one not to. */
  example?: 'good' | 'bad'
}

/** What pages and tools told in a session. */
export type Teller = Pick<SessionLessons, 'trace' | 'startedAt' | 'overheard'>

/** What matters of all sessions where only some of them are looked at. */
export interface Beyond {
  /** The sessions in which pages or tools told something. */
  tellers: readonly Teller[]
  /** When the first session began that said or did these very words of its own accord; undefined where none did. */
  usedSince(text: string): string | undefined
  /** When the newest session began. */
  newest: string | undefined
  /** When and where sessions were, of those that are known. */
  sessions(traces: readonly string[]): Pick<SessionLessons, 'startedAt' | 'projectName'>[]
}

/** What is already known of a proposal id. */
export interface KnownProposal {
  id: string
  kind: 'memory' | 'skill'
  subject: string
  /** The lesson as it was proposed, to compare others with; absent where only decisions on it are left. */
  title?: string
  /** What is in force on main, a skill with its files; absent for what is not. */
  artifact?: { path: string; digest: string; files?: ArtifactFiles }
  /** Sessions that it was drawn from, without those that came to support it later. */
  sources?: string[]
  /** open: pending review · in-force: approved · against: rejected, revoked, disputed or altered. */
  standing: 'open' | 'in-force' | 'against'
  /** Sessions that already speak for it: its own evidence and its support files. */
  supporters: string[]
  /** Sessions that were known when it was last rejected or revoked; new ones are counted against these. */
  supportersAtDecision: string[]
  /** Ids of all decisions on it, for the front matter's `after`. */
  decisions: string[]
}

/** Something not proposed yet, and why. */
export interface Candidate {
  id: string
  kind: 'memory' | 'skill'
  title: string
  subject: string
  supporters: string[]
  /** e.g. `seen in 2 sessions, 3 are needed`, `20 proposals are open already`. */
  waitsFor: string
}

/** A proposal before it is written as Markdown: what, why, from where, and the artifact's bytes. */
export interface ProposalDraft {
  id: string
  kind: 'memory' | 'skill'
  subject: string
  title: string
  basis: 'stated' | 'inferred'
  /** Where the artifact goes on main: `memory/<type>/<slug>.md` or `skills/<name>`. */
  path: string
  /** By path relative to the artifact; for a memory the one key is the file's base name. */
  files: ArtifactFiles
  evidence: Evidence[]
  /** Sentences for the reviewer: why this is proposed. */
  why: string[]
  /** Sentences for the reviewer: what speaks against trusting it yet. Never empty. */
  doubts: string[]
  /** Each sentence and command of the artifact with whose it is. */
  origins: Origin[]
  /** What the scan of its files found. */
  threats: ThreatReport
  /** Earlier decisions on the same id, which this proposal comes after. */
  after: string[]
  /** Digest of what is in force at `path` and would be replaced; absent for something new. */
  replaces?: string
  /** 0–1, for order. */
  strength: number
}

/** How sessions went that did what a skill in force says, after those that it was drawn from. */
export interface SkillUse {
  proposal: string
  path: string
  sessions: number
  /** Exponential moving average of those that worked (1) and failed (0), the latest weighing most, 0 to 1. */
  successRate: number
  /** When the latest began; absent where none says. */
  lastUsed?: string
  /** It did more harm than good often enough to be taken back or written anew. */
  unfit: boolean
}

export interface Distilled {
  /** New proposals, the best first. */
  proposals: ProposalDraft[]
  /** Further evidence for proposals that are open or approved. */
  support: { proposal: string; trace: string; evidence: Evidence[] }[]
  candidates: Candidate[]
  /** How skills in force have fared since. */
  uses: SkillUse[]
  /** Subjects of statements that go by another proposal's id, as they say the same in other words. */
  knownAs: ReadonlyMap<string, string>
  /** What only pages and tools said, by session: held back. */
  overheard: ({ trace: string } & Overheard)[]
}
