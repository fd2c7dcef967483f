import type { TreeEntry } from '../objects/encode.js'
import type { ReadTree } from './tree-edit.js'

/** A file that differs between two trees; the side where it is absent is undefined. */
export interface FileChange {
  path: string
  before?: { oid: string; mode: string }
  after?: { oid: string; mode: string }
}

/**
 * Files that differ between two trees, by path order. Subtrees with equal ids are not read, so the cost
 * follows the size of the change and not of the trees.
 */
export async function diffTrees(before: string | undefined, after: string | undefined, readTree: ReadTree, prefix = ''): Promise<FileChange[]> {
  if (before === after) return []
  const [old, now] = differing(...await Promise.all([readTree(before), readTree(after)]))
  const names = new Set([...old, ...now].map((entry) => entry.name))
  const oldByName = new Map(old.map((entry) => [entry.name, entry]))
  const nowByName = new Map(now.map((entry) => [entry.name, entry]))
  const changes: FileChange[] = []
  for (const name of [...names].sort()) {
    const [a, b] = [oldByName.get(name), nowByName.get(name)]
    if (a?.oid === b?.oid && a?.mode === b?.mode) continue
    const path = prefix + name
    if (a?.mode === '40000' || b?.mode === '40000') {
      changes.push(...await diffTrees(folderOid(a), folderOid(b), readTree, `${path}/`))
    }
    const [file, newFile] = [fileOf(a), fileOf(b)]
    if (file ?? newFile) changes.push({ path, ...(file && { before: file }), ...(newFile && { after: newFile }) })
  }
  return changes
}

/** Both lists without what they begin and end with alike: of a folder of thousands, few entries differ. */
function differing(old: readonly TreeEntry[], now: readonly TreeEntry[]): [readonly TreeEntry[], readonly TreeEntry[]] {
  const isSame = (a: TreeEntry | undefined, b: TreeEntry | undefined): boolean => a?.oid === b?.oid && a?.name === b?.name && a?.mode === b?.mode
  const shorter = Math.min(old.length, now.length)
  let start = 0
  while (start < shorter && isSame(old[start], now[start])) start++
  let end = 0
  while (end < shorter - start && isSame(old.at(-1 - end), now.at(-1 - end))) end++
  return [old.slice(start, old.length - end), now.slice(start, now.length - end)]
}

const folderOid = (entry: TreeEntry | undefined): string | undefined => (entry?.mode === '40000' ? entry.oid : undefined)

function fileOf(entry: TreeEntry | undefined): { oid: string; mode: string } | undefined {
  return entry && entry.mode !== '40000' ? { oid: entry.oid, mode: entry.mode } : undefined
}
