import { environment } from '../../kernel/errors.js'
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
  return walk(before, after, readTree, { prefix, depth: 0, met: new Map() })
}

/** Deeper folders are no work of people or programs that mean well. */
const DEEPEST = 100
/** So often one folder stands in a commit where a few small objects are made to look like billions of files. */
const MOST_ALIKE = 2000

interface Place { prefix: string; depth: number; met: Map<string, number> }

async function walk(before: string | undefined, after: string | undefined, readTree: ReadTree, { prefix, depth, met }: Place): Promise<FileChange[]> {
  if (before === after) return []
  if (depth > DEEPEST) throw exhausting(`has folders more than ${DEEPEST} deep`, prefix)
  for (const oid of [before, after]) {
    if (oid === undefined) continue
    met.set(oid, (met.get(oid) ?? 0) + 1)
    if ((met.get(oid) ?? 0) > MOST_ALIKE) throw exhausting(`has the same folder more than ${MOST_ALIKE} times`, prefix)
  }
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
      changes.push(...await walk(folderOid(a), folderOid(b), readTree, { prefix: `${path}/`, depth: depth + 1, met }))
    }
    const [file, newFile] = [fileOf(a), fileOf(b)]
    if (file ?? newFile) changes.push({ path, ...(file && { before: file }), ...(newFile && { after: newFile }) })
  }
  return changes
}

function exhausting(what: string, prefix: string): Error {
  return environment(`a commit ${what}`, { place: { file: prefix.slice(0, 200) }, expected: 'a tree that can be read', fix: 'somebody may have made it to exhaust whoever reads it: delete the branch that it is on' })
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
