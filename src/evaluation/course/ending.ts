import type { Trace } from '../../kernel/types.js'
import { findCue } from './words.js'

/** How the last answer ends the session, beside what it claims. */
export interface Ending {
  /** Words that qualify the result: an attempt, a limit, an approximation. */
  hedge: string | undefined
  /** Words that ask the person for what the agent needs in order to go on. */
  awaits: string | undefined
  /** There were tools, and none was called: the work was told, not done. */
  toolsUnused: boolean
}

/** What is asked of the person stands at the end of an answer. */
const CLOSE = 500

export function readEnding(trace: Pick<Trace, 'tools'>, answer: string, calls: number): Ending {
  return { hedge: findCue(answer, 'hedges'), awaits: findCue(answer.slice(-CLOSE), 'awaits'), toolsUnused: calls === 0 && (trace.tools?.length ?? 0) > 0 }
}
