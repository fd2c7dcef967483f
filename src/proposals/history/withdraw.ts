import { artifactDigest, NOTHING, proposalId, type ArtifactFiles } from '../../kernel/hash.js'
import { proposalPath } from '../../kernel/layout.js'
import type { Evidence, ProposalFrontMatter } from '../../kernel/types.js'
import { expectFormat } from '../../kernel/validate.js'
import { bullets, decisionHelp } from '../compose.js'
import { inline } from '../markdown.js'
import type { Proposal } from '../types.js'

/** What of a skill in force should go, or make room for an earlier version, and why. */
export interface WithdrawalCase {
  path: string
  /** Digest of what stands there now. */
  digest: string
  /** The earlier version to put back; to be retired where there is none. */
  back?: { version: number; digest: string; files: ArtifactFiles }
  /** Who found it. */
  maker: { name: string; version: string }
  /** Sentences, each with its figures. */
  why: readonly string[]
  against: readonly string[]
  /** Sessions to look at. Nothing is quoted: they are evidence by how they ended. */
  evidence: readonly Evidence[]
  /** Decisions on an earlier proposal for the same. */
  after: readonly string[]
}

/** Equal for the same bytes, whatever speaks against them: two machines make one proposal, and a person decides once. */
export function withdrawalSubject({ path, digest, back }: Pick<WithdrawalCase, 'path' | 'digest'> & { back?: { digest: string } | undefined }): string {
  return back ? `fall back ${path} ${digest} to ${back.digest}` : `retire ${path} ${digest}`
}

/**
 * A proposal to put an earlier version of a skill back, or to retire it. Merged or rejected like any other.
 * @throws SkillLoopError (2) where there is no evidence
 */
export function withdrawalFrom({ path, digest, back, maker, why, against, evidence, after }: WithdrawalCase): Proposal {
  const subject = withdrawalSubject({ path, digest, back })
  const front: ProposalFrontMatter = {
    schemaVersion: 1, id: proposalId('skill', subject), kind: 'skill', action: back ? 'update' : 'retire', subject,
    title: back ? `Put v${back.version} of ${path} back` : `Retire ${path}`,
    artifact: { path, digest: back ? artifactDigest(back.files) : NOTHING, replaces: digest }, basis: 'inferred',
    evidence: evidence.map(({ trace, traceSha256, message, call, origin }) => ({ trace, traceSha256, message, ...(call !== undefined && { call }), quote: '', origin })),
    ...(after.length > 0 && { after: [...new Set(after)].sort() }), distiller: maker
  }
  expectFormat('proposal', front, { file: proposalPath(front.id) })
  const sections = [
    `# ${inline(front.title, 200)}`,
    back ? `## What would change\n\nThe skill \`${path}\` goes back from \`${digest}\` to the bytes of v${back.version} (\`${back.digest}\`).` : `## What would be taken away\n\nThe skill \`${path}\` as it stands on main (\`${digest}\`).`,
    `## Why\n\n${bullets(why)}`,
    `## Sessions to look at\n\n${bullets(front.evidence.map(({ trace }) => `Trace ${trace}`))}`,
    `## What speaks against it\n\n${bullets([...against, 'To keep it, reject this, with the reason.'])}`,
    `## How to read and decide\n\n${decisionHelp(front)}`
  ]
  return { front, body: `${sections.join('\n\n')}\n`, files: back?.files ?? new Map() }
}
