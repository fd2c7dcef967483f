import { ahead, READ_AHEAD } from '../../kernel/ahead.js'
import { ARCHIVE, PROPOSAL_BRANCHES } from '../../kernel/layout.js'
import { finding } from '../../proposals/audit/openings.js'
import type { AuditFinding } from '../../proposals/audit/types.js'
import type { StoreContext } from '../context.js'
import { examineBlob } from './examine.js'
import { shortRef } from './refs.js'

/** Looks at the files of proposals' branches, here and as remotes have them, and of the archive that main does not have as they are there. */
export async function walkBranches(context: StoreContext, main: string): Promise<AuditFinding[]> {
  const { repository } = context
  const found: AuditFinding[] = []
  const seen = new Set<string>()
  const remote = [...await repository.refs.list('refs/remotes/')].filter(([ref]) => /^refs\/remotes\/[^/]+\/proposal\//.test(ref))
  for (const [ref, tip] of [...await repository.refs.list(PROPOSAL_BRANCHES), ...remote, ...await repository.refs.list(ARCHIVE)]) {
    const changes = (await repository.diff(main, tip)).flatMap(({ path, after }) => (after && !seen.has(`${after.oid} ${path}`) ? [{ path, after }] : []))
    for (const { path, after } of changes) seen.add(`${after.oid} ${path}`)
    const examine = async ({ path, after }: typeof changes[number]) => ({ path, problems: (await examineBlob(repository, path, after)).problems })
    for await (const { path, problems } of ahead(changes, READ_AHEAD, examine)) {
      if (problems.length > 0) found.push(finding('file-invalid', { commit: tip, ref: shortRef(ref), path }, `${path} ${problems.slice(0, 3).join('; ')}`))
    }
  }
  return found
}
