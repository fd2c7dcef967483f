import type { Argv } from 'yargs'
import { describeError, EXIT, SkillLoopError, systemCode } from '../kernel/errors.js'
import { printable } from '../kernel/text.js'
import type { Command, Group } from './command.js'
import { commands, type Listed } from './commands.js'
import type { Io, Output } from './io.js'
import { COMPLETION, EPILOGUE, GLOBAL_OPTIONS, helpWidth, NARROWEST, overview, USAGE } from './overview.js'
import { plainCall } from './plain.js'
import { clearProgress } from './progress.js'

const AS_IT_IS = { redactText: (text: string): string => text, redactValue: <T>(value: T): T => value }

/** Runs the command line and returns the exit code; prints through `io` only. */
export async function main(argv: string[], io: Io): Promise<number> {
  const isJson = argv.includes('--json')
  try {
    const output = await parse(argv, io)
    clearProgress(io)
    if (!output || output.wasProtocol) return output?.code ?? EXIT.done
    const { redactText, redactValue } = output.quotes ? await import('../app/redact-output.js') : AS_IT_IS
    if (isJson) io.stdout(`${JSON.stringify(redactValue(output.json), null, 2)}\n`)
    else if (output.text !== '') io.stdout(`${printable(redactText(output.text)).trimEnd()}\n`)
    return output.code ?? EXIT.done
  } catch (error) {
    clearProgress(io)
    return tell(error, io, isJson)
  }
}

async function parse(argv: string[], io: Io): Promise<Output | undefined> {
  const width = helpWidth(process.stdout.columns)
  if (argv.length === 1 && argv[0] === '--help' && width >= NARROWEST) return { text: overview(width), json: undefined }
  const plain = await plainCall(argv)
  return plain ? plain.command.run(plain.args, io) : parseByYargs(argv, io, width)
}

/** Whatever is not plain: options, commands below commands, help, slips. */
export async function parseByYargs(given: string[], io: Io, width: number): Promise<Output | undefined> {
  const [{ default: yargs }, { protectDashes, toModule, withValue }] = await Promise.all([import('yargs'), import('./command.js')])
  const argv = protectDashes(given)
  let output: Output | undefined
  let help = ''
  const done = (result: Output): void => void (output = result)
  const add = (parser: Argv, item: Command | Group): void => {
    if ('run' in item) parser.command(toModule(item, io, done))
    else {
      parser.command(item.name, item.describe, (group) => {
        for (const child of item.commands) add(group, child)
        return group.demandCommand(1, `Which one? See skillloop ${item.name} --help.`)
      })
    }
  }
  const parser = yargs(argv)
    .scriptName('skillloop')
    // Not by the system's language, of which nothing else here would be.
    .locale('en')
    .usage(USAGE)
    .options({ path: withValue({ ...GLOBAL_OPTIONS.path }), json: { ...GLOBAL_OPTIONS.json } })
    .version((await import('../app/version.js')).version())
    .help().alias('h', 'help').recommendCommands().strict().demandCommand(1, 'Which command? See skillloop --help.')
    .completion(COMPLETION.name, COMPLETION.describe)
    .epilogue(EPILOGUE).wrap(width).exitProcess(false).showHelpOnFail(false)
    .fail((message, error: Error | undefined) => { throw error && error.name !== 'YError' ? error : new UsageError(error?.message ?? message) })
  // Only what is named is loaded; of the others, names and descriptions are all that is ever shown.
  for (const listed of commands) add(parser, given.includes(wordOf(listed)) ? await listed.load() : { ...listed, run: notLoaded })
  // With a callback yargs hands over what it would print (help, version, completion) instead of printing it.
  await parser.parseAsync(argv, {}, (_error, _args, text) => void (help = text))
  return help === '' ? output : { text: help, json: { help } }
}

const wordOf = ({ name }: Listed): string => name.split(' ')[0] ?? name

function notLoaded(): never {
  throw new Error('a command was run that was not loaded')
}

class UsageError extends Error {}

async function tell(error: unknown, io: Io, isJson: boolean): Promise<number> {
  // Loaded late: only errors need it, and what they quote may hold a secret.
  const { redactText } = await import('../app/redact-output.js')
  const say = (text: string, code: number, detail: object = {}): number => {
    if (isJson) io.stdout(`${JSON.stringify({ error: { message: redactText(text), code, ...detail } }, null, 2)}\n`)
    else io.stderr(`skillloop: ${printable(redactText(text))}\n`)
    return code
  }
  if (error instanceof UsageError) return say(error.message, EXIT.input)
  if (error instanceof SkillLoopError) {
    const { place, expected, fix } = error.detail
    return say(isJson ? error.message : describeError(error), error.code, { ...(place && { place }), ...(expected && { expected }), ...(fix && { fix }) })
  }
  const code = systemCode(error)
  if (code && ['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EMFILE', 'EIO', 'EDQUOT', 'SQLITE_FULL'].includes(code)) {
    return say(`${(error as Error).message}\n  to do: see that the disk has room and the store may be read and written`, EXIT.environment)
  }
  if (code === 'ERR_DLOPEN_FAILED' || (error instanceof Error && /bindings file|better_sqlite3\.node/.test(error.message))) {
    return say(`better-sqlite3 was not built for this Node.js (${process.version})\n  to do: npm rebuild better-sqlite3, and let npm run its install script`, EXIT.environment)
  }
  // Torn rows are no JSON any more, and what SQLite looks up in them fails so.
  if (code && (/^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code) || (code === 'SQLITE_ERROR' && /malformed JSON/.test(String(error))))) return say('index.sqlite is damaged; nothing is lost, since it is made from the repository\n  to do: skillloop index rebuild', EXIT.environment)
  if (code?.startsWith('SQLITE_BUSY')) return say('index.sqlite is held by another process\n  to do: try again when that one is done', EXIT.environment)
  const stack = error instanceof Error ? error.stack ?? error.message : String(error)
  return say(`this is a bug in SkillLoop; please report it with these lines:\n${stack}`, EXIT.bug)
}
