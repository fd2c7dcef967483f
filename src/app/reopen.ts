import { refused } from '../kernel/errors.js'
import { parseMarkdown } from '../kernel/front-matter.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { MAIN, proposalBranch, proposalPath } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import type { ProposalFrontMatter } from '../kernel/types.js'
import { firstParents } from '../store/history.js'
import { LostRace } from '../store/refs/ref-store.js'
import { artifactFiles, caseFor } from './artifacts.js'
import { branchStory } from './branch-story.js'
import { comment } from './comment.js'
import type { Context } from './context.js'
import { checkEvidence, type CheckedEvidence } from './evidence.js'
import { decisionIds, type ProposalView } from './proposals.js'
import { versionsOf } from './rebase.js'
import { replay, type Version } from './replay.js'

export interface Reopened { id: string; branch: string; commit: string; evidence: CheckedEvidence[] }

/**
 * Proposes again what was rejected or revoked, on a branch of its own name that comes after those decisions: they
 * stay, and it is pending once more.
 * @throws SkillLoopError (1) where it was not turned down or its bytes are not here, (3) where it does not fit main
 */
export async function reopen(context: Context, view: ProposalView, options: { reason?: string | undefined; takeOwn?: boolean } = {}): Promise<Reopened> {
  const { state } = view.standing
  if (state !== 'rejected' && state !== 'revoked') throw refused(`${view.id} is ${state}: ${view.standing.reason}`, { expected: 'a proposal that was rejected or revoked' })
  const { repository } = context
  const source = await lastVersions(context, view)
  if (!source) throw refused(`what ${view.id} proposed is not here any more`, { fix: 'fetch its archive: git fetch <remote> "refs/skillloop/*:refs/skillloop/*"' })
  const front = { ...source.front, after: [...decisionIds(view)].sort() }
  const ref = proposalBranch(front)
  const batch = repository.batch()
  const message = `Reopen ${front.kind}: ${excerpt(front.title, 60)}\n\nSkillLoop-Proposal: ${front.id}`
  const person = await context.person()
  const [first, ...edits] = source.versions
  if (!first) throw refused(`the archive of ${view.id} holds no ${front.artifact.path}`)
  const made = await replay(context, batch, { front, body: source.body, versions: [{ ...first, author: person, message }, ...edits], base: source.base, takeOwn: options.takeOwn === true })
  const commit = await repository.rewriteBranch(ref, undefined, made.main, batch, made.commits, { who: person }).catch((error: unknown) => {
    throw error instanceof LostRace ? refused(`${view.id} was reopened meanwhile`, { fix: `see skillloop review show ${view.id}` }) : error
  })
  if (options.reason !== undefined) await comment(context, view.id, `Reopened: ${options.reason}`, commit)
  return { id: view.id, branch: ref, commit, evidence: await checkEvidence(context, [...front.evidence, ...context.index.supportOf(view.id)]) }
}

interface Source { front: ProposalFrontMatter; body: string; versions: Version[]; base: ArtifactFiles }

/** What was turned down: the commits in the archive, or for what had been in force the last of main that had it. */
async function lastVersions(context: Context, view: ProposalView): Promise<Source | undefined> {
  const { repository } = context
  const { archived } = view
  if (archived && view.standing.state === 'rejected') {
    const story = await branchStory(context, archived)
    const fork = story.commits[0] && (await repository.commitData(story.commits[0].oid)).parents[0]
    const base = fork === undefined ? new Map<string, Uint8Array>() : await artifactFiles(await repository.snapshot(fork), archived.front.artifact)
    return { front: archived.front, body: await caseFor(context, { ...view, onMain: undefined }), versions: await versionsOf(context, archived, story), base }
  }
  const head = await repository.refs.read(MAIN)
  const decided = new Set(view.decisions.filter(({ decision }) => decision.verb === 'approve').map(({ decision }) => decision.artifact.digest))
  if (!head || !view.onMain) return undefined
  for await (const { oid, commit } of firstParents(head, (id) => repository.commitData(id))) {
    const tip = await repository.snapshot(oid)
    const files = await artifactFiles(tip, view.onMain.artifact)
    const bytes = await tip.read(proposalPath(view.id))
    if (!bytes) return undefined
    if (files.size === 0) continue
    const digest = artifactDigest(files)
    if (digest !== view.onMain.artifact.digest && !decided.has(digest)) continue
    const { body } = parseMarkdown(Buffer.from(bytes).toString('utf8'), { file: proposalPath(view.id) })
    return { front: view.onMain, body, versions: [{ files, author: commit.author, message: '' }], base: new Map() }
  }
  return undefined
}
