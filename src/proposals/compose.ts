import { parseMarkdown } from '../kernel/front-matter.js'
import { artifactDigest } from '../kernel/hash.js'
import { proposalBranch, proposalPath } from '../kernel/layout.js'
import { excerpt, plural } from '../kernel/text.js'
import type { Evidence, Origin, ProposalFrontMatter } from '../kernel/types.js'
import { expectFormat } from '../kernel/validate.js'
import type { ProposalDraft } from '../distillation/types.js'
import type { ThreatFinding, ThreatReport } from '../threats/types.js'
import { inline, quoted } from './markdown.js'
import type { Proposal } from './types.js'

/** What a draft does not know: what stands at its path on main, and who drew it up. */
export interface ProposalContext {
  /** Digest of the artifact that stands at the draft's path on main; absent for something new. */
  replaces?: string | undefined
  distiller: { name: string; version: string }
}

const SPEAKERS: Record<Evidence['origin'], string> = { person: 'the person', assistant: 'the assistant', tool: 'a tool\'s output', web: 'a page or service of others' }

/**
 * The proposal as it goes on its branch: equal drafts give equal bytes.
 * @throws SkillLoopError (2) when the draft makes no valid proposal
 */
export function proposalFrom(draft: ProposalDraft, context: ProposalContext): Proposal {
  const front: ProposalFrontMatter = {
    schemaVersion: 1,
    id: draft.id,
    kind: draft.kind,
    action: context.replaces === undefined ? 'add' : 'update',
    subject: draft.subject,
    title: excerpt(draft.title, 200),
    artifact: { path: draft.path, digest: artifactDigest(draft.files), ...(context.replaces === undefined ? {} : { replaces: context.replaces }) },
    basis: draft.basis,
    evidence: asEvidence(draft.evidence),
    ...(draft.origins.length > 0 ? { origins: draft.origins } : {}),
    ...(draft.after.length > 0 ? { after: [...new Set(draft.after)].sort() } : {}),
    distiller: { name: context.distiller.name, version: context.distiller.version }
  }
  expectFormat('proposal', front, { file: proposalPath(draft.id) })
  const sections = [
    `# ${inline(front.title, 200)}`,
    ...repeated(draft.origins),
    `## What would be learned\n\n${lesson(draft, front)}`,
    `## What the scan found\n\n${scanText(draft.threats)}`,
    `## Why\n\n${bullets(draft.why)}`,
    `## Evidence\n\n${evidence(front)}`,
    ...(draft.origins.length > 0 ? [`## Whose words these are\n\n${origins(draft.origins)}`] : []),
    `## What speaks against trusting it yet\n\n${bullets(draft.doubts)}`,
    `## How to read and decide\n\n${decisionHelp(front)}`
  ]
  return { front, body: `${sections.join('\n\n')}\n`, files: draft.files }
}

/** Keys are put in one order, so that equal drafts give equal YAML. */
function asEvidence(list: readonly Evidence[]): Evidence[] {
  return list.map(({ trace, traceSha256, message, call, quote, origin, score }) => ({
    trace, traceSha256, message, ...(call === undefined ? {} : { call }), quote, origin, ...(score === undefined ? {} : { score })
  }))
}

function lesson(draft: ProposalDraft, front: ProposalFrontMatter): string {
  const { path, replaces } = front.artifact
  const main = draft.kind === 'skill' ? 'SKILL.md' : path.split('/').at(-1) ?? path
  const place = { file: draft.kind === 'skill' ? `${path}/${main}` : path }
  const document = parseMarkdown(new TextDecoder().decode(draft.files.get(main)), place)
  if (draft.kind === 'memory') expectFormat('memory', document.data, place)
  const said = draft.kind === 'skill' ? expectFormat('skill', document.data, place).description : document.body
  const what = draft.kind === 'skill' ? `A skill, in the folder \`${path}\`:` : `A ${path.split('/')[1] ?? ''} memory, in \`${path}\`:`
  const files = [...draft.files].map(([name, bytes]) => `- ${inline(name)} (${plural(bytes.length, 'byte')})`).sort()
  return [
    what,
    quoted(said),
    ...(draft.kind === 'skill' ? [`Its files, which agents would load as they are:\n\n${files.join('\n')}`] : []),
    ...(replaces === undefined ? [] : [`It replaces what stands there now (\`${replaces}\`).`])
  ].join('\n\n')
}

