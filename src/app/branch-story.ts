import { isoTime } from '../kernel/clock.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { MAIN, proposalPath } from '../kernel/layout.js'
import type { ProposalBranch } from '../index/queries.js'
import { mergeBase } from '../store/history.js'
import type { Signature } from '../store/objects/encode.js'
import { artifactFiles } from './artifacts.js'
import type { StoreContext } from './context.js'

/** A commit of a proposal's branch. */
interface BranchCommit {
  oid: string
  author: Signature
  committer: Signature
  message: string
  /** It changed the artifact or the case for it; a decision does not. */
  isEdit: boolean
  /** Decisions that it brought, by path. */
  decisions: string[]
}

/** How a proposal came to be what it is, oldest commit first, since it left main. */
export interface BranchStory {
  commits: BranchCommit[]
  /** The newest commit of main that is in it. */
  base: string | undefined
  /** ISO; of the first commit. */
  proposedAt: string | undefined
  /** Mail addresses of who proposed or edited it, in lower case. */
  authors: string[]
}

/** Reads a branch along its first parents down to what main has; main may have been merged into it meanwhile. */
export async function branchStory({ repository }: StoreContext, { commit, front }: Pick<ProposalBranch, 'commit' | 'front'>): Promise<BranchStory> {
  const main = await repository.refs.read(MAIN)
  const read = (oid: string) => repository.commitData(oid)
  const isOnMain = async (oid: string): Promise<boolean> => main !== undefined && await mergeBase(main, oid, read) === oid
  const commits: BranchCommit[] = []
  for (let oid: string | undefined = commit; oid !== undefined && !await isOnMain(oid);) {
    const data = await read(oid)
    const changed = data.parents.length > 1 ? [] : await repository.diff(data.parents[0], oid)
    const isEdit = changed.some(({ path }) => path === proposalPath(front.id) || path === front.artifact.path || path.startsWith(`${front.artifact.path}/`))
    const decisions = changed.flatMap(({ path, before, after }) => (path.startsWith(`decisions/${front.id}/`) && !before && after ? [path] : []))
    commits.unshift({ oid, author: data.author, committer: data.committer, message: data.message, isEdit, decisions })
    oid = data.parents[0]
  }
  const authors = commits.filter(({ isEdit }) => isEdit).flatMap(({ author, committer }) => [author.email.toLowerCase(), committer.email.toLowerCase()])
  return {
    commits, base: main && await mergeBase(main, commit, read), authors: [...new Set(authors)],
    proposedAt: commits[0] && isoTime(commits[0].author.at)
  }
}

/** What was proposed, and what people made of it since. */
export interface Promised {
  /** The artifact as it was proposed; undefined where no commit of the branch has it. */
  files: ArtifactFiles | undefined
  /** Who changed it since, newest last. */
  edits: BranchCommit[]
}

/** Tells what was proposed from what was edited: the case and the front matter are of the former only. */
export async function promisedArtifact(context: StoreContext, branch: Pick<ProposalBranch, 'front' | 'commit'>, story: BranchStory): Promise<Promised> {
  const edits: BranchCommit[] = []
  let files: ArtifactFiles | undefined
  for (const commit of story.commits.filter(({ isEdit }) => isEdit)) {
    const there = await artifactFiles(await context.repository.snapshot(commit.oid), branch.front.artifact)
    if (there.size > 0 && artifactDigest(there) === branch.front.artifact.digest) {
      files = there
      edits.length = 0
    } else if (files) edits.push(commit)
  }
  return { files, edits }
}

/**
 * Paths that main has changed since the branch left it, of those that the artifact is made of. Empty where what was
 * reviewed is still what would be on main.
 */
export async function movedOn({ repository }: StoreContext, { commit, front }: Pick<ProposalBranch, 'commit' | 'front'>, main: string | undefined): Promise<string[]> {
  if (main === undefined) return []
  const base = await mergeBase(main, commit, (oid) => repository.commitData(oid))
  if (base === main) return []
  const [now, then] = [await repository.snapshot(main), base === undefined ? undefined : await repository.snapshot(base)]
  const { path } = front.artifact
  if ((await now.entry(path))?.oid === (await then?.entry(path))?.oid) return []
  const own = await repository.snapshot(commit)
  if ((await now.entry(path))?.oid === (await own.entry(path))?.oid) return []
  const [after, before] = [await artifactFiles(now, front.artifact), then ? await artifactFiles(then, front.artifact) : new Map<string, Uint8Array>()]
  const changed = [...new Set([...after.keys(), ...before.keys()])].filter((name) => !sameBytes(after.get(name), before.get(name))).sort()
  return changed.map((name) => (path.endsWith('.md') ? path : `${path}/${name}`))
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a === undefined || b === undefined ? a === b : Buffer.compare(a, b) === 0
}
