import { refused } from '../../kernel/errors.js'
import { command, worldOf } from '../command.js'

export const forgetCommand = command({
  name: 'forget <trace>',
  describe: 'take a session\'s content out of the ledger\'s history; what else carries it is named',
  positionals: { trace: { describe: 'a trace, or the beginning of its id' } },
  options: {
    reason: { type: 'string', demandOption: true, describe: 'why; kept with the record of the rewrite' },
    yes: { type: 'boolean', default: false, describe: 'do not ask' },
    'dry-run': { type: 'boolean', default: false, describe: 'say what would be taken out and what else carries it' }
  },
  examples: [['forget 4f2a --reason "a customer asked for it" --dry-run', 'what it is in'], ['forget 4f2a --reason "a customer asked for it"', 'asks, then does it; nothing else may run on the store meanwhile']],
  async run(args, io) {
    const { withIndex, renewIndex } = await import('../../app/compose.js')
    const { planForget } = await import('../../app/forget-plan.js')
    const { forget } = await import('../../app/forget.js')
    const { carriersText, forgottenText, planText } = await import('../show/forget.js')
    const world = await worldOf(args, io)
    const { plan, done, remotes } = await withIndex(world, async (context) => {
      const found = await planForget(context, String(args['trace']))
      const known = await context.repository.remotes()
      if (args['dry-run']) return { plan: found, remotes: known }
      if (!args.yes) {
        if (!io.ask) throw refused('a history is rewritten only when a person says so, and there is no terminal to ask at', { expected: '--yes', fix: `see what it is in: skillloop forget ${found.trace} --reason … --dry-run` })
        const answer = await io.ask(`${planText(found)}\n\nThis cannot be taken back. Type ${found.trace.slice(0, 10)} to forget it: `)
        if (answer !== found.trace.slice(0, 10)) throw refused('nothing was forgotten')
      }
      return { plan: found, remotes: known, done: await forget(context, found, args.reason) }
    })
    if (done) await renewIndex(world)
    const { trace, from, paths, forms, commits, carriers, impact } = plan
    return {
      json: { trace, from, paths, forms, commits, carriers, datasets: impact.datasets, proposals: impact.proposals, remotes, ...(done && { done: { ...done, left: done.left ?? null } }) },
      text: [done ? forgottenText(done) : planText(plan), carriersText(plan, remotes, done)].join('\n'), quotes: true
    }
  }
})
