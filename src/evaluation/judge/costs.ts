import type { ModelJudge, Run } from '../../kernel/types.js'

export type Spending = NonNullable<Run['spending']>[number]
type Prices = Pick<ModelJudge, 'inputUsdPerMillion' | 'outputUsdPerMillion'>

/** Price of some tokens in US dollars. */
export function priceOf(tokens: { inputTokens: number; outputTokens: number }, { inputUsdPerMillion, outputUsdPerMillion }: Prices): number {
  return (tokens.inputTokens * inputUsdPerMillion + tokens.outputTokens * outputUsdPerMillion) / 1e6
}

/** Tokens that stand around the messages of a request. */
const FRAME = 64

/**
 * The most tokens that one attempt can take. A token of a byte-level tokenizer has at least one byte, so that no
 * text has more tokens than UTF-8 bytes: too many for most texts, but a budget that is kept must not be guessed.
 */
export function mostTokens({ system, user }: { system: string; user: string }, maxOutputTokens: number): { inputTokens: number; outputTokens: number } {
  return { inputTokens: Buffer.byteLength(system) + Buffer.byteLength(user) + FRAME, outputTokens: maxOutputTokens }
}

/** What judges have cost so far. */
export function spent(runs: Iterable<Pick<Run, 'spending'>>): number {
  let usd = 0
  for (const { spending = [] } of runs) for (const one of spending) usd += one.usd
  return usd
}
