import { badInput } from '../../kernel/errors.js'
import { excerpt, plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'
import { describeExplanation } from '../show/explanation.js'

const LISTED = 10

export const distillCommand = command({
  name: 'distill [id]',
  describe: 'propose memories and skills, each on a branch',
  positionals: { id: { describe: 'a trace, or latest: only what this session speaks for' } },
  options: {
    all: { type: 'boolean', default: false, describe: 'all sessions' },
    since: { type: 'string', describe: 'only what sessions from this day or time on speak for, e.g. 2026-08-01' },
    kind: { choices: ['memory', 'skill'] as const, describe: 'only one kind' },
    explain: { type: 'boolean', default: false, describe: 'say of each session what came of it, and why nothing more' },
    polish: { type: 'boolean', default: false, describe: 'have the policy\'s model put skills in words; what says more than its draft is dropped' },
    'dry-run': { type: 'boolean', default: false, describe: 'say what would be proposed' }
  },
  examples: [['distill --all', 'whatever the sessions teach'], ['distill latest --explain --dry-run', 'why nothing was proposed'], ['distill latest --dry-run', 'what the newest one would']],
  async run(args, io) {
    const { id } = args as { id?: string }
    if ([id !== undefined, args.all, args.since !== undefined].filter(Boolean).length !== 1) throw badInput('which sessions?', { expected: 'an id, latest, --all or --since' })
    const selection = id !== undefined ? { id } : args.since !== undefined ? { since: timeOf(args.since) } : { all: true as const }
    const { withIndex } = await import('../../app/compose.js')
    const { distill } = await import('../../app/distill.js')
    const result = await withIndex(await worldOf(args, io), (context) => distill(context, selection, { dryRun: args.dryRun === true, polish: args.polish, explain: args.explain, ...(args.kind && { kind: args.kind }) }))
    const lines = [
      `${plural(result.sessions, 'session')} read: ${plural(result.proposals.length, 'proposal')}${args.dryRun === true ? ' would be made' : ''}, ${plural(result.support.length, 'further support')}, ${plural(result.candidates.length, 'candidate')} waiting`,
      ...result.proposals.map((proposal) => `  ${proposal.id}  ${proposal.kind.padEnd(6)}  ${proposal.title}`),
      ...(result.candidates.length > 0 ? ['waiting:', ...result.candidates.slice(0, LISTED).map((candidate) => `  ${candidate.kind.padEnd(6)}  ${candidate.title}: ${candidate.waitsFor}`)] : []),
      ...result.uses.filter(({ unfit }) => unfit).map(({ proposal, path, sessions, successRate }) => `${path} fails: of ${plural(sessions, 'session')} that did what it says, ${Math.round(successRate * 100)} % worked lately\n  skillloop review show ${proposal.slice(0, 10)}, then revoke it or write it anew`),
      ...(result.candidates.length > LISTED ? [`  … and ${result.candidates.length - LISTED} more`] : []),
      ...(result.overheard.length > 0 ? [
        `held back: ${plural(result.overheard.length, 'instruction')} that only pages, services or tools gave, e.g. "${excerpt(result.overheard[0]?.text ?? '', 100)}"`,
        `  see skillloop scan ${result.overheard[0]?.trace.slice(0, 10) ?? ''}`
      ] : []),
      ...(result.explained ?? []).flatMap(describeExplanation),
      ...(result.polished ?? []).map(({ proposal, worded, why }) => `  ${proposal}  ${worded ? 'put in words by the model' : `stays as the rules wrote it: ${why ?? ''}`}`),
      ...(result.cost ? [`cost US$ ${result.cost.usd.toFixed(4)}; ${result.cost.spent.toFixed(4)} of ${result.cost.budget} are spent`] : []),
      ...(result.proposals.length > 0 && args.dryRun !== true ? ['', 'next: skillloop review show <id>'] : [])
    ]
    return { json: result, text: lines.join('\n') }
  }
})

function timeOf(text: string): string {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw badInput(`--since ${text} is no time`, { expected: 'a day such as 2026-08-01, or a time such as 2026-08-01T09:00:00Z' })
  return new Date(at).toISOString()
}
