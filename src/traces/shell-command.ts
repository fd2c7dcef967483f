import { splitShell, type Operator } from './shell-split.js'
import { peelWrappers } from './shell-wrappers.js'

/** A program as it was run, freed of what was wrapped around it. */
export interface ShellCommand {
  /** Base name without folder and extension: `./node_modules/.bin/jest` is jest; `python3.12` is python. */
  program: string
  /** For programs with sub-commands, the sub-command: `commit` of `git -C dir commit`; for package managers the script. */
  subcommand?: string
  /** The words after the program. */
  args: string[]
  writesTo: string[]
  /** The here-document it reads. */
  input?: string
  after: Operator
}

/** Programs whose first plain word is a sub-command, with the options that take a value before it. */
const SUBCOMMANDS = new Map<string, readonly string[]>(Object.entries({
  git: ['-C', '-c', '--git-dir', '--work-tree'], npm: ['--prefix', '-w', '--workspace', '-C'],
  pnpm: ['--filter', '-F', '-C', '--dir'], yarn: ['--cwd'], bun: ['--cwd'], deno: [], cargo: ['--manifest-path'], go: ['-C'],
  make: ['-C', '-f', '-j'], docker: ['--context', '-H'], kubectl: ['-n', '--namespace', '--context'], helm: ['-n'], dotnet: [], gradle: ['-p'],
  mvn: ['-f', '-pl'], pip: [], uv: [], poetry: [], gh: ['-R', '--repo'], terraform: [], systemctl: [], service: [], apt: [], 'apt-get': [], brew: [],
  mix: [], bazel: [], swift: [], rake: [], rails: [], bundle: [], composer: [], nx: [], turbo: [], just: [], task: [], ng: [], vite: [], next: [],
  mise: ['-C', '--cd', '-E', '--env'], moon: [], lerna: ['--scope'], rush: [], invoke: ['-c', '-r'], inv: ['-c', '-r'], 'pre-commit': ['-c']
}))

const RUNNERS = new Set(['npm', 'pnpm', 'yarn', 'bun', 'deno', 'turbo', 'composer', 'mise', 'moon', 'lerna', 'rush'])
/** Words between a runner and the script that it is to run. */
const RUN = new Set(['run', 'run-script', 'r', 'tasks'])

/** Words of shell syntax that stand before a command. */
const KEYWORDS = new Set(['if', 'then', 'else', 'elif', 'while', 'until', 'do', '!', '{', 'time'])
const CLOSERS = new Set(['fi', 'done', 'esac', '}', 'for', 'case', 'in', 'select', 'function'])

const NESTING = 4

/**
 * The commands of a shell script in order, each with its program and sub-command: wrappers such as
 * `cd x &&`, `env A=b`, `sudo`, `npx`, `uv run`, `docker compose exec app` and `bash -lc '…'` are peeled.
 */
export function parseCommands(script: string, depth = 0): ShellCommand[] {
  return splitShell(script).flatMap(({ words, writesTo, input, after }) => {
    let start = 0
    while (KEYWORDS.has(words[start] ?? '')) start++
    if (CLOSERS.has(words[start] ?? '')) return []
    const peeled = peelWrappers(words.slice(start))
    if (peeled.script !== undefined && depth < NESTING) {
      const inner = parseCommands(peeled.script, depth + 1)
      const last = inner.at(-1)
      if (last) last.after = after
      return inner
    }
    const [first, ...args] = peeled.words
    const program = programName(first ?? '')
    if (program === '' && writesTo.length === 0) return []
    const command: ShellCommand = { program, args, writesTo, after }
    const subcommand = subcommandOf(program, args)
    if (subcommand !== undefined) command.subcommand = subcommand
    if (input !== undefined) command.input = input
    return [command]
  })
}

function programName(word: string): string {
  const base = word.slice(word.lastIndexOf('/') + 1).replace(/\.(?:exe|cmd|bat)$/i, '')
  if (/^python[\d.]*$/.test(base)) return 'python'
  if (/^pip[\d.]*$/.test(base)) return 'pip'
  return base === 'gradlew' ? 'gradle' : base === 'mvnw' ? 'mvn' : base
}

function subcommandOf(program: string, args: readonly string[]): string | undefined {
  const valued = SUBCOMMANDS.get(program)
  if (!valued) return undefined
  const plain: string[] = []
  for (let at = 0; at < args.length && plain.length < 3; at++) {
    const word = args[at] ?? ''
    if (valued.includes(word)) at++
    else if (!word.startsWith('-') && !word.includes('=')) plain.push(word)
  }
  const [first, second, third] = plain
  if (!RUNNERS.has(program)) return first
  // A script may be run with or without `run`, and yarn takes a workspace before it.
  if (first === 'workspace' || first === 'workspaces') return third ?? second
  return first !== undefined && RUN.has(first) && second !== undefined ? (RUN.has(second) ? third ?? second : second) : first
}
