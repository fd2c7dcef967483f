import { dirname, join } from 'node:path'
import { environment } from '../kernel/errors.js'
import { ALLOWED_SIGNERS, MAIN } from '../kernel/layout.js'
import { moveWithCheckout, recoverCheckout, type CheckoutPort } from './checkout/checkout.js'
import { readIfThere } from './files.js'
import { mergeBase } from './history.js'
import { commitSignature, type SignedBytes } from './objects/commit-signature.js'
import { decodeTree, encodeCommit, type CommitData, type Signature, type TreeEntry } from './objects/encode.js'
import { ObjectBatch, packBlob, type Inspect, type ReadyBlob } from './objects/object-batch.js'
import { ObjectReader } from './objects/object-reader.js'
import { purgeObjects } from './purge.js'
import { LostRace, RefStore } from './refs/ref-store.js'
import { signCommit } from './signing/sign-commit.js'
import { rewriteWithout } from './rewrite.js'
import { mergeTrees } from './trees/merge-trees.js'
import { diffTrees, type FileChange } from './trees/tree-diff.js'
import { editTree, leadsAstray, type AddObject, type TreeEdits } from './trees/tree-edit.js'

// Each lost race means that somebody else got a commit in; so many in a row means something is wrong.
const ATTEMPTS = 200

/** A commit and ways to look into its tree. */
export interface Snapshot {
  oid: string
  tree: string
  /** The file's bytes, or undefined. */
  read(path: string): Promise<Uint8Array | undefined>
  /** The file's object id and mode, or undefined. */
  entry(path: string): Promise<{ oid: string; mode: string } | undefined>
  /** All files under a folder, recursively, by path; all files for ''. */
  files(folder: string): Promise<{ path: string; oid: string; mode: string }[]>
}

/** What a commit is to hold, decided on the tip that it will be built on. */
export interface CommitPlan {
  edits: TreeEdits
  message: string
  /** Parents after the first, for a merge. */
  otherParents?: string[]
}

export interface CommitOptions {
  who: Signature
  author?: Signature
  /** It makes a decision: signed where the policy says so. */
  decides?: boolean
  /** Signed whatever the policy says. */
  sign?: boolean
}

/** Which commits must be signed: all that decide, or each on main. */
export type SigningDuty = 'none' | 'decisions' | 'commits'

/** The Git repository of a store: reading by snapshot, writing by commits that are re-applied on a lost race. */
export class Repository {
  readonly refs: RefStore
  readonly gitdir: string
  readonly #reader: ObjectReader
  readonly #fsync: boolean
  readonly #checkout: CheckoutPort
  #inspect: Inspect = () => undefined
  #duty: SigningDuty = 'none'

