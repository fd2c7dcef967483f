import yargs, { type Argv } from 'yargs'
import { describeError, EXIT, SkillLoopError, systemCode } from '../kernel/errors.js'
import { printable } from '../kernel/text.js'
import { protectDashes, toModule, withValue, type Command, type Group } from './command.js'
import { commands } from './commands.js'
import type { Io, Output } from './io.js'
import { clearProgress } from './progress.js'

const EPILOGUE = `Ids may be shortened to any unique beginning; \`latest\` is the newest.
Exit codes: 0 done, 1 a check or gate said no, 2 wrong usage or input, 3 the environment is in the way, 70 a bug.`

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

async function parse(given: string[], io: Io): Promise<Output | undefined> {
  const argv = protectDashes(given)
  let output: Output | undefined
  let help = ''
  const done = (result: Output): void => void (output = result)
  const parser = yargs(argv)
    .scriptName('skillloop')
    .usage('$0 [--path DIR] [--json] <command>\n\nTurns what AI agents did into memories, skills and datasets that a person approved.')
    .options({
      path: withValue({ type: 'string', default: '.', describe: 'folder of the project, or below it', global: true }),
      json: { type: 'boolean', default: false, describe: 'print JSON for programs', global: true }
    })
    .version((await import('../app/version.js')).version())
    .help().alias('h', 'help').recommendCommands().strict().demandCommand(1, 'Which command? See skillloop --help.')
    .completion('completion', 'print a script that completes commands in your shell')
    .epilogue(EPILOGUE).wrap(Math.min(110, process.stdout.columns || 100)).exitProcess(false).showHelpOnFail(false)
    .fail((message, error: Error | undefined) => { throw error && error.name !== 'YError' ? error : new UsageError(error?.message ?? message) })
  for (const item of commands) add(parser, item, io, done)
  // With a callback yargs hands over what it would print (help, version, completion) instead of printing it.
  await parser.parseAsync(argv, {}, (_error, _args, text) => void (help = text))
  return help === '' ? output : { text: help, json: { help } }
}

function add(parser: Argv, item: Command | Group, io: Io, done: (output: Output) => void): void {
  if ('run' in item) parser.command(toModule(item, io, done))
  else {
    parser.command(item.name, item.describe, (group) => {
      for (const child of item.commands) add(group, child, io, done)
      return group.demandCommand(1, `Which one? See skillloop ${item.name} --help.`)
    })
  }
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
  if (code && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(code)) return say('index.sqlite is damaged; nothing is lost, since it is made from the repository\n  to do: skillloop index rebuild', EXIT.environment)
  if (code?.startsWith('SQLITE_BUSY')) return say('index.sqlite is held by another process\n  to do: try again when that one is done', EXIT.environment)
  const stack = error instanceof Error ? error.stack ?? error.message : String(error)
  return say(`this is a bug in SkillLoop; please report it with these lines:\n${stack}`, EXIT.bug)
}
