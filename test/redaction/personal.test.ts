import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileRedactionPolicy } from '../../src/redaction/compile-policy.js'
import { createRedactor, redactText } from '../../src/redaction/redact.js'
import { compileGlob } from '../../src/kernel/glob.js'

const folder = new URL('personal/', import.meta.url)
const cases = (kind: string, file: string): string[] => readFileSync(new URL(`${kind}/${file}`, folder), 'utf8').replaceAll('\r\n', '\n').replace(/\n$/, '').split('\n=====\n')
const all = compileRedactionPolicy({ personal: { email: 'mask', phone: 'mask', card: 'mask', iban: 'mask', ip: 'mask', names: 'mask' } })

describe.each(readdirSync(folder))('%s', (kind) => {
  const only = compileRedactionPolicy({ personal: { email: 'keep', phone: 'keep', card: 'keep', iban: 'keep', ip: 'keep', names: 'keep', [kind === 'user-name' ? 'names' : kind]: 'mask' } })
  it.each(cases(kind, 'ng.txt'))('masks %j', (text) => {
    expect(redactText(text, only)).toContain(`[REDACTED:${kind}#1]`)
    expect(redactText(text, all)).toContain(`[REDACTED:${kind}#1]`)
  })
  it.each(cases(kind, 'ok.txt'))('leaves %j', (text) => {
    expect(redactText(text, only)).toBe(text)
  })
})

describe('personal data', () => {
  it('of one person has one number, however it is written', () => {
    const { redact } = createRedactor(all)
    expect(redact(['Ada@analytical.org wrote to bob@analytical.org', 'ada@Analytical.ORG', '+49 30 901820, 0049-30-901820', '/home/ada/x and C:\\Users\\Ada\\x', { to: 'bob@analytical.org' }])).toEqual([
      '[REDACTED:email#1] wrote to [REDACTED:email#2]', '[REDACTED:email#1]', '[REDACTED:phone#1], [REDACTED:phone#1]', '/home/[REDACTED:user-name#1]/x and C:\\Users\\[REDACTED:user-name#1]\\x', { to: '[REDACTED:email#2]' }
    ])
  })
  it('is kept but for cards and accounts where the policy says nothing', () => {
    expect(redactText('ada@analytical.org /home/ada/x 93.184.215.14 +49 30 901820')).toBe('ada@analytical.org /home/ada/x 93.184.215.14 +49 30 901820')
    expect(redactText('pay DE89 3704 0044 0532 0130 00')).toBe('pay [REDACTED:iban#1]')
  })
  it('that is also a secret is the secret', () => {
    expect(redactText('postgres://ada:s3cr3t-Xy9@analytical.org/db', all)).toMatch(/^postgres:\/\/ada:\[REDACTED:url-password#1\]@analytical\.org\/db$/)
  })
})

describe('globs', () => {
  it.each([
    ['/a/b', '/a/b', true], ['/a/b', '/a/b/c/d', true], ['/a/b', '/a/bc', false], ['/a/*', '/a/x/y', true], ['/a/*/c', '/a/b/c', true], ['/a/*/c', '/a/b/x/c', false], ['/a/**/c', '/a/c', true],
    ['/a/**/c', '/a/b/x/c/d', true], ['private', '/home/x/private/y', true], ['private', '/home/x/notprivate/y', false], ['~/work', '/home/ada/work/x', true], ['~/work', '/Users/ada/work', true],
    ['~/work', 'C:\\Users\\ada\\work\\x', true], ['~/work', '/srv/work', false], ['**', '/x', true], ['/a/?', '/a/b', true], ['/a/?', '/a/bb', false], ['**/*.jsonl', '/x/y.jsonl', true], ['**/x/**', '/a/x/b', true], ['C:\\a', 'c:/a/b', false], ['/a/', '/a/b', true], ['client-*', '/w/client-x/src', true]
  ])('%s means %s: %s', (glob, path, is) => {
    expect(compileGlob(glob)(path)).toBe(is)
  })
  it('cost no more than length times length', () => {
    const start = performance.now()
    expect(compileGlob(`/${'*a'.repeat(200)}`)(`/${'a'.repeat(5000)}b`)).toBe(false)
    expect(performance.now() - start).toBeLessThan(5000)
  })
})

describe('hostile text', () => {
  const seeds = ['a@', 'a@b.', 'a.', '4532 ', '4', '45320151', 'DE89 3704 ', 'DE89', '+49 ', '+1(', '00491', '(415) ', '1.2.3.', '1.', '2a00:', '2a00::', '/home/', '/home/a', 'C:\\Users\\', 'C:\\Users\\a ', '/Users/a b', '-home-', '-home-a']
  it('costs steps in proportion to its length', { timeout: 120_000 }, () => {
    const milliseconds = (text: string): number => Math.min(...[0, 1].map(() => {
      const start = performance.now()
      redactText(text, all)
      return performance.now() - start
    }))
    for (const seed of seeds) {
      const short = milliseconds(seed.repeat(50_000 / seed.length))
      expect(milliseconds(seed.repeat(200_000 / seed.length)), seed).toBeLessThan(Math.max(12 * short, 200))
    }
  })
})
