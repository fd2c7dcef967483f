import type { Readable } from 'node:stream'
import type { Place } from '../kernel/errors.js'
import type { Trace } from '../kernel/types.js'

/**
 * A session as an adapter gives it: everything a trace holds except what the pipeline adds
 * (id, redaction, hash). Not redacted yet; tool results whole.
 */
export type SessionDraft = Omit<Trace, 'schemaVersion' | 'id' | 'redaction' | 'sha256'>

/** One thing an adapter found in a source: a session, or something it could not read. */
export type Found =
  /** `files`: names of all sources that the session was read from, where there are others than the place's. */
  | { kind: 'session'; session: SessionDraft; place: Place; fingerprint?: string; files?: readonly string[] }
  | { kind: 'unchanged'; nativeId: string }
  | { kind: 'skip'; skip: Skip }
  /** The last line of a log that its runtime is still writing: it is read when it is whole. */
  | { kind: 'torn'; place: Place }

/** Something left out, told to the person with its place. */
export interface Skip {
  place: Place
  /** What is wrong, e.g. `not JSON: Unexpected end of input`. */
  problem: string
  /** What was expected instead. */
  expected?: string
}

/** Something to read once, and what it is called in messages: a path, or - for standard input. */
export interface Source {
  name: string
  /** Where it lies, for formats that need the folder around it or a database driver; undefined for a stream. */
  path?: string
  /** Taken in before, and not changed since. */
  unchanged?: boolean
  open(): Readable
}

/** Limits every reader keeps. */
export interface ReadLimits {
  /** A longer line of a JSONL source is skipped and counted. */
  maxLineBytes: number
}

/**
 * Whether a session was taken in already as it is, by a cheap fingerprint of its rows; then it is not read.
 * Given by the pipeline, which remembers fingerprints and knows what is stored.
 */
export type IsUnchanged = (session: { runtime: string; nativeId: string; startedAt?: string; fingerprint: string }) => boolean

/** The beginning of a file, for telling formats apart by content. */
export interface FileHead {
  /** The file's base name, a hint at most. */
  name: string
  /** A SQLite database; then there is no text. */
  isDatabase: boolean
  /** The names of a database's tables; empty where it is none or cannot be opened. */
  tables: readonly string[]
  /** The first 256 KB as text, unpacked and decoded. */
  text: string
  /** The values of the first lines, where each line is JSON (at most 50); empty for a document over several lines. */
  lines: readonly unknown[]
  /** The whole file as one JSON document, where it is one and is no longer than the head. */
  document: unknown
}

/** A runtime whose sessions can be read from files. */
export interface Adapter {
  name: string
  /** The runtime that its traces are filed under, unless the source names another. */
  runtime: string
  /** Goes up when the same source is read differently. */
  version: number
  describe: string
  /**
   * How surely a file is of this runtime, by its content: 0 not, 0.5 it could be read so, 1 nothing else writes this.
   * Pure; must not throw on any input.
   */
  detect(head: FileHead): number
  /**
   * Sessions of the sources, in order. Sources marked unchanged were taken in as they are: their sessions are
   * not given again, though they may be looked at where a session spans files.
   */
  read(sources: readonly Source[], limits: ReadLimits): AsyncIterable<Found>
  /** A file of its is one session, which is held in memory while it is read. */
  holdsFiles?: true
  /** Where the runtime keeps its sessions on this machine, as globs with forward slashes; none where it has no place of its own. */
  locations?(env: Readonly<Record<string, string | undefined>>, home: string): string[]
}
