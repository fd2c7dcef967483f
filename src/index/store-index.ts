import { join } from 'node:path'
import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { isoTime } from '../kernel/clock.js'
import { SkillLoopError } from '../kernel/errors.js'
import { ARCHIVE, LEDGER, MAIN, PROPOSAL_BRANCHES, proposalPath } from '../kernel/layout.js'
import type { ProposalFrontMatter } from '../kernel/types.js'
import type { Repository } from '../store/repository.js'
import type { FileChange } from '../store/trees/tree-diff.js'
import { openDatabase, removeDatabase } from './database.js'
import { IndexQueries } from './queries.js'
import { countTouched } from './tally.js'
import { isIndexed, summarize, type Summary } from './summarize.js'

/**
 * An index of the ref tips and nothing else: it catches up by an OID-pruned diff whoever moved them, and from
 * nothing it becomes the same.
 */
export class StoreIndex extends IndexQueries {
  readonly #repository: Repository

  constructor(repository: Repository) {
    super(openDatabase(join(repository.root, 'index.sqlite')))
    this.#repository = repository
  }

  /** Deletes the index file, for one that is damaged; the next one is made from the refs. */
  static remove(repository: Repository): void {
    removeDatabase(join(repository.root, 'index.sqlite'))
  }

  /** Within one process: SQLite's lock would keep a second connection waiting for a first that can't go on. */
  static readonly #turns = new Map<string, Promise<void>>()

