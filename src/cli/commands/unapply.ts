import { EXIT } from '../../kernel/errors.js'
import { command, worldOf } from '../command.js'
import { groundOf } from '../ground.js'
import { appliedRows } from '../show/applied.js'

export const unapplyCommand = command({
  name: 'unapply',
  describe: 'take out of targets what apply put there; what is approved stays approved',
  options: {
    target: { type: 'string', array: true, describe: 'from where, as for apply; without it from everywhere on record' },
    only: { type: 'string', array: true, describe: 'these skills and memories alone, by name, path or proposal' },
    'dry-run': { type: 'boolean', default: false, describe: 'say what would be removed' }
  },
  examples: [['unapply --target claude --only release-a-version', 'one skill'], ['unapply --dry-run', 'everything, everywhere']],
  async run(args, io) {
    const { withIndex, targetMachine } = await import('../../app/compose.js')
    const { unapply } = await import('../../app/unapply.js')
    const { recordedTarget, resolveTarget } = await import('../../app/applying/resolve-target.js')
    const { targetsOnRecord } = await import('../../app/applying/targets-on-record.js')
    const { proposalViews } = await import('../../app/proposals.js')
    const dryRun = args['dry-run']
    return withIndex(await worldOf(args, io), async (context) => {
      const ground = groundOf(context, io)
      const targets = args.target ? args.target.map((given) => resolveTarget(given, ground, { apply: { ...context.policy.apply, hermesPending: true } })) : targetsOnRecord(proposalViews(context)).map(({ record, as }) => recordedTarget(record, as, ground))
      const results = []
      for (const target of targets) results.push(await unapply(context, targetMachine(context), target, { dryRun, ...(args.only && { only: args.only }) }))
      return {
        json: results, text: results.map((result) => appliedRows(result, { dryRun }).join('\n')).join('\n\n') || 'nothing was applied anywhere',
        code: results.some(({ refused }) => refused.length > 0) ? EXIT.refused : EXIT.done
      }
    })
  }
})
