import fc from 'fast-check'
import { expect, test } from 'vitest'
import { annotation } from '../../src/cli/show/annotation.js'
import { parseRemote } from '../../src/hosting/plan/remote-url.js'
import { SkillLoopError } from '../../src/kernel/errors.js'
import { parseMarkdown } from '../../src/kernel/front-matter.js'
import { printable } from '../../src/kernel/text.js'
import { inline, quoted } from '../../src/proposals/markdown.js'
import { decisionsText, pullRequestText } from '../../src/proposals/pull-request.js'
import { skill } from '../cli/support.js'

const PIECES = ['::set-output name=a::b', '\n::error::x', '%0A::stop-commands::t', '##[command]x', '<img src=x onerror=alert(1)>', '<!--', '-->', '@octocat', '#12', 'fixes GH-7', '[x](javascript:alert(1))', '![x](//e.org/a.png)', '```', '~~~', '````', '`', '|', '\r', '\u2028', '\u202e', '\u001b[2J', '\ud800', '$(touch x)', '--upload-pack=x', '-x', '\n> x\n\n', '\n# x', '&lt;b&gt;', 'https://e.org/?a=b', 'www.e.org', ' ', 'word', '\0', '%zz', '://', 'git@h:', 'ssh://', 'file://', '%', 'http://localhost']
const hostile = fc.oneof(fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 8, unit: 'binary' })), { maxLength: 12 }).map((parts) => parts.join('')), fc.string())
const RUNS = { numRuns: process.env['TORTURE'] === 'long' ? 20_000 : 1500 }

/** What of Markdown is not code: the lines outside of fences, without code spans. */
function prose(markdown: string): string {
  let fence: string | undefined
  return markdown.split('\n').filter((line) => {
    const mark = /^(?:> )?(`{3,})/.exec(line)?.[1]
    if (mark !== undefined && fence === undefined) { fence = mark; return false }
    if (mark !== undefined && fence !== undefined && mark.length >= fence.length && /^(?:> )?`+$/.test(line)) { fence = undefined; return false }
    return fence === undefined
  }).map((line) => line.replaceAll(/`[^`]+`/g, '')).join('\n')
}

const MEANS = /<|\]\(|@\w|(?<![\w#])#\d|:\/\/|www\.|\bGH-\d/

test('a pull request tells what sessions said without obeying a word of it', () => {
  const { front } = skill().proposal
  fc.assert(fc.property(hostile, hostile, hostile, fc.array(hostile, { maxLength: 3 }), (title, quote, artifact, others) => {
    const told = pullRequestText(
      { ...front, title: title.slice(0, 200) || 'x', evidence: front.evidence.map((one) => ({ ...one, quote: quote || 'x' })) },
      { risk: { verdict: 'dangerous', findings: [] }, added: others.map((text) => ({ severity: 'critical', category: text, rule: 'x', file: text, line: 1, message: text, excerpt: text }) as never), foreign: others, sessions: 1, isEdited: true, artifact }
    )
    expect(prose(told.body)).not.toMatch(MEANS)
    expect(told.title).not.toMatch(/[<>`@#\n\r\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2028\u2029]|:\/\//)
    expect(told.body.isWellFormed() && told.title.isWellFormed()).toBe(true)
    const decided = decisionsText(title, others.map((text) => ({ verb: 'approve', path: text, by: text, reason: text })))
    expect(prose(decided.body)).not.toMatch(MEANS)
    expect(decided.title).not.toMatch(/[<>`@#\n\r\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
  }), RUNS)
})

test('one annotation is one command, whatever it names', () => {
  fc.assert(fc.property(hostile, hostile, hostile, (where, path, problem) => {
    const line = annotation({ where, path, problem })
    expect(line).not.toMatch(/[\r\n]/)
    expect(line.startsWith('::error ')).toBe(true)
    expect(line.slice(8, line.indexOf('::', 8)).split(',').every((part) => /^(file|line|title)=[^:,\r\n]*$/.test(part))).toBe(true)
  }), RUNS)
})

test('words inside a line stay one line, and a quote keeps what is in it', () => {
  fc.assert(fc.property(hostile, (text) => {
    expect(inline(text)).not.toMatch(/[\n\r]/)
    expect(prose(inline(text))).not.toMatch(MEANS)
    expect(quoted(text).split('\n').every((line) => line.startsWith('>'))).toBe(true)
    expect(prose(quoted(text))).toBe('')
    expect(printable(printable(text))).toBe(printable(text))
  }), RUNS)
})

test('an address is understood or refused with a word; so is front matter', () => {
  fc.assert(fc.property(hostile, fc.constantFrom('', 'https://', 'http://', 'ssh://', 'file://', 'git@', 'ext::', 'https://h/%', 'file:///%', 'ssh://h/%e0%'), (text, start) => {
    for (const read of [() => parseRemote(start + text, '/w').url, () => parseMarkdown(`---\n${text}\n---\n`, { file: 'x' }).body, () => parseMarkdown(text, { file: 'x' }).body]) {
      try {
        const said = read()
        expect(said.startsWith('-') && read.toString().includes('Remote')).toBe(false)
      } catch (error) {
        expect(error, String(error)).toBeInstanceOf(SkillLoopError)
      }
    }
  }), RUNS)
})
