import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { LEDGER, MAIN } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import type { QuoteFinder } from '../proposals/history/quotes.js'
import type { FileChange } from '../store/trees/tree-diff.js'
import { ancestorsOf, type Ancestor } from './ancestors.js'
import type { Context } from './context.js'
import { shortName } from './branches.js'

/** Where a session's content is besides the ledger. */
export interface Carriers {
  /** Refs from which the ledger's old history can be reached: tags, remote-tracking branches, branches of one's own. */
  refs: string[]
  /** Files and messages that repeat its words. */
  quotes: { ref: string; commit: string; path: string; isThere: boolean; line: string }[]
  /** Branches and archives whose pull request, where one was opened, quotes it in its body. */
  pullRequests: string[]
}

interface Sought { trace: string; ledger: ReadonlySet<string>; holders: ReadonlySet<string>; finder: QuoteFinder }

/** Looks through every ref but the ledger, each file and message once; where several refs have it, the first is named. */
export async function findCarriers(context: Context, { ledger, holders, finder }: Sought): Promise<Carriers> {
  const { repository } = context
  const carriers: Carriers = { refs: [], quotes: [], pullRequests: [] }
  const seen = new Set<string>()
  const read = new Set<string>()
  const refs = [...await repository.refs.list('refs/')].filter(([ref]) => ref !== LEDGER).sort(([a], [b]) => order(a) - order(b) || (a < b ? -1 : 1))
  for (const [ref, target] of refs) {
    const tag = await repository.peel(target)
    const name = shortName(ref)
    if (tag.message !== undefined) note(carriers, { ref: name, commit: target, path: '(message of the tag)', isThere: true }, finder.find(tag.message))
    if (tag.commit === undefined) continue
    if (await reaches(context, tag.commit, holders)) carriers.refs.push(ref)
    const tip = await repository.snapshot(tag.commit)
    const commits = (await ancestorsOf(tag.commit, async (oid) => (await repository.commitData(oid)).parents, seen)).filter(({ oid }) => !ledger.has(oid))
    for await (const { oid, message, changes } of ahead(commits, READ_AHEAD, async (commit) => readCommit(context, commit))) {
      note(carriers, { ref: name, commit: oid, path: '(message of the commit)', isThere: true }, finder.find(message))
      for (const { path, after } of changes) {
        if (!after || read.has(after.oid) || !['100644', '100755'].includes(after.mode)) continue
        read.add(after.oid)
        note(carriers, { ref: name, commit: oid, path, isThere: (await tip.entry(path))?.oid === after.oid }, finder.find(Buffer.from(await repository.blob(after.oid)).toString('utf8')))
      }
    }
  }
  const quoted = carriers.quotes.map(({ path }) => /^proposals\/([0-9a-f]{12})\.md$/.exec(path)?.[1]).filter((id): id is string => id !== undefined)
  carriers.pullRequests = [...new Set(quoted)].sort()
  return carriers
}

/** Main before what may become part of it, and that before what others keep. */
function order(ref: string): number {
  return ref === MAIN ? 0 : ref.startsWith('refs/heads/') ? 1 : ref.startsWith('refs/skillloop/') ? 2 : ref.startsWith('refs/tags/') ? 3 : 4
}

async function readCommit({ repository }: Context, { oid, parents }: Ancestor): Promise<{ oid: string; message: string; changes: FileChange[] }> {
  return { oid, message: (await repository.commitData(oid)).message, changes: await repository.diff(parents[0], oid) }
}

async function reaches({ repository }: Context, tip: string, holders: ReadonlySet<string>): Promise<boolean> {
  const seen = new Set<string>()
  const stack = [tip]
  for (let oid = stack.pop(); oid !== undefined; oid = stack.pop()) {
    if (holders.has(oid)) return true
    if (seen.has(oid)) continue
    seen.add(oid)
    stack.push(...(await repository.commitData(oid)).parents)
  }
  return false
}

function note(carriers: Carriers, place: Omit<Carriers['quotes'][number], 'line'>, line: string | undefined): void {
  if (line !== undefined) carriers.quotes.push({ ...place, line: excerpt(line, 80) })
}
