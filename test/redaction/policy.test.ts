import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/kernel/canonical-json.js'
import { problemsOf } from '../../src/kernel/validate.js'
import { initialPolicy } from '../../src/policy/policy.js'
import { compileRedactionPolicy } from '../../src/redaction/compile-policy.js'
import { parseGitleaksConfig } from '../../src/redaction/gitleaks.js'
import { createRedactor, redactText } from '../../src/redaction/redact.js'
import { DEFAULT_RULES } from '../../src/redaction/redaction-rules.js'
import { scanForSecrets } from '../../src/redaction/scan.js'
import { body } from './bodies.js'

const github = `ghp_${body('base62', 36, 1)}`
const other = `ghp_${body('base62', 36, 2)}`
const acme = `acme_live_${body('base62', 20, 3)}`
const toml = readFileSync(new URL('gitleaks-like.toml', import.meta.url), 'utf8')
const gitleaks = compileRedactionPolicy({ gitleaks: 'x.toml' }, { gitleaks: toml })
const policies = (redaction: object): string[] => problemsOf('policy', { schemaVersion: 1, redaction })

describe('the policy', () => {
  it('of a new store says nothing but the defaults, and is valid', () => {
    expect(compileRedactionPolicy(initialPolicy().redaction)).toBe(DEFAULT_RULES)
    expect(compileRedactionPolicy({ personal: { card: 'mask', email: 'keep' } })).toBe(DEFAULT_RULES)
    expect(problemsOf('policy', initialPolicy())).toEqual([])
  })
  it('has one hash for what means the same, and another for what does not', () => {
    const hash = (allow: { value: string; reason: string }[]): string | undefined => compileRedactionPolicy({ allow }).sha256
    expect(hash([{ value: 'a', reason: 'x' }])).toMatch(/^[0-9a-f]{64}$/)
    expect(hash([{ value: 'a', reason: 'x' }])).toBe(hash([{ value: 'a', reason: 'y' }]))
    expect(hash([{ value: 'a', reason: 'x' }])).not.toBe(hash([{ value: 'b', reason: 'x' }]))
    expect(gitleaks.sha256).not.toBe(compileRedactionPolicy({ gitleaks: 'x.toml' }, { gitleaks: `${toml}\n` }).sha256)
  })
  it.each([
    ['an allowance without a reason', { allow: [{ value: 'a' }] }], ['an allowance of nothing', { allow: [{ kind: 'jwt', reason: 'x' }] }], ['value and pattern', { allow: [{ value: 'a', pattern: 'a', reason: 'x' }] }],
    ['a switch without a reason', { off: [{ kind: 'jwt' }] }], ['a kind that no mark can hold', { rules: [{ id: 'A]', pattern: 'x' }] }], ['an unknown key', { colour: 'red' }], ['an unknown kind of person', { personal: { face: 'mask' } }],
    ['an empty pattern', { rules: [{ id: 'a', pattern: '' }] }], ['a keyword that cannot be looked for', { rules: [{ id: 'a', pattern: 'x', keywords: ['é1'] }] }]
  ])('is refused with %s', (_, redaction) => {
    expect(policies(redaction)).not.toEqual([])
  })
  it('is refused with a pattern that does not run in linear time, by name', () => {
    expect(() => compileRedactionPolicy({ rules: [{ id: 'looks-ahead', pattern: '(?=a)b' }] })).toThrow(/looks-ahead.*\(\?=/)
    expect(() => compileRedactionPolicy({ rules: [{ id: 'refers-back', pattern: '(a)\\1' }] })).toThrow(/refers-back/)
    expect(() => compileRedactionPolicy({ allow: [{ pattern: '(', reason: 'x' }] })).toThrow(/allow\[0\]/)
    expect(() => compileRedactionPolicy({ rules: [{ id: 'a', pattern: '(a)', group: 2 }] })).toThrow(/group 2/)
    expect(() => compileRedactionPolicy({ gitleaks: 'gone.toml' })).toThrow(/gone\.toml is not there/)
  })
})

describe('allow', () => {
  it('leaves a value, wherever it is found, as that kind or any', () => {
    const rules = compileRedactionPolicy({ allow: [{ value: github, reason: 'published' }, { value: other, kind: 'jwt', reason: 'x' }, { value: 'hunter2-blue', reason: 'a joke' }] })
    const text = `${github} ${Buffer.from(`token: ${github}\n`).toString('base64')}`
    expect(redactText(text, rules)).toBe(text)
    expect(redactText(`${github} ${other}`, rules)).toBe(`${github} [REDACTED:github-token#1]`)
    expect(createRedactor(rules).redact({ password: 'hunter2-blue', api_key: 'hunter3-blue' })).toEqual({ password: 'hunter2-blue', api_key: '[REDACTED:api-key#1]' })
  })
  it('takes a pattern for the whole value only', () => {
    const rules = compileRedactionPolicy({ allow: [{ pattern: 'hunter\\d', reason: 'a joke' }] })
    expect(createRedactor(rules).redact([{ password: 'hunter2' }, { password: 'hunter2-blue' }])).toEqual([{ password: 'hunter2' }, { password: '[REDACTED:password#1]' }])
  })
})

describe('own rules', () => {
  const rules = compileRedactionPolicy({ rules: [{ id: 'badge', pattern: '\\bB-(\\d{6})\\b', keywords: ['b-'] }, { id: 'order', pattern: 'ORD[A-Z]{8}', entropy: 2.5 }] })
  it('mask their group, at any nesting', () => {
    expect(redactText('badge B-123456 of b-654321', rules)).toBe('badge B-[REDACTED:badge#1] of b-654321')
    expect(redactText(JSON.stringify({ a: JSON.stringify({ b: 'B-123456' }) }), rules)).toContain('B-[REDACTED:badge#1]')
    expect(redactText(`x ${Buffer.from('the badge B-123456 opens').toString('base64')} y`, rules)).toBe('x [REDACTED:badge#1] y')
  })
  it('ask for entropy', () => {
    expect(redactText('ORDAAAAAAAA ORDQWXZKJHG', rules)).toBe('ORDAAAAAAAA [REDACTED:order#1]')
  })
  it('see far from the beginning of a long text, and only near their keywords', () => {
    const long = `${'x y z\n'.repeat(20_000)}B-123456\n${'x y z\n'.repeat(20_000)}`
    expect(redactText(long, rules)).toContain('B-[REDACTED:badge#1]')
  })
})

describe('off', () => {
  const rules = compileRedactionPolicy({ off: [{ kind: 'github-token', path: '/srv/fixtures', reason: 'made up' }, { kind: 'password', runtime: 'codex', reason: 'x' }] })
  it('is about the sessions of its path and runtime only', () => {
    expect(createRedactor(rules, { paths: ['/srv/fixtures/a'] }).redact(github)).toBe(github)
    expect(createRedactor(rules, { paths: ['/srv/fixtures2'] }).redact(github)).toBe('[REDACTED:github-token#1]')
    expect(createRedactor(rules).redact(github)).toBe('[REDACTED:github-token#1]')
    expect(createRedactor(rules, { runtime: 'codex' }).redact({ password: 'hunter2-x' })).toEqual({ password: 'hunter2-x' })
    expect(createRedactor(rules, { runtime: 'pi' }).redact({ password: 'hunter2-x' })).toEqual({ password: '[REDACTED:password#1]' })
  })
})

describe('a gitleaks configuration', () => {
  const at = (paths: string[], text: string): string => createRedactor(gitleaks, { paths }).redact(text)
  it('adds its rules to ours, with keywords, entropy and group', () => {
    expect(redactText(`see ${acme} and ${github}`, gitleaks)).toBe('see [REDACTED:acme-token#1] and [REDACTED:github-token#1]')
    expect(redactText(`acme_live_${'ab'.repeat(10)}`, gitleaks)).toBe(`acme_live_${'ab'.repeat(10)}`)
    expect(redactText('the vault = mainland-7.vault.corp', gitleaks)).toBe('the vault = [REDACTED:vault-address#1]')
  })
  it('keeps its allow-lists: stop words, match and line, of a rule or all, one or all conditions', () => {
    for (const text of ['vault = public-7.vault.corp', 'vault = sandbox-7.vault.corp', `ghp_zzzz${body('base62', 32, 1)}`, `ghp_placebo${body('base62', 29, 1)}`]) expect(redactText(text, gitleaks)).toBe(text)
    expect(redactText(`harmless: ${acme}`, gitleaks)).toBe('harmless: [REDACTED:acme-token#1]')
    expect(at(['/x/fixtures/a'], acme)).toBe('[REDACTED:acme-token#1]')
    expect(at(['/x/fixtures/a'], `first\nharmless: ${acme}`)).toBe(`first\nharmless: ${acme}`)
    expect(at(['/x/fixtures/a'], `harmless: ${acme}\n${acme}`)).toBe(`harmless: ${acme}\n[REDACTED:acme-token#1]`)
  })
  it('switches kinds of ours off', () => {
    const npm = `npm_${body('base62', 36, 10)}`
    expect(redactText(npm)).toBe('[REDACTED:npm-token#1]')
    expect(redactText(npm, gitleaks)).toBe(npm)
  })
  it.each([
    ['not TOML', 'a = ', /not TOML/], ['a pattern that is none', "[[rules]]\nid='x'\nregex='('", /the rule x/], ['no id', "[[rules]]\nregex='x'", /rules\[0\] has no id/], ['a list as id', "[[rules]]\nid=['x']", /rules\[0\]\.id/],
    ['rules that are none', 'rules = 5', /rules/], ['another file', "[extend]\npath='x.toml'", /extends another/], ['a condition', "[[allowlists]]\ncondition='XOR'\nstopwords=['a']", /condition/], ['a back-reference', "[[rules]]\nid='y'\nregex='(a)\\1'", /the rule y/],
    ['a pattern in an allow-list', "[[rules]]\nid='z'\nregex='a'\n[[rules.allowlists]]\nregexes=['(?<!a)b']", /allow-list/]
  ])('with %s is refused', (_, text, told) => {
    expect(() => compileRedactionPolicy({ gitleaks: 'x.toml' }, { gitleaks: text })).toThrow(told)
  })
  it('is data: names such as __proto__ are names', () => {
    expect(parseGitleaksConfig("[__proto__]\nrules = 1\n[constructor]\n[[rules]]\nid='a'\nregex='b'").rules).toHaveLength(1)
    expect(({} as { rules?: unknown }).rules).toBeUndefined()
  })
})

describe('a text that takes too much to search', () => {
  const heavy = compileRedactionPolicy({ rules: Array.from({ length: 300 }, (_, i) => ({ id: `r${i}`, pattern: `(x+x+)+y${i}`, keywords: ['xx'] })) })
  it('is masked whole and says so, the same on every run', () => {
    const text = 'xx '.repeat(100_000)
    expect(createRedactor(heavy).redact(['a', text, text, 'b'])).toEqual(['a', '[REDACTED:unsearchable-text#1]', '[REDACTED:unsearchable-text#1]', 'b'])
  })
  it('is none that an agent has read', () => {
    const text = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
    expect(redactText(text.repeat(5), gitleaks)).not.toContain('unsearchable')
    expect(redactText('apikey=password;token '.repeat(20_000))).not.toContain('unsearchable')
  })
})

describe('findings', () => {
  it('name kind and place, and nothing of the secret', () => {
    const redactor = createRedactor()
    redactor.redact({ 'a/b': ['x', `see ${github}!`], n: { [other]: 1 }, j: JSON.stringify({ password: 'hunter2-blue' }), [github]: { password: 'hunter2-x' } })
    expect(redactor.findings()).toEqual([
      { kind: 'github-token', pointer: '', start: 0, end: 40 }, { kind: 'github-token', pointer: '/a~1b/1', start: 4, end: 44 }, { kind: 'github-token', pointer: '/n', start: 0, end: 40 },
      { kind: 'password', pointer: '/j', start: 13, end: 25 }, { kind: 'password', pointer: '/[REDACTED:github-token#1]/password', start: 0, end: 9 }
    ])
    expect(JSON.stringify(redactor.findings())).not.toMatch(/ghp_|hunter/)
  })
})

describe('scanForSecrets', () => {
  it('names line and column in text, JSON and JSON Lines', () => {
    expect(scanForSecrets(`# a\n\nuse ${github}\n`)).toEqual([{ kind: 'github-token', line: 3, column: 5 }])
    expect(scanForSecrets(canonicalJson({ a: 1, password: 'hunter2-x', z: [`b ${github}`] }))).toEqual([{ kind: 'password', line: 3, column: 16 }, { kind: 'github-token', line: 5, column: 8 }])
    expect(scanForSecrets(`{"a":"x"}\n{"password":"hunter2-x"}\n`)).toEqual([{ kind: 'password', line: 2, column: 14 }])
    expect(scanForSecrets('[REDACTED:github-token#1] and nothing')).toEqual([])
  })
  it('goes by the policy', () => {
    expect(scanForSecrets(`see ${acme}`)).toEqual([])
    expect(scanForSecrets(`see ${acme}`, gitleaks)).toEqual([{ kind: 'acme-token', line: 1, column: 5 }])
  })
})

const everything = compileRedactionPolicy({
  allow: [{ pattern: 'hunter.*', reason: 'x' }], rules: [{ id: 'badge', pattern: 'B-(\\d{6})' }, { id: 'hash', pattern: '#\\d' }], off: [{ kind: 'jwt', reason: 'x' }], gitleaks: 'x.toml',
  personal: { email: 'mask', phone: 'mask', card: 'mask', iban: 'mask', ip: 'mask', names: 'mask' }
}, { gitleaks: toml })

describe('laws, with everything switched on', () => {
  const fragment = fc.constantFrom(
    'password', '=', ': ', '"', '\\"', "'", '{', '}', '\n', '\\n', 'token', 'Bearer ', '://', 'u:', '@', '%40', '[REDACTED:', '[REDACTED:email#1]', '#1]', '.', 'hunter2A', github, acme, 'B-123456', 'ada', 'ada@analytical.org', '/home/ada/', '/Users/',
    'C:\\Users\\ada\\', '-home-ada-', '93.184.215.14', '2a00:1450:4001:81b::200e', '+49 30 901820', 'DE89 3704 0044 0532 0130 00', '4532 0151 1283 0366', '4532015112830366', ' ', '/', 'vault = mainland-7.vault.corp', 'harmless: ', '1', '+', ':'
  )
  const text = fc.oneof(fc.array(fragment, { maxLength: 12 }).map((parts) => parts.join('')), fc.string(), fc.jsonValue().map((value) => JSON.stringify(value)))
  const value = fc.oneof(text, fc.array(text), fc.dictionary(text, fc.oneof(text, fc.array(text))))
  it('redacting again changes nothing; the same input gives the same bytes; what was redacted has nothing to be found', () => {
    fc.assert(fc.property(value, (one) => {
      const redactor = createRedactor(everything)
      const once = redactor.redact(one)
      const again = createRedactor(everything)
      expect(again.redact(once)).toEqual(once)
      expect(again.findings()).toEqual([])
      expect(again.marks()).toEqual(redactor.marks())
      expect(JSON.stringify(createRedactor(everything).redact(one))).toBe(JSON.stringify(once))
      expect(scanForSecrets(canonicalJson({ one: once }), everything)).toEqual([])
    }), { numRuns: 3000 })
  })
  it('finds where it masks: the text at each finding is no mark, and without findings nothing changes', () => {
    fc.assert(fc.property(text, (one) => {
      const redactor = createRedactor(everything)
      const once = redactor.redact(one)
      expect(redactor.findings().length === 0).toBe(once === one)
      for (const { start, end } of redactor.findings()) expect(one.slice(start, end)).not.toBe('')
    }), { numRuns: 1000 })
  })
})
