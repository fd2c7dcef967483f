import { isoTime } from '../../kernel/clock.js'
import { fileKind, MAIN } from '../../kernel/layout.js'
import { plural } from '../../kernel/text.js'
import type { Decision, ProposalFrontMatter } from '../../kernel/types.js'
import { artifactDigest } from '../../kernel/hash.js'
import { expectFormat } from '../../kernel/validate.js'
import { withDefaults } from '../../policy/policy.js'
import { renderDecision } from '../../proposals/decisions.js'
import { mergedBy, reasonOfMerge, reasonOfRemoval } from '../../proposals/merged-by.js'
import { parseProposal } from '../../proposals/parse.js'
import { firstParents } from '../../store/history.js'
import type { CommitData } from '../../store/objects/encode.js'
import type { Snapshot } from '../../store/repository.js'
import type { FileEdit } from '../../store/trees/tree-edit.js'
import { artifactFiles } from '../artifacts.js'
import type { Work } from './work.js'

/** What main's tree alone proves: decisions to be written, and files that are never taken away but were. */
export interface Proven {
  decisions: Decision[]
  /** Path to the object that was there. */
  restored: Map<string, string>
}

/**
 * Reads from main's first-parent history what was decided there without SkillLoop: a proposal merged with the bytes
 * proposed, whichever way, and one taken out again, as a host's Revert does. What is found depends on the commits
 * alone, so that every machine writes the same file. Other bytes than those proposed prove nothing: nobody has
 * decided on them. Where the policy asks for decisions, a merge proves no approval.
 * @param before the tip that is known already; undefined: nothing is
 */
export async function provenBy(work: Work, before: string | undefined, now: string): Promise<Proven> {
  const { repository } = work.context
  const changes = await repository.diff(before, now)
  const tip = await repository.snapshot(now)
  const added = changes.filter(({ path, before: old, after }) => fileKind(path) === 'proposal' && !old && after)
  const gone = changes.filter(({ path, before: old, after }) => ['proposal', 'decision'].includes(fileKind(path) ?? '') && old && !after)
  const restored = new Map(gone.map(({ path, before: old }) => [path, old?.oid ?? '']))
  const decisions: Decision[] = []
  const commits = await commitsOf(work, before, now, new Set([...added, ...gone].map(({ path }) => path)))
  for (const change of added) {
    const commit = commits.get(change.path)
    const front = await frontOf(work, change.after?.oid)
    const decision = front && commit && !await asksForDecisions(work, commit.commit) && await approvalIn(tip, front, commit)
    if (decision) decisions.push(decision)
  }
  for (const change of gone.filter(({ path }) => fileKind(path) === 'proposal')) {
    const commit = commits.get(change.path)
    const front = await frontOf(work, change.before?.oid)
    const decision = front && commit && before !== undefined && await revocationIn(await repository.snapshot(before), tip, front, commit)
    if (decision) decisions.push(decision)
  }
  return { decisions, restored }
}

interface Introducing { oid: string; commit: CommitData }

/** The commit along first parents that last changed each of the paths. */
async function commitsOf({ context: { repository } }: Work, before: string | undefined, now: string, paths: ReadonlySet<string>): Promise<Map<string, Introducing>> {
  const found = new Map<string, Introducing>()
  if (paths.size === 0) return found
  for await (const { oid, commit } of firstParents(now, (id) => repository.commitData(id))) {
    if (oid === before || found.size === paths.size) break
    for (const { path } of await repository.diff(commit.parents[0], oid)) if (paths.has(path) && !found.has(path)) found.set(path, { oid, commit })
  }
  return found
}

/** The policy in force for a commit is that of its first parent; one that cannot be read asks for all it could. */
async function asksForDecisions({ context: { repository } }: Work, { parents }: CommitData): Promise<boolean> {
  const bytes = parents[0] === undefined ? undefined : await (await repository.snapshot(parents[0])).read('policy.json')
  if (!bytes) return false
  try {
    const { requireDecision, reviewers, requiredReviewers, rules, signed } = withDefaults(expectFormat('policy', JSON.parse(Buffer.from(bytes).toString('utf8')), { file: 'policy.json' })).review
    // Whose word counts, or how many, a merge alone does not tell.
    return requireDecision || reviewers.length > 0 || requiredReviewers > 1 || rules.length > 0 || signed !== 'none'
  } catch {
    return true
  }
}

