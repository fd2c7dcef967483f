import type { ProposalView } from '../../app/proposals.js'
import type { Risk } from '../../app/risk.js'
import type { ArtifactFiles } from '../../kernel/hash.js'
import { excerpt, plural } from '../../kernel/text.js'

/** A proposal on one line of a list; with `verbose` its reason below. */
export function proposalRow(view: ProposalView, risk: Risk | undefined, verbose: boolean): string {
  const { front, standing, supporters } = view
  const title = front?.title ?? view.decisions[0]?.decision.artifact.path ?? ''
  const line = `${view.id}  ${standing.state.padEnd(10)} ${(front?.kind ?? '').padEnd(6)}  ${excerpt(title, 70)}  (${[plural(supporters.length, 'session'), ...warnings(risk)].join(', ')})`
  if (!verbose) return line
  return [line, `              ${standing.reason}`, ...(view.branch ? [`              branch ${branchName(view.branch.ref)}`] : []), ...(front ? [`              ${front.artifact.path}, ${front.basis}`] : [])].join('\n')
}

/** What a reviewer should know before the rest. */
function warnings(risk: Risk | undefined): string[] {
  if (!risk) return []
  const { report, foreign } = risk
  return [...(report.verdict === 'safe' ? [] : [`scan: ${report.verdict}`]), ...(foreign.length === 0 ? [] : [`repeats: ${foreign.join(', ')}`])]
}

/** A proposal for programs. */
export function proposalJson(view: ProposalView, risk: Risk | undefined): object {
  const { front, standing, branch, supporters, decisions } = view
  return {
    id: view.id, state: standing.state, reason: standing.reason, ...(front && { kind: front.kind, title: front.title, artifact: front.artifact, basis: front.basis }),
    ...(branch && { branch: branchName(branch.ref), commit: branch.commit }), supporters, ...(risk && { risk: { verdict: risk.report.verdict, scanner: risk.report.scanner, findings: risk.report.findings.length, foreign: risk.foreign } }), decisions: decisions.map(({ id, decision }) => ({ id, ...decision }))
  }
}

/** A proposal whole: where it stands, its case, further support, decisions, and the artifact as agents would load it. */
export function describeProposal(view: ProposalView, body: string, files: ArtifactFiles, risk: Risk): string {
  const { standing, branch, support, decisions, front } = view
  const edited = branch?.digest !== undefined && branch.digest !== branch.front.artifact.digest
  return [
    `${view.id}  ${standing.state}: ${standing.reason}`,
    ...(branch ? [`branch ${branchName(branch.ref)} at ${branch.commit.slice(0, 10)}${edited ? ', edited since it was proposed' : ''}`] : []),
    ...describeRisk(risk),
    '', body.trim(),
    ...(support.length > 0 ? ['', `Since then ${plural(new Set(support.map(({ trace }) => trace)).size, 'further session')}:`, ...support.map(({ trace, message, quote }) => `  trace ${trace} message ${message}: ${excerpt(quote, 120)}`)] : []),
    ...(decisions.length > 0 ? ['', 'Decisions:', ...decisions.map(({ id, decision }) => `  ${decision.at.slice(0, 16).replace('T', ' ')}  ${decision.verb} by ${decision.by.name}${decision.reason ? `: ${decision.reason}` : ''} (${id})`)] : []),
    ...[...files].flatMap(([path, bytes]) => ['', `──── ${front?.kind === 'skill' ? `${front.artifact.path}/${path}` : front?.artifact.path ?? path}`, Buffer.from(bytes).toString('utf8').trimEnd()]),
    ...(files.size > 0 ? ['────'] : [])
  ].join('\n')
}

/** The scan of the bytes as they are now, which an edit or newer rules may have changed since the case was written. */
function describeRisk(risk: Risk): string[] {
  const { report, added, acceptedBy } = risk
  if (report.findings.length === 0) return ['scan: nothing found']
  const rest = report.findings.length - added.length
  return [
    `scan: ${report.verdict}, ${plural(report.findings.length, 'finding')}${acceptedBy.length > 0 ? `; accepted by ${acceptedBy.join(', ')}` : ''}`,
    ...added.map(describeFinding), ...(rest > 0 ? [`  and ${rest} that ${rest === 1 ? 'is' : 'are'} in the approved version too`] : [])
  ]
}

/** A finding on one line, with what had to be undone to see it. */
export function describeFinding({ severity, category, file, line, message, excerpt: text, seenThrough }: Risk['added'][number]): string {
  return `  ${severity.padEnd(8)} ${category}: ${message} ${file}:${line}: ${text}${seenThrough.length > 0 ? ` (through ${seenThrough.join(', ')})` : ''}`
}

function branchName(ref: string): string {
  return ref.replace(/^refs\/heads\//, '')
}
