import type { QuotedEvidence } from '../../app/evidence-quotes.js'
import type { ShownProposal } from '../../app/review-show.js'
import type { Risk } from '../../app/risk.js'
import { excerpt, plural } from '../../kernel/text.js'
import { ageText } from './age.js'
import { unifiedDiff } from './diff.js'
import { branchName, conflictText, describeFinding } from './listed-proposal.js'

/** A proposal whole: where it stands, its case, evidence as it is today, what it would replace, and the artifact as agents would load it. */
export function describeProposal(shown: ShownProposal): string {
  const { view, risk, trust, conflicts, body, proposed, onMain, promised, edits, approval, listed } = shown
  const { standing, branch, decisions, comments, front } = view
  const path = (branch?.front ?? front)?.artifact.path ?? ''
  return [
    `${view.id}  ${standing.state}: ${standing.reason}`,
    ...(branch ? [`branch ${branchName(branch.ref)} at ${branch.commit.slice(0, 10)}${edits.length > 0 ? ', edited since it was proposed' : ''}`] : []),
    ...describeRisk(risk),
    ...(trust ? [`trust: ${trust.level}, ${trust.why}`] : []),
    ...(listed.age === undefined ? [] : [`${plural(listed.support, 'session')} for it; ${branch ? 'proposed' : 'decided'} ${ageText(listed.age)} ago`]),
    ...conflicts.map((conflict) => `conflict: ${conflictText(conflict)}`),
    ...(approval ? [...(approval.given.length > 0 ? [`approved so far by ${approval.given.join(', ')}`] : []), ...(approval.missing.length > 0 ? [`still missing: ${approval.missing.join('; ')}`] : [])] : []),
    '', body.trim(),
    ...describeEvidence(shown),
    ...(comments.length > 0 ? ['', 'Comments:', ...comments.map(({ at, by, text, head }) => `  ${minute(at)}  ${by.name}${head === undefined || head === branch?.commit ? '' : ` (at ${head.slice(0, 10)})`}: ${text.replaceAll('\n', '\n    ')}`)] : []),
    ...(decisions.length > 0 ? ['', 'Decisions:', ...decisions.map(({ id, decision }) => `  ${minute(decision.at)}  ${decision.verb} by ${decision.by.name}${decision.signature === undefined ? '' : ', signed'}${decision.reason ? `: ${decision.reason}` : ''} (${id})`)] : []),
    ...(promised ? ['', `Edited by ${[...new Set(edits.map(({ by }) => by))].join(', ')} since it was proposed:`, unifiedDiff(path, { onMain: promised, proposed }).trimEnd()] : []),
    // What is to be taken away may be private: review diff shows it to whoever asks.
    ...(onMain.size > 0 && proposed.size > 0 ? ['', 'It would replace what is on main:', unifiedDiff(path, { onMain, proposed }).trimEnd() || '  with the same bytes'] : []),
    ...[...proposed].flatMap(([name, bytes]) => ['', `──── ${path.endsWith('.md') ? path : `${path}/${name}`}`, Buffer.from(bytes).toString('utf8').trimEnd()]),
    ...(proposed.size > 0 ? ['────'] : [])
  ].join('\n')
}

const TOLD: Record<ShownProposal['evidence'][number]['state'], string> = {
  holds: 'holds', 'not here': 'its session is not in this clone', changed: 'HOLDS NO LONGER: its session says something else now', undone: 'HOLDS NO LONGER: the person took that turn back',
  'called wrong': 'HOLDS NO LONGER: somebody called that message wrong', 'bad example': 'HOLDS NO LONGER: that session was called a bad example, or put in quarantine'
}

function describeEvidence({ evidence, view }: ShownProposal): string[] {
  const own = ((view.branch?.front ?? view.front)?.evidence ?? []).length
  const unseen = view.further.length - new Set(evidence.slice(own).map(({ trace }) => trace)).size
  const line = ({ trace, message, state, score, scoreNow, quote }: ShownProposal['evidence'][number], n: number): string => {
    const scores = scoreNow === undefined || scoreNow === score ? '' : `, score ${score ?? 'none'} then and ${scoreNow} now`
    return `  ${n + 1}. trace ${trace.slice(0, 10)} message ${message}: ${TOLD[state]}${scores}${n < own ? '' : `: ${excerpt(quote, 100)}`}`
  }
  if (evidence.length === 0) return []
  const lines = evidence.map(line)
  return [
    '', 'Its evidence today (review show --evidence has the messages):', ...lines.slice(0, own),
    ...(lines.length > own ? [`${plural(view.further.length, 'further session')}:`, ...lines.slice(own)] : []),
    ...(unseen > 0 ? [`  … ${plural(unseen, 'more session')}`] : [])
  ]
}

/** Each quote in its message. */
export function describeQuotes(quotes: readonly QuotedEvidence[]): string {
  return quotes.map(({ trace, message, call, quote, state, said }, n) => [
    `${n + 1}. trace ${trace}, message ${message}${call === undefined ? '' : `, call ${call}`}: ${TOLD[state]}${said ? `  (${excerpt(said.session, 60)})` : ''}`,
    `   quoted: ${excerpt(quote, 300)}`,
    ...(said ? [`   ${said.role}:`, indented(cut(said.text)), ...(said.call === undefined ? [] : [`   call: ${cut(said.call).replaceAll('\n', '\n     ')}`])] : [])
  ].join('\n')).join('\n\n')
}

const cut = (text: string): string => (text.length <= 2000 ? text : `${text.slice(0, 2000).toWellFormed()}… (${text.length - 2000} more characters: skillloop traces show)`)
const indented = (text: string): string => text.split('\n').map((line) => `     ${line}`).join('\n')
const minute = (at: string): string => at.slice(0, 16).replace('T', ' ')

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
