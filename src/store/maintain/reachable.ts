import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { IndexFile } from '../checkout/index-file.js'
import { readIfThere } from '../files.js'
import type { ObjectReader } from '../objects/object-reader.js'
import type { RefStore } from '../refs/ref-store.js'

const OID = /\b[0-9a-f]{40}\b/g
const NOTHING = '0'.repeat(40)

/**
 * Everything that refs, their logs, Git's index and unfinished merges lead to. Undefined where the repository has what this
 * does not follow (other working trees, objects borrowed from elsewhere, tags of files), or where something is missing: then nothing may be taken for unreachable.
 */
export async function reachable(gitdir: string, refs: RefStore, reader: ObjectReader): Promise<Set<string> | undefined> {
  const inside = await readdir(gitdir)
  if (inside.includes('worktrees') || inside.includes('shallow') || await readIfThere(join(gitdir, 'objects/info/alternates'))) return undefined
  const index = IndexFile.parse(await readIfThere(join(gitdir, 'index')), join(gitdir, 'index'))
  const seen = new Set(index.ids())
  const commits: string[] = []
  for (const oid of new Set((await refs.list('refs/')).values())) {
    const { commit } = await reader.peel(oid)
    // A tag of something else than a commit.
    if (commit === undefined) return undefined
    seen.add(oid)
    commits.push(commit)
  }
  const logged = new Set<string>()
  for (const name of inside.filter((each) => /^([A-Z]+_)?HEAD$|^MERGE_AUTOSTASH$/.test(each))) addIds(logged, await readFile(join(gitdir, name), 'utf8'))
  for (const path of await filesBelow(join(gitdir, 'logs'))) addIds(logged, await readFile(path, 'utf8'))
  for (const oid of logged) {
    // What a log names may be gone by now.
    const { commit } = await reader.peel(oid)
    if (commit !== undefined) commits.push(commit)
  }
  return walk(reader, commits, seen).then(() => seen, () => undefined)
}

function addIds(into: Set<string>, text: string): void {
  for (const [oid] of text.matchAll(OID)) if (oid !== NOTHING) into.add(oid)
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function walk(reader: ObjectReader, commits: string[], seen: Set<string>): Promise<void> {
  const trees: string[] = []
  const walked = new Set<string>()
  for (let oid = commits.pop(); oid !== undefined; oid = commits.pop()) {
    if (walked.has(oid)) continue
    walked.add(oid)
    seen.add(oid)
    const { tree, parents } = await reader.commit(oid)
    commits.push(...parents)
    trees.push(tree)
    for (let at = trees.pop(); at !== undefined; at = trees.pop()) {
      if (walked.has(at)) continue
      walked.add(at)
      seen.add(at)
      for (const { oid: child, mode } of await reader.tree(at)) {
        if (mode === '40000') trees.push(child)
        // A commit of some other repository is not among these objects.
        else if (mode !== '160000') seen.add(child)
      }
    }
  }
}
