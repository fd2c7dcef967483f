/** Values that a reader does not expect where they are put. Made anew at each use: readers may keep what they are given. */
export const ODD: readonly (() => unknown)[] = [
  () => null, () => true, () => 0, () => -1, () => 1.5, () => 1e308, () => -1e308, () => Number.MAX_SAFE_INTEGER, () => 1e21, () => 253402300800000, () => -62135596800001, () => '', () => '0', () => '-1', () => 'NaN', () => '\ud800', () => 'a\udfff\u0000b',
  () => '__proto__', () => 'constructor', () => 'toString', () => 'x'.repeat(70_000), () => '\u001b[2J\u202e', () => '9999-99-99T99:99:99Z', () => '+275760-09-13T00:00:00.001Z', () => '-000001-01-01T00:00:00Z', () => '{"a":', () => '[[[]]]', () => '--upload-pack=x', () => '::error::x',
  () => [], () => ({}), () => [null], () => [[]], () => [{}], () => [[{ type: 'text', text: [] }]], () => JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1,"hasOwnProperty":null,"length":-1}') as unknown,
  () => JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`) as unknown, () => JSON.parse(`${'{"a":'.repeat(450)}1${'}'.repeat(450)}`) as unknown, () => Array.from({ length: 300 }, (_, n) => n), () => ({ type: 'text', text: { type: 'text' } }), () => ({ role: 'user', content: {} })
]

type Json = Record<string, unknown>
type Path = (string | number)[]

/** Every place in a value, the value itself among them. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.keys(value).flatMap((key) => pathsOf((value as Json)[key], [...path, Array.isArray(value) ? Number(key) : key]))]
}

/** A copy in which something else stands at a place, or nothing where `put` gives undefined. */
export function withAt(value: unknown, path: Path, put: (before: unknown) => unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return put(value)
  if (Array.isArray(value)) {
    const after = withAt(value[Number(key)], rest, put)
    return after === undefined ? value.filter((_, at) => at !== key) : value.map((item: unknown, at) => (at === key ? after : item))
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).flatMap(([name, item]): [string, unknown][] => {
    if (name !== key) return [[name, item]]
    const after = withAt(item, rest, put)
    return after === undefined ? [] : [[name, after]]
  }))
}

/** A value changed at some places: something odd there, something gone, doubled, put round it, or from elsewhere in it. */
export function mutateValue(value: unknown, random: () => number): unknown {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  let changed = value
  for (let times = 1 + Math.floor(random() * 4); times > 0; times--) {
    const paths = pathsOf(changed)
    const other = valueAt(changed, pick(paths))
    const odd = pick(ODD)()
    changed = withAt(changed, pick(paths), pick([() => odd, () => odd, () => odd, () => undefined, () => other, (before) => [before], (before) => ({ before }), (before) => Array.isArray(before) ? [...before as unknown[], ...before as unknown[]] : before, (before) => typeof before === 'object' && before !== null && !Array.isArray(before) ? { ...before, [String(pick(['id', 'type', 'role', 'content', '__proto__x', 'constructor', 'toString', 'length']))]: odd } : `${JSON.stringify(before) ?? ''}`]))
    if (changed === undefined) return null
  }
  return changed
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Json)[key] : undefined), value) ?? null
}

/** Bytes cut, doubled, turned, spliced or replaced at some places. */
export function mutateBytes(bytes: Uint8Array, random: () => number): Buffer {
  let changed = Buffer.from(bytes)
  const at = (): number => Math.floor(random() * (changed.length + 1))
  for (let times = 1 + Math.floor(random() * 5); times > 0; times--) {
    const [from, to] = [at(), at()].sort((a, b) => a - b) as [number, number]
    switch (Math.floor(random() * 7)) {
      case 0: changed = changed.subarray(0, from); break
      case 1: changed = Buffer.concat([changed.subarray(0, from), changed.subarray(Math.min(changed.length, from + 1 + Math.floor(random() * 9)))]); break
      case 2: if (from < changed.length) { changed = Buffer.from(changed); changed[from] = Math.floor(random() * 256) } break
      case 3: changed = Buffer.concat([changed.subarray(0, to), changed.subarray(from)]).subarray(0, 200_000); break
      case 4: changed = Buffer.concat([changed.subarray(0, from), Buffer.from(['\0', '\n', '"', '{', ']', '\\', '\\ud800', '\ufeff', '1e999', ',', '}{'][Math.floor(random() * 11)] ?? ''), changed.subarray(from)]); break
      case 5: changed = Buffer.concat([changed.subarray(from, to), changed.subarray(0, from)]); break
      default: changed = Buffer.concat([[Buffer.from([0x1f, 0x8b]), Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), Buffer.from([0xff, 0xfe]), Buffer.from('SQLite format 3\0')][Math.floor(random() * 4)] ?? Buffer.alloc(0), changed])
    }
  }
  return changed
}
