import type { AuditResult } from '../../app/audit/audit.js'
import { EXIT } from '../../kernel/errors.js'
import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

const LISTED = 100

export const auditCommand = command({
  name: 'audit',
  describe: 'proves from the history that nothing was learned without a person\'s yes, or names the commits',
  options: {
    since: { type: 'string', describe: 'a commit or branch of main; what comes before is taken as it is (for a fresh clone, or CI)' },
    format: { choices: ['text', 'json', 'sarif'] as const, default: 'text', describe: 'sarif for code scanning' }
  },
  examples: [
    ['audit', 'from where the last audit on this machine was, the first time from the beginning'],
    ['audit --since origin/main', 'what a push would add'],
    ['audit --format sarif', 'for code scanning']
  ],
  details: [
    'Walks main and the ledger, commit by commit, by the policy and the keys of each commit\'s first parent:',
    '- every file on every ref fits its schema, its place and its hashes;',
    '- every memory and skill on main has the bytes that somebody who may approved, for that change, by as many people as review.requiredReviewers says;',
    '- decisions, evidence, sessions, evaluations and manifests stay as they were; hashes lead from each proposal to its sessions and evaluations (what is not here is said to be not here);',
    '- the policy and allowed_signers are changed by reviewers, and signatures hold where review.signed asks for them;',
    '- main, the ledger and what remotes had of them were not rewritten since the last audit.',
    'Writes nothing to Git; where the refs were is kept in .skillloop/local/audit.json. What a person decided on later, or put back, is told as settled.',
    'Exit 0: proven. 1: commits are named. 2: no such commit. 3: a program to check a signature with, or a part of the history, is not here.'
  ],
  async run(args, io) {
    const { datasetTools, localMemo, withIndex } = await import('../../app/compose.js')
    const { audit } = await import('../../app/audit/audit.js')
    const { format, since } = args
    const { result, version } = await withIndex(await worldOf(args, io), async (context) => ({ result: await audit(context, { since, memo: localMemo(context, 'audit.json'), tools: datasetTools() }), version: context.version }), { damaged: 'read' })
    const code = !result.ok ? EXIT.refused : result.findings.some((found) => found.code === 'signature-unchecked') ? EXIT.environment : EXIT.done
    if (format === 'sarif') {
      const { auditSarif } = await import('../../app/audit/sarif.js')
      const sarif = auditSarif(result, version)
      return { json: sarif, text: JSON.stringify(sarif, null, 2), code }
    }
    return { json: result, text: format === 'json' ? JSON.stringify(result, null, 2) : describeAudit(result), code, quotes: true }
  }
})

/** An audit for people: what is not in order, what was and is settled, who changed the rules, what cannot be told here. */
function describeAudit({ ok, commits, since, findings, settled, policyChanges, notes }: AuditResult): string {
  const order = { error: 0, warning: 1 }
  const sorted = [...findings].sort((a, b) => order[a.severity] - order[b.severity])
  const from = since?.main === undefined ? 'from the beginning' : `after ${since.main.slice(0, 10)}`
  const errors = findings.filter(({ severity }) => severity === 'error').length
  return [
    ...sorted.slice(0, LISTED).flatMap(({ code, severity, ref, commit, path, what, expected, fix }) => [
      `${severity}: ${ref} ${commit}${path === undefined ? '' : ` ${path}`}`, `  ${code}: ${what}`, `  expected: ${expected}`, `  to do: ${fix}`
    ]),
    ...(sorted.length > LISTED ? [`… and ${sorted.length - LISTED} more (--format json)`] : []),
    ...settled.map(({ code, ref, commit, settledIn, how, path }) => `settled: ${ref} ${commit}${path === undefined ? '' : ` ${path}`}: ${code}, ${how} in ${settledIn}`),
    ...policyChanges.map(({ commit, path, author, committer, keys }) => `${path} changed in ${commit} by ${author.name} <${author.email}>${committer.email === author.email ? '' : `, committed by ${committer.name} <${committer.email}>`}${keys.map(({ key, before, after }) => `; ${key}: ${value(before)} → ${value(after)}`).join('')}`),
    ...notes,
    `${plural(commits.main, 'commit')} of main and ${commits.ledger} of the ledger audited, ${from}: ${errors > 0 ? plural(errors, 'thing is', 'things are') + ' not as it must be' : ok && findings.length === 0 ? 'all in order' : plural(findings.length, 'warning')}`
  ].join('\n')
}

function value(of: unknown): string {
  const text = of === undefined ? 'nothing' : JSON.stringify(of)
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
