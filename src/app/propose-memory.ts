import { conceptsOf } from '../distillation/memory/concepts.js'
import { relationOf } from '../distillation/memory/compare.js'
import { extractLessons } from '../distillation/extract.js'
import { textFile } from '../distillation/finding.js'
import { inlineText } from '../distillation/text/markdown.js'
import type { ProposalDraft } from '../distillation/types.js'
import { renderMarkdown } from '../kernel/front-matter.js'
import { canonicalJson } from '../kernel/canonical-json.js'
import { refused } from '../kernel/errors.js'
import { proposalId } from '../kernel/hash.js'
import { proposalBranch, supportPath } from '../kernel/layout.js'
import { excerpt, slug } from '../kernel/text.js'
import type { Evidence, MemoryFrontMatter, Trace } from '../kernel/types.js'
import { proposalFrom } from '../proposals/compose.js'
import type { Context } from './context.js'
import { putOnLedger } from './ledger-files.js'
import { readLibrary, type LibraryEntry } from './library.js'
import { AGENT, expectRoom, expectWords, takeNote, type Writer } from './note.js'
import { proposalViews } from './proposals.js'
import { propose } from './propose.js'
import { scanArtifact } from './scan-artifact.js'

/** What may be said of a memory besides its words; what is left out is told from them. */
export interface MemoryWish { type?: MemoryFrontMatter['type'] | undefined; scope?: MemoryFrontMatter['scope'] | undefined; doubts?: readonly string[] | undefined }

export interface Proposed {
  id: string
  title: string
  /** The proposal's branch; absent where nothing new was proposed. */
  branch?: string
  /** Why nothing was: it is pending or in force already. */
  already?: string
  /** What the scan says of it. */
  verdict: ProposalDraft['threats']['verdict']
  doubts: string[]
}

const LONGEST_MEMORY = 1000
const VERSION = '1.0.0'

/**
 * Proposes a memory in somebody's own words, for review. What a person writes counts as said by a person; what an
 * agent writes is the agent's own, whatever it says, and speaks for nothing else.
 * @throws SkillLoopError (1) where it was turned down before, holds a secret, an agent's is dangerous or too many wait, (2) for no words or too many
 */
export async function proposeMemory(context: Context, words: string, writer: Writer, wish: MemoryWish = {}): Promise<Proposed> {
  const text = expectWords(words, LONGEST_MEMORY, 'the memory')
  const isAgent = writer.kind === 'agent'
  if (isAgent) expectRoom(context)
  const subject = subjectFor(text)
  const id = proposalId('memory', subject)
  const known = proposalViews(context).find((view) => view.id === id)
  const state = known?.standing.state
  if (known && (state === 'pending' || state === 'approved')) return standing(context, { id, title: known.front?.title ?? text, text, state, writer })
  if (known) throw refused(`that was proposed before, as ${id}, and is ${state ?? ''}: ${known.standing.reason}`, { fix: isAgent ? 'leave it be' : `if it holds after all: skillloop review reopen ${id}` })
  if (isAgent) expectHarmless(context, textFile('memory.md', renderMarkdown({ data: {}, body: inlineText(text) })))
  const trace = await takeNote(context, text, writer)
  const draft = draftOf(context, { id, subject, trace, writer, wish, related: relatedTo(text, (await readLibrary(context)).entries) })
  const proposal = proposalFrom(draft, { distiller: distillerOf(writer) })
  const branch = proposalBranch(proposal.front)
  await propose(context, proposal, branch, authorOf(writer))
  return { id, title: draft.title, branch, verdict: draft.threats.verdict, doubts: draft.doubts }
}

/** A person's word for what is proposed or in force already is further evidence; an agent's is not. */
async function standing(context: Context, { id, title, text, state, writer }: { id: string; title: string; text: string; state: 'pending' | 'approved'; writer: Writer }): Promise<Proposed> {
  if (writer.kind === 'person') {
    const trace = await takeNote(context, text, writer)
    const evidence = [evidenceOf(trace, 'person')]
    await putOnLedger(context, [{ path: supportPath(id, trace.id), text: canonicalJson({ schemaVersion: 1, proposal: id, evidence }) }], () => `note: further support for ${id}`)
  }
  return { id, title, already: state === 'pending' ? 'it waits for review already' : 'it is in force already', verdict: 'safe', doubts: [] }
}

/** Who drew a proposal up, as its front matter says it. */
export function distillerOf({ kind }: Writer): { name: string; version: string } {
  return { name: kind === 'agent' ? AGENT : 'note', version: VERSION }
}

