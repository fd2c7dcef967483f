import { badInput } from './errors.js'

/** Deeper values are refused: JSON.stringify and recursive walks overflow the stack at a few thousand. */
export const MAX_DEPTH = 500

/**
 * The one text form of stored JSON: keys sorted by UTF-16 code units (as in RFC 8785), two spaces
 * of indentation so that `git diff` reads well, a newline at the end. Equal content has equal bytes.
 * Members that are undefined are left out; lone surrogates become JSON escapes, so the text is valid UTF-8.
 * @throws SkillLoopError (2) when the value is nested deeper than MAX_DEPTH
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(sortKeys(value, 0), null, 2)}\n`
}

/**
 * canonicalJson of an object, piece by piece: of one with long lists no copy is made, and no one text. The pieces put
 * together are what canonicalJson gives.
 */
export function* canonicalPieces(object: object): Generator<string> {
  const value = object as Readonly<Record<string, unknown>>
  // As in sortKeys: the order of keys is what V8 makes of the sorted ones.
  const order = Object.create(null) as Record<string, true>
  for (const key of Object.keys(value).sort()) if (value[key] !== undefined) order[key] = true
  let before = '{\n'
  for (const key of Object.keys(order)) {
    const member = value[key]
    yield `${before}  ${JSON.stringify(key)}: `
    before = ',\n'
    if (!Array.isArray(member) || member.length === 0) {
      yield indented(member, 1, '  ')
      continue
    }
    for (const [i, item] of member.entries()) yield `${i === 0 ? '[' : ','}\n    ${indented(item, 2, '    ')}`
    yield '\n  ]'
  }
  yield before === ',\n' ? '\n}\n' : '{}\n'
}

/** What line breaks are in JSON are those between its members. */
function indented(value: unknown, depth: number, margin: string): string {
  const text = JSON.stringify(sortKeys(value, depth), null, 2) as string | undefined
  return (text ?? 'null').replaceAll('\n', `\n${margin}`)
}

/** canonicalJson of an object as UTF-8, made from pieces: memory holds the bytes and no text of all of them. */
export function canonicalBytes(value: object): Buffer {
  const parts: Buffer[] = []
  let text = ''
  for (const piece of canonicalPieces(value)) {
    text += piece
    if (text.length < PIECES_TOGETHER) continue
    parts.push(Buffer.from(text))
    text = ''
  }
  return Buffer.concat([...parts, Buffer.from(text)])
}

const PIECES_TOGETHER = 1 << 16

function sortKeys(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth > MAX_DEPTH) throw badInput(`a value is nested deeper than ${MAX_DEPTH} levels`)
  if (Array.isArray(value)) return value.map((item) => sortKeys(item, depth + 1))
  // Null prototype, so that a key named __proto__ is data like any other. V8 lists keys that look
  // like array indices first whatever the insertion order; that order is fixed too.
  const sorted: Record<string, unknown> = Object.create(null) as Record<string, unknown>
  for (const key of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[key]
    if (member !== undefined) sorted[key] = sortKeys(member, depth + 1)
  }
  return sorted
}

/** True when a value nests deeper than `limit`; walks without recursion. */
export function isDeeperThan(value: unknown, limit: number = MAX_DEPTH): boolean {
  let layer: unknown[] = [value]
  for (let depth = 0; layer.length > 0; depth++) {
    if (depth > limit) return true
    const next: unknown[] = []
    for (const item of layer) {
      if (typeof item === 'object' && item !== null) {
        for (const member of Object.values(item)) if (typeof member === 'object' && member !== null) next.push(member)
      }
    }
    layer = next
  }
  return false
}
