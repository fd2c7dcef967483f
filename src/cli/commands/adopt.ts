import { command, worldOf } from '../command.js'
import { groundOf } from '../ground.js'

export const adoptCommand = command({
  name: 'adopt <name>',
  describe: 'propose what somebody changed in a skill or memory where it was applied',
  positionals: { name: { describe: 'the skill or memory, by name or path' } },
  options: { target: { type: 'string', demandOption: true, describe: 'where it was changed, as for apply' } },
  examples: [['adopt release-a-version --target claude', 'make the change in .claude/skills a proposal']],
  async run(args, io) {
    const { withIndex, targetMachine } = await import('../../app/compose.js')
    const { adopt } = await import('../../app/adopt.js')
    const { resolveTarget } = await import('../../app/applying/resolve-target.js')
    const adopted = await withIndex(await worldOf(args, io), async (context) => (
      adopt(context, targetMachine(context), resolveTarget(args.target, groundOf(context, io), context.policy), String(args['name']))
    ))
    const { id, path, branch, diff, verdict, isNew } = adopted
    const text = [diff, `${isNew ? 'proposed' : 'proposed before, and still waits'}: ${path} as ${id}, on ${branch}`, ...(verdict === 'safe' ? [] : [`its scan says ${verdict}`]), `next: skillloop review show ${id}`]
    return { json: adopted, text: text.join('\n') }
  }
})
