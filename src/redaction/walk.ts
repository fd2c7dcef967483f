/** A place in a document; its JSON pointer is made when asked for. */
export interface Step {
  parent: Step | undefined
  /** The member's name, as it is after it was mapped, or the element's number. */
  name: string | number
}

/** What a string becomes; `key` is the name it stands under, undefined for names themselves. `at` is undefined for the whole. */
export type MapString = (text: string, key: string | undefined, at: Step | undefined) => string

/** The JSON pointer (RFC 6901) of a place. */
export function pointerOf(at: Step | undefined): string {
  const names: string[] = []
  for (let step = at; step; step = step.parent) names.push(`/${String(step.name).replaceAll('~', '~0').replaceAll('/', '~1')}`)
  return names.reverse().join('')
}

interface Visit {
  value: unknown
  key: string | undefined
  at: Step | undefined
  put: (value: unknown) => void
}

/**
 * A copy of decoded JSON with its strings, names included, mapped in the order of the document. Iterative:
 * nesting is limited by memory, not by the stack. What is no JSON (dates, bytes) is passed on as it is.
 * @param value a tree: cycles never end
 */
export function mapStrings(value: unknown, map: MapString): unknown {
  let result: unknown
  const visits: Visit[] = [{ value, key: undefined, at: undefined, put: (mapped) => (result = mapped) }]
  for (let visit = visits.pop(); visit; visit = visits.pop()) {
    const { value: source, key, at, put } = visit
    if (typeof source === 'string') put(map(source, key, at))
    else if (Array.isArray(source)) {
      const copy: unknown[] = new Array<unknown>(source.length)
      put(copy)
      for (let i = source.length - 1; i >= 0; i--) visits.push({ value: source[i], key, at: { parent: at, name: i }, put: (mapped) => (copy[i] = mapped) })
    } else if (isPlainObject(source)) {
      const copy = Object.create(Object.getPrototypeOf(source) as object | null) as Record<string, unknown>
      put(copy)
      const members: Visit[] = []
      for (const name of Object.keys(source)) {
        const newName = freeName(copy, map(name, undefined, at))
        // In place now, so that the order stays.
        setMember(copy, newName, undefined)
        members.push({ value: source[name], key: nameOf(source, name), at: { parent: at, name: newName }, put: (mapped) => setMember(copy, newName, mapped) })
      }
      visits.push(...members.reverse())
    } else put(source)
  }
  return result
}

/** A member named __proto__ stays a member: assigned, it would become the prototype. */
function setMember(copy: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(copy, name, { value, writable: true, enumerable: true, configurable: true })
  else copy[name] = value
}

/** Shows each string of decoded JSON, names included, in no particular order. */
export function eachString(value: unknown, show: (text: string) => void): void {
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string') show(next)
    else if (Array.isArray(next)) for (const item of next) waiting.push(item)
    else if (isPlainObject(next)) {
      for (const name of Object.keys(next)) {
        show(name)
        waiting.push(next[name])
      }
    }
  }
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

/** Members named value stand under what a neighbour calls them: {"name": "DB_PASSWORD", "value": "…"}. */
function nameOf(source: Record<string, unknown>, name: string): string {
  if (name !== 'value') return name
  const neighbour = source['name'] ?? source['key']
  return typeof neighbour === 'string' ? neighbour : name
}

/** Two names that differ only by what was masked stay two names. */
function freeName(copy: object, name: string): string {
  let free = name
  while (Object.hasOwn(copy, free)) free += "'"
  return free
}
