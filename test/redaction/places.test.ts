import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scanForSecrets } from '../../src/redaction/scan.js'
import { createRedactor } from '../../src/redaction/redact.js'
import { DEFAULT_RULES } from '../../src/redaction/redaction-rules.js'

// Made here, so that no file of the project holds one whole.
const SECRET = ['ghp', 'Zk3Vq9Lw8Tn2Xb7Rj5Hc4Md6Pf1Gs0Ya9Qe8'].join('_')
const harmless = fc.constantFrom('', 'ok', 'collected 3 items', '{"level":"info","msg":"started"}', '[1,2,3]', '{broken', 'ä€𝄞 done', '{"a":{"b":["x","y"]}}')
const carrier = fc.constantFrom(
  (secret: string) => secret, (secret: string) => `pushed with ${secret} to origin`, (secret: string) => `{"level":"info","token":"${secret}"}`,
  (secret: string) => `{"a":[{"b":"uses ${secret} now"}],"c":1}`, (secret: string) => `["x","${secret}"]`, (secret: string) => `  export GITHUB_TOKEN=${secret}`
)

test('a secret is told where it stands, whatever stands around it: in plain lines, in JSON, in lines of JSON among others', () => {
  fc.assert(fc.property(fc.array(fc.oneof(harmless, carrier), { minLength: 1, maxLength: 8 }), (parts) => {
    const lines = parts.map((part) => (typeof part === 'string' ? part : part(SECRET)))
    const text = lines.join('\n')
    const expected = lines.flatMap((line, at) => (line.includes(SECRET) ? [{ line: at + 1, column: line.indexOf(SECRET) + 1 }] : []))
    const found = scanForSecrets(text, DEFAULT_RULES)
    expect(found.map(({ line, column }) => ({ line, column })), text).toEqual(expected)
  }), { numRuns: 1000 })
})

test('in JSON inside of JSON it is told as what stands there: by its characters, or, behind escapes, by the string', () => {
  const inner = JSON.stringify({ level: 'info', token: SECRET })
  const text = `{"first":"x",\n "log":${JSON.stringify(`started\n${inner}\ndone`)}}`
  const [place, ...more] = scanForSecrets(text, DEFAULT_RULES)
  expect(more).toEqual([])
  expect(place).toMatchObject({ line: 2, column: text.split('\n')[1]!.indexOf('"started') + 2 })
})

/** What a JSON pointer (RFC 6901) leads to. */
function at(document: unknown, pointer: string): unknown {
  return pointer.split('/').slice(1).reduce<unknown>((value, step) => (value as Record<string, unknown>)[step.replaceAll('~1', '/').replaceAll('~0', '~')], document)
}

test('what a redactor masked is told by pointer and characters, which lead to it', () => {
  const name = fc.constantFrom('log', 'a/b', 'c~d', '~1', '0', 'text')
  const text = fc.oneof(harmless, carrier).map((part) => (typeof part === 'string' ? part : part(SECRET)))
  const value = fc.letrec<{ value: unknown }>((tie) => ({ value: fc.oneof({ maxDepth: 3 }, text, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(name, tie('value'), { maxKeys: 3 })) })).value
  const secretsOf = (part: unknown): number => (typeof part === 'string' ? part.split(SECRET).length - 1 : typeof part === 'object' && part !== null ? Object.values(part).reduce<number>((sum, inner) => sum + secretsOf(inner), 0) : 0)
  fc.assert(fc.property(value, (document) => {
    const redactor = createRedactor(DEFAULT_RULES)
    redactor.redact(document)
    const found = redactor.findings()
    expect(found).toHaveLength(secretsOf(document))
    for (const { pointer, start, end } of found) expect((at(document, pointer) as string).slice(start, end)).toBe(SECRET)
  }), { numRuns: 1000 })
})
