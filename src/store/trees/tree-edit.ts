import { badInput } from '../../kernel/errors.js'
import { encodeTree, type ObjectType, type TreeEntry } from '../objects/encode.js'

/** A file to put at a path, or null to take it away. */
export type FileEdit = { oid: string; mode: '100644' | '100755' } | null

/** Path with forward slashes → what is to be there. */
export type TreeEdits = ReadonlyMap<string, FileEdit>

export type ReadTree = (oid: string | undefined) => Promise<readonly TreeEntry[]>
export type AddObject = (type: ObjectType, content: Uint8Array) => Promise<string>

interface Node { files: Map<string, FileEdit>; folders: Map<string, Node> }

/**
 * Applies edits to a tree and returns the new tree's id. Only folders on the way to an edit are
 * read and written; a folder that becomes empty disappears.
 * @throws SkillLoopError (2) for a path that Git or a file system would not hold
 */
export async function editTree(base: string | undefined, edits: TreeEdits, readTree: ReadTree, add: AddObject): Promise<string> {
  const root: Node = { files: new Map(), folders: new Map() }
  for (const [path, edit] of edits) place(root, safePath(path), edit)
  return (await applyNode(base, root, readTree, add)) ?? add('tree', encodeTree([]))
}

function place(root: Node, parts: string[], edit: FileEdit): void {
  let node = root
  for (const folder of parts.slice(0, -1)) {
    let next = node.folders.get(folder)
    if (!next) node.folders.set(folder, (next = { files: new Map(), folders: new Map() }))
    node = next
  }
  node.files.set(parts.at(-1) as string, edit)
}

async function applyNode(base: string | undefined, node: Node, readTree: ReadTree, add: AddObject): Promise<string | undefined> {
  const entries = new Map((await readTree(base)).map((entry) => [entry.name, entry]))
  for (const [name, edit] of node.files) {
    if (edit) entries.set(name, { name, ...edit })
    else if (entries.get(name)?.mode !== '40000') entries.delete(name)
  }
  for (const [name, child] of node.folders) {
    const existing = entries.get(name)
    const oid = await applyNode(existing?.mode === '40000' ? existing.oid : undefined, child, readTree, add)
    if (oid) entries.set(name, { name, mode: '40000', oid })
    else if (existing?.mode === '40000') entries.delete(name)
  }
  if (entries.size === 0) return undefined
  return add('tree', encodeTree([...entries.values()]))
}

// Allowed is what our own layout uses; this keeps `..`, `.git`, drive letters and device names out by construction.
const PART = /^[A-Za-z0-9_.][A-Za-z0-9_.@+-]{0,199}$/

/** The parts of a path that is safe to write in a tree and to check out anywhere. */
function safePath(path: string): string[] {
  const parts = path.split('/')
  const safe = parts.every((part) => PART.test(part) && !/^\.+$/.test(part) && !/^\.?git(~\d)?$/i.test(part)
    && !part.endsWith('.') && !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(part))
  if (!safe) throw badInput(`the path ${JSON.stringify(path)} is not one that SkillLoop stores`, { expected: 'letters, digits, . _ - + @ between single slashes' })
  return parts
}

/**
 * True for a path of somebody else's tree that must not be written: out of the working tree, or into a Git folder, as
 * some file system may read it. source: git's fsck (hasDot, hasDotdot, hasDotgit) and its protections of HFS+ and NTFS
 */
export function leadsAstray(path: string): boolean {
  return path.split('/').some((part) => {
    const plain = part.replaceAll(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '').replace(/(?<![. ])[. ]+$/, '').replace(/:.*$/, '')
    return plain === '' || part.includes('\\') || part.includes('\0') || /^\.?git(~\d+)?$/i.test(plain)
  })
}
