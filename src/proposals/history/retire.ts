import { idFrom, NOTHING } from '../../kernel/hash.js'
import { proposalPath } from '../../kernel/layout.js'
import { plural } from '../../kernel/text.js'
import type { Evidence, ProposalFrontMatter } from '../../kernel/types.js'
import { expectFormat } from '../../kernel/validate.js'
import type { Quarantine } from '../../traces/quarantine.js'
import { bullets, decisionHelp } from '../compose.js'
import { inline } from '../markdown.js'
import type { Proposal } from '../types.js'

const MAKER = { name: 'quarantine', version: '1.0.0' }

/** What should go, and because of which sessions. */
export interface RetirementCase {
  kind: 'memory' | 'skill'
  path: string
  /** Digest of what stands there now. */
  digest: string
  /** The proposal that put it there. */
  proposal: string
  /** The sessions in quarantine that it is from, each with where in it. */
  sessions: readonly { quarantine: Quarantine; evidence: readonly Evidence[] }[]
  /** Sessions that speak for it and are not in quarantine. */
  others: number
  /** Decisions on an earlier proposal to retire the same bytes. */
  after: readonly string[]
}

/** The id of the proposal that retires just these bytes: two machines that quarantine the same session make the same one. */
export function retirementId(kind: 'memory' | 'skill', path: string, digest: string): string {
  return idFrom(12, kind, subjectOf(path, digest))
}

function subjectOf(path: string, digest: string): string {
  return `retire ${path} ${digest}`
}

/**
 * A proposal that takes an artifact away. It quotes nothing of the sessions, which may be private: it says where to look.
 * @throws SkillLoopError (2) where there is no evidence
 */
export function retirementFrom({ kind, path, digest, proposal, sessions, others, after }: RetirementCase): Proposal {
  const evidence = sessions.flatMap((session) => session.evidence).map(({ trace, traceSha256, message, call, origin }) => ({ trace, traceSha256, message, ...(call !== undefined && { call }), quote: '', origin }))
  const front: ProposalFrontMatter = {
    schemaVersion: 1, id: retirementId(kind, path, digest), kind, action: 'retire', subject: subjectOf(path, digest), title: `Retire ${path}`,
    artifact: { path, digest: NOTHING, replaces: digest }, basis: 'stated', evidence: evidence,
    ...(after.length > 0 && { after: [...new Set(after)].sort() }), distiller: MAKER
  }
  expectFormat('proposal', front, { file: proposalPath(front.id) })
  const why = sessions.map(({ quarantine: { trace, by, at, reason } }) => `Session ${trace} was put in quarantine by ${by} on ${at.slice(0, 10)}: ${reason}`)
  const where = evidence.map(({ trace, message, call, origin }) => `Trace ${trace}, message ${message}${call === undefined ? '' : `, tool call ${call}`} (${origin})`)
  const sections = [
    `# ${inline(front.title, 200)}`,
    `## What would be taken away\n\nThe ${kind} \`${path}\` as it stands on main (\`${digest}\`). It came from proposal \`${proposal}\`.`,
    `## Why\n\n${bullets(why)}`,
    `## What of it is from there\n\nNot quoted here: what is private must not be told again.\n\n${bullets(where)}`,
    `## What speaks against it\n\n${bullets([others > 0 ? `${plural(others, 'other session speaks', 'other sessions speak')} for it, and may be enough by ${others === 1 ? 'itself' : 'themselves'}.` : 'No other session speaks for it.', 'To keep it, reject this, with the reason. An earlier version may be free of it: skillloop rollback.'])}`,
    `## How to read and decide\n\n${decisionHelp(front)}`
  ]
  return { front, body: `${sections.join('\n\n')}\n`, files: new Map() }
}
