/** Tells whether a path is meant by a glob, itself or by a folder above it. */
export type PathTest = (path: string) => boolean

/** some: characters of a name; any: any characters; enter and within: folders, none or more, with the slash after them. */
type Token = { kind: 'text'; character: string } | { kind: 'one' | 'some' | 'any' | 'enter' | 'within' }

/** Where people's folders are, for ~ in a glob: a session may come from another machine than this. */
const HOMES = ['/home/*', '/Users/*', '/root', '?:/Users/*']

/**
 * A glob as a test of paths: `*` and `?` stay within a folder, `**` does not, `~` is anybody's home. One that begins
 * with neither a slash nor a drive nor `~` is looked for at any depth. A folder means all that is in it. Backslashes
 * of paths count as slashes. What a test costs is at most the length of the path times that of the glob.
 */
export function compileGlob(glob: string, options: { ignoreCase?: boolean } = {}): PathTest {
  const fold = (text: string): string => (options.ignoreCase ? text.toLowerCase() : text)
  const plain = fold(glob.replaceAll('\\', '/').replace(/(?<!\/)\/+$/, ''))
  const rooted = plain === '~' || plain.startsWith('~/') ? HOMES.map((home) => fold(home) + plain.slice(1)) : [/^(?:\/|[a-z]:\/|\*\*)/i.test(plain) ? plain : `**/${plain}`]
  const alternatives = rooted.map(tokenize)
  return (path) => {
    const normal = fold(path.replaceAll('\\', '/'))
    const full = normal.startsWith('/') || /^[a-z]:\//i.test(normal) ? normal : `/${normal}`
    return alternatives.some((tokens) => matches(tokens, full))
  }
}

function tokenize(glob: string): Token[] {
  const tokens: Token[] = []
  for (let i = 0; i < glob.length; i++) {
    const character = glob.charAt(i)
    if (character === '?') tokens.push({ kind: 'one' })
    else if (character !== '*') tokens.push({ kind: 'text', character })
    else if (glob[i + 1] !== '*') tokens.push({ kind: 'some' })
    else if (glob[i + 2] === '/') {
      tokens.push({ kind: 'enter' }, { kind: 'within' })
      i += 2
    } else {
      tokens.push({ kind: 'any' })
      i++
    }
  }
  return tokens
}

/** All places in the glob that a beginning of the path can have led to are followed at once. */
function matches(tokens: readonly Token[], path: string): boolean {
  let places = follow(tokens, new Set([0]))
  for (let i = 0; i <= path.length; i++) {
    const character = path.charAt(i)
    // A folder that is meant means what is in it.
    if (places.has(tokens.length) && (i === path.length || character === '/')) return true
    if (i === path.length || places.size === 0) return false
    const next = new Set<number>()
    for (const place of places) {
      const token = tokens[place]
      if (!token) continue
      if (token.kind === 'any' || token.kind === 'within') {
        next.add(place)
        if (token.kind === 'within' && character === '/') next.add(place + 1)
      }
      else if (token.kind === 'some' && character !== '/') next.add(place)
      else if (token.kind === 'one' && character !== '/') next.add(place + 1)
      else if (token.kind === 'text' && token.character === character) next.add(place + 1)
    }
    places = follow(tokens, next)
  }
  return false
}

function follow(tokens: readonly Token[], places: Set<number>): Set<number> {
  // A set is walked in the order things are added, also while they are.
  for (const place of places) {
    const kind = tokens[place]?.kind
    if (kind === 'some' || kind === 'any' || kind === 'enter') places.add(place + 1)
    if (kind === 'enter') places.add(place + 2)
  }
  return places
}

/** A glob for names, such as those of tools: `*` and `?` stand for any characters; letters of either case are one. */
export function compileNameGlob(glob: string): (name: string) => boolean {
  // A slash is a character like any other in a name.
  const plain = (text: string): string => text.toLowerCase().replaceAll('/', '\u2215')
  const tokens = tokenize(plain(glob)).map((token): Token => (token.kind === 'some' ? { kind: 'any' } : token))
  return (name) => matches(tokens, plain(name))
}
