import { ahead, READ_AHEAD } from '../../kernel/ahead.js'
import { fileKind } from '../../kernel/layout.js'
import { plural } from '../../kernel/text.js'
import type { Evaluation, Support, Trace, TraceEvent } from '../../kernel/types.js'
import { judgeLedgerChange, type LedgerChange } from '../../proposals/audit/judge-ledger.js'
import { finding, type Openings } from '../../proposals/audit/openings.js'
import type { StoreContext } from '../context.js'
import type { FileChange } from '../../store/trees/tree-diff.js'
import type { Claim } from './claims.js'
import { examineBlob } from './examine.js'

export interface WalkedLedger {
  files: number
  claims: Claim[]
  /** Hashes that sessions had before they grew, by session. */
  superseded: Map<string, string[]>
}

/** Judges the commits of the ledger one after another. What a later commit puts back is settled. */
export async function walkLedger(context: StoreContext, openings: Openings, chain: readonly string[]): Promise<WalkedLedger> {
  const walked: WalkedLedger = { files: 0, claims: [], superseded: new Map() }
  const current = new Map<string, string>()
  let done = 0
  const diff = async (commit: string) => ({ commit, changes: await context.repository.diff((await context.repository.commitData(commit)).parents[0], commit) })
  for await (const { commit, changes } of ahead(chain, READ_AHEAD, diff)) {
    // Files are read a few at a time: a commit may have thousands.
    for await (const change of ahead(changes, READ_AHEAD, (one) => readChange(context, one))) {
      walked.files++
      judge(openings, commit, change)
      remember(walked, current, change)
      for (const claim of claimsIn(change, commit)) {
        if (current.get(claim.trace) !== claim.sha256 && !walked.superseded.get(claim.trace)?.includes(claim.sha256)) walked.claims.push(claim)
      }
    }
    context.progress(`${++done} of ${plural(chain.length, 'commit')} of the ledger audited`)
  }
  return walked
}

async function readChange({ repository }: StoreContext, { path, before, after }: FileChange): Promise<LedgerChange> {
  const was = before && fileKind(path) !== undefined ? await examineBlob(repository, path, before) : undefined
  return { path, ...(before && { before: { ...before, document: was?.document } }), ...(after && { after: { ...after, ...await examineBlob(repository, path, after) } }) }
}

function judge(openings: Openings, commit: string, change: LedgerChange): void {
  const { path, before, after } = change
  const [open] = openings.about(path)
  if (open && after && (after.oid === open.good || (open.good === undefined && after.problems.length === 0))) {
    openings.settle(path, commit, () => (after.oid === open.good ? 'put back' : 'replaced'))
    return
  }
  const found = judgeLedgerChange(change)
  if (found) openings.add(path, { finding: finding(found.code, { commit, ref: 'ledger', path }, found.detail), good: open ? open.good : before?.oid })
}

function remember({ superseded }: WalkedLedger, current: Map<string, string>, { path, before, after }: LedgerChange): void {
  if (fileKind(path) !== 'trace') return
  const [was, is] = [before?.document as Trace | undefined, after?.document as Trace | undefined]
  if (was) superseded.set(was.id, [...(superseded.get(was.id) ?? []), was.sha256])
  if (is) current.set(is.id, is.sha256)
}

/** What a file of the ledger says of sessions. */
function claimsIn({ path, after }: LedgerChange, commit: string): Claim[] {
  if (after?.document === undefined) return []
  const place = { ref: 'ledger', commit, path }
  switch (fileKind(path)) {
    case 'evaluation': {
      const { traceId, traceSha256 } = after.document as Evaluation
      return [{ trace: traceId, sha256: traceSha256, ...place }]
    }
    case 'event': {
      const { trace, traceSha256 } = after.document as TraceEvent
      return [{ trace, sha256: traceSha256, ...place }]
    }
    case 'support': return (after.document as Support).evidence.map(({ trace, traceSha256 }) => ({ trace, sha256: traceSha256, ...place }))
    default: return []
  }
}
