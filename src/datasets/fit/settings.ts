/** How conversations that are too long are compressed. The defaults are those of Hermes' context compression. */
export interface FitSettings {
  /** No record has more. */
  maxTokens: number
  /** The most that the protected end may have, as a share of maxTokens. */
  threshold: number
  /** Messages protected at the start, beside the system prompt. */
  head: number
  /** Turns protected at the end, at most … */
  tailTurns: number
  /** … and tokens, whichever is less. */
  tailTokens: number
  /** The most that the summary may have, as a share of maxTokens. */
  summaryRatio: number
}

export const FIT_DEFAULTS: Omit<FitSettings, 'maxTokens'> = { threshold: 0.5, head: 3, tailTurns: 20, tailTokens: 20_000, summaryRatio: 0.2 }
