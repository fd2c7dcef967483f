import { Ajv2020 } from 'ajv/dist/2020.js'
import fc from 'fast-check'
import { readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import { schemas } from '../../src/kernel/generated/schemas.js'
import { initialPolicy } from '../../src/policy/policy.js'
import { COMPILED_BEFORE, expectFormat, problemsOf, type Formats } from '../../src/kernel/validate.js'
import { examples } from './examples.js'

const names = Object.keys(examples) as (keyof Formats)[]

describe('schemas', () => {
  const folder = new URL('../../schemas/', import.meta.url)
  it('are the generated ones, and each has examples', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.schema.json'))
    expect(files.map((name) => name.replace('.schema.json', '')).sort()).toEqual([...names].sort())
    for (const name of names) expect(schemas[name]).toEqual(JSON.parse(readFileSync(new URL(`${name}.schema.json`, folder), 'utf8')))
  })

  it('compile strictly', () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, schemas: Object.values(schemas) })
    for (const name of names) expect(ajv.getSchema(schemas[name].$id)).toBeTypeOf('function')
  })

  it('leave no object open but the few that say so', () => {
    const open: string[] = []
    const walk = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return
      const schema = node as Record<string, unknown>
      if (schema['type'] === 'object' && (schema['additionalProperties'] === undefined || schema['additionalProperties'] === true)) open.push(path)
      // Conditions narrow an object that is closed where it is described.
      for (const [key, value] of Object.entries(schema)) if (!['if', 'then', 'else'].includes(key)) walk(value, `${path}/${key}`)
    }
    for (const name of names) walk(schemas[name], name)
    expect(open).toEqual(['trace/properties/metadata', 'trace/$defs/toolDefinition/properties/parameters'])
  })
})

describe('what is compiled beforehand', () => {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, schemas: Object.values(schemas) })
  // Whole documents with one thing in them replaced, at any depth.
  const replaced = (whole: unknown, path: readonly number[], value: unknown): unknown => {
    if (path.length === 0 || typeof whole !== 'object' || whole === null) return value
    const keys = Object.keys(whole)
    const key = keys[(path[0] ?? 0) % Math.max(1, keys.length)] ?? 'extra'
    const changed = replaced((whole as Record<string, unknown>)[key], path.slice(1), value)
    return Array.isArray(whole) ? whole.map((item, i) => (String(i) === key ? changed : item)) : { ...whole, [key]: changed }
  }

  it.each([...COMPILED_BEFORE])('says of a %s what its schema says', (name) => {
    const { check } = createRequire(import.meta.url)(`../../src/kernel/generated/validators/${name}.cjs`) as { check: (value: unknown) => boolean }
    const slow = ajv.getSchema(schemas[name].$id)!
    const documents: unknown[] = [examples[name].valid, ...(name === 'policy' ? [initialPolicy()] : []), ...examples[name].invalid.map(([, change]) => ({ ...examples[name].valid, ...change }))]
    for (const document of documents) expect(check(document)).toBe(slow(document))
    fc.assert(fc.property(fc.constantFrom(...documents), fc.array(fc.nat(30), { maxLength: 4 }), fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.nat(200), fc.constantFrom('', 'x', [], {}, null)), (document, path, value) => {
      const changed = replaced(document, path, value)
      expect(check(changed)).toBe(slow(changed))
    }), { numRuns: 2000 })
  })
})

describe.each(names)('%s', (name) => {
  const { valid, invalid } = examples[name]
  it('accepts the smallest document', () => {
    expect(problemsOf(name, valid)).toEqual([])
    expect(expectFormat(name, valid, { file: 'x' })).toBe(valid)
  })

  it('rejects what it does not know', () => {
    expect(problemsOf(name, { ...valid, surprise: 1 })).toEqual(['the document must NOT have additional properties (surprise)'])
    expect(problemsOf(name, JSON.parse(JSON.stringify(valid).replace('{', '{"__proto__":{"a":1},')))).not.toEqual([])
  })

  it('rejects a document without any one of its required keys', () => {
    for (const key of schemas[name].required) {
      const without = Object.fromEntries(Object.entries(valid).filter(([member]) => member !== key))
      expect(problemsOf(name, without), key).not.toEqual([])
    }
  })

  it.each(invalid)('rejects %s', (_what, change) => {
    expect(problemsOf(name, { ...valid, ...change })).not.toEqual([])
  })

  it.each([null, [], 'text', 1])('rejects %j', (value) => {
    expect(() => expectFormat(name, value, { file: 'x.json' })).toThrow(`not a valid ${name}`)
  })
})