/** The author of an agent's commits: the person whose machine it runs on has said nothing. */
export function authorOf(writer: Writer): { name: string; email: string } | undefined {
  return writer.kind === 'agent' ? { name: `agent ${writer.name}`, email: 'agent@localhost' } : undefined
}

export function evidenceOf(trace: Trace, origin: 'person' | 'assistant'): Evidence {
  return { trace: trace.id, traceSha256: trace.sha256, message: 0, quote: excerpt(trace.messages[0]?.text ?? '', 400), origin }
}

/** @throws SkillLoopError (1) where the scan says dangerous: an agent's proposal of that kind is not worth a reviewer's time */
export function expectHarmless(context: Context, files: ProposalDraft['files']): void {
  const { verdict, findings: [first] } = scanArtifact(files, context.fileRules)
  if (verdict === 'dangerous') throw refused(`the scan calls it dangerous${first ? `: ${first.file}:${first.line}: ${first.message}` : ''}`, { expected: 'nothing that would harm whoever follows it', fix: 'propose it without that; or a person writes it' })
}

/** The lesson's subject as sessions would give it, so that the same lesson of either is one proposal. */
function subjectFor(text: string): string {
  const [statement, another] = lessonsIn(text)
  return statement && !another ? statement.subject : text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? text.toLowerCase()
}

function lessonsIn(text: string): ReturnType<typeof extractLessons>['statements'] {
  const bare: Trace = { schemaVersion: 1, id: '0'.repeat(20), runtime: 'note', adapter: { name: 'note', version: 1 }, end: { state: 'complete' }, messages: [{ role: 'user', text }], raw: { name: 'note', bytes: 0, sha256: '0'.repeat(64) }, redaction: { version: 1, marks: {} }, sha256: '0'.repeat(64) }
  return extractLessons(bare).statements
}

interface Drawing { id: string; subject: string; trace: Trace; writer: Writer; wish: MemoryWish; related: string[] }

function draftOf(context: Context, { id, subject, trace, writer, wish, related }: Drawing): ProposalDraft {
  const body = inlineText(trace.messages[0]?.text ?? '')
  const [statement] = lessonsIn(body)
  const [type, scope] = [wish.type ?? statement?.type ?? 'semantic', wish.scope ?? statement?.scope ?? 'project']
  const taken = new Set([...context.index.artifacts(), ...proposalViews(context).flatMap(({ front }) => (front ? [front.artifact.path] : []))])
  const plain = slug(body, 48, `lesson-${id.slice(0, 8)}`)
  const name = taken.has(`memory/${type}/${plain}.md`) ? `${slug(body, 40, 'lesson')}-${id.slice(0, 6)}` : plain
  const data: MemoryFrontMatter = { schemaVersion: 1, type, scope, subject, proposal: id }
  const files = textFile(`${name}.md`, renderMarkdown({ data: { ...data }, body }))
  const isAgent = writer.kind === 'agent'
  return {
    id, kind: 'memory', subject, title: excerpt(body, 120), basis: isAgent ? 'inferred' : 'stated', path: `memory/${type}/${name}.md`, files,
    evidence: [evidenceOf(trace, isAgent ? 'assistant' : 'person')],
    why: [isAgent ? whyOfAgent(writer) : 'A person wrote it down for this store.'],
    doubts: [...related, ...wish.doubts ?? [], isAgent ? DOUBT_OF_AGENT : 'It was written down once; no session has shown yet that it holds.'],
    origins: [{ text: excerpt(body, 400), from: [isAgent ? 'assistant' : 'person'] }], threats: scanArtifact(files, context.fileRules), after: [], strength: 0.5
  }
}

export const DOUBT_OF_AGENT = 'No person said it, and nobody has looked whether a page or a tool told the agent so.'

export function whyOfAgent({ name, session }: Extract<Writer, { kind: 'agent' }>): string {
  return `The agent ${excerpt(name, 60)} proposed it itself${session === undefined ? '' : `, in its session ${excerpt(session, 80)}`}.`
}

const RELATED: Record<NonNullable<ReturnType<typeof relationOf>>, string> = {
  same: 'Says in other words what is in force', contrary: 'Says the opposite of what is in force', 'other-value': 'Gives another answer than what is in force',
  narrower: 'Says more than what is in force', wider: 'Says part of what is in force'
}

/** How it stands to memories in force, a sentence each. */
function relatedTo(text: string, entries: readonly LibraryEntry[]): string[] {
  const own = conceptsOf(text)
  return entries.filter(({ kind }) => kind === 'memory').flatMap(({ path, body }) => {
    const relation = relationOf(own, conceptsOf(body))
    return relation === undefined ? [] : [`${RELATED[relation]}, in ${path}: ${excerpt(body, 160)}`]
  })
}
