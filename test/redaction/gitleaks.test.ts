import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { redactText } from '../../src/redaction/redact.js'

const file = new URL('../../../shared/fixtures/secrets/gitleaks-cases.jsonl', import.meta.url)
interface Case { kind: 'tp' | 'fp'; rule: string; secret: string; text: string }
const escape = (text: string): string => JSON.stringify(text).slice(1, -1)
const forms: [string, (text: string) => string][] = [['raw', (text) => text], ['once escaped', escape], ['twice escaped', (text) => escape(escape(text))], ['in JSON', (text) => JSON.stringify({ arguments: JSON.stringify({ text }) })]]

// The set is kept beside the project, not in it; without it these tests are skipped, and the project's own cases stand.
describe.skipIf(!existsSync(file))('cases of another scanner (skipped where the fixture is absent)', () => {
  const cases = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Case) : []
  it.each(forms)('masks at least 99 %% of what must be found: %s', (_, form) => {
    const positives = cases.filter((one) => one.kind === 'tp')
    const missed = positives.filter(({ secret, text }) => {
      const redacted = redactText(form(text))
      return redacted.includes(secret) || redacted.includes(escape(secret)) || redacted.includes(escape(escape(secret)))
    })
    expect(1 - missed.length / positives.length, missed.map((one) => one.rule).join()).toBeGreaterThanOrEqual(0.99)
  })
  it('masks at most 22 of 148 that belong to no rule of that scanner', () => {
    // All but a few stand under a name such as api_key or are tokens of another service.
    expect(cases.filter((one) => one.kind === 'fp' && redactText(one.text) !== one.text).length).toBeLessThanOrEqual(22)
  })
})