async function approvalIn(tip: Snapshot, front: ProposalFrontMatter, at: Introducing): Promise<Decision | undefined> {
  if ((await tip.files(`decisions/${front.id}`)).length > 0) return undefined
  const files = await artifactFiles(tip, front.artifact)
  if (files.size === 0 || artifactDigest(files) !== front.artifact.digest) return undefined
  return {
    schemaVersion: 1, proposal: front.id, verb: 'approve', at: isoTime(at.commit.committer.at), by: mergedBy(at.commit),
    reason: reasonOfMerge(at.oid), artifact: front.artifact, after: [],
    support: [...new Set(front.evidence.map(({ trace }) => trace))]
  }
}

async function revocationIn(before: Snapshot, tip: Snapshot, front: ProposalFrontMatter, at: Introducing): Promise<Decision | undefined> {
  const [then, now] = await Promise.all([before, tip].map((snapshot) => artifactFiles(snapshot, front.artifact)))
  const digest = then && then.size > 0 ? artifactDigest(then) : undefined
  // It was not in force, or its bytes are there all the same.
  if (digest === undefined || (now && now.size > 0 && artifactDigest(now) === digest)) return undefined
  const after = (await before.files(`decisions/${front.id}`)).flatMap(({ path }) => path.split('-').at(-1)?.replace('.json', '') ?? [])
  return {
    schemaVersion: 1, proposal: front.id, verb: 'revoke', at: isoTime(at.commit.committer.at), by: mergedBy(at.commit),
    reason: reasonOfRemoval(at.oid), artifact: { ...front.artifact, digest }, after: after.sort()
  }
}

async function frontOf({ context: { repository } }: Work, oid: string | undefined): Promise<ProposalFrontMatter | undefined> {
  if (oid === undefined) return undefined
  try {
    return parseProposal(Buffer.from(await repository.blob(oid)).toString('utf8'), { file: 'proposal' }).front
  } catch {
    // `check` names a proposal that cannot be read.
    return undefined
  }
}

/** Writes what is proven and not on main yet, in one commit; what somebody decided otherwise meanwhile stands. */
export async function record(work: Work, proven: Proven): Promise<void> {
  const { repository } = work.context
  if (proven.decisions.length + proven.restored.size === 0) return
  const batch = repository.batch()
  const written = await Promise.all(proven.decisions.map(async (decision) => {
    const { id, path, text } = renderDecision(decision)
    return { id, path, decision, oid: await batch.add('blob', Buffer.from(text)) }
  }))
  let told: string[] = []
  const commit = await repository.commit(MAIN, batch, async (tip) => {
    const edits = new Map<string, FileEdit>()
    for (const [path, oid] of proven.restored) if (!await tip.entry(path)) edits.set(path, { oid, mode: '100644' })
    const isNew = await Promise.all(written.map(async ({ path, decision }) => {
      const there = (await tip.files(`decisions/${decision.proposal}`)).map((file) => file.path)
      return decision.verb === 'approve' ? there.length === 0 : !there.includes(path)
    }))
    const kept = written.filter((_item, i) => isNew[i])
    for (const { path, oid } of kept) edits.set(path, { oid, mode: '100644' })
    told = [
      ...kept.map(({ decision: { verb, artifact, by } }) => `${verb === 'approve' ? 'was merged' : 'was taken out'}: ${artifact.path}, by ${by.name}`),
      ...[...proven.restored.keys()].filter((path) => edits.has(path)).map((path) => `had lost ${path}, which is never removed: it is back`)
    ]
    return edits.size === 0 ? undefined : { edits, message: `Record what was decided on main: ${plural(edits.size, 'file')}\n\n${told.join('\n')}` }
  }, { who: await work.context.committer() })
  if (commit) work.report.done.push(...told.map((what) => ({ branch: 'main', what })))
}

