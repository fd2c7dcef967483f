import { isOneFile, MAIN, proposalPath } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import { renderProposal } from '../proposals/render.js'
import type { Proposal } from '../proposals/types.js'
import { LostRace } from '../store/refs/ref-store.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import type { Context } from './context.js'

/**
 * Makes the proposal's branch; false where another process made the same one first.
 * @param author whose proposal it is, where that is not who runs this
 */
export async function propose(context: Context, proposal: Proposal, branch: string, author?: { name: string; email: string }): Promise<boolean> {
  const { repository } = context
  const main = await repository.tip(MAIN)
  if (!main) return false
  const batch = repository.batch()
  const put = async (text: string | Uint8Array): Promise<{ oid: string; mode: '100644' }> => ({ oid: await batch.add('blob', Buffer.from(text)), mode: '100644' })
  const { path } = proposal.front.artifact
  const edits = new Map<string, FileEdit>([[proposalPath(proposal.front.id), await put(renderProposal(proposal))]])
  // A file that a new version of a skill has no more.
  if (!isOneFile(path)) for (const { path: file } of await main.files(path)) edits.set(file, null)
  for (const [name, bytes] of proposal.files) edits.set(isOneFile(path) ? path : `${path}/${name}`, await put(bytes))
  const message = `Propose ${proposal.front.kind}: ${excerpt(proposal.front.title, 60)}\n\nSkillLoop-Proposal: ${proposal.front.id}`
  try {
    await repository.createBranch(branch, main, batch, { edits, message }, { who: await context.committer(), ...(author && { author: { ...author, at: context.clock.now() } }) })
    return true
  } catch (error) {
    if (error instanceof LostRace) return false
    throw error
  }
}
