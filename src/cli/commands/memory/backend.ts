import { EXIT } from '../../../kernel/errors.js'
import { excerpt, plural } from '../../../kernel/text.js'
import { command, worldOf, type Command } from '../../command.js'

const backend = { type: 'string', demandOption: true, describe: 'a memory service of the policy, by its name in memory.backends' } as const

export const pushCommand: Command = command({
  name: 'push',
  describe: 'bring a memory service to what is in force: add, change and delete what is SkillLoop\'s own there',
  options: {
    backend,
    'dry-run': { type: 'boolean', default: false, describe: 'say what would be done; reads the service, writes nothing' },
    'with-conflicts': { type: 'boolean', default: false, describe: 'add also what contradicts something there' }
  },
  examples: [['memory push --backend work --dry-run', 'what would change there'], ['memory push --backend work', 'do it; may be stopped and run again']],
  details: ['It is read-only until the policy says "write": true for it. Tokens come from the environment variable that tokenEnv names.'],
  async run(args, io) {
    const { withBackend } = await import('../../../app/compose.js')
    const { pushMemories } = await import('../../../app/memory-push.js')
    const dryRun = args['dry-run']
    const result = await withBackend(await worldOf(args, io), args.backend, (context, target) => pushMemories(context, target, { dryRun, withConflicts: args['with-conflicts'] }))
    const { added, updated, deleted, unchanged, refused, unsure } = result
    const text = [
      ...added.map((path) => `  + ${path}`), ...updated.map((path) => `  ~ ${path}`), ...deleted.map((path) => `  - ${path}`), ...refused.map(({ path, reason }) => `  ! ${path}: ${reason}`),
      ...unsure.map((path) => `  ? ${path}: sent, and not seen there yet; push again, it looks first`),
      `${args.backend}: ${dryRun ? 'would add' : 'added'} ${added.length}, ${dryRun ? 'would change' : 'changed'} ${updated.length}, ${dryRun ? 'would delete' : 'deleted'} ${deleted.length}, ${unchanged.length} as they were, ${refused.length} left alone`
    ].join('\n')
    return { json: result, text, quotes: true, code: unsure.length > 0 ? EXIT.environment : refused.length > 0 ? EXIT.refused : EXIT.done }
  }
})

export const historyCommand: Command = command({
  name: 'history <id>',
  describe: 'how a memory came to be as it is in a memory service, by the service\'s own account',
  positionals: { id: { describe: 'the service\'s id, as memory search --backend shows it' } },
  options: { backend },
  async run(args, io) {
    const { withBackend } = await import('../../../app/compose.js')
    const { historyThere } = await import('../../../app/ask-backend.js')
    const changes = await withBackend(await worldOf(args, io), args.backend, (_context, target) => historyThere(target.backend, String(args['id'])))
    return { json: changes, text: changes.map(({ at, event, text }) => `${at ?? ''}  ${event}${text === undefined ? '' : `: ${excerpt(text, 160)}`}`.trim()).join('\n') || `${args.backend} tells no history of it (${plural(0, 'change')})`, quotes: true }
  }
})
