import type { Options } from 'yargs'
import type { Command, Group } from './command.js'
import { commands } from './commands.js'

/**
 * A call that names one command, gives it the words that it asks for and at most --json and --path, ready to run; undefined
 * for any other. Such a call needs no parser, and loading one would take longer than most of these commands. Held to what
 * the parser makes of it by a test.
 */
export async function plainCall(argv: readonly string[]): Promise<{ command: Command; args: Parameters<Command['run']>[0] } | undefined> {
  const given = { path: '.', json: false }
  const words: string[] = []
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? ''
    if (word === '--json') given.json = true
    else if (word === '--path' && /^[^-]/.test(argv[i + 1] ?? '')) given.path = argv[++i] ?? '.'
    else if (/^(?:-|$)/.test(word)) return undefined
    else words.push(word)
  }
  const found = named(await commands.find(({ name }) => wordOf(name) === words[0])?.load(), words.slice(1))
  const [asked, options] = [found && positionalsOf(found.command, found.words), found && defaultsOf(found.command)]
  return found && asked && options && { command: found.command, args: { ...options, ...asked, ...given } }
}

const wordOf = (name: string): string => name.split(' ', 1)[0] ?? ''

/** The command that words lead to, through the groups that it is in, and the words that are left for it. */
function named(item: Command | Group | undefined, words: readonly string[]): { command: Command; words: readonly string[] } | undefined {
  const below = item?.commands?.find(({ name }) => wordOf(name) === words[0])
  if (below) return named(below, words.slice(1))
  return item && 'run' in item && (!item.commands || words.length === 0) ? { command: item, words } : undefined
}

/** Words by the names that the command gives them; undefined where they are not one each, or more than any word would do. */
function positionalsOf({ name, positionals = {} }: Command, words: readonly string[]): Record<string, string> | undefined {
  const places = [...name.matchAll(/([<[])([a-z]+)(\.\.)?[>\]]/g)].map(([, bracket, key = '', many]) => ({ key, isNeeded: bracket === '<', isPlain: many === undefined && (positionals[key]?.type ?? 'string') === 'string' && !positionals[key]?.choices }))
  if (places.length !== name.split(' ').length - 1 || words.length > places.length || places.some(({ isPlain, isNeeded }, i) => !isPlain || (isNeeded && i >= words.length))) return undefined
  return Object.fromEntries(words.map((word, i) => [places[i]?.key ?? '', word]))
}

/** What the options are where none is given; undefined where the command needs one, or makes a list of it. */
function defaultsOf(command: Command): Record<string, unknown> | undefined {
  const options = Object.entries<Options>(command.options ?? {})
  if (options.some(([, { demandOption, type, array: isList }]) => demandOption || isList || type === 'array')) return undefined
  return Object.fromEntries(options.flatMap(([name, { default: value, alias }]) => (value === undefined ? [] : [name, ...[alias ?? []].flat()].flatMap((key) => [key, key.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())]).map((key) => [key, value as unknown]))))
}
