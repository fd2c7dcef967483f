import { refused } from '../../kernel/errors.js'
import { secretsIn } from '../secret-guard.js'
import type { StoreContext } from '../context.js'

/**
 * The last gate before anything leaves this machine: every file that the commits to be pushed bring is looked at,
 * also what a later one of them takes away again.
 * @param known commits that are there already
 * @throws SkillLoopError (1) naming commit, file and line, and nothing of the secret
 */
export async function refuseOutgoingSecrets(context: Pick<StoreContext, 'repository' | 'fileRules'>, to: string, known: ReadonlySet<string>): Promise<void> {
  const { repository, fileRules } = context
  const visited = new Set<string>()
  const looked = new Set<string>()
  const queue = [to]
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    if (visited.has(oid) || known.has(oid)) continue
    visited.add(oid)
    const { parents } = await repository.commitData(oid)
    queue.push(...parents)
    for (const { path, blob } of await broughtBy(context, oid, parents)) {
      if (looked.has(blob)) continue
      looked.add(blob)
      const [secret] = secretsIn(await repository.blob(blob), fileRules)
      if (!secret) continue
      throw refused(`the commit ${oid.slice(0, 10)} holds what looks like a ${secret.kind}: ${path}, line ${secret.line}, column ${secret.column}`, {
        expected: 'nothing secret: what is pushed cannot be taken back', fix: 'take it out of the history that is to be pushed, and replace the secret by a new one; or allow it under redaction.allow in the policy, with the reason. Nothing was pushed'
      })
    }
  }
}

/** Files that a commit has and none of its parents. */
async function broughtBy({ repository }: Pick<StoreContext, 'repository'>, oid: string, parents: readonly string[]): Promise<{ path: string; blob: string }[]> {
  const [first, ...others] = await Promise.all((parents.length === 0 ? [undefined] : parents).map((parent) => repository.diff(parent, oid)))
  const elsewhere = others.map((changes) => new Set(changes.map(({ path }) => path)))
  return (first ?? []).flatMap(({ path, after }) => (after && after.mode.startsWith('100') && elsewhere.every((paths) => paths.has(path)) ? [{ path, blob: after.oid }] : []))
}
