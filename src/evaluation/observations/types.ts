import type { Pointer } from '../../kernel/types.js'

export type ObservationKind =
  | 'test' | 'build' | 'lint' | 'read' | 'write' | 'edit' | 'search' | 'web' | 'vcs' | 'install' | 'start' | 'command'
  // What tools of a service do: something is looked up, something is changed for somebody, a person takes over.
  | 'lookup' | 'change' | 'hand-over' | 'other'

/** How many tests passed, failed and were skipped; all zero when a runner says it found none. */
export interface TestCounts { passed: number; failed: number; skipped: number }

/** One thing that a tool call did, and how it went. A shell line of several commands gives several. */
export interface Observation {
  kind: ObservationKind
  at: Required<Pointer>
  /** undefined: the result does not say. */
  ok: boolean | undefined
  counts?: TestCounts
  /** The test runner whose summary was read. */
  framework?: string
  /** Program and sub-command, e.g. `npm test`; the tool's name where it is no shell. */
  what: string
  /** Files read or written, as they were named. */
  paths: string[]
  /**
   * What a success would show: run, a program was run to its end; read-back, something written before was
   * looked at again; service, a service answered.
   */
  shows?: 'run' | 'read-back' | 'service'
}

/** How a whole tool call went: its errors and their recovery are told by call, not by command. */
export interface CallOutcome {
  at: Required<Pointer>
  kind: ObservationKind
  what: string
  /** failed leaves out what is no failure: a probe (grep, ls, test …), a refusal, an interruption. */
  state: 'ok' | 'failed' | 'refused' | 'unknown'
}
