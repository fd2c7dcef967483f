import { excerpt, printable } from '../kernel/text.js'

const MAX_LINES = 30
const MAX_CHARACTERS = 3000
const WIDTH = 100

/**
 * Words from a session as a Markdown blockquote that they cannot leave, and in which they do nothing.
 * A fenced block inside the quote, longer than any run of backticks in it: backslashes would stop HTML and
 * links, but not @mentions and "fixes #1", which a host looks for in the rendered text outside of code.
 */
export function quoted(text: string): string {
  const source = printable(text.replaceAll('\r\n', '\n').trimEnd())
  const shown = source.slice(0, MAX_CHARACTERS).toWellFormed().split('\n').flatMap(wrap)
  const lines = shown.slice(0, MAX_LINES)
  if (source.length > MAX_CHARACTERS || shown.length > MAX_LINES) lines.push('[… cut here; the whole quote is in the front matter or the artifact]')
  const longestRun = Math.max(2, ...[...source.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longestRun + 1)
  return [`${fence}text`, ...lines, fence].map((line) => `> ${line}`.trimEnd()).join('\n')
}

/** Breaks a long line at spaces: a fenced block does not wrap where it is rendered. */
function wrap(line: string): string[] {
  const lines: string[] = []
  let rest = line
  while (rest.length > WIDTH) {
    const before = rest.lastIndexOf(' ', WIDTH)
    const space = rest.slice(0, before).trim() === '' ? rest.indexOf(' ', WIDTH) : before
    if (space < 0) break
    lines.push(rest.slice(0, space))
    rest = rest.slice(space + 1)
  }
  return [...lines, rest]
}

// What Markdown, HTML or a Git host could take for more than words: emphasis, links, tags, entities,
// mentions, references to issues, addresses; a list, rule or heading mark at the start.
const RISKY = /[*_[\]<>#@&|~\\$^]|:\/\/|www\.|GH-\d/i
const OPENING = /^(?:[-+=]|\d+[.)])/

/**
 * Text as one line inside Markdown prose, where it is read as words only. Each word that could mean more
 * becomes a code span, so that `never use <b>` stays readable in the diff and when rendered.
 */
export function inline(text: string, length = 600): string {
  return excerpt(text, length).replaceAll(/`[^`]+`|`|[^\s`]+/g, (word, at: number) => {
    if (word === '`') return "'"
    const risky = RISKY.test(word) || (at === 0 && OPENING.test(word))
    return word.startsWith('`') || !risky ? word : word.replace(/^(.+?)([.,;:!?]*)$/, '`$1`$2')
  })
}
