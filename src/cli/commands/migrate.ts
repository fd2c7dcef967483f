import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

export const migrateCommand = command({
  name: 'migrate',
  describe: 'bring a store of an older SkillLoop to the present format, in commits that can be reverted',
  options: { 'dry-run': { type: 'boolean', default: false, describe: 'say what would be changed' } },
  async run(args, io) {
    const { withStore } = await import('../../app/compose.js')
    const { migrate } = await import('../../app/migrate.js')
    const dryRun = args['dry-run']
    const result = await withStore(await worldOf(args, io), (context) => migrate(context, { dryRun }), { older: 'read' })
    const { from, to, steps, branches } = result
    const lines = branches.length === 0
      ? [`The store has format ${to}, the present one. Nothing to do.`]
      : [
          `format ${from} ${dryRun ? 'would become' : 'became'} ${to}, so that:`, ...steps.map(({ says }) => `  ${says}`),
          ...branches.map(({ branch, paths, commit }) => `${branch.padEnd(7)} ${plural(paths.length, 'file')}${commit === undefined ? '' : `, commit ${commit.slice(0, 10)}`}`),
          ...(dryRun ? [] : ['Taken back, on each branch, with git revert.'])
        ]
    return { json: result, text: lines.join('\n') }
  }
})
