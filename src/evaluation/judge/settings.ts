import type { ModelJudge } from '../../kernel/types.js'

/** A change of the instructions makes earlier opinions stale. */
export const JUDGE_VERSION = '1.1.0'

export const JUDGE_DEFAULTS = { maxInputCharacters: 48_000, maxOutputTokens: 800, seconds: 60, attempts: 3 } as const

/** The judge's settings with the defaults in the place of what was left out. */
export function judgeSettings(judge: ModelJudge): ModelJudge & typeof JUDGE_DEFAULTS {
  return { ...JUDGE_DEFAULTS, ...judge } as ModelJudge & typeof JUDGE_DEFAULTS
}
