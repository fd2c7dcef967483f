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
import { scanArtifact } from './scan-artifact.js'
import { newFindings } from '../threats/delta.js'
import type { ThreatFinding, ThreatReport } from '../threats/types.js'

export interface Edited {
  commit: string
  /** What the scan finds in the edited bytes that it had not found in those before. */
  added: ThreatFinding[]
  verdict: ThreatReport['verdict']
}

export interface EditOptions {
  /** A person at a terminal has seen these findings and wants to keep them. */
  confirm?: ((findings: readonly ThreatFinding[]) => Promise<boolean>) | undefined
}

/**
 * Commits a person's version of a proposed artifact on its branch, once it fits its schema and was scanned. What the
 * proposal promised stays as it was; approving names the edited bytes.
 * @param files the whole artifact, by path relative to it
 * @returns undefined where nothing differs
 * @throws SkillLoopError (1) when it is not pending, its branch moved or the edit brings danger that nobody confirms, (2) when it breaks the format
 */
export async function editProposal(context: Context, view: ProposalView, before: ArtifactFiles, files: ArtifactFiles, options: EditOptions = {}): Promise<Edited | undefined> {
  const { branch } = view
  if (view.standing.state !== 'pending' || !branch) throw refused(`${view.id} is ${view.standing.state}; only what is pending can be edited`)
  if (branch.front.action === 'retire') throw refused(`${view.id} would take ${branch.front.artifact.path} away; there is nothing to edit`, { fix: 'approve or reject it' })
  if (artifactDigest(files) === branch.digest) return undefined
  checkArtifact(branch.front.kind, branch.front.artifact.path, files)
  const report = scanArtifact(files, context.fileRules)
  const { added } = newFindings(scanArtifact(before, context.fileRules), report)
  if (report.verdict === 'dangerous' && added.length > 0 && !await options.confirm?.(added)) {
    const [first] = added
    throw refused(`the edit brings what the scan calls dangerous${first ? `: ${first.file}:${first.line}: ${first.message}` : ''}`, { expected: 'an edit that adds no danger, or a person at a terminal who wants it', fix: 'change it, or edit it on a terminal and confirm' })
  }
  const batch = context.repository.batch()
  const base = isOneFile(branch.front.artifact.path) ? branch.front.artifact.path.slice(0, branch.front.artifact.path.lastIndexOf('/') + 1) : `${branch.front.artifact.path}/`
  const edits = new Map<string, FileEdit>()
  for (const [name, bytes] of files) edits.set(base + name, { oid: await batch.add('blob', bytes), mode: '100644' })
  const commit = await context.repository.commit(branch.ref, batch, (tip) => {
    if (tip.oid !== branch.commit) throw refused(`the branch of ${view.id} has moved meanwhile`, { fix: 'edit it again' })
    return Promise.resolve({ edits, message: `Edit ${branch.front.kind}: ${excerpt(branch.front.title, 60)}\n\nSkillLoop-Proposal: ${view.id}` })
  }, { who: await context.person() })
  return commit === undefined ? undefined : { commit, added, verdict: report.verdict }
}

/** @throws SkillLoopError (2) where the artifact is none of its kind, or has nothing left in it */
export function checkArtifact(kind: ProposalFrontMatter['kind'], path: string, files: ArtifactFiles): void {
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

/** Keeps what a person wrote and what could not be committed, in the store's local/ folder. @returns the file */
export async function keepDraft(context: Context, id: string, name: string, text: Uint8Array): Promise<string> {
  return context.keepLocal(`edit-${id}-${name.replaceAll(/[^A-Za-z0-9.-]+/g, '-')}`, text)
}
