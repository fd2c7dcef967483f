import type { Tick } from '../../kernel/types.js'
import type { Memo } from '../ingest-hermes.js'

/** Something that failed, and what of. */
export interface Trouble { where: string; problem: string; code: number }

/** A look at what sessions teach that was finished. */
export interface Looked {
  /** All that it follows from but the sessions and what is said of them. */
  ground: string
  /** The ledger's commit that it saw. */
  ledger: string
  /** How many sessions there were when all of them were looked at last, and at how many it was looked since. */
  whole: number
  since: number
}

/** What this machine remembers of its ticks; losing it costs time and nothing else. */
export interface TickState {
  /** A tick that was begun and not reported yet, as the store was then. */
  run?: { begunAt: string; ledger: string; main: string; proposals: string[]; candidates?: Tick['candidates']; exported?: string }
  /** What each stage, and each source, had before it when it last had nothing left to do. */
  settled: Record<string, string>
  /** How far distilling has looked; see what-to-distill.ts. */
  looked?: Looked
  last?: { at: string; run?: string; counts: Record<string, number>; code: number; troubles: Trouble[] }
  /** SHA-256 of the troubles that were reported last: the same ones are not reported each hour. */
  told?: string
  /** When each source was last read to its end, and what was wrong with it since, by its name. */
  sources: Record<string, { readAt?: string; problem?: string; waiting?: number }>
}

export async function readState(memo: Memo): Promise<TickState> {
  const value = await memo.read() as Partial<TickState> | undefined
  const isObject = typeof value === 'object' && !Array.isArray(value)
  return isObject ? { ...value, settled: { ...value.settled }, sources: { ...value.sources } } : { settled: {}, sources: {} }
}
