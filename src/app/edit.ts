import { badInput, refused } from '../kernel/errors.js'
import { parseMarkdown } from '../kernel/front-matter.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { isOneFile } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import type { ProposalFrontMatter } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import { problemsOfFile } from './check-file.js'
import type { Context } from './context.js'
import type { ProposalView } from './proposals.js'

/**
 * Commits a person's version of a proposed artifact on its branch. What the proposal promised stays as it
 * was; approving names the edited bytes.
 * @param files the whole artifact, by path relative to it
 * @returns the commit, or undefined where nothing differs
 * @throws SkillLoopError (1) when it is not pending or its branch moved, (2) when the edit breaks the format
 */
export async function editProposal(context: Context, view: ProposalView, files: ArtifactFiles): Promise<string | undefined> {
  const { branch } = view
  if (view.standing.state !== 'pending' || !branch) throw refused(`${view.id} is ${view.standing.state}; only what is pending can be edited`)
  if (artifactDigest(files) === branch.digest) return undefined
  checkArtifact(branch.front.kind, branch.front.artifact.path, files)
  const batch = context.repository.batch()
  const base = isOneFile(branch.front.artifact.path) ? branch.front.artifact.path.replace(/[^/]+$/, '') : `${branch.front.artifact.path}/`
  const edits = new Map<string, FileEdit>()
  for (const [name, bytes] of files) edits.set(base + name, { oid: await batch.add('blob', bytes), mode: '100644' })
  return context.repository.commit(branch.ref, batch, (tip) => {
    if (tip.oid !== branch.commit) throw refused(`the branch of ${view.id} has moved meanwhile`, { fix: 'edit it again' })
    return Promise.resolve({ edits, message: `Edit ${branch.front.kind}: ${excerpt(branch.front.title, 60)}` })
  }, { who: await context.person() })
}

function checkArtifact(kind: ProposalFrontMatter['kind'], path: string, files: ArtifactFiles): void {
  const name = isOneFile(path) ? path.split('/').at(-1) ?? path : 'SKILL.md'
  const bytes = files.get(name)
  if (!bytes) throw badInput(`the ${kind} has no ${name}`)
  if (kind === 'training-plan') {
    const [problem] = problemsOfFile(path, bytes)
    if (problem !== undefined) throw badInput(problem, { place: { file: name }, expected: 'a plan as schemas/training-plan.schema.json has it' })
    return
  }
  const { data, body } = parseMarkdown(Buffer.from(bytes).toString('utf8'), { file: name })
  expectFormat(kind, data, { file: name })
  if (body.trim() === '') throw badInput('nothing is left below the front matter', { place: { file: name }, fix: 'to turn the proposal down, reject it' })
}