  constructor(readonly root: string, options: { fsync: boolean }) {
    this.gitdir = join(root, '.git')
    this.#fsync = options.fsync
    this.refs = new RefStore(this.gitdir, options.fsync)
    this.#reader = new ObjectReader(this.gitdir)
    this.#checkout = {
      workTree: root, gitdir: this.gitdir, localFolder: join(root, 'local'),
      diffCommits: async (from, to) => this.diff(from, to), readBlob: async (oid) => this.#reader.blob(oid)
    }
  }

  /** Finishes the working tree of a process that was killed between moving a branch and checking it out. */
  async recover(): Promise<void> {
    const head = await this.refs.head()
    const oid = head && ('ref' in head ? await this.refs.read(head.ref) : head.oid)
    await recoverCheckout(this.#checkout, oid)
  }

  /** From now on each file and message is shown to `inspect` before it is stored. */
  guardWith(inspect: Inspect): void {
    this.#inspect = inspect
  }

  /** From now on decisions, or all commits on main, are signed, by keys that main's allowed_signers names. */
  signWith(duty: SigningDuty): void {
    this.#duty = duty
  }

  batch(): ObjectBatch {
    return new ObjectBatch(join(this.gitdir, 'objects'), this.#inspect)
  }

  /** Makes a blob ready for the batch of another thread. */
  async packBlob(content: Uint8Array): Promise<ReadyBlob> {
    return packBlob(content, this.#inspect)
  }

  async blob(oid: string): Promise<Uint8Array> {
    return this.#reader.blob(oid)
  }

  async commitData(oid: string): Promise<CommitData> {
    return this.#reader.commit(oid)
  }

  /** A commit's signature and what it is of; undefined where it bears none. */
  async commitSignature(oid: string): Promise<SignedBytes | undefined> {
    return commitSignature(await this.#reader.rawCommit(oid))
  }

  /** The commit that a ref's object is or stands for, with the message of an annotated tag; no commit for a tag of something else. */
  async peel(oid: string): Promise<{ commit?: string; message?: string }> {
    return this.#reader.peel(oid)
  }

  readonly #readTree = async (oid: string | undefined) => this.#reader.tree(oid)

  /** A look into a commit. */
  async snapshot(commit: string): Promise<Snapshot> {
    const { tree } = await this.#reader.commit(commit)
    const entry = async (path: string): Promise<{ oid: string; mode: string } | undefined> => {
      let at: string | undefined = tree
      const parts = path.split('/')
      for (const [depth, part] of parts.entries()) {
        const found: TreeEntry | undefined = (await this.#readTree(at)).find(({ name }) => name === part)
        if (!found) return undefined
        if (depth === parts.length - 1) return { oid: found.oid, mode: found.mode }
        if (found.mode !== '40000') return undefined
        at = found.oid
      }
      return undefined
    }
    return {
      oid: commit, tree, entry,
      read: async (path) => {
        const found = await entry(path)
        return found && found.mode !== '40000' ? this.#reader.blob(found.oid) : undefined
      },
      files: async (folder) => {
        const found = folder === '' ? { oid: tree, mode: '40000' } : await entry(folder)
        if (found?.mode !== '40000') return []
        const changes = await diffTrees(undefined, found.oid, this.#readTree, folder === '' ? '' : `${folder}/`)
        return changes.flatMap(({ path, after }) => (after ? [{ path, ...after }] : []))
      }
    }
  }

  /** The snapshot a ref points at, or undefined where there is no such ref. */
  async tip(ref: string): Promise<Snapshot | undefined> {
    const oid = await this.refs.read(ref)
    return oid === undefined ? undefined : this.snapshot(oid)
  }

  /** Files that differ between two commits; from nothing for undefined. */
  async diff(from: string | undefined, to: string): Promise<FileChange[]> {
    const before = from === undefined ? undefined : (await this.#reader.commit(from)).tree
    return diffTrees(before, (await this.#reader.commit(to)).tree, this.#readTree)
  }

  /**
   * Commits on a branch. `decide` sees the tip and says what to change, or undefined for nothing; when another
   * process was faster it is asked again with the new tip. Blobs it refers to must be in `batch`.
   * @returns the new commit, or undefined where nothing had to change
   */
  async commit(ref: string, batch: ObjectBatch, decide: (tip: Snapshot) => Promise<CommitPlan | undefined>, options: CommitOptions): Promise<string | undefined> {
    let objects = batch
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const tip = await this.tip(ref)
      if (!tip) throw environment(`the branch ${ref} is missing`, { place: { file: this.gitdir }, fix: 'restore it from its reflog or a clone' })
      const plan = await decide(tip)
      if (!plan) return undefined
      await this.#inspect(Buffer.from(plan.message))
      const tree = await editTree(tip.tree, plan.edits, this.#readTree, (type, content) => objects.add(type, content))
      if (tree === tip.tree && !plan.otherParents?.length) return undefined
      const data: CommitData = { tree, parents: [tip.oid, ...(plan.otherParents ?? [])], author: options.author ?? options.who, committer: options.who, message: plan.message }
      const commit = await this.#write(objects, data, ref, options)
      try {
        await this.#move(ref, tip.oid, commit, { who: options.who, message: plan.message })
        return commit
      } catch (error) {
        if (!(error instanceof LostRace)) throw error
        // What was written stays where it is; only trees and the commit are made anew.
        objects = this.batch()
      }
    }
    throw environment(`${ref} moved ${ATTEMPTS} times while a commit was being made`, { fix: 'see what else writes to this store, then try again' })
  }

  /** Writes a commit with all that it needs, signed where the policy or the person says so. */
  async #write(objects: ObjectBatch, data: CommitData, ref: string, { sign, decides }: CommitOptions): Promise<string> {
    const isDue = this.#duty === 'commits' && ref === MAIN || this.#duty !== 'none' && decides === true
    const commit = isDue || sign ? undefined : await objects.add('commit', encodeCommit(data))
    await objects.finish({ fsync: this.#fsync })
    if (commit !== undefined) return commit
    const main = isDue ? await this.tip(MAIN) : undefined
    return signCommit(data, { gitdir: this.gitdir, project: dirname(this.root), fsync: this.#fsync, ...(isDue && { allowed: { signers: await main?.read(ALLOWED_SIGNERS) } }) })
  }

  /**
   * Moves a branch to a commit that is here already, as a fetch brought it, with the working tree where it shows it.
   * @throws SkillLoopError (3) where the commit names paths that would lead out of the working tree; LostRace
   */
  async advance(ref: string, from: string | undefined, to: string, note: { who: Signature; message: string }): Promise<void> {
    const hostile = (await this.diff(from, to)).find(({ path, after }) => after && leadsAstray(path))
    if (hostile) throw environment(`the commit ${to} names the path ${JSON.stringify(hostile.path)}, which no checkout may write`, { fix: 'ask whoever pushed it; nothing was changed here' })
    await this.#move(ref, from, to, note)
  }

  /** Writes the branch that HEAD is on into the working tree, as if `from` had been there before. */
  async checkOut(from: string | undefined): Promise<void> {
    const head = await this.refs.head()
    const oid = head && 'ref' in head ? await this.refs.read(head.ref) : undefined
    if (oid) await moveWithCheckout(this.#checkout, from, oid, () => Promise.resolve())
  }

  async #move(ref: string, from: string | undefined, to: string, note: { who: Signature; message: string }): Promise<void> {
    const head = await this.refs.head()
    const move = async (): Promise<void> => this.refs.update(ref, from, to, note)
    if (head && 'ref' in head && head.ref === ref) await moveWithCheckout(this.#checkout, from, to, move)
    else await move()
  }

  /** Makes a branch with one commit on top of `parent`. @throws LostRace when the branch exists already */
  async createBranch(ref: string, parent: Snapshot, batch: ObjectBatch, plan: CommitPlan, options: CommitOptions): Promise<string> {
    return this.rewriteBranch(ref, undefined, parent, batch, [{ ...plan, ...(options.author && { author: options.author }) }], options)
  }

  /**
   * Puts a branch on another commit: some commits, one on top of the other, and the ref moved once.
   * @param from where the branch is; undefined for one that is new
   * @throws LostRace when it is elsewhere by now
   */
  async rewriteBranch(ref: string, from: string | undefined, parent: Snapshot, batch: ObjectBatch, plans: readonly (Omit<CommitPlan, 'otherParents'> & { author?: Signature })[], { who }: CommitOptions): Promise<string> {
    let { oid, tree } = parent
    // The trees of one commit are not on disk yet when the next is made of them.
    const made = new Map<string, readonly TreeEntry[]>()
    const readTree = async (id: string | undefined) => made.get(id ?? '') ?? this.#readTree(id)
    const add: AddObject = async (type, content) => {
      const id = await batch.add(type, content)
      if (type === 'tree') made.set(id, decodeTree(content))
      return id
    }
    for (const { edits, message, author } of plans) {
      await this.#inspect(Buffer.from(message))
      tree = await editTree(tree, edits, readTree, add)
      oid = await batch.add('commit', encodeCommit({ tree, parents: [oid], author: author ?? who, committer: who, message }))
    }
    await batch.finish({ fsync: this.#fsync })
    await this.#move(ref, from, oid, { who, message: plans.at(-1)?.message ?? '' })
    return oid
  }

  /**
   * The history of a branch with paths taken out of every commit, written but not yet in force.
   * @returns what becomes of the tip, and every commit that changes, old to new
   */
  async rewriteWithout(tip: string, paths: ReadonlySet<string>): Promise<{ to: string; commits: Map<string, string> }> {
    const batch = this.batch()
    try {
      const rewritten = await rewriteWithout({ rawCommit: async (oid) => this.#reader.rawCommit(oid), readTree: this.#readTree }, tip, paths, async (type, content) => batch.add(type, content))
      await batch.finish({ fsync: this.#fsync })
      return rewritten
    } catch (error) {
      await batch.discard()
      throw error
    }
  }

  /**
   * Replaces a branch's history by a rewritten one with a commit on top. `record` runs while the branch is held, once
   * it is sure that it still is at `from`: what it writes elsewhere is there before the branch moves.
   * @throws LostRace when the branch has moved
   */
  async replaceHistory(ref: string, from: string, rewritten: string, batch: ObjectBatch, plan: CommitPlan, options: CommitOptions, record: () => Promise<void>): Promise<string> {
    const base = await this.#reader.commit(rewritten)
    const tree = await editTree(base.tree, plan.edits, this.#readTree, (type, content) => batch.add(type, content))
    const commit = await batch.add('commit', encodeCommit({ tree, parents: [rewritten], author: options.who, committer: options.who, message: plan.message }))
    await batch.finish({ fsync: this.#fsync })
    await this.refs.update(ref, from, commit, { who: options.who, message: plan.message }, record)
    return commit
  }

  /** Names of the remotes that the store's configuration has. */
  async remotes(): Promise<string[]> {
    const config = (await readIfThere(join(this.gitdir, 'config')))?.toString('utf8') ?? ''
    return [...config.matchAll(/^\s*\[remote "([^"\\]+)"\]/gm)].map(([, name]) => name ?? '')
  }

  /** Removes what nothing reaches any more, see purgeObjects. */
  async purge(ref: string, objects: readonly string[]): Promise<string[] | undefined> {
    return purgeObjects(this.gitdir, ref, objects)
  }

  /** A best common ancestor, or undefined where histories never meet. */
  async mergeBase(a: string, b: string): Promise<string | undefined> {
    return mergeBase(a, b, (oid) => this.#reader.commit(oid))
  }

  /** What merging `theirs` into `ours` would change, and which paths conflict. */
  async planMerge(ours: Snapshot, theirs: string): Promise<{ edits: TreeEdits; conflicts: string[] }> {
    const base = await mergeBase(ours.oid, theirs, (oid) => this.#reader.commit(oid))
    const baseTree = base === undefined ? undefined : (await this.#reader.commit(base)).tree
    return mergeTrees(baseTree, ours.tree, (await this.#reader.commit(theirs)).tree, this.#readTree)
  }

  /** What `ours` changed since `base`, as edits of `onto`, and which paths of it `onto` has changed too. */
  async planCarry(base: string, ours: string, onto: string): Promise<{ edits: TreeEdits; conflicts: string[] }> {
    const [baseTree, ourTree, ontoTree] = await Promise.all([base, ours, onto].map(async (oid) => (await this.#reader.commit(oid)).tree))
    return mergeTrees(baseTree, ontoTree, ourTree, this.#readTree)
  }
}
