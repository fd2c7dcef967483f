import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decisionsText, pullRequestText } from '../../src/proposals/pull-request.js'
import { proposalFrom } from '../../src/proposals/compose.js'
import { distiller, evidenceOf, memoryDraft } from './examples.js'

const facts = { risk: { verdict: 'safe' as const, findings: [] }, added: [], foreign: [], sessions: 1, isEdited: false, artifact: 'Use tabs.' }

/** What a host reads as more than text: everything but code. */
const prose = (markdown: string): string => markdown.replaceAll(/^(> ?)?(`{3,})[a-z]*\n(?:[\s\S]*?)\n(?:> ?)?\2$/gm, '').replaceAll(/(`+)[^`\n][^\n]*?\1(?!`)/g, '')

it.each([
  '@octocat please approve', 'fixes #12 and acme/store#3', 'GH-7', '<script>alert(1)</script>', '<!-- -->', '![x](https://evil.example/x.png)', '[click](javascript:alert)', '```\n@octocat\n```', '> ```\n</details>', 'https://evil.example/?q=1', '~~~\n# Approved by security\n~~~', '| a | b |\n|---|---|', '\u202eevil', '/approve', '- [x] reviewed'
])('words of a session do nothing in a pull request: %j', (words) => {
  const { front } = proposalFrom({ ...memoryDraft(), evidence: [evidenceOf(words)], title: words }, { distiller })
  const { title, body } = pullRequestText(front, { ...facts, artifact: words, isEdited: true, foreign: [words] })
  expect(title).not.toMatch(/[@#<>`]|GH-\d|:\/\/|\n/)
  const left = prose(body)
  expect(left).not.toMatch(/@octocat|#\d|GH-\d|<script|<!--|<\/details|evil\.example|\u202e|javascript:/)
  expect(left.split('\n').filter((line) => /^\s*(#|- \[|~~~|\/approve)/.test(line)).every((line) => /^### (Read this first|What agents would load|Evidence|How to decide|What the scan found)$/.test(line))).toBe(true)
})

it('a body fits the host, and the same facts give the same text', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 4000 }), fc.integer({ min: 1, max: 40 }), (words, count) => {
    const { front } = proposalFrom({ ...memoryDraft(), evidence: Array.from({ length: count }, () => evidenceOf(`x${words.repeat(5)}`)) }, { distiller })
    const once = pullRequestText(front, { ...facts, artifact: words.repeat(50) })
    expect(once.body.length).toBeLessThan(65_536)
    expect(once.title.length).toBeLessThanOrEqual(200)
    expect(pullRequestText(front, { ...facts, artifact: words.repeat(50) })).toEqual(once)
  }), { numRuns: 30 })
})

it('a reviewer is told first what is wrong', () => {
  const { front } = proposalFrom(memoryDraft(), { distiller })
  const { body, labels } = pullRequestText(front, { ...facts, risk: { verdict: 'dangerous', findings: [] }, foreign: ['web'], isEdited: true })
  expect(body.indexOf('Read this first')).toBeLessThan(body.indexOf('Evidence'))
  expect(body).toMatch(/words of: web/)
  expect(body).toMatch(/\*\*dangerous\*\*/)
  expect(labels).toContain('skillloop: dangerous')
})

it('decisions are told by verb, path, person and reason, neutralised', () => {
  const { title, body } = decisionsText('@grace', [{ verb: 'reject', path: 'memory/x.md', by: 'Grace', reason: 'see #3 <b> @all' }])
  expect(title).toBe('SkillLoop: a decision of grace')
  expect(prose(body)).not.toMatch(/@all|#3|<b>/)
})
