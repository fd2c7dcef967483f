import { createHash } from 'node:crypto'

/** The kinds of Git objects that are written here. */
export type ObjectType = 'blob' | 'tree' | 'commit'

/** Modes that occur in trees; 120000 (link) and 160000 (submodule) are read, never written. */
type TreeMode = '100644' | '100755' | '40000' | '120000' | '160000'

export interface TreeEntry {
  mode: TreeMode
  name: string
  oid: string
}

/** Who did something, and when in milliseconds; always written with zone +0000. */
export interface Signature {
  name: string
  email: string
  at: number
}

export interface CommitData {
  tree: string
  parents: string[]
  author: Signature
  committer: Signature
  message: string
}

/** The header that Git hashes and stores before an object's content. */
export function objectHeader(type: ObjectType | 'tag', length: number): Buffer {
  return Buffer.from(`${type} ${length}\0`, 'latin1')
}

/** SHA-1 object id. */
export function objectId(type: ObjectType | 'tag', content: Uint8Array): string {
  return createHash('sha1').update(objectHeader(type, content.length)).update(content).digest('hex')
}

/** A tree's content; entries in Git's order: by bytes, folders compared as if they ended in a slash. */
export function encodeTree(entries: readonly TreeEntry[]): Buffer {
  const keyed = entries.map((entry) => ({ entry, key: nameBytes(entry.mode === '40000' ? `${entry.name}/` : entry.name) }))
  keyed.sort((a, b) => Buffer.compare(a.key, b.key))
  return Buffer.concat(keyed.flatMap(({ entry }) => [nameBytes(`${entry.mode} ${entry.name}\0`), Buffer.from(entry.oid, 'hex')]))
}

const STRICT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * A name in a tree is bytes. What is no UTF-8 in it is kept as lone surrogates, a byte each, so that a tree that is
 * written again has the names that it had. source: PEP 383, surrogateescape
 */
function nameText(bytes: Buffer): string {
  try {
    return STRICT.decode(bytes)
  } catch {
    return Array.from(bytes, (byte) => (byte < 0x80 ? String.fromCharCode(byte) : String.fromCharCode(0xdc00 + byte))).join('')
  }
}

function nameBytes(name: string): Buffer {
  return name.isWellFormed() ? Buffer.from(name) : Buffer.concat(Array.from(name, (character) => {
    const code = character.charCodeAt(0)
    return code >= 0xdc80 && code <= 0xdcff ? Buffer.from([code - 0xdc00]) : Buffer.from(character)
  }))
}

/** @throws Error when the bytes are no tree */
export function decodeTree(content: Uint8Array): TreeEntry[] {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)
  const entries: TreeEntry[] = []
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(0x20, at)
    const nul = bytes.indexOf(0, space)
    if (space < 0 || nul < 0 || nul + 21 > bytes.length) throw new Error('a tree object is cut short')
    // Old tools wrote 040000; readers accept it.
    const mode = bytes.toString('latin1', at, space).replace(/^0/, '') as TreeMode
    entries.push({ mode, name: nameText(bytes.subarray(space + 1, nul)), oid: bytes.toString('hex', nul + 1, nul + 21) })
    at = nul + 21
  }
  return entries
}

/** Name and mail as Git accepts them: no angle brackets, newlines or edge punctuation. */
export function cleanIdentity(text: string): string {
   
  return text.toWellFormed().replaceAll(/[\u0000-\u001f\u007f<>]/g, '').replaceAll(/^[\s.,:;"'\\]+|[\s.,:;"'\\]+$/g, '')
}

function signatureLine(role: string, { name, email, at }: Signature): string {
  return `${role} ${cleanIdentity(name) || 'unknown'} <${cleanIdentity(email)}> ${Math.max(0, Math.floor(at / 1000))} +0000`
}

export function encodeCommit(commit: CommitData): Buffer {
  const message = commit.message.toWellFormed().replaceAll('\0', '').trimEnd()
  const lines = [`tree ${commit.tree}`, ...commit.parents.map((parent) => `parent ${parent}`),
    signatureLine('author', commit.author), signatureLine('committer', commit.committer), '', `${message}\n`]
  return Buffer.from(lines.join('\n'))
}

/** @throws Error when the bytes are no commit */
export function decodeCommit(content: Uint8Array): CommitData {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8')
  const end = text.indexOf('\n\n')
  const header = (end < 0 ? text : text.slice(0, end)).split('\n')
  const values = (key: string): string[] => header.filter((line) => line.startsWith(`${key} `)).map((line) => line.slice(key.length + 1))
  const tree = values('tree')[0]
  const [author, committer] = [values('author')[0], values('committer')[0]]
  if (!tree || !author || !committer) throw new Error('a commit object lacks tree, author or committer')
  return { tree, parents: values('parent'), author: parseSignature(author), committer: parseSignature(committer), message: end < 0 ? '' : text.slice(end + 2) }
}

function parseSignature(line: string): Signature {
  // By places, and not by a pattern: whoever pushes writes this line.
  const open = line.indexOf('<')
  const close = line.indexOf('> ', open)
  if (open < 0 || close < 0) return { name: '', email: '', at: 0 }
  return { name: line.slice(0, open).replace(/ $/, ''), email: line.slice(open + 1, close), at: Number(/^-?\d+/.exec(line.slice(close + 2, close + 30))?.[0] ?? 0) * 1000 }
}
