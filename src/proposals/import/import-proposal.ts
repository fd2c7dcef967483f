import { artifactDigest, proposalId, type ArtifactFiles } from '../../kernel/hash.js'
import { proposalPath } from '../../kernel/layout.js'
import { excerpt, plural } from '../../kernel/text.js'
import type { ImportSource, ProposalFrontMatter } from '../../kernel/types.js'
import { expectFormat } from '../../kernel/validate.js'
import type { ThreatReport } from '../../threats/types.js'
import { bullets, decisionHelp, scanText } from '../compose.js'
import { inline, quoted } from '../markdown.js'
import type { Proposal } from '../types.js'

/** A skill of others, with all that a reviewer has to know of it. */
export interface ImportCase {
  name: string
  description: string
  files: ArtifactFiles
  source: ImportSource
  changes: readonly string[]
  executables: readonly string[]
  threats: ThreatReport
  /** Digest of the skill that stands at its path on main. */
  replaces?: string | undefined
  /** Earlier decisions on the same bytes. */
  after: readonly string[]
}

/** The id of the proposal of just these bytes: whoever imports them from wherever makes the same one. */
export function importId(name: string, digest: string): string {
  return proposalId('skill', subjectOf(name, digest))
}

const subjectOf = (name: string, digest: string): string => `import ${name} ${digest}`

/** @throws SkillLoopError (2) where it makes no valid proposal */
export function importProposal(given: ImportCase, version: string): Proposal {
  const { name, files, source, replaces, after } = given
  const digest = artifactDigest(files)
  const front: ProposalFrontMatter = {
    schemaVersion: 1, id: importId(name, digest), kind: 'skill', action: replaces === undefined ? 'add' : 'update', subject: subjectOf(name, digest),
    title: excerpt(`Import ${name} from ${source.address}`, 200), artifact: { path: `skills/${name}`, digest, ...(replaces !== undefined && { replaces }) }, basis: 'imported', source, evidence: [],
    origins: [{ text: excerpt(given.description, 400), from: ['imported'] }], ...(after.length > 0 && { after: [...new Set(after)].sort() }), distiller: { name: 'import', version }
  }
  expectFormat('proposal', front, { file: proposalPath(front.id) })
  return { front, body: `${sectionsOf(given, front).join('\n\n')}\n`, files }
}

function sectionsOf({ name, description, files, source, changes, executables, threats, replaces }: ImportCase, front: ProposalFrontMatter): string[] {
  const listed = [...files].map(([path, bytes]) => `${path} (${plural(bytes.length, 'byte')})${executables.includes(path) ? ', a program there' : ''}`).sort()
  const from = [`${source.path === '.' ? 'All' : source.path} of ${source.address}${source.commit === undefined ? '' : `, commit ${source.commit}`}.`, source.license === undefined ? 'No licence is declared: whether it may be used and passed on is for you to find out.' : `Licence, as it says itself: ${source.license}.`]
  return [
    `# ${inline(front.title, 200)}`,
    '## Read this first: others made it\n\nNo session of yours speaks for it. Whoever wrote it may have meant more by it than it says.',
    `## What would be learned\n\nA skill, in the folder \`skills/${name}\`:\n\n${quoted(description)}\n\nIts files, which agents would load as they are:\n\n${bullets(listed)}${replaces === undefined ? '' : `\n\nIt replaces what stands there now (\`${replaces}\`).`}`,
    `## Where it is from\n\n${bullets(from)}`,
    `## What was changed on the way\n\n${changes.length === 0 ? 'Nothing: the bytes are those of the source.' : bullets(changes)}`,
    `## What the scan found\n\n${scanText(threats)}`,
    `## What speaks against trusting it yet\n\n${bullets(['It was tried on none of your sessions: skillloop skills eval tries it, where it has cases.', ...(executables.length > 0 ? ['Files that are programs there are stored as plain files.'] : []), 'A scan finds what is known, and what is new hides from it.'])}`,
    `## How to read and decide\n\n${decisionHelp(front)}`
  ]
}
