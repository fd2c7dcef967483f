import { subjectOfSkill } from '../distillation/skills/refine.js'
import type { ProposalDraft } from '../distillation/types.js'
import { badInput, refused } from '../kernel/errors.js'
import { parseMarkdown, renderMarkdown } from '../kernel/front-matter.js'
import { artifactDigest, proposalId, sha256, type ArtifactFiles } from '../kernel/hash.js'
import { proposalBranch } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import { proposalFrom } from '../proposals/compose.js'
import { newFindings } from '../threats/delta.js'
import type { Context } from './context.js'
import { checkArtifact } from './edit.js'
import { findEntry, readLibrary, type LibraryEntry } from './library.js'
import { expectRoom, expectWords, takeNote, type Writer } from './note.js'
import { proposalViews } from './proposals.js'
import { authorOf, distillerOf, DOUBT_OF_AGENT, evidenceOf, whyOfAgent, type Proposed } from './propose-memory.js'
import { propose } from './propose.js'
import { scanArtifact } from './scan-artifact.js'
import { refuseSecrets } from './secret-guard.js'

/** What an agent wants a skill to be: files by path relative to the skill; those not named stay as they are. */
export interface SkillWish { name: string; reason: string; files: Readonly<Record<string, string>> }

const MOST_FILES = 50
const MOST_BYTES = 256 << 10
const LONGEST_REASON = 1000
const NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const FILE = /^[A-Za-z0-9_][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_][A-Za-z0-9._-]*){0,2}$/

/**
 * Proposes a change of a skill in force, or a new one, in an agent's words, for review.
 * @throws SkillLoopError (1) where it was proposed before, brings danger or a secret, or too many wait; (2) for what is no skill
 */
export async function proposeSkill(context: Context, { name, reason: given, files: changes }: SkillWish, writer: Extract<Writer, { kind: 'agent' }>): Promise<Proposed> {
  const reason = expectWords(given, LONGEST_REASON, 'the reason')
  expectNames(name, changes)
  expectRoom(context)
  const before = inForce((await readLibrary(context)), name)
  const main = changes['SKILL.md'] ?? text(before?.files.get('SKILL.md'))
  const wanted = new Map([...(before?.files ?? new Map<string, Uint8Array>()), ...Object.entries(changes).map(([path, words]) => [path, Buffer.from(words.toWellFormed())] as const)])
  const hash = sha256(artifactDigest(withProposal(wanted, main, name, ''))).slice(0, 12)
  const original = before && proposalViews(context).find(({ id }) => id === before.proposal)?.front?.subject
  // A revision keeps the subject of what it revises, so that what sessions teach later is held against it.
  const subject = original === undefined ? `${name} ${hash}` : `revised ${hash} ${subjectOfSkill(original)}`
  const id = proposalId('skill', subject)
  const files = withProposal(wanted, main, name, id)
  checkArtifact('skill', `skills/${name}`, files)
  if (before && artifactDigest(withProposal(before.files, text(before.files.get('SKILL.md')), name, id)) === artifactDigest(files)) throw badInput(`nothing of ${name} would change`)
  expectUnknown(context, id)
  const threats = scanArtifact(files, context.fileRules)
  const { added: [danger] } = newFindings(before && scanArtifact(before.files, context.fileRules), threats)
  if (threats.verdict === 'dangerous' && danger) throw refused(`the scan calls it dangerous: ${danger.file}:${danger.line}: ${danger.message}`, { expected: 'nothing that would harm whoever follows it', fix: 'propose it without that; or a person writes it' })
  for (const bytes of files.values()) refuseSecrets(bytes, context.fileRules)
  const changed = Object.keys(changes).sort()
  const trace = await takeNote(context, `${reason}\n\n${changed.map((path) => `${path}:\n${changes[path] ?? ''}`).join('\n\n')}`, writer)
  const draft: ProposalDraft = {
    id, kind: 'skill', subject, title: excerpt(`${before ? 'Change' : 'New skill'} ${name}: ${reason}`, 160), basis: 'inferred', path: `skills/${name}`, files,
    evidence: [evidenceOf(trace, 'assistant')], why: [whyOfAgent(writer), `Its reason: ${excerpt(reason, 400)}`, ...(before ? [`It writes ${changed.join(', ')}; the other files stay as they are.`] : [])],
    doubts: [DOUBT_OF_AGENT, 'It was held against no session.'],
    origins: changed.map((path) => ({ text: excerpt(`${path}: ${changes[path] ?? ''}`, 400), from: ['assistant'] })), threats, after: [], strength: 0.5
  }
  const proposal = proposalFrom(draft, { distiller: distillerOf(writer), replaces: before?.digest })
  const branch = proposalBranch(proposal.front)
  await propose(context, proposal, branch, authorOf(writer))
  return { id, title: draft.title, branch, verdict: threats.verdict, doubts: draft.doubts }
}

function expectNames(name: string, changes: SkillWish['files']): void {
  if (!NAME.test(name) || name.length > 64) throw badInput(`${excerpt(JSON.stringify(name), 80)} is no name of a skill`, { expected: 'at most 64 lower-case letters, digits and single hyphens' })
  const paths = Object.keys(changes)
  if (paths.length === 0 || paths.length > MOST_FILES) throw badInput(`${paths.length} files are given`, { expected: `1 to ${MOST_FILES}` })
  const wrong = paths.find((path) => !FILE.test(path) || path.length > 200)
  if (wrong !== undefined) throw badInput(`${excerpt(JSON.stringify(wrong), 80)} is no file of a skill`, { expected: 'SKILL.md, or a path such as references/guide.md of plain names, at most two folders deep' })
  const bytes = Object.values(changes).reduce((sum, words) => sum + Buffer.byteLength(words), 0)
  if (bytes > MOST_BYTES) throw badInput(`the files have ${bytes} bytes`, { expected: `at most ${MOST_BYTES}` })
}

function inForce(library: Awaited<ReturnType<typeof readLibrary>>, name: string): LibraryEntry | undefined {
  const isThere = [...library.entries, ...library.withheld].some(({ path }) => path === `skills/${name}`)
  return isThere ? findEntry(library, 'skill', name) : undefined
}

function expectUnknown(context: Context, id: string): void {
  const known = proposalViews(context).find((view) => view.id === id)
  if (known) throw refused(`just that was proposed before, as ${id}, and is ${known.standing.state}`, { fix: 'leave it to the reviewers' })
}

/** The files with the proposal's id in the front matter of SKILL.md. */
function withProposal(files: ArtifactFiles, main: string, name: string, id: string): ArtifactFiles {
  const { data, body } = parseMarkdown(main, { file: 'SKILL.md' })
  const metadata = { ...(typeof data['metadata'] === 'object' ? data['metadata'] : {}), 'skillloop-proposal': id }
  if (data['name'] !== name) throw badInput(`the front matter's name is not ${name}`, { place: { file: 'SKILL.md' }, expected: `name: ${name}` })
  return new Map([...files, ['SKILL.md', Buffer.from(renderMarkdown({ data: { ...data, metadata }, body }))]])
}

function text(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8')
}
