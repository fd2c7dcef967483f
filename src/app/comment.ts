import { canonicalJson } from '../kernel/canonical-json.js'
import { isoTime } from '../kernel/clock.js'
import { badInput } from '../kernel/errors.js'
import { commentPath, MAIN } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import type { Comment } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import { decisionId } from '../proposals/decisions.js'
import type { Context } from './context.js'
import { redactText } from './redact-output.js'

/**
 * Says something of a proposal without deciding, as a file on main: it moves no branch that others review, and is
 * there in every clone whatever becomes of the branch.
 * @param head the commit of its branch that was looked at
 * @returns the comment and its commit; no commit where just that had been said already
 */
export async function comment(context: Context, proposal: string, text: string, head: string | undefined): Promise<{ comment: Comment; commit: string | undefined }> {
  const said = redactText(text.replaceAll('\r\n', '\n').trim())
  if (said === '') throw badInput('the comment is empty', { fix: 'say it with --message "…", or in your editor' })
  const who = await context.person()
  const written: Comment = { schemaVersion: 1, proposal, text: said, ...(head !== undefined && { head }), at: isoTime(context.clock.now()), by: { name: who.name, email: who.email } }
  const file = canonicalJson(expectFormat('comment', written, { file: 'the comment' }))
  const batch = context.repository.batch()
  const edits = new Map([[commentPath(written, decisionId(file)), { oid: await batch.add('blob', Buffer.from(file)), mode: '100644' as const }]])
  const commit = await context.repository.commit(MAIN, batch, () => Promise.resolve({ edits, message: `Comment on ${proposal}: ${excerpt(said, 60)}\n\nSkillLoop-Proposal: ${proposal}` }), { who })
  return { comment: written, commit }
}
