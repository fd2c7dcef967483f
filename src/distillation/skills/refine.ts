import { proposalId, sha256 } from '../../kernel/hash.js'
import { excerpt, plural } from '../../kernel/text.js'
import type { Finding } from '../finding.js'
import { codeSpan } from '../text/markdown.js'
import type { KnownProposal, SessionLessons } from '../types.js'
import type { SharedStep } from './align.js'
import type { Draft } from './draft.js'
import { addGotcha, addStep, changeCommand, type SkillEdit } from './edit-skill.js'
import { actionOfCommand, shellCommand } from './steps.js'

// More sessions count higher; what they show is the same.
const COUNTS = /(?<!\d)\d+ of \d+ sessions/g
const REVISED = /^revised [0-9a-f]{12} /

/** The subject that a skill and its revisions share. */
export function subjectOfSkill(subject: string): string {
  return subject.replace(REVISED, '')
}

/** A revision of a skill that is open: what it changes is decided on before more is proposed. */
export function openRevision(subject: string, known: readonly KnownProposal[]): KnownProposal | undefined {
  return known.find((each) => each.kind === 'skill' && each.standing === 'open' && REVISED.test(each.subject) && subjectOfSkill(each.subject) === subject)
}

/** What stands on main of a skill, with all its proposals. */
export interface SkillInForce {
  proposal: string
  path: string
  digest: string
  files: ReadonlyMap<string, Uint8Array>
  /** Sessions that any of its proposals was drawn from. */
  sources: ReadonlySet<string>
}

/** The skill that is in force for a subject. */
export function skillInForce(subject: string, known: readonly KnownProposal[]): SkillInForce | undefined {
  const all = known.filter((each) => each.kind === 'skill' && subjectOfSkill(each.subject) === subject)
  const current = all.find(({ standing, artifact }) => standing === 'in-force' && artifact?.files !== undefined)
  return current?.artifact?.files && {
    proposal: current.id, path: current.artifact.path, digest: current.artifact.digest, files: current.artifact.files,
    sources: new Set(all.flatMap(({ sources, supporters }) => sources ?? supporters))
  }
}

/** What was drawn from the sessions that came after a skill. */
interface Newer { draft: Draft; shared: readonly SharedStep[]; sessions: readonly SessionLessons[] }

/**
 * What newer sessions of its kind would change in a skill: each point an edit of its own, everything else stays as it is,
 * a person's wording too. Undefined where they would change nothing.
 */
export function refinement(finding: Finding, skill: SkillInForce, { draft, shared, sessions }: Newer): Finding | undefined {
  let text = Buffer.from(skill.files.get('SKILL.md') ?? []).toString('utf8')
  const made: string[] = []
  for (const edit of editsOf(draft, shared, sessions.length)) {
    const edited = edit.apply(text)
    if (edited === undefined) continue
    text = edited
    made.push(edit.says)
  }
  if (made.length === 0) return undefined
  const subject = `revised ${sha256(made.join('\n').replaceAll(COUNTS, '')).slice(0, 12)} ${subjectOfSkill(finding.subject)}`
  const name = skill.path.slice(skill.path.lastIndexOf('/') + 1)
  return {
    ...finding, id: proposalId('skill', subject), subject, title: excerpt(`Change ${name}: ${made.join('; ')}`, 160),
    why: [`${plural(sessions.length, 'session')} of its kind, newer than those that the skill was drawn from, ${sessions.length === 1 ? 'shows' : 'show'} it.`, ...made.map((says) => `Changes ${says}`), ...finding.why.slice(1)],
    doubts: [...finding.doubts, 'Nothing else of the skill is changed.'],
    replaces: { proposal: skill.proposal, path: skill.path, digest: skill.digest }, name,
    files: () => new Map([...skill.files, ['SKILL.md', Buffer.from(text, 'utf8')]])
  }
}

function editsOf({ gotchas, templates }: Draft, shared: readonly SharedStep[], count: number): SkillEdit[] {
  const everywhere = shared.map(({ taken }) => taken.size === count)
  return [
    ...shared.flatMap(({ action }, at) => (everywhere[at] && templates[at] !== undefined ? [changeCommand(codeSpan(templates[at]), runs(action))] : [])),
    ...shared.flatMap(({ action }, at) => {
      const before = shared[at - 1]
      return everywhere[at] && before && templates[at] !== undefined ? [addStep(`${shellCommand(action) === undefined ? 'Call' : 'Run'} ${codeSpan(templates[at])}`, runs(before.action), runs(action))] : []
    }),
    ...gotchas.map(addGotcha)
  ]
}

/** Whether a command as it is written does an action. */
function runs(action: string): (command: string) => boolean {
  return shellCommand(action) === undefined ? (command) => command === action || command.startsWith(`${action} `) : (command) => actionOfCommand(command) === action
}
