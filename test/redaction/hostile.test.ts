import { describe, expect, it } from 'vitest'
import { redactText } from '../../src/redaction/redact.js'
import { RULES } from '../../src/redaction/rules/index.js'

describe('patterns', () => {
  it.each(RULES.map((rule) => [rule.kind, rule] as const))('%s is bounded, begins with its keywords and names its source', (_, rule) => {
    // Character classes and escapes out of the way, no quantifier may be open.
    const skeleton = rule.pattern.source.replaceAll(/\\./g, 'e').replaceAll(/\[[^\]]*\]/g, 'c')
    expect(skeleton).not.toMatch(/[ec).\w][*+]|\{\d+,\}/)
    for (const keyword of rule.keywords) expect(keyword).toMatch(/^[\x20-\x40\x5b-\x7e]{2,}$/)
    expect(rule.source.length).toBeGreaterThan(6)
    expect(rule.pattern.flags).toMatch(/^i?$/)
  })
})

/** Milliseconds, the best of two: other work on the machine only adds. */
function milliseconds(text: string): number {
  return Math.min(...[0, 1].map(() => {
    const start = performance.now()
    redactText(text)
    return performance.now() - start
  }))
}

describe('hostile text', () => {
  const contexts = ['password=', 'pwd=a1', '"password": "', '\\"a\\": \\"', 'kind: Secret\n', 'data:\n  a: bbbbbbbbbbbb\nkind: Secret\n', '%22%3a', '%2525', '<password>', 'eyJhbGciOi.eyJ.', '-----BEGIN PRIVATE KEY-----\\n', '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n', '://a:b', 'Cookie: a=b; ', 'aA1_', '{"a":', 'QUJD', 'key: aB3dE5fG7hJ9kL2mN4pQ ', 'aB3dE5fG7hJ9kL2mN4pQ.', 'new A("aB3dE5fG7hJ9kL2mN4pQ") ', 'aB3dE5fG7hJ9kL2mN4pQ # key\n', 'kind: Secret\\ndata:\\n  a: aB3dE5fG7h']
  const seeds = [...new Set([...contexts, ...RULES.flatMap((rule) => rule.keywords.flatMap((keyword) => [keyword, `${keyword}a1`]))])]
  it('costs steps in proportion to its length', { timeout: 300_000 }, () => {
    redactText('warm '.repeat(1000))
    const slow = seeds.filter((seed) => {
      const short = milliseconds(seed.repeat(25_000 / seed.length))
      // What takes next to nothing is not worth a verdict.
      return short > 25 && milliseconds(seed.repeat(100_000 / seed.length)) > short * 12
    })
    expect(slow).toEqual([])
  })
  it('stays linear at 200 KB', { timeout: 120_000 }, () => {
    for (const seed of contexts) {
      const half = milliseconds(seed.repeat(100_000 / seed.length))
      expect(milliseconds(seed.repeat(200_000 / seed.length)), seed).toBeLessThan(Math.max(6 * half, 100))
    }
  })
})