/** What the scan found, for people. */
export function scanText({ verdict, findings, scanner }: ThreatReport): string {
  const by = `scanner ${scanner.version}, rules ${scanner.rules.slice(0, 12)}`
  if (findings.length === 0) return `Nothing (${by}). That is no proof: read the bytes.`
  return `Verdict: ${verdict} (${by}). A finding is a place to look, and no finding is no proof.\n\n${bullets(findings.map(findingText))}`
}

function findingText({ severity, category, file, line, message, excerpt: text, seenThrough }: ThreatFinding): string {
  return `${severity}, ${category}: ${message} In ${file}, line ${line}: "${text}"${seenThrough.length > 0 ? `, seen through ${seenThrough.join(', ')}` : ''}`
}

// What a person reads of the evidence; all of it stands in the front matter.
const MAX_QUOTES = 12

function evidence(front: ProposalFrontMatter): string {
  const sessions = new Set(front.evidence.map(({ trace }) => trace)).size
  const more = front.evidence.length - MAX_QUOTES
  const basis = front.basis === 'stated' ? 'A person said it outright.' : 'Nobody said it outright: it is drawn from what happened.'
  const quotes = front.evidence.slice(0, MAX_QUOTES).map((item, i) => {
    const place = `message ${item.message}${item.call === undefined ? '' : `, tool call ${item.call}`}`
    const score = item.score === undefined ? 'not evaluated' : `score ${item.score}`
    return `### ${i + 1}. Trace \`${item.trace}\`, ${place}: ${SPEAKERS[item.origin]}, ${score}\n\n${quoted(item.quote)}`
  })
  return [`${basis} ${plural(front.evidence.length, 'quote')} from ${plural(sessions, 'session')}, as recorded:`, ...quotes, ...(more > 0 ? [`${plural(more, 'further quote')} stand${more === 1 ? 's' : ''} in the front matter of this file.`] : [])].join('\n\n')
}

const OWNERS: Record<Origin['from'][number], string> = {
  person: 'a person', assistant: 'the assistant', tool: 'the output of a tool or a file', web: 'a page or service of others', imported: 'a file of conversations that was imported'
}

/** What an outsider may have planted comes before anything else. */
function repeated(list: readonly Origin[]): string[] {
  const foreign = list.filter(({ from }) => from.some((who) => who !== 'person' && who !== 'assistant'))
  if (foreign.length === 0) return []
  return [`## Read this first: not only the session's own words\n\nWhoever wrote what is named here may have meant it to be learned.\n\n${origins(foreign)}`]
}

function origins(list: readonly Origin[]): string {
  return bullets(list.map(({ text, from: [who, ...others], heard }) => {
    const place = heard ? `, trace ${heard.trace} message ${heard.message} call ${heard.call}` : ''
    const also = others.length > 0 ? `; it had stood in ${others.map((other) => OWNERS[other]).join(' and in ')} before${place}` : ''
    return `"${text}": from ${OWNERS[who]}${also}`
  }))
}

/** Sentences as a Markdown list, read as words only. */
export function bullets(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${inline(sentence)}`).join('\n')
}

/** The commands by which a person reads the exact bytes and decides. */
export function decisionHelp(front: Pick<ProposalFrontMatter, 'id' | 'kind' | 'artifact' | 'after'>): string {
  const branch = proposalBranch(front).replace('refs/heads/', '')
  return `Read the exact bytes, then merge or decide; a merge that leaves them unchanged approves them, unless the policy asks for a decision.

\`\`\`sh
git diff main...${branch}
git merge --no-ff ${branch}
skillloop review approve ${front.id}
skillloop review reject ${front.id} --reason "…"
\`\`\``
}
