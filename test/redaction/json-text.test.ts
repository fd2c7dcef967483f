import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isJsonText, rewriteJsonStrings } from '../../src/redaction/json-text.js'

const awkward = fc.constantFrom('"', '\\', '\\"', '\\\\', '\\\\"', '{', '}', '[', ']', ',', ':', '\n', '\u2028', '')
const text = fc.oneof(fc.string(), awkward, fc.tuple(awkward, fc.string({ maxLength: 3 }), awkward).map((parts) => parts.join('')))
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(text.filter((name) => name !== '__proto__'), tie('value'), { maxKeys: 4 }))
})).value
const document = fc.tuple(fc.oneof(fc.array(json, { minLength: 1 }), fc.dictionary(text.filter((name) => name !== '__proto__'), json, { minKeys: 1 })), fc.constantFrom(undefined, 2, '\t')).map(([value, indent]) => JSON.stringify(value, null, indent))

/** The same by decoding all of it. */
function mapped(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => mapped(item, change))
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, item]) => [change(name), mapped(item, change)]))
  return value
}

test('strings are rewritten where they stand: the same as decoding all of it, and nothing else changes', () => {
  fc.assert(fc.property(document.filter(isJsonText), (whole) => {
    expect(rewriteJsonStrings(whole, (inner) => inner)).toBe(whole)
    const marked = rewriteJsonStrings(whole, (inner) => `<${inner}>`)
    expect(JSON.parse(marked)).toEqual(mapped(JSON.parse(whole), (inner) => `<${inner}>`))
    const seen: string[] = []
    rewriteJsonStrings(whole, (inner, _key, { start, end, exact }) => {
      const written = whole.slice(start, end)
      expect(JSON.parse(`"${written}"`)).toBe(inner)
      expect(exact).toBe(!written.includes('\\'))
      seen.push(inner)
      return inner
    })
    const all: string[] = []
    mapped(JSON.parse(whole), (inner) => {
      all.push(inner)
      return inner
    })
    expect([...seen].sort()).toEqual(all.sort())
  }), { numRuns: 2000 })
})
