import { plural } from '../../kernel/text.js'
import { command, worldOf } from '../command.js'

export const rollbackCommand = command({
  name: 'rollback <name>',
  describe: 'put an earlier version of a skill or memory back, at once and on record',
  positionals: { name: { describe: 'a skill or memory, by name or path' } },
  options: {
    to: { type: 'string', describe: 'a version, e.g. v2; the one before what is in force when left out' },
    reason: { type: 'string', demandOption: true, describe: 'why; recorded with the decision' },
    'dry-run': { type: 'boolean', default: false, describe: 'say what would change' }
  },
  examples: [['rollback release-notes --reason "v3 tags the wrong branch"', 'back to the version before'], ['skills log release-notes', 'the versions there are']],
  async run(args, io) {
    const { withIndex } = await import('../../app/compose.js')
    const { rollback } = await import('../../app/rollback.js')
    const result = await withIndex(await worldOf(args, io), (context) => rollback(context, { name: String(args['name']), to: args.to, reason: args.reason, dryRun: args['dry-run'] }))
    const { path, from, to, version, changed, commit } = result
    const text = [
      `${commit ? 'rolled back' : 'would roll back'} ${path}${from ? ` from v${from.number}` : ''} to v${to.number} of ${to.at.slice(0, 10)}, by ${to.by}${commit ? ` (${commit.slice(0, 10)})` : ''}`,
      `  ${version === undefined || version === to.number ? '' : `it is v${version} now, with the bytes of v${to.number}: `}${plural(changed.length, 'file')} ${commit ? 'changed' : 'would change'}`, ...changed.map((file) => `    ${file}`),
      ...(commit ? ['', 'next: skillloop apply --target <folder>, where it was applied'] : [])
    ].join('\n')
    return { json: { ...result, commit: commit ?? null }, text, quotes: true }
  }
})
