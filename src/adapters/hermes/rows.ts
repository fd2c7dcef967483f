import { numberOf, pick, pickText, type Row } from '../shared/fields.js'

// How the rows begin in which Hermes keeps a summary for itself.
const NOTICES = ['[CONTEXT COMPACTION — REFERENCE ONLY]', '[CONTEXT SUMMARY]:']
// How the prompts read by which older releases asked themselves for a review of the conversation.
const SELF_TALK = /^\s*Review the conversation above and (update the skill library|consider saving to memory)|and consider saving to memory[.!…]*\s*$/

/** Seconds since 1970, 0 where there is none; exports may have it as text. */
export function timeOf(row: Row): number {
  const time = numberOf(pick(row, 'timestamp'))
  return Number.isFinite(time) ? time : 0
}

/** Whether a row is out of the live conversation: undone by the user, or summarised away. */
export function isRemoved(row: Row): boolean {
  const active = pick(row, 'active')
  return active === 0 || active === false
}

/** Summarised away, but real history. */
export function isCompacted(row: Row): boolean {
  const compacted = pick(row, 'compacted')
  return isRemoved(row) && (compacted === 1 || compacted === true)
}

/** A row that Hermes wrote for itself: the notice of a compaction with its summary, or one that it doesn't show. */
export function isNotice(row: Row): boolean {
  const content = pickText(row, 'content') ?? ''
  return pick(row, 'display_kind') === 'hidden' || Boolean(pick(row, '_compressed_summary')) ||
    NOTICES.some((notice) => content.startsWith(notice))
}

/** Rows without Hermes' talk with itself: its prompt, and everything up to the person's next word. */
export function withoutSelfTalk<T extends { row: Row }>(rows: readonly T[]): T[] {
  let talking = false
  return rows.filter(({ row }) => {
    const role = pick(row, 'role')
    if (role === 'user' || role === 'system') talking = SELF_TALK.test(pickText(row, 'content') ?? '')
    return !talking
  })
}
