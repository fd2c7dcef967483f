import { editTree, type AddObject, type ReadTree } from './trees/tree-edit.js'

/** What a rewrite reads. */
export interface RewritePort {
  /** A commit's bytes as they are stored. */
  rawCommit(oid: string): Promise<Uint8Array>
  readTree: ReadTree
}

/** Header lines of a commit that vouch for its bytes: they would be wrong for other bytes. */
const SIGNATURES = /^(?:gpgsig|gpgsig-sha256|mergetag)\b/

/**
 * A history with paths taken out of every commit and nothing else changed: authors, times, zones and messages stay
 * byte for byte, and a commit that never had them, nor any ancestor that did, stays itself. The same history gives
 * the same commits wherever it is rewritten.
 * @returns what became of `tip`, and every commit that changed, old to new
 */
export async function rewriteWithout(port: RewritePort, tip: string, paths: ReadonlySet<string>, add: AddObject): Promise<{ to: string; commits: Map<string, string> }> {
  const became = new Map<string, string>()
  const trees = new Map<string, string>()
  const texts = new Map<string, string>()
  const stack = [tip]
  for (let oid = stack.at(-1); oid !== undefined; oid = stack.at(-1)) {
    const text = texts.get(oid) ?? Buffer.from(await port.rawCommit(oid)).toString('latin1')
    texts.set(oid, text)
    const waiting = became.has(oid) ? [] : parentsOf(text).filter((parent) => !became.has(parent))
    if (waiting.length > 0) {
      stack.push(...waiting)
      continue
    }
    stack.pop()
    texts.delete(oid)
    if (became.has(oid)) continue
    const tree = /^tree ([0-9a-f]{40})/.exec(text)?.[1] ?? ''
    const kept = trees.get(tree) ?? await treeWithout(port.readTree, tree, paths, add)
    trees.set(tree, kept)
    const next = replaceHeader(text, tree, kept, became)
    became.set(oid, next === text ? oid : await add('commit', Buffer.from(next, 'latin1')))
  }
  return { to: became.get(tip) ?? tip, commits: new Map([...became].filter(([before, after]) => before !== after)) }
}

function parentsOf(text: string): string[] {
  return [...headerOf(text).matchAll(/^parent ([0-9a-f]{40})$/gm)].map(([, parent]) => parent ?? '')
}

function headerOf(text: string): string {
  const end = text.indexOf('\n\n')
  return end < 0 ? text : text.slice(0, end)
}

function replaceHeader(text: string, tree: string, kept: string, became: ReadonlyMap<string, string>): string {
  const header = headerOf(text)
  let isChanged = tree !== kept
  const lines = header.split('\n').map((line) => {
    const parent = /^parent ([0-9a-f]{40})$/.exec(line)?.[1]
    const next = parent === undefined ? line : `parent ${became.get(parent) ?? parent}`
    isChanged ||= next !== line
    return line === `tree ${tree}` ? `tree ${kept}` : next
  })
  if (!isChanged) return text
  // A header goes on over the lines that begin with a blank.
  let isSignature = false
  const honest = lines.filter((line) => {
    if (!line.startsWith(' ')) isSignature = SIGNATURES.test(line)
    return !isSignature
  })
  return honest.join('\n') + text.slice(header.length)
}

/** Only where there is something to take out are trees written anew. */
async function treeWithout(readTree: ReadTree, tree: string, paths: ReadonlySet<string>, add: AddObject): Promise<string> {
  const there: string[] = []
  for (const path of paths) if (await has(readTree, tree, path)) there.push(path)
  return there.length === 0 ? tree : editTree(tree, new Map(there.map((path) => [path, null])), readTree, add)
}

async function has(readTree: ReadTree, tree: string, path: string): Promise<boolean> {
  let at: string | undefined = tree
  for (const part of path.split('/')) {
    const found: { oid: string } | undefined = (await readTree(at)).find(({ name }) => name === part)
    if (!found) return false
    at = found.oid
  }
  return true
}
