import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { badInput, EXIT, placeText, refused } from '../../kernel/errors.js'
import { excerpt } from '../../kernel/text.js'
import { command, worldOf, type Group } from '../command.js'

const positionals = { key: { describe: 'e.g. dataset.minScore, or a section' } }

const show = command({
  name: 'show [key]',
  describe: 'the rules in force, defaults filled in; * marks what was set',
  positionals,
  async run(args, io) {
    const { withStore } = await import('../../app/compose.js')
    const { explainPolicy, showPolicy } = await import('../../app/policy.js')
    const { key } = args as { key?: string }
    return withStore(await worldOf(args, io), async (context) => {
      const { policy, changed } = showPolicy(context)
      const keys = await explainPolicy(context, key)
      const leaves = keys.filter((each) => each.value !== undefined && (each.key.split('.').length === 2 || each.key === key))
      const rows = leaves.map((each) => `${each.isChanged ? '*' : ' '} ${each.key.padEnd(38)} ${excerpt(JSON.stringify(each.value), 140)}`)
      return { json: key === undefined ? { policy, changed } : keys[0]?.value ?? null, text: rows.join('\n'), quotes: true as const }
    })
  }
})

const set = command({
  name: 'set <key> [value]',
  describe: 'change a rule; a commit of main with its reason',
  positionals: { ...positionals, value: { describe: 'JSON, or text as it is' } },
  options: {
    reason: { type: 'string', demandOption: true, describe: 'why, for whoever reads the history' },
    default: { type: 'boolean', default: false, describe: 'back to the default' },
    'dry-run': { type: 'boolean', default: false, describe: 'say what would change' }
  },
  examples: [['policy set dataset.minScore 80 --reason "fewer, better"', 'a number'], ['policy set review.requireDecision true --reason "no silent merges"', 'a switch']],
  async run(args, io) {
    const { withStore } = await import('../../app/compose.js')
    const { changePolicy, typedValue } = await import('../../app/policy.js')
    const { key, value } = args as unknown as { key: string; value?: string | number }
    if ((value === undefined) !== args.default) throw badInput('which value?', { expected: 'a value, or --default' })
    if (args.reason.trim() === '') throw badInput('--reason is empty', { expected: 'why the rule changes' })
    const wanted = value === undefined ? undefined : typedValue(key, String(value))
    const [change] = await withStore(await worldOf(args, io), (context) => changePolicy(context, new Map([[key, wanted]]), args.reason, { dryRun: args['dry-run'] }))
    const told = `${key}: ${JSON.stringify(change?.before)} → ${JSON.stringify(change?.after)}`
    return { json: change, text: change?.commit ? `${told}\nmain is at ${change.commit.slice(0, 10)}` : args['dry-run'] ? `${told}\nnothing was changed (dry run)` : `${key} is ${JSON.stringify(change?.after)} already` }
  }
})

const validate = command({
  name: 'validate [file]',
  describe: 'whether a policy can be used: the store\'s, or a file before it is committed',
  positionals: { file: { describe: 'a policy.json' } },
  async run(args, io) {
    const { policyProblems } = await import('../../app/policy.js')
    const { file } = args as { file?: string }
    const [name, text] = file === undefined ? ['main:policy.json', await stored(args, io)] as const : [file, await readGiven(resolve(io.cwd, file))] as const
    const problems = policyProblems(text)
    const rows = problems.map(({ line, problem }) => `${placeText({ file: name, ...(line !== undefined && { line }) })}: ${problem}`)
    return { json: { file: name, problems }, text: rows.length > 0 ? rows.join('\n') : `${name}: nothing wrong`, code: problems.length > 0 ? EXIT.input : EXIT.done }
  }
})

async function stored(args: { path: string; json: boolean }, io: Parameters<typeof worldOf>[1]): Promise<string> {
  const { withStore } = await import('../../app/compose.js')
  const { MAIN } = await import('../../kernel/layout.js')
  const bytes = await withStore(await worldOf(args, io), async ({ repository }) => (await repository.tip(MAIN))?.read('policy.json'))
  if (!bytes) throw refused('the store has no policy.json: every rule has its default')
  return Buffer.from(bytes).toString('utf8')
}

async function readGiven(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    throw badInput(`${path} cannot be read`, { cause, expected: 'a file with a policy' })
  }
}

const explain = command({
  name: 'explain [key]',
  describe: 'what a rule means, what it accepts, and who last changed it and why',
  positionals,
  async run(args, io) {
    const { withStore } = await import('../../app/compose.js')
    const { explainPolicy } = await import('../../app/policy.js')
    const { key } = args as { key?: string }
    const keys = await withStore(await worldOf(args, io), (context) => explainPolicy(context, key))
    const text = keys.map(({ key: name, accepts, description, value, changed, ...rest }) => [
      `${name}${value === undefined ? '' : ` = ${excerpt(JSON.stringify(value), 100)}`}`, ...(description ? [`  ${description}`] : []),
      ...(name.includes('.') ? [`  accepts ${accepts}${'default' in rest ? `; default ${excerpt(JSON.stringify(rest.default), 100)}` : ''}`] : []),
      ...(changed ? [`  set ${changed.at.slice(0, 10)} by ${changed.by} in ${changed.commit.slice(0, 10)}: ${changed.reason}`] : [])
    ].join('\n')).join('\n')
    return { json: key === undefined ? keys : keys[0], text, quotes: true }
  }
})

export const policyCommands: Group = { name: 'policy', describe: 'the rules of the store', commands: [show, set, validate, explain] }
