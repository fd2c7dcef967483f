import type { Conflict, ListedProposal } from '../../app/review-list.js'
import type { Risk } from '../../app/risk.js'
import { excerpt, plural } from '../../kernel/text.js'
import { ageText } from './age.js'

/** A proposal on one line of a list; with `verbose` its reason below. */
export function proposalRow({ view, listed, risk, trust, conflicts }: ListedProposal, verbose: boolean): string {
  const { front, standing } = view
  const title = front?.title ?? view.decisions[0]?.decision.artifact.path ?? ''
  const notes = [plural(listed.support, 'session'), ...(trust ? [`trust: ${trust.level}`] : []), ...warnings(risk), ...(conflicts.length > 0 ? ['conflict'] : []), ...(view.comments.length > 0 ? [plural(view.comments.length, 'comment')] : [])]
  const line = `${view.id}  ${standing.state.padEnd(10)} ${(front?.kind ?? '').padEnd(6)} ${ageText(listed.age).padStart(4)}  ${excerpt(title, 70)}  (${notes.join(', ')})`
  const indent = ' '.repeat(14)
  return [
    line, ...conflicts.map((conflict) => `${indent}${conflictText(conflict)}`),
    ...(verbose ? [`${indent}${standing.reason}`, ...(view.branch ? [`${indent}branch ${branchName(view.branch.ref)}`] : []), ...(front ? [`${indent}${front.artifact.path}, ${front.basis}`] : []), ...(trust ? [`${indent}trust ${trust.level}: ${trust.why}`] : [])] : [])
  ].join('\n')
}

export function conflictText(conflict: Conflict): string {
  return conflict.with === undefined ? `${conflict.path}: main has changed it since (skillloop review rebase)` : `${conflict.path}: ${conflict.with} would change it too`
}

/** What a reviewer should know before the rest. */
function warnings(risk: Risk | undefined): string[] {
  if (!risk) return []
  const { report, foreign } = risk
  return [...(report.verdict === 'safe' ? [] : [`scan: ${report.verdict}`]), ...(foreign.length === 0 ? [] : [`repeats: ${foreign.join(', ')}`])]
}

/** A proposal for programs. */
export function proposalJson({ view, listed, risk, trust, conflicts, proposedAt }: ListedProposal): object {
  const { front, standing, branch, supporters, decisions, comments } = view
  return {
    id: view.id, state: standing.state, reason: standing.reason, ...(front && { kind: front.kind, title: front.title, artifact: front.artifact, basis: front.basis }),
    ...(branch && { branch: branchName(branch.ref), commit: branch.commit }), ...(proposedAt !== undefined && { proposedAt }), ...(listed.age !== undefined && { ageSeconds: Math.floor(listed.age / 1000) }),
    supporters, ...(trust && { trust }), ...(risk && { risk: { verdict: risk.report.verdict, scanner: risk.report.scanner, findings: risk.report.findings.length, foreign: risk.foreign } }),
    ...(conflicts.length > 0 && { conflicts }), decisions: decisions.map(({ id, decision }) => ({ id, ...decision })), ...(comments.length > 0 && { comments })
  }
}

/** A finding on one line, with what had to be undone to see it. */
export function describeFinding({ severity, category, file, line, message, excerpt: text, seenThrough }: Risk['added'][number]): string {
  return `  ${severity.padEnd(8)} ${category}: ${message} ${file}:${line}: ${text}${seenThrough.length > 0 ? ` (through ${seenThrough.join(', ')})` : ''}`
}

export function branchName(ref: string): string {
  return ref.replace(/^refs\/heads\//, '')
}
