import type { Source, Why } from '../../app/why.js'
import { versionText } from './history.js'
import { excerpt, plural } from '../../kernel/text.js'

const SPEAKER: Record<Source['origin'], string> = { person: 'a person', assistant: 'the agent', tool: 'a tool\'s output', web: 'a page or service of others' }
const OWNER: Record<string, string> = { ...SPEAKER, imported: 'an imported file of conversations' }

/** The chain from a line, or a whole file, to the sessions it came from, for people. */
export function whyText(found: Why): string {
  const { path, line, text, version, written, proposal, decisions, origins, sources, lines } = found
  const row = (name: string, ...said: string[]): string[] => said.map((words, i) => `${(i === 0 ? name : '').padEnd(9)} ${words}`)
  return [
    line === undefined ? path : `${path}:${line}`, ...(text === undefined ? [] : [`  ${text.trim()}`]), '',
    ...row('version', version ? `v${version.number}, ${versionText(version)}` : 'none: nobody decided on what is on main'),
    ...(written ? row('written', `${written.asProposed ? 'as it was proposed' : 'by hand, not as it was proposed'}: ${written.by}, ${written.at.slice(0, 10)}, "${excerpt(written.message, 60)}" (${written.commit.slice(0, 10)})`) : []),
    ...(proposal ? row('proposal', `${proposal.id}, ${proposal.state}: ${excerpt(proposal.title, 90)}`, `${proposal.basis === 'stated' ? 'a person said it outright' : proposal.basis === 'imported' ? 'others made it' : 'drawn from what happened'}; ${plural(proposal.sessions, 'session speaks', 'sessions speak')} for it; drawn up by ${proposal.distiller}`) : row('proposal', 'none on main any more')),
    ...row('decided', ...(decisions.length > 0 ? decisions.map(({ verb, by, at, reason, risk, id }) => `${verb} by ${by}, ${at.slice(0, 16).replace('T', ' ')}${reason ? `: ${excerpt(reason, 120)}` : ''} (${[id, ...(risk ? [`scan: ${risk}`] : [])].join('; ')})`) : ['nothing is recorded: it was merged by plain Git'])),
    ...(line === undefined ? [] : row('words', ...(origins.length > 0 ? origins.map(({ text: said, from, heard }) => `"${excerpt(said, 80)}": from ${from.map((who) => OWNER[who] ?? who).join(', and ')}${heard ? `, heard in trace ${heard.trace.slice(0, 10)} message ${heard.message} call ${heard.call}` : ''}`) : [written && !written.asProposed ? `${written.by}'s` : 'SkillLoop\'s own']))),
    '', ...sourcesText(found), ...(lines ? ['', 'line by line, with the version that brought it and whose words it repeats:', ...lines.filter(({ text: said }) => said.trim() !== '').map(lineText), '', `of one line: skillloop why ${path}:<line>`] : []),
    ...(line !== undefined && sources.some(({ exact }) => !exact) && origins.length === 0 ? ['', 'this line repeats nobody; the whole rests on these sessions'] : [])
  ].join('\n')
}

function sourcesText({ sources }: Why): string[] {
  if (sources.length === 0) return ['no session says this']
  return sources.flatMap(({ trace, message, call, origin, quote, scoreThen, evaluation, note }) => [
    `session ${trace.slice(0, 10)}  message ${message}${call === undefined ? '' : `, call ${call}`}, ${SPEAKER[origin]}${quote === '' ? '' : `: ${excerpt(quote, 160)}`}`,
    `          ${[...(scoreThen === undefined ? [] : [`${scoreThen}/100 when proposed`]), ...(evaluation ? [`${evaluation.score}/100 ${evaluation.label} now by ${evaluation.evaluator}${evaluation.fresh ? '' : ', stale'}`] : ['not evaluated']), ...(note ? [note] : [`skillloop traces show ${trace.slice(0, 10)} --message ${message}`])].join('; ')}`
  ])
}

function lineText({ line, text, version, from }: NonNullable<Why['lines']>[number]): string {
  return `${String(line).padStart(5)}  ${(version === undefined ? '!' : `v${version}`).padEnd(4)} ${from.map((who) => who).join(', ').padEnd(10)}  ${excerpt(text, 90)}`
}
