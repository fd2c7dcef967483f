import { EXIT } from '../../kernel/errors.js'
import { command, worldOf, type GlobalArguments } from '../command.js'
import { groundOf } from '../ground.js'
import type { Io, Output } from '../io.js'
import { appliedRows, statusRows } from '../show/applied.js'

const options = {
  target: { type: 'string', array: true, describe: 'where: a name below, or a folder; without it the policy\'s apply.targets' },
  only: { type: 'string', array: true, describe: 'these skills and memories alone, by name, path or proposal' },
  link: { type: 'boolean', default: false, describe: 'links to the store instead of copies of skills' },
  status: { type: 'boolean', default: false, describe: 'which targets are behind or were changed by hand; writes nothing' },
  'dry-run': { type: 'boolean', default: false, describe: 'show what would be written, as differences' }
} as const

export const applyCommand = command({
  name: 'apply',
  describe: 'put what is approved where agents read it, and take out of there what no longer is',
  options,
  examples: [
    ['apply --target claude --dry-run', 'what would go to .claude/skills'], ['apply --target agents agents-md', 'skills to .agents/skills, memories to AGENTS.md'],
    ['apply --target agent', 'skills/ and memory/ in the folder agent'], ['apply --status', 'every target that something was put into']
  ],
  details: [
    'Targets:',
    '  agents, claude, github, pi, opencode: the project\'s folder of skills',
    '  agents-user, claude-user, codex-user, copilot-user, pi-user, opencode-user: the user\'s, for all projects',
    '  agents-md, claude-md, claude-md-user, codex-md-user: memories in a marked block of the file',
    '  memory-md:<folder>: MEMORY.md and USER.md',
    '  okf:<folder>: a bundle',
    '  hermes: prints the lines for its config.yaml',
    '  hermes-pending: Hermes\' own approval, if the policy lets it',
    '  <folder>: skills/ and memory/ in it'
  ],
  async run(args, io) {
    return args.status ? status(args, io) : put(args, io)
  }
})

type Arguments = GlobalArguments & { target?: string[] | undefined; only?: string[] | undefined; link: boolean; 'dry-run': boolean }

async function put(args: Arguments, io: Io): Promise<Output> {
  const { withIndex, targetMachine } = await import('../../app/compose.js')
  const { apply, load } = await import('../../app/apply.js')
  const { policyTargets, resolveTarget } = await import('../../app/applying/resolve-target.js')
  const dryRun = args['dry-run']
  return withIndex(await worldOf(args, io), async (context) => {
    const ground = groundOf(context, io)
    const targets = args.target ? args.target.map((given) => resolveTarget(given, ground, context.policy)) : policyTargets(ground, context.policy)
    if (targets.length === 0) {
      const { approvedPaths } = await import('../../app/approved.js')
      const paths = approvedPaths(context)
      const text = [`Nothing was copied: what is approved stays in ${context.repository.root}, on its main branch.`, ...paths.map((path) => `  ${path}`), '', 'To put it where an agent reads it: skillloop apply --target <name or folder>; names are in apply --help']
      return { json: { written: [], approved: paths }, text: text.join('\n') }
    }
    const loaded = await load(context)
    const results = []
    for (const target of targets) results.push(await apply(context, targetMachine(context), target, loaded, { dryRun, link: args.link, ...(args.only && { only: args.only }) }))
    const [first] = results
    return {
      json: results.length === 1 ? first : results, text: results.map((result) => appliedRows(result, { dryRun }).join('\n')).join('\n\n'),
      code: results.some(({ refused }) => refused.length > 0) ? EXIT.refused : EXIT.done
    }
  })
}

async function status(args: Arguments, io: Io): Promise<Output> {
  const { withIndex, targetMachine } = await import('../../app/compose.js')
  const { load } = await import('../../app/apply.js')
  const { targetStatus } = await import('../../app/apply-status.js')
  const { policyTargets, recordedTarget, resolveTarget } = await import('../../app/applying/resolve-target.js')
  const { targetsOnRecord } = await import('../../app/applying/targets-on-record.js')
  return withIndex(await worldOf(args, io), async (context) => {
    const ground = groundOf(context, io)
    const loaded = await load(context)
    const known = targetsOnRecord(loaded.views).map(({ record, as }) => recordedTarget(record, as, ground))
    const named = args.target ? args.target.map((given) => resolveTarget(given, ground, context.policy)) : [...policyTargets(ground, context.policy), ...known]
    const targets = [...new Map(named.map((target) => [target.record, target])).values()]
    const found = await targetStatus(context, targetMachine(context), targets, loaded)
    return {
      json: found, text: found.map((one) => statusRows(one).join('\n')).join('\n') || 'nothing was applied anywhere yet',
      code: found.some(({ state }) => state === 'drifted') ? EXIT.refused : EXIT.done
    }
  })
}
