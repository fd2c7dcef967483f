import { splitShell } from '../../traces/shell-split.js'
import { peelWrappers } from '../../traces/shell-wrappers.js'
import { unescapeCharacters } from './encoded.js'

const ASSIGNMENT = /(?:^|[;&|\n]|\b(?:export|local|declare)\s)[ \t]{0,20}([A-Za-z_]\w{0,40})=("[^"$`\n]{0,200}"|'[^'\n]{0,200}'|[^\s;|&"'$`()<>]{1,200})/g
const USE = /\$(?:\{([A-Za-z_]\w{0,40})\}|([A-Za-z_]\w{0,40}))/g
const MAX_SCRIPT = 64 * 1024
const NESTING = 3

/**
 * A shell script as a shell would read it, one pipeline a line: quotes and escapes taken off, $'…' decoded,
 * ${IFS} a space, variables with a literal value put in place, `bash -c` and eval unwrapped.
 */
export function readShell(script: string): string {
  const text = substitute(script.slice(0, MAX_SCRIPT))
  return render(text, 0)
}

function substitute(script: string): string {
  let text = script.replaceAll(/\\\r?\n[ \t]{0,200}/g, ' ')
    .replaceAll(/\$'((?:[^'\\\n]|\\.){0,400})'/g, (_, inner: string) => unescapeCharacters(inner))
    .replaceAll(/\$\{IFS[^}\n]{0,20}\}|\$IFS(?:\$\d)?/g, ' ')
    .replaceAll(/\$[@*]|\$\{@\}/g, '')
  const values = new Map<string, string>()
  for (const [, name = '', value = ''] of text.matchAll(ASSIGNMENT)) {
    if (values.size < 200) values.set(name, value.replaceAll(/^["']|["']$/g, ''))
  }
  if (values.size > 0) text = text.replaceAll(USE, (use, braced?: string, bare?: string) => values.get(braced ?? bare ?? '') ?? use)
  return text.slice(0, 2 * MAX_SCRIPT)
}

function render(script: string, depth: number): string {
  let line = ''
  for (const { words, writesTo, input, after } of splitShell(script)) {
    const peeled = peelWrappers(words)
    const inner = peeled.script !== undefined && depth < NESTING ? ` ${render(peeled.script, depth + 1)}` : ''
    line += words.join(' ') + writesTo.map((file) => ` > ${file}`).join('') + (input === undefined ? '' : `\n${input}`) + inner
    line += after === '|' ? ' | ' : after === '&&' || after === '||' ? ` ${after} ` : '\n'
  }
  return line
}
