import type { DatasetManifest, Evaluation, Trace, TraceEvent } from '../kernel/types.js'
import type { FitSettings } from './fit/settings.js'

export type KindName = DatasetManifest['kind']

/** A tool as trainers take it. */
export interface ChatTool { type: 'function'; function: { name: string; description?: string; parameters: Record<string, unknown> } }

/** One message in OpenAI's and TRL's chat shape. */
export interface ChatMessage {
  role: 'system' | 'user' | 'assistant' | 'tool'
  content: string
  reasoning_content?: string
  /** Arguments are an object for TRL, JSON text for OpenAI. */
  tool_calls?: { id: string; type: 'function'; function: { name: string; arguments: Record<string, unknown> | string } }[]
  tool_call_id?: string
  name?: string
}

/** A trace with the evaluation that gates it; absent where it was never evaluated. */
export interface Candidate {
  trace: Trace
  evaluation?: Evaluation
  /** True when evaluator version, configuration or trace have changed since. */
  stale: boolean
  /** What people said of the session, in any order. */
  events?: readonly TraceEvent[]
  /** What those whose word counts called it; of another version of the session only a bad word counts. */
  example?: 'good' | 'bad'
  /** Nothing may be made of it. */
  quarantined?: boolean
}

/** What lists know of a candidate: enough to turn most down without reading them. Absent claims are claims not read. */
export interface KnownCandidate extends Omit<Candidate, 'trace' | 'evaluation'> {
  trace: Pick<Trace, 'id' | 'runtime' | 'startedAt' | 'sha256'>
  evaluation?: Pick<Evaluation, 'evaluator' | 'traceSha256' | 'tags' | 'score' | 'label'> & Partial<Pick<Evaluation, 'claims'>>
}

/** A candidate that was turned down unread. */
export interface Refused extends Excluded { trace: Pick<Trace, 'id'> }

/** A candidate that was evaluated. */
export type Session = Candidate & { evaluation: Evaluation }

/** Candidates all at once or one by one: whoever reads them from a store need not hold them. */
export type Candidates<C extends Candidate | Refused = Candidate> = Iterable<C> | AsyncIterable<C>

/** How many tokens a text has, and by what it was counted. */
export interface TokenCounter {
  /** `characters/4`, an estimate; else the tokenizer's name. */
  method: string
  count(text: string): number
}

/** Which preferences are exported; each is a switch of its own. */
export interface Preferences {
  /** Pairs that the source states, and sessions of one task that people rated differently. */
  explicit: boolean
  /** The answer before and after a person's correction. */
  corrections: boolean
  /** Sessions of one task, one of which verifiably succeeded and one failed. */
  retries: boolean
}

/** What a record's bytes depend on beside its sessions; a manifest names all of it. */
export interface RenderSettings {
  /** Whether the assistant's reasoning is trained on. */
  reasoning: 'leave-out' | 'keep'
  /** trl: arguments are objects; openai: JSON text; axolotl: preferences with one last message. */
  shape: 'trl' | 'openai' | 'axolotl'
  /** Who speaks the results of tools in Hermes' conversations. */
  toolTurn: 'tool' | 'human'
  /** Longer conversations are compressed to this many tokens; absent: none are. */
  fit?: FitSettings
  tokens: TokenCounter
}

/** Which record of its sessions a record is: small, stored in the manifest, enough to make it again. */
export type How = Readonly<Record<string, string | number | boolean>>

export type Row = Readonly<Record<string, unknown>>
export interface Excluded { excluded: string }

/** A session as one side of a pair with others of its task. */
export interface Side {
  trace: string
  task: string
  good: boolean
  /** explicit: people said so; retry: it was verified. */
  by: 'explicit' | 'retry'
  because: string
}

/** A kind of dataset. `find` decides which records a session gives; `render` alone makes their bytes, today and in a rebuild. */
export interface Kind {
  name: KindName
  /** One more whenever the same session gives another record than before. */
  version: number
  /** Its records are examples to follow: the score, approvals and contradicted claims gate them. */
  examples: boolean
  /** How a session is recorded that the score turned down, where such are wanted. */
  failed?: How
  /** Of the sessions of one task only one gives a record. */
  onePerTask?: true
  find(session: Session, options: { preferences: Preferences }): readonly How[] | Excluded
  render(traces: readonly Trace[], how: How, settings: RenderSettings): Row | Excluded
  /** Kinds with pairs across sessions: what a session could be in one. */
  side?(session: Session, preferences: Preferences): Side | undefined
}

/** Where lines wait until it is known which file they go to: memory must not hold them. */
export interface Spool {
  /** @returns the line's place, for read() */
  append(line: string): Promise<number>
  read(place: number): Promise<string>
}

/** Writes a file of lines as they come, in whatever format it has. @returns what a manifest says of its bytes */
export type Sink = (file: { name: string; split: string }, lines: AsyncIterable<string>) => Promise<{ sha256: string; bytes: number }>

export function isExcluded(value: object): value is Excluded {
  return 'excluded' in value && typeof value.excluded === 'string'
}
