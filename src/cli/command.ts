import { resolve } from 'node:path'
import type { ArgumentsCamelCase, CommandModule, InferredOptionTypes, Options } from 'yargs'
import type { World } from '../app/compose.js'
import { badInput } from '../kernel/errors.js'
import type { Io, Output } from './io.js'
import { progressLine } from './progress.js'

/** Options that every command takes. */
export interface GlobalArguments { path: string; json: boolean }

/** A command as data: what yargs shows and parses, and what runs. Everything heavy is imported inside run(). */
export interface Command<O extends Record<string, Options> = Record<string, Options>> {
  /** Name and positionals in yargs' notation, e.g. `show <id>`. */
  name: string
  describe: string
  positionals?: Record<string, { describe: string; type?: 'string' | 'number' }>
  options?: O
  examples?: readonly (readonly [string, string])[]
  /** Commands below it, for one that does something by itself too. */
  commands?: readonly Command[]
  run(args: InferredOptionTypes<O> & GlobalArguments & Record<string, unknown>, io: Io): Promise<Output>
}

/** A command that only groups others. */
export interface Group {
  name: string
  describe: string
  commands: readonly Command[]
}

/** Keeps the types of a command's options for its run(). */
export function command<const O extends Record<string, Options>>(definition: Command<O>): Command {
  return definition
}

/** The world of a command: the project that --path names, the clock, progress on a terminal. */
export async function worldOf(args: GlobalArguments, io: Io): Promise<World> {
  const { systemClock } = await import('../app/compose.js')
  return { project: resolve(io.cwd, args.path), clock: systemClock(io.env), progress: progressLine(io), variable: (name) => io.env[name] }
}

// yargs takes a lone `-` for an option without a name and drops it; here it means standard input.
const DASH = '\u0000-'

/** Arguments in a form that yargs leaves as they are; toModule() turns it back. */
export function protectDashes(argv: readonly string[]): string[] {
  return argv.map((argument) => (argument === '-' ? DASH : argument))
}

function restoreDashes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(restoreDashes)
  return value === DASH ? '-' : value
}

/** The arguments as the command declares them. @throws SkillLoopError (2) for a number that is none */
function checkedArguments(definition: Command, args: ArgumentsCamelCase): ArgumentsCamelCase {
  for (const [name, { type, array }] of Object.entries<Options>({ path: {}, json: {}, ...definition.options })) {
    // Given twice it counts as given last; yargs makes a list of it, which no command expects.
    const value: unknown = Array.isArray(args[name]) && array !== true ? (args[name] as unknown[]).at(-1) : args[name]
    if (name in args) args[name] = value
    if (type === 'number' && value !== undefined && !(Number.isSafeInteger(value) && (value as number) >= 0)) throw badInput(`--${name} is no number`, { expected: 'a whole number, not below 0' })
  }
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, restoreDashes(value)])) as ArgumentsCamelCase
}

/** A command as yargs takes it; `done` gets what it has to say. */
export function toModule(definition: Command, io: Io, done: (output: Output) => void): CommandModule {
  return {
    command: definition.name,
    describe: definition.describe,
    builder: (yargs) => {
      // Of this command alone: commands below it have their own.
      let built = yargs.options(Object.fromEntries(Object.entries(definition.options ?? {}).map(([name, option]) => [name, { ...withValue(option), global: false }])))
      for (const [name, positional] of Object.entries(definition.positionals ?? {})) built = built.positional(name, { type: 'string', ...positional })
      for (const [line, meaning] of definition.examples ?? []) built = built.example(`$0 ${line}`, meaning)
      for (const child of definition.commands ?? []) built = built.command(toModule(child, io, done))
      // An id that is like the name of a command below, such as s3 beside show, is no slip.
      if (definition.positionals && definition.commands) (built.recommendCommands as (on: boolean) => unknown).call(built, false)
      return built
    },
    handler: async (args: ArgumentsCamelCase) => done(await definition.run(checkedArguments(definition, args) as unknown as Parameters<Command['run']>[0], io))
  }
}

/** An option that is not a switch needs a value: `--path` alone is a slip, and not the empty path. */
export function withValue(option: Options): Options {
  return option.type === 'boolean' ? option : { ...option, requiresArg: true }
}
