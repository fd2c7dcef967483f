import type { Options } from 'yargs'
import type { Command } from './command.js'
import { commands } from './commands.js'

/**
 * A call that names one command and gives at most --json and --path, ready to run; undefined for any other. Such a call
 * needs no parser, and loading one would take longer than most of these commands. Held to what the parser makes of it by a test.
 */
export async function plainCall(argv: readonly string[]): Promise<{ command: Command; args: Parameters<Command['run']>[0] } | undefined> {
  const given = { path: '.', json: false }
  const words: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? ''
    if (word === '--json') given.json = true
    else if (word === '--path' && /^[^-]/.test(argv[i + 1] ?? '')) given.path = argv[++i] ?? '.'
    else words.push(word)
  }
  const listed = words.length === 1 ? commands.find(({ name }) => name === words[0]) : undefined
  const command = await listed?.load()
  if (!command || !('run' in command) || command.positionals || command.commands) return undefined
  const options = Object.entries<Options>(command.options ?? {})
  if (options.some(([, { demandOption, type, array: isList }]) => demandOption || isList || type === 'array')) return undefined
  const defaults = options.flatMap(([name, { default: value, alias }]) => (value === undefined ? [] : [name, ...[alias ?? []].flat()].flatMap((key) => [key, key.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())]).map((key) => [key, value as unknown])))
  return { command, args: { ...Object.fromEntries(defaults), ...given } as Parameters<Command['run']>[0] }
}
