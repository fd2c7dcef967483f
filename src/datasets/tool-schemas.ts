import type { ToolCall, ToolDefinition } from '../kernel/types.js'
import { plain } from './plain.js'
import type { ChatTool } from './types.js'

/**
 * The tools of a record: those the model was given, and for every other tool that was called a schema inferred
 * from its calls (types seen of each argument; required is what every call had).
 */
export function toolsFor(given: readonly ToolDefinition[], calls: readonly ToolCall[]): ChatTool[] {
  const known = new Map(given.map((tool) => [plain(tool.name), tool]))
  const called = new Map<string, ToolCall[]>()
  for (const call of calls) {
    const name = plain(call.name)
    if (!known.has(name)) called.set(name, [...called.get(name) ?? [], call])
  }
  const inferred = [...called].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, made]) => asTool(name, undefined, inferSchema(made)))
  return [...[...known].map(([name, tool]) => asTool(name, tool.description, tool.parameters ?? { type: 'object', properties: {} })), ...inferred]
}

function asTool(name: string, description: string | undefined, parameters: Record<string, unknown>): ChatTool {
  return { type: 'function', function: { name, ...(description === undefined ? {} : { description: plain(description) }), parameters: plain(parameters) } }
}

function inferSchema(calls: readonly ToolCall[]): Record<string, unknown> {
  const seen = calls.map(argumentsOf)
  const keys = [...new Set(seen.flatMap((value) => Object.keys(value)))].sort()
  const has = (key: string) => (value: Record<string, unknown>): boolean => Object.hasOwn(value, key)
  const properties = Object.fromEntries(keys.map((key) => [key, schemaOf(seen.filter(has(key)).map((value) => value[key]))]))
  const required = keys.filter((key) => seen.every(has(key)))
  return { type: 'object', properties, ...(required.length > 0 ? { required } : {}) }
}

/**
 * The schema of values: their one type. Of several, any: a list of types in one place and a single type in another
 * stop the loaders that read JSON Lines into columns (Arrow).
 */
function schemaOf(values: readonly unknown[]): Record<string, unknown> {
  const types = new Set(values.map((value) => {
    if (value === null) return 'null'
    if (Array.isArray(value)) return 'array'
    return Number.isInteger(value) ? 'integer' : typeof value
  }))
  if (types.has('number')) types.delete('integer')
  const [type, ...more] = types
  return more.length === 0 ? { type } : {}
}

/** Arguments as an object with sorted keys; what is none is put in one, as trainers take nothing else. */
export function argumentsOf(call: ToolCall): Record<string, unknown> {
  const value = plain(call.arguments)
  if (value === null) return {}
  return typeof value === 'object' && !Array.isArray(value) ? value as Record<string, unknown> : { input: value }
}
