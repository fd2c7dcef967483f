import { canonicalJson } from '../../kernel/canonical-json.js'

/** The JSON in an output: the whole of it, else the last fenced block that is some, else from the first brace to the last. */
export function valueIn(output: string): unknown {
  const fenced = output.split('```').filter((_, at) => at % 2 === 1).map((block) => block.replace(/^[a-z]*\n/i, '')).reverse()
  const [from, to] = [output.indexOf('{'), output.lastIndexOf('}')]
  for (const text of [output, ...fenced, ...(from >= 0 && to > from ? [output.slice(from, to + 1)] : [])]) {
    const value = parsed(text)
    if (value !== undefined) return value
  }
  return undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** What a JSON pointer (RFC 6901) points to, as canonical JSON; undefined for nothing, or for what is nested too deep to be written. */
export function pointed(value: unknown, pointer: string): string | undefined {
  let at = value
  for (const part of pointer.slice(1).split('/').map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined
    at = (at as Record<string, unknown>)[part]
  }
  try {
    return canonicalJson(at)
  } catch {
    return undefined
  }
}
