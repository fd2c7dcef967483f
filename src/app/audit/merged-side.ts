import { artifactOf, fileKind, ALLOWED_SIGNERS } from '../../kernel/layout.js'
import type { Origin, Person } from '../../proposals/audit/types.js'
import type { Repository } from '../../store/repository.js'

/** What the merged commits of a merge brought, by path; who proposed or edited it; whether they are another clone's main. */
export interface MergedSide {
  origins: Map<string, Origin[]>
  authors: Map<string, string[]>
  otherMain: boolean
}

export const NO_SIDE: MergedSide = { origins: new Map(), authors: new Map(), otherMain: false }

const personOf = ({ name, email }: Person): Person => ({ name, email })

/** Looks at what merges brought, each commit once. */
export class SideWalk {
  readonly #seen: Set<string>
  #before: Promise<void> | undefined

  /**
   * @param chain the commits of main along first parents that are audited
   * @param start the commit before the first of them
   */
  constructor(readonly repository: Repository, chain: readonly string[], readonly start: string | undefined) {
    this.#seen = new Set(chain)
  }

  /** @param parents those of a merge after the first */
  async read(parents: readonly string[]): Promise<MergedSide> {
    await (this.#before ??= this.#addAncestors())
    const side: MergedSide = { origins: new Map(), authors: new Map(), otherMain: false }
    const proposals = new Set<string>()
    const queue = [...parents]
    for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
      if (this.#seen.has(oid)) continue
      this.#seen.add(oid)
      const commit = await this.repository.commitData(oid)
      queue.push(...commit.parents)
      if (commit.parents.length > 1) side.otherMain = true
      await this.#addCommit(side, oid, commit, proposals)
    }
    if (proposals.size > 1) side.otherMain = true
    return side
  }

  async #addCommit(side: MergedSide, oid: string, commit: { parents: string[]; author: Person; committer: Person }, proposals: Set<string>): Promise<void> {
    const { repository } = this
    const changes = (await repository.diff(commit.parents[0], oid)).filter(({ path, after }) => after && isGoverned(path))
    if (changes.length === 0) return
    const tip = await repository.snapshot(oid)
    const others = await Promise.all(commit.parents.slice(1).map((parent) => repository.snapshot(parent)))
    for (const { path, after } of changes) {
      const kind = fileKind(path)
      if (kind === 'proposal') proposals.add(path)
      const isBrought = (await Promise.all(others.map((other) => other.entry(path)))).some((entry) => entry?.oid === after?.oid)
      // Who merged a proposal on another main is of interest; of all else, who made it.
      if (isBrought && kind !== 'proposal') continue
      const proposalOid = kind === 'decision' ? (await tip.entry(`proposals/${path.split('/')[1] ?? ''}.md`))?.oid : undefined
      push(side.origins, path, { commit: oid, parents: commit.parents.length, author: personOf(commit.author), committer: personOf(commit.committer), ...(proposalOid !== undefined && { proposalOid }) })
      if (!isBrought && kind !== 'decision') push(side.authors, artifactOf(path) ?? path, commit.author.email)
    }
  }

  /** What the start rests on is no side of a later merge. */
  async #addAncestors(): Promise<void> {
    const queue = this.start === undefined ? [] : [this.start]
    for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
      if (this.#seen.has(oid)) continue
      this.#seen.add(oid)
      queue.push(...(await this.repository.commitData(oid)).parents)
    }
  }
}

function isGoverned(path: string): boolean {
  return path === 'policy.json' || path === ALLOWED_SIGNERS || /^(memory|skills|proposals|decisions)\//.test(path)
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
