import { schemas } from '../kernel/generated/schemas.js'
import { nearest } from '../kernel/nearest.js'

/** A key of the policy as its schema has it. */
export interface PolicyKey {
  /** e.g. `dataset.minScore`; a section has no dot. */
  key: string
  /** What may stand there, in words, e.g. `integer, 0 to 100`. */
  accepts: string
  default?: unknown
  description: string
}

interface Schema {
  type?: string; enum?: readonly unknown[]; minimum?: number; maximum?: number; default?: unknown; description?: string
  properties?: Readonly<Record<string, Schema>>; additionalProperties?: boolean | Schema; items?: Schema; $ref?: string
}

const definitions: Readonly<Record<string, Schema>> = schemas.policy.$defs
const root = schemas.policy as Schema

/** Every key of the policy, sections first among their own, in the schema's order. */
export function policyKeys(): PolicyKey[] {
  return keysBelow('', root)
}

/** One key, whole or with what lies below it; undefined where there is none of that name. */
export function policyKey(key: string): PolicyKey | undefined {
  const schema = key.split('.').reduce<Schema | undefined>((at, name) => at && below(at, name), root)
  return schema && about(key, schema)
}

/** The key that was meant by one that there is not: in its own section, or the same name in another one. */
export function meantKey(given: string): string | undefined {
  const known = policyKeys().map(({ key }) => key)
  const last = given.split('.').at(-1) ?? given
  return nearest(given, known) ?? known.find((key) => key.split('.').at(-1)?.toLowerCase() === last.toLowerCase()) ?? known.find((key) => nearest(last, [key.split('.').at(-1) ?? '']) !== undefined)
}

function keysBelow(prefix: string, schema: Schema): PolicyKey[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, each]) => {
    if (prefix === '' && name === 'schemaVersion') return []
    const key = prefix === '' ? name : `${prefix}.${name}`
    return [about(key, resolved(each)), ...keysBelow(key, resolved(each))]
  })
}

function below(schema: Schema, name: string): Schema | undefined {
  const { properties, additionalProperties } = resolved(schema)
  if (properties && Object.hasOwn(properties, name)) return properties[name]
  return typeof additionalProperties === 'object' ? additionalProperties : undefined
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1)
  return name === undefined ? schema : { ...definitions[name], ...schema }
}

function about(key: string, schema: Schema): PolicyKey {
  const whole = resolved(schema)
  return { key, accepts: acceptsOf(whole), description: whole.description ?? '', ...('default' in whole && { default: whole.default }) }
}

function acceptsOf({ type, enum: choices, minimum, maximum, items }: Schema): string {
  if (choices) return `one of ${choices.map(String).join(', ')}`
  if (type === 'array') return `a list${items ? ` of ${nameOf(resolved(items))}` : ''}`
  const range = minimum === undefined && maximum === undefined ? '' : maximum === undefined ? `, ${minimum ?? 0} or more` : `, ${minimum ?? 'at most'} to ${maximum}`
  return type === 'boolean' ? 'true or false' : `${nameOf({ ...(type !== undefined && { type }) })}${range}`
}

function nameOf({ type, enum: choices }: Schema): string {
  if (choices) return choices.map(String).join(', ')
  return type === 'object' ? 'an object' : type === 'integer' ? 'a whole number' : type === 'number' ? 'a number' : type === 'string' ? 'text' : 'a value'
}
