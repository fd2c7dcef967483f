import type { Impact, ImpactedProposal } from '../../app/impact.js'
import { excerpt, plural } from '../../kernel/text.js'

/** Everything that came from a session or proposal, for people. */
export function impactText({ trace, proposals, evaluations, said, datasets }: Impact): string {
  const head = trace ? [`session ${trace.id}${trace.title ? `: ${excerpt(trace.title, 70)}` : ''}`,
    ...(trace.quarantine ? [`  in quarantine: ${trace.quarantine}`] : []), ...(trace.forgotten ? [`  forgotten ${trace.forgotten}: its content is not here any more`] : !trace.here ? ['  the session itself is not on this ledger'] : [])] : []
  const rest = trace ? [
    ...section('datasets', datasets.map(({ name, id, createdAt, splits, records }) => `${name} ${id.slice(0, 8)}, ${createdAt.slice(0, 10)}: ${plural(records, 'record')} in ${splits.join(', ')}`)),
    ...section('evaluations', evaluations.map(({ evaluator, score, label }) => `${evaluator}: ${score}/100 ${label}`)),
    ...(said > 0 ? [`people said something of it ${said === 1 ? 'once' : `${said} times`}: skillloop traces show ${trace.id.slice(0, 10)}`] : [])
  ] : []
  const body = [...section('memories and skills', proposals.flatMap(impactedRows)), ...rest]
  return [...head, ...(body.length > 0 ? body : ['nothing came from it'])].join('\n')
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)]
}

function impactedRows({ id, action, title, state, links, path, versions, inForce, applied }: ImpactedProposal): string[] {
  const came = action === 'retire' ? `would take ${path} away` : versions.length === 0 ? `would be ${path}` : `${path} ${versions.map((number) => `v${number}`).join(', ')}${inForce === undefined ? ', not in force' : `; v${inForce} in force`}`
  return [`${id}  ${state.padEnd(10)} ${excerpt(title, 60)}  (${links.join(', ')})`, `              ${came}${applied.length > 0 ? `; applied to ${applied.join(', ')}` : ''}`]
}
