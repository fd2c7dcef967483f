import { excerpt, plural } from '../kernel/text.js'
import type { ProposalFrontMatter } from '../kernel/types.js'
import type { ThreatReport } from '../threats/types.js'
import { inline, quoted } from './markdown.js'

/** What a reviewer has to know of a proposal besides what its front matter says. */
export interface PullRequestFacts {
  risk: Pick<ThreatReport, 'verdict' | 'findings'>
  /** What was found that is not in the version on main. */
  added: ThreatReport['findings']
  /** Whose words it repeats besides the session's own. */
  foreign: readonly string[]
  /** Sessions that speak for it, later ones too. */
  sessions: number
  /** The bytes on the branch are not those that were proposed. */
  isEdited: boolean
  /** The artifact's main file as agents would load it. */
  artifact: string
}

// GitHub takes 65,536 characters in a body, Gitea more.
const LONGEST = 60_000
const QUOTES = 12
const FINDINGS = 20

/**
 * A proposal as a pull request tells it. Words of sessions come as quotes in which nothing has a meaning: no
 * mention, reference, link or HTML; it is built from the front matter and never from a body that a hand may have changed.
 */
export function pullRequestText(front: ProposalFrontMatter, facts: PullRequestFacts): { title: string; body: string; labels: string[] } {
  const { verdict, findings } = facts.risk
  const warnings = [
    ...(facts.foreign.length > 0 ? [`It repeats words of: ${facts.foreign.map((who) => inline(who)).join(', ')}. Whoever wrote them may have meant it to be learned.`] : []),
    ...(verdict === 'safe' ? [] : [`The scan says **${verdict}**: ${plural(findings.length, 'finding')}, ${facts.added.length} of them new.`]),
    ...(facts.isEdited ? ['The bytes were edited since they were proposed: merging them needs a decision, `skillloop review approve`.'] : [])
  ]
  const body = [
    `${what(front)}\n`,
    ...(warnings.length > 0 ? ['### Read this first\n', ...warnings.map((text) => `- ${text}`), ''] : []),
    table(front, facts), '',
    '### What agents would load\n', quoted(facts.artifact), '',
    '### Evidence\n', ...evidence(front), '',
    ...(facts.added.length > 0 ? ['### What the scan found\n', ...facts.added.slice(0, FINDINGS).map(({ severity, category, file, line, message, excerpt }) => `- ${severity}, ${inline(category)}: ${inline(message)} ${inline(`${file}:${line}`)}: ${inline(excerpt, 160)}`), ''] : []),
    '### How to decide\n',
    'Merge it, by merge, squash or rebase, to approve these bytes. Closing it decides nothing: to turn it down so that it does not come back,\n',
    `\`\`\`sh\nskillloop review approve ${front.id}\nskillloop review reject ${front.id} --reason "…"\nskillloop sync\n\`\`\``
  ].join('\n')
  const cut = body.length > LONGEST ? `${body.slice(0, LONGEST).toWellFormed().replace(/\n[^\n]*$/, '')}\n\n(cut here: the whole case is in the branch)` : body
  return { title: title(front), body: cut, labels: ['skillloop', `skillloop: ${front.kind}`, ...(verdict === 'safe' ? [] : [`skillloop: ${verdict}`])] }
}

/** Titles are one line and no Markdown, but a host looks for mentions and references in them, and repeats them in mails. */
function title({ kind, action, title: text }: ProposalFrontMatter): string {
  const plain = excerpt(text, 200).replaceAll(/[@#]/g, (sign) => (sign === '@' ? '＠' : '＃')).replaceAll(/\bGH-(?=\d)/gi, 'GH\u2011').replaceAll(/[<>`]/g, "'").replaceAll('://', ':')
  return `${action === 'add' ? 'Learn' : 'Change'} ${kind}: ${plain}`.slice(0, 200).toWellFormed()
}

function what({ kind, basis, artifact, source }: ProposalFrontMatter): string {
  const said = basis === 'imported' ? `Others made it: it is from ${inline(source?.address ?? 'elsewhere')}.` : basis === 'stated' ? 'A person said it outright.' : 'Nobody said it outright: it is drawn from what happened.'
  return `Proposes the ${kind} ${inline(artifact.path)}. ${said}`
}

function table(front: ProposalFrontMatter, { sessions, risk }: PullRequestFacts): string {
  const scores = front.evidence.flatMap(({ score }) => (score === undefined ? [] : [score]))
  const rows: [string, string][] = [
    ['proposal', `\`${front.id}\``], ['sessions that speak for it', String(sessions)], ['quotes', String(front.evidence.length)],
    ['scores of these sessions', scores.length === 0 ? 'not evaluated' : `${Math.min(...scores)} to ${Math.max(...scores)}`],
    ['scan', risk.verdict], ['digest', `\`${front.artifact.digest}\``], ['replaces', front.artifact.replaces === undefined ? 'nothing' : `\`${front.artifact.replaces}\``]
  ]
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n')
}

const SPEAKERS = { person: 'a person', assistant: 'the assistant', tool: 'a tool', web: 'a page or service of others' } as const

function evidence({ evidence: list }: ProposalFrontMatter): string[] {
  if (list.length === 0) return ['No session speaks for it.']
  const told = list.slice(0, QUOTES).map(({ trace, message, origin, quote, score }) => (
    `Trace \`${trace}\`, message ${message}, ${SPEAKERS[origin]}${score === undefined ? '' : `, score ${score}`}:\n\n${quoted(quote)}\n`
  ))
  return list.length > QUOTES ? [...told, `and ${plural(list.length - QUOTES, 'more quote')} in the branch`] : told
}

/** The pull request that brings what one person decided to a main that takes no pushes. */
export function decisionsText(name: string, decisions: readonly { verb: string; path: string; by: string; reason?: string }[]): { title: string; body: string } {
  const shown = decisions.slice(0, 200).map(({ verb, path, by, reason }) => `- ${verb} ${inline(path)}, by ${inline(by)}${reason === undefined ? '' : `: ${inline(reason, 300)}`}`)
  const body = [
    'What was decided with SkillLoop and has to be on main. Merge it in any way; what counts are the files.\n',
    ...(shown.length > 0 ? shown : ['No decision file is among the changes: see the files.']), ...(decisions.length > 200 ? [`- and ${decisions.length - 200} more`] : [])
  ].join('\n')
  const plain = excerpt(name.replaceAll(/[@#<>`]/g, ''), 150).replaceAll('://', ':').trim() || 'somebody'
  return { title: `SkillLoop: ${decisions.length === 1 ? 'a decision' : decisions.length === 0 ? 'changes' : `${decisions.length} decisions`} of ${plain}`.slice(0, 200).toWellFormed(), body }
}
