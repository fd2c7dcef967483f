import { renderMarkdown } from '../../src/kernel/front-matter.js'
import { proposalId } from '../../src/kernel/hash.js'
import type { Decision, Evidence, ProposalFrontMatter } from '../../src/kernel/types.js'
import type { ProposalDraft } from '../../src/distillation/types.js'
import { renderDecision } from '../../src/proposals/decisions.js'
import type { RecordedDecision } from '../../src/proposals/types.js'

export const SAFE = { scanner: { version: 1, rules: '0'.repeat(64) }, verdict: 'safe' as const, findings: [] }
export const distiller = { name: 'rules', version: '1.0.0' }
export const bytes = (letter: string): string => `sha256:${letter.repeat(64)}`

export function evidenceOf(quote: string): Evidence {
  return { trace: '0123456789abcdef0123', traceSha256: '0'.repeat(64), message: 3, quote, origin: 'person', score: 85 }
}

export function memoryDraft(changes: Partial<ProposalDraft> = {}, lesson = 'Never force-push to main.'): ProposalDraft {
  const subject = 'never force-push main'
  const id = proposalId('memory', subject)
  const text = renderMarkdown({ data: { schemaVersion: 1, type: 'procedural', scope: 'project', subject, proposal: id }, body: lesson })
  return {
    id, kind: 'memory', subject, title: 'Never force-push to main', basis: 'stated', path: 'memory/procedural/never-force-push-to-main.md',
    files: new Map([['never-force-push-to-main.md', Buffer.from(text)]]), evidence: [evidenceOf('Never force-push to main.')],
    why: ['A person asked for it outright.'], doubts: ['Said in one session only.'], origins: [], threats: SAFE, after: [], strength: 0.9, ...changes
  }
}

export function skillDraft(changes: Partial<ProposalDraft> = {}): ProposalDraft {
  const id = proposalId('skill', 'release version')
  const text = renderMarkdown({ data: { name: 'release-a-version', description: 'Releases a version. Use when asked to release.', metadata: { proposal: id } }, body: '# Release a version\n\n1. Run `npm test`.\n' })
  return {
    id, kind: 'skill', subject: 'release version', title: 'Release a version', basis: 'inferred', path: 'skills/release-a-version', files: new Map([['SKILL.md', Buffer.from(text)], ['scripts/tag.sh', Buffer.from('git tag v1\n')]]),
    evidence: [{ ...evidenceOf('npm test && npm version patch'), call: 0, origin: 'assistant' }], why: ['The same steps in 3 sessions.'], doubts: ['Never tried by anybody else.'], origins: [], threats: SAFE, after: [], strength: 0.5, ...changes
  }
}

export function front(changes: { digest?: string; replaces?: string; after?: string[]; id?: string } = {}): ProposalFrontMatter {
  const { digest = bytes('a'), replaces, after, id = 'aaaaaaaaaaaa' } = changes
  return {
    schemaVersion: 1, id, kind: 'memory', action: replaces ? 'update' : 'add', subject: 's', title: 'S', artifact: { path: 'memory/semantic/s.md', digest, ...(replaces ? { replaces } : {}) },
    basis: 'stated', evidence: [evidenceOf('x')], ...(after ? { after } : {}), distiller
  }
}

let minute = 0
/** A decision on the proposal of front(), each a minute after the one before. */
export function ruling(verb: Decision['verb'], after: RecordedDecision[] = [], digest = bytes('a'), by = 'Ada', more: { replaces?: string } = {}): RecordedDecision {
  const at = new Date(Date.UTC(2026, 7, 10, 9, minute++)).toISOString()
  const { id, text } = renderDecision({
    schemaVersion: 1, proposal: 'aaaaaaaaaaaa', verb, at, by: { name: by, email: '' }, artifact: { path: 'memory/semantic/s.md', digest, ...more }, after: after.map((item) => item.id)
  })
  return { id, decision: JSON.parse(text) as Decision }
}
