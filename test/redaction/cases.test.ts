import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { redactText } from '../../src/redaction/redact.js'
import { RULES } from '../../src/redaction/rules/index.js'
import { fill } from './bodies.js'

const folder = new URL('cases/', import.meta.url)

function cases(kind: string, file: string): string[] {
  const path = new URL(`${kind}/${file}`, folder)
  return existsSync(path) ? readFileSync(path, 'utf8').replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n=====\n') : []
}

describe('rules', () => {
  it.each([...new Set(RULES.map((rule) => rule.kind))])('%s has a case that is masked and one that is left', (kind) => {
    expect(cases(kind, 'ng.txt').join('')).not.toBe('')
    expect(cases(kind, 'ok.txt').join('')).not.toBe('')
  })
  it('know at least 150 kinds of tokens', () => {
    expect(new Set(RULES.map((rule) => rule.kind)).size).toBeGreaterThanOrEqual(150)
  })
})

describe.each(readdirSync(folder))('%s', (kind) => {
  it.each(cases(kind, 'ng.txt'))('masks %j', (template) => {
    for (const seed of [7, 1007, 90210]) {
      const { text, secrets } = fill(template, seed)
      const redacted = redactText(text)
      expect(redacted).toContain(`[REDACTED:${kind}#1]`)
      for (const secret of secrets.filter((part) => part.length >= 6)) expect(redacted).not.toContain(secret)
    }
  })
  it.each(cases(kind, 'ok.txt'))('leaves %j', (template) => {
    const { text } = fill(template, 7)
    expect(redactText(text)).toBe(text)
  })
})
