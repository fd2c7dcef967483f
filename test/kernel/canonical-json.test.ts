import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { MAX_DEPTH, canonicalBytes, canonicalJson, canonicalPieces, isDeeperThan } from '../../src/kernel/canonical-json.js'

function nested(depth: number): unknown {
  let value: unknown = 1
  for (let i = 0; i < depth; i++) value = i % 2 ? [value] : { a: value }
  return value
}

describe('canonicalJson', () => {
  it('sorts keys at every level, indents by two and ends with a newline', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{\n  "a": null,\n  "b": [\n    {\n      "c": 2,\n      "d": 1\n    }\n  ]\n}\n')
  })

  it('sorts by UTF-16 code units, not by locale', () => {
    expect(Object.keys(JSON.parse(canonicalJson({ é: 1, z: 1, Z: 1, a: 1, '😀': 1, '\uffee': 1 })) as object)).toEqual(['Z', 'a', 'z', 'é', '😀', '\uffee'])
  })

  it('leaves out members that are undefined', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{\n  "b": 1\n}\n')
  })

  it('keeps a key named __proto__ as data', () => {
    const text = canonicalJson(JSON.parse('{"__proto__": {"polluted": true}, "a": 1}'))
    expect(text).toContain('"__proto__"')
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('escapes lone surrogates, so that the text is valid UTF-8', () => {
    const text = canonicalJson({ a: '\ud800x', '\udc00': 1 })
    expect(text.isWellFormed()).toBe(true)
    expect(JSON.parse(text)).toEqual({ a: '\ud800x', '\udc00': 1 })
  })

  it('refuses what is nested too deep and takes what just fits', () => {
    expect(() => canonicalJson(nested(MAX_DEPTH + 2))).toThrow(/nested deeper than/)
    expect(() => canonicalJson(nested(100_000))).toThrow(/nested deeper than/)
    expect(canonicalJson(nested(MAX_DEPTH))).toContain('1')
  })

  it('is one text for equal content, whatever the order of keys', () => {
    fc.assert(fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(reversed)).toBe(canonicalJson(value))
    }))
  })

  it('reads back to the same value, and again to the same text', () => {
    fc.assert(fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = canonicalJson(value)
      expect(canonicalJson(JSON.parse(text))).toBe(text)
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
    }))
  })
})

describe('isDeeperThan', () => {
  it('measures without recursion', () => {
    expect(isDeeperThan(nested(4), 3)).toBe(false)
    expect(isDeeperThan(nested(5), 3)).toBe(true)
    expect(isDeeperThan(nested(200_000))).toBe(true)
    expect(isDeeperThan('text')).toBe(false)
  })

  it('agrees with canonicalJson about what is too deep', () => {
    expect(isDeeperThan(nested(MAX_DEPTH + 1))).toBe(false)
    expect(() => canonicalJson(nested(MAX_DEPTH + 1))).not.toThrow()
    expect(isDeeperThan(nested(MAX_DEPTH + 2))).toBe(true)
  })
})

describe('canonicalPieces', () => {
  it('are canonicalJson, cut', () => {
    const list = fc.array(fc.jsonValue(), { maxLength: 6 })
    fc.assert(fc.property(fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('1', '10', '__proto__', 'é')), fc.oneof(fc.jsonValue(), list, fc.constant(undefined))), (value) => {
      expect([...canonicalPieces(value)].join('')).toBe(canonicalJson(value))
      expect(canonicalBytes(value).toString('utf8')).toBe(canonicalJson(value))
    }))
  })

  it('are many for a long list', () => {
    expect([...canonicalPieces({ list: Array.from({ length: 1000 }, (_, i) => ({ i })) })].length).toBeGreaterThan(1000)
  })
})
