import { commands } from './commands.js'

export const USAGE = '$0 [--path DIR] [--json] <command>\n\nTurns what AI agents did into memories, skills and datasets that a person approved.'

export const EPILOGUE = `Ids may be shortened to any unique beginning; \`latest\` is the newest.
Exit codes: 0 done, 1 a check or gate said no, 2 wrong usage or input, 3 the environment is in the way, 70 a bug.`

export const COMPLETION = { name: 'completion', describe: 'print a script that completes commands in your shell' }

export const GLOBAL_OPTIONS = {
  path: { type: 'string', default: '.', describe: 'folder of the project, or below it', global: true },
  json: { type: 'boolean', default: false, describe: 'print JSON for programs', global: true }
} as const

const OPTIONS: readonly (readonly [string, string, string])[] = [
  ['    --path', GLOBAL_OPTIONS.path.describe, '[string] [default: "."]'], ['    --json', GLOBAL_OPTIONS.json.describe, '[boolean] [default: false]'],
  ['    --version', 'Show version number', '[boolean]'], ['-h, --help', 'Show help', '[boolean]']
]

/** The width that help is written for, in characters. */
export function helpWidth(columns: number | undefined): number {
  return Math.min(110, columns || 100)
}

/** Narrower than this, yargs gives the names of commands less room. */
export const NARROWEST = 80

/**
 * What `skillloop --help` prints, the same as yargs makes of it: its way there takes several times longer than Node's own
 * start. Held to be the same by a test.
 * @param width NARROWEST or more
 */
export function overview(width: number): string {
  const rows = [COMPLETION, ...commands].map(({ name, describe }) => [`skillloop ${name}`, describe] as const)
  const left = Math.max(...rows.map(([name]) => name.length)) + 4
  const listed = rows.flatMap(([name, describe]) => wrap(describe, width - left).map((line, i) => `${`  ${i === 0 ? name : ''}`.padEnd(left)}${line}`))
  const options = OPTIONS.map(([name, describe, type]) => `${`  ${name}`.padEnd(17)}${describe}`.padEnd(width - type.length) + type)
  const wrapped = (text: string): string[] => text.split('\n').flatMap((line) => (line === '' ? [''] : wrap(line, width)))
  return [...wrapped(USAGE.replace('$0', 'skillloop')), '', 'Commands:', ...listed, '', 'Options:', ...options, '', ...wrapped(EPILOGUE)].join('\n')
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
