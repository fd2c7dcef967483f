import { artifactDigest } from '../kernel/hash.js'
import { MAIN, proposalBranch, proposalPath } from '../kernel/layout.js'
import { proposalId } from '../kernel/hash.js'
import { renderProposal } from '../proposals/render.js'
import { withdrawalFrom, withdrawalSubject, type WithdrawalCase } from '../proposals/history/withdraw.js'
import type { Version } from '../proposals/history/types.js'
import { LostRace } from '../store/refs/ref-store.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import { artifactFiles } from './artifacts.js'
import type { Context } from './context.js'
import { proposalViews } from './proposals.js'

type Case = Omit<WithdrawalCase, 'back' | 'after'> & { back?: Version | undefined }

/**
 * Opens a proposal to put an earlier version of a skill back, or to retire it.
 * @returns its id and branch; undefined where the same was proposed before, whatever became of it: a person has it, or has spoken
 */
export async function proposeWithdrawal(context: Context, about: Case): Promise<{ id: string; branch: string } | undefined> {
  const { repository } = context
  const main = await repository.tip(MAIN)
  const id = proposalId('skill', withdrawalSubject(about))
  if (!main || proposalViews(context).some((view) => view.id === id)) return undefined
  const { back: version, ...rest } = about
  const files = version && await artifactFiles(await repository.snapshot(version.commit), version)
  if (version && files && artifactDigest(files) !== version.digest) return undefined
  const proposal = withdrawalFrom({ ...rest, after: [], ...(version && files && { back: { version: version.number, digest: version.digest, files } }) })
  const ref = proposalBranch(proposal.front)
  const batch = repository.batch()
  const put = async (bytes: Uint8Array): Promise<FileEdit> => ({ oid: await batch.add('blob', bytes), mode: '100644' })
  const edits = new Map<string, FileEdit>((await main.files(about.path)).map(({ path }) => [path, null]))
  for (const [name, bytes] of proposal.files) edits.set(`${about.path}/${name}`, await put(bytes))
  edits.set(proposalPath(id), await put(Buffer.from(renderProposal(proposal))))
  const made = await repository.createBranch(ref, main, batch, { edits, message: `Propose: ${proposal.front.title}\n\nSkillLoop-Proposal: ${id}` }, { who: await context.committer() }).then(() => true, (error: unknown) => {
    if (error instanceof LostRace) return false
    throw error
  })
  return made ? { id, branch: ref.replace('refs/heads/', '') } : undefined
}
