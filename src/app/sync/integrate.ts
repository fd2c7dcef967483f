import { environment } from '../../kernel/errors.js'
import { LEDGER, MAIN } from '../../kernel/layout.js'
import { plural } from '../../kernel/text.js'
import type { FileEdit } from '../../store/trees/tree-edit.js'
import { standingContent } from './ledger-rule.js'
import { isRewritten, keep, relationOf, seenAt, treeOf, type Work } from './work.js'

/** What became of a long-lived branch: current: it holds all that is there; held: it was left, and a person is told why. */
export type Integrated = 'current' | 'held'

/**
 * Brings main or the ledger up to what is there: follows where nothing was done here, else merges: a union of what
 * both sides added. What both changed is left to a person on main, and settled by the fixed rule on the ledger.
 * A history that was rewritten there is not followed before a person says how.
 */
export async function integrate(work: Work, branch: 'main' | 'ledger'): Promise<Integrated> {
  const { context: { repository }, there, options, report } = work
  const ref = branch === 'main' ? MAIN : LEDGER
  const [local, remote, seen] = [await repository.refs.read(ref), there.get(branch), await seenAt(work, branch)]
  if (local === undefined) throw environment(`the branch ${branch} is missing`, { place: { file: repository.gitdir }, fix: 'restore it from its reflog or a clone' })
  if (seen !== undefined && await isRewritten(work, seen, remote)) {
    const kept = await keep(work, branch, seen)
    if (options.rewritten === undefined) {
      report.alarms.push(alarm(work, branch, seen, remote, kept))
      return 'held'
    }
    report.notes.push(`${branch} of ${work.remote.name} was rewritten; what was there stays under ${kept}`)
    if (options.rewritten === 'accept' && remote !== undefined) return accept(work, branch, ref, { local, remote, seen })
  }
  if (remote === undefined) return 'current'
  const relation = await relationOf(work, local, remote)
  if (relation === 'apart') throw environment(`${work.remote.address.location} is not a SkillLoop store`, { expected: 'a main that begins with the first commit of every store', fix: 'see that the address is right' })
  if (relation === 'behind') {
    await repository.advance(ref, local, remote, { who: await context(work), message: `sync: from ${work.remote.name}` })
    report.done.push({ branch, what: `followed ${work.remote.name} to ${remote.slice(0, 10)}` })
  }
  return relation === 'diverged' ? merge(work, branch, ref, remote) : 'current'
}

const context = (work: Work): ReturnType<Work['context']['committer']> => work.context.committer()

async function merge(work: Work, branch: 'main' | 'ledger', ref: string, remote: string): Promise<Integrated> {
  const { context: { repository }, report } = work
  const theirs = await repository.snapshot(remote)
  const batch = repository.batch()
  let conflicts: string[] = []
  const commit = await repository.commit(ref, batch, async (tip) => {
    const plan = await repository.planMerge(tip, remote)
    conflicts = plan.conflicts
    const edits = new Map<string, FileEdit>(plan.edits)
    if (conflicts.length > 0 && branch === 'main') return undefined
    for (const path of conflicts) {
      const [a, b] = await Promise.all([tip.entry(path), theirs.entry(path)])
      // What was taken out on one side was taken out on purpose.
      if (!a || !b) edits.set(path, null)
      else if (standingContent(path, await repository.blob(a.oid), await repository.blob(b.oid)) === 'theirs') edits.set(path, { oid: b.oid, mode: '100644' })
    }
    return { edits, otherParents: [remote], message: `Merge ${branch} of ${work.remote.name}` }
  }, { who: await context(work) })
  if (commit === undefined) {
    report.conflicts.push({ branch, paths: conflicts, fix: `decide which is right: git -C .skillloop merge ${work.remote.name}/main, resolve these, commit, then sync again` })
    return 'held'
  }
  const settled = conflicts.length > 0 ? `, ${plural(conflicts.length, 'file')} settled by the ledger's rule` : ''
  report.done.push({ branch, what: `merged with ${work.remote.name}${settled} (${commit.slice(0, 10)})` })
  return 'current'
}

/** Goes on from the rewritten history: what was done here since comes on top of it as one commit. */
async function accept(work: Work, branch: 'main' | 'ledger', ref: string, { local, remote, seen }: { local: string; remote: string; seen: string }): Promise<Integrated> {
  const { context: { repository }, report } = work
  const who = await work.context.person()
  await keep(work, branch, local)
  const batch = repository.batch()
  const isOurs = await treeOf(work, local) !== await treeOf(work, seen)
  const plan = isOurs ? await repository.planCarry(seen, local, remote) : undefined
  if (plan && plan.conflicts.length > 0) {
    report.conflicts.push({ branch, paths: plan.conflicts, fix: 'these were changed here and in the rewritten history: put them in order by hand, then sync again' })
    return 'held'
  }
  await repository.advance(ref, local, remote, { who, message: `sync: accepted the rewritten ${branch} of ${work.remote.name}` })
  if (plan) await repository.commit(ref, batch, () => Promise.resolve({ edits: plan.edits, message: `Carry over what was done before ${branch} was rewritten` }), { who })
  report.done.push({ branch, what: `went over to the rewritten history of ${work.remote.name}` })
  return 'current'
}

function alarm({ remote: { name } }: Work, branch: string, seen: string, now: string | undefined, kept: string): string {
  const what = now === undefined ? `${branch} is gone from ${name}` : `${branch} of ${name} was rewritten`
  return `${what}: it was at ${seen.slice(0, 10)}, which is no longer in its history${now === undefined ? '' : ` (now ${now.slice(0, 10)})`}. Nothing was merged or pushed, and nothing is lost: ${kept}. `
    + `Find out who did it and why; then \`skillloop sync ${name} --rewritten restore\` brings back what was there, and \`--rewritten accept\` goes on from what is there now`
}