  /** Brings the index to the present tips. One at a time does it; the others wait and find it done. */
  async catchUp(): Promise<void> {
    await this.#inTurn(async () => {
      if (await this.#isBehind()) await this.#write(() => undefined)
    })
  }

  /** Forgets everything and reads it anew. Others see what was there before until all of it is done. */
  async rebuild(): Promise<void> {
    await this.#inTurn(async () => this.#write(() => {
      this.database.exec("DELETE FROM files; DELETE FROM refs; DELETE FROM lessons; DELETE FROM meta WHERE key = 'lessons'; INSERT INTO terms(terms) VALUES('delete-all'); DELETE FROM clean; DELETE FROM history; DELETE FROM searched; INSERT INTO words(words) VALUES('delete-all')")
    }))
  }

  async #inTurn(does: () => Promise<void>): Promise<void> {
    const { root } = this.#repository
    const turn = (StoreIndex.#turns.get(root) ?? Promise.resolve()).catch(() => undefined).then(does)
    StoreIndex.#turns.set(root, turn)
    await turn
  }

  async #write(first: () => void): Promise<void> {
    this.database.exec('BEGIN IMMEDIATE')
    try {
      first()
      const refs = await this.#tips()
      for (const [ref, oid] of refs) await this.#follow(ref, oid)
      for (const ref of this.#known().keys()) if (!refs.has(ref)) this.#forget(ref)
      countTouched((sql) => this.statement(sql))
      this.database.exec('COMMIT')
    } catch (error) {
      // A full disk makes SQLite roll back by itself.
      if (this.database.inTransaction) this.database.exec('ROLLBACK')
      throw error
    }
  }

  async #tips(): Promise<Map<string, string>> {
    const tips = new Map([...await this.#repository.refs.list(PROPOSAL_BRANCHES), ...await this.#repository.refs.list(ARCHIVE)])
    for (const ref of [MAIN, LEDGER]) {
      const oid = await this.#repository.refs.read(ref)
      if (oid) tips.set(ref, oid)
    }
    return tips
  }

  #known(): Map<string, string> {
    const rows = this.statement('SELECT ref, oid FROM refs').all() as { ref: string; oid: string }[]
    return new Map(rows.map(({ ref, oid }) => [ref, oid]))
  }

  async #isBehind(): Promise<boolean> {
    const [tips, known] = [await this.#tips(), this.#known()]
    return tips.size !== known.size || [...tips].some(([ref, oid]) => known.get(ref) !== oid)
  }

  async #follow(ref: string, oid: string): Promise<void> {
    const known = this.#known().get(ref)
    if (known === oid) return
    const isRead = ref.startsWith(PROPOSAL_BRANCHES) || ref.startsWith(ARCHIVE) ? await this.#followProposal(ref, oid).then(() => true, (error: unknown) => this.#setAside(ref, oid, error)) : true
    if (ref === MAIN || ref === LEDGER) await this.#followTree(ref, known, oid)
    // What could not be read is tried again the next time: it may have been on its way.
    this.statement('INSERT OR REPLACE INTO refs VALUES (?, ?)').run(ref, isRead ? oid : '')
  }

  async #followTree(ref: string, from: string | undefined, to: string): Promise<void> {
    // A commit that a rewrite of history took away can't be compared with: begin anew.
    const changes = await this.#repository.diff(from, to).catch(async (error: unknown) => {
      if (from === undefined) throw error
      this.#forget(ref)
      return this.#repository.diff(undefined, to)
    })
    const read = async ({ path, after }: FileChange) => ({ path, after, bytes: after && isFile(after) && isIndexed(path) ? await this.#repository.blob(after.oid) : undefined })
    for await (const { path, after, bytes } of ahead(changes, READ_AHEAD, read)) {
      if (from !== undefined) this.#remove(ref, path)
      if (after && bytes) this.#put(ref, path, after.oid, summarize(path, bytes))
    }
  }

  /** Of a proposal's branch only the proposal and its artifact matter; the rest is main as it was. */
  async #followProposal(ref: string, oid: string): Promise<void> {
    this.#forget(ref)
    const id = proposalIdOf(ref)
    const tip = await this.#repository.snapshot(oid)
    const entry = id === undefined ? undefined : await tip.entry(proposalPath(id))
    if (id === undefined || !entry || !isFile(entry)) return
    const proposal = summarize(proposalPath(id), await this.#repository.blob(entry.oid))
    const { committer } = await this.#repository.commitData(oid)
    this.#put(ref, proposalPath(id), entry.oid, proposal && { ...proposal, sort: isoTime(committer.at) })
    if (proposal?.kind !== 'proposal') return
    const artifact = (proposal.data as ProposalFrontMatter).artifact.path
    const single = await tip.entry(artifact)
    const files = single && single.mode !== '40000' ? [{ path: artifact, ...single }] : await tip.files(artifact)
    for (const file of files.filter(isFile)) this.#put(ref, file.path, file.oid, summarize(file.path, await this.#repository.blob(file.oid)))
  }

  /** One branch that cannot be read, whoever pushed it, must not stop what is about all others; `check` names it. */
  #setAside(ref: string, oid: string, error: unknown): false {
    if (!(error instanceof SkillLoopError)) throw error
    this.#forget(ref)
    this.#put(ref, ref, oid, { kind: 'damaged', key: ref, sort: ref, data: { problem: error.message } })
    return false
  }

  #put(ref: string, path: string, oid: string, summary: Summary | undefined): void {
    if (!summary) return
    this.statement('INSERT OR REPLACE INTO files(ref, path, oid, kind, key, sort, data) VALUES (?, ?, ?, ?, ?, ?, ?)')
      .run(ref, path, oid, summary.kind, summary.key, summary.sort, JSON.stringify(summary.data))
  }

  #remove(ref: string, path: string): void {
    const row = this.statement('DELETE FROM files WHERE ref = ? AND path = ? RETURNING id').get(ref, path) as { id: number } | undefined
    if (row) this.#unsearch(row.id)
  }

  #unsearch(id: number): void {
    if (this.statement('DELETE FROM searched WHERE id = ?').run(id).changes > 0) this.statement('DELETE FROM words WHERE rowid = ?').run(id)
  }

  #forget(ref: string): void {
    const rows = this.statement('DELETE FROM files WHERE ref = ? RETURNING id').all(ref) as { id: number }[]
    for (const { id } of rows) this.#unsearch(id)
    this.statement('DELETE FROM refs WHERE ref = ?').run(ref)
  }

  /** Everything that is derived from the refs, in one order; for proving that a rebuild gives the same. */
  dump(): string[] {
    const rows = this.statement('SELECT ref, path, oid, kind, key, sort, data FROM files ORDER BY ref, path').all()
    const counts = [...this.statement('SELECT cell, n FROM tally WHERE n > 0 ORDER BY cell').all(), ...this.statement('SELECT key, evaluator FROM odd ORDER BY evaluator, key').all()]
    return [...rows, ...counts, ...this.#known()].map((row) => JSON.stringify(row))
  }

}

/** Not a link, and not a commit of some other repository. */
function isFile({ mode }: { mode: string }): boolean {
  return mode === '100644' || mode === '100755'
}

/** The proposal a branch is for, by the end of its name: …-<id> or …-<id>-<round>. */
function proposalIdOf(ref: string): string | undefined {
  return /[-/]([0-9a-f]{12})(?:-\d+)?$/.exec(ref)?.[1]
}
