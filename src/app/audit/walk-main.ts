import { ahead, READ_AHEAD } from '../../kernel/ahead.js'
import { ARCHIVE, fileKind, LEDGER, MAIN } from '../../kernel/layout.js'
import { plural } from '../../kernel/text.js'
import type { DatasetManifest, ProposalFrontMatter } from '../../kernel/types.js'
import type { Ground } from '../../proposals/audit/ground.js'
import { judgeStep } from '../../proposals/audit/judge-step.js'
import type { Snapshot } from '../../store/repository.js'
import type { StoreContext } from '../context.js'
import type { Claim } from './claims.js'
import { SideWalk } from './merged-side.js'
import { readStep, stepOf } from './step-of.js'

export interface WalkedMain {
  claims: Claim[]
  manifests: { commit: string; path: string; manifest: DatasetManifest }[]
}

/** Judges the commits of main one after another; the ground is that of the last one then. */
export async function walkMain(context: StoreContext, ground: Ground, chain: readonly string[], start: string | undefined): Promise<WalkedMain> {
  const walked: WalkedMain = { claims: [], manifests: [] }
  const sides = new SideWalk(context.repository, chain, start)
  let tips: Promise<Snapshot[]> | undefined
  const otherTips = (): Promise<Snapshot[]> => (tips ??= readOtherTips(context))
  let done = 0
  for await (const read of ahead(chain, READ_AHEAD, (commit) => readStep(context, commit))) {
    const step = await stepOf(context, ground, read, sides, otherTips)
    judgeStep(ground, step)
    for (const { path, document } of step.changes) {
      if (document === undefined) continue
      const kind = fileKind(path)
      if (kind === 'proposal') walked.claims.push(...claimsOfProposal(document as ProposalFrontMatter, step.commit, path))
      if (kind === 'manifest') walked.manifests.push({ commit: step.commit, path, manifest: document as DatasetManifest })
    }
    context.progress(`${++done} of ${plural(chain.length, 'commit')} of main audited`)
  }
  return walked
}

function claimsOfProposal({ evidence }: ProposalFrontMatter, commit: string, path: string): Claim[] {
  return evidence.map(({ trace, traceSha256, score }) => ({ trace, sha256: traceSha256, ...(score !== undefined && { score }), ref: 'main', commit, path }))
}

async function readOtherTips({ repository }: StoreContext): Promise<Snapshot[]> {
  const all = [...await repository.refs.list('refs/heads/'), ...await repository.refs.list('refs/remotes/'), ...await repository.refs.list(ARCHIVE)]
  const oids = new Set(all.filter(([ref]) => ref !== MAIN && ref !== LEDGER).map(([, oid]) => oid))
  return Promise.all([...oids].map((oid) => repository.snapshot(oid)))
}
