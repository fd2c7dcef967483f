import type { Turn } from '../conversation.js'

/** After the prompt, one way to go on was better than another. */
export interface Pair {
  prompt: Turn[]
  chosen: Turn[]
  rejected: Turn[]
  /** What speaks for it, in a sentence. */
  evidence: string
}

export const spoken = (role: Turn['role'], content: string, at = 0): Turn => ({ role, content, reasoning: '', calls: [], from: at, at })

/** Nothing to compare, or nothing compared: no preference. */
export function isTelling({ prompt, chosen, rejected }: Pair): boolean {
  return prompt.some(({ role }) => role === 'user') && endsInAnswer(chosen) && endsInAnswer(rejected) && said(chosen) !== said(rejected)
}

function endsInAnswer(turns: readonly Turn[]): boolean {
  const last = turns.at(-1)
  return last?.role === 'assistant' && last.calls.length === 0 && last.content.trim() !== ''
}

/** What turns say and do, to tell whether two are the same. */
export function said(turns: readonly Turn[]): string {
  return JSON.stringify(turns.map(({ role, content, calls }) => [role, content.trim(), calls.map(({ name, arguments: given }) => [name, given])]))
}
