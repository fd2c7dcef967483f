import { parseMarkdown } from '../kernel/front-matter.js'
import { MAIN, proposalPath } from '../kernel/layout.js'
import type { ArtifactFiles } from '../kernel/hash.js'
import type { Snapshot } from '../store/repository.js'
import type { Context } from './context.js'
import type { ProposalView } from './proposals.js'

/**
 * The files of an artifact in a commit, by path relative to it; empty where it is not there. A link or a submodule is
 * told as Git's diff tells it: no bytes that anybody decided on, so that it never counts for what was approved.
 */
export async function artifactFiles(tip: Snapshot | undefined, artifact: { path: string }): Promise<ArtifactFiles> {
  const one = await tip?.entry(artifact.path)
  if (!tip || !one) return new Map()
  if (one.mode !== '40000') return new Map([[artifact.path.split('/').at(-1) ?? artifact.path, await bytesOf(tip, { path: artifact.path, ...one })]])
  const files = new Map<string, Uint8Array>()
  for (const file of await tip.files(artifact.path)) files.set(file.path.slice(artifact.path.length + 1), await bytesOf(tip, file))
  return files
}

async function bytesOf(tip: Snapshot, { path, mode, oid }: { path: string; mode: string; oid: string }): Promise<Uint8Array> {
  if (mode === '160000') return Buffer.from(`Subproject commit ${oid}\n`)
  const bytes = await tip.read(path) ?? new Uint8Array()
  return mode === '120000' ? Buffer.from(`Symbolic link to ${Buffer.from(bytes).toString('utf8')}\n`) : bytes
}

/** An artifact as it is proposed and as it stands on main. */
export interface Comparison {
  proposed: ArtifactFiles
  onMain: ArtifactFiles
}

/** Both sides of a proposal's artifact; the proposed one from its branch, else from the archive. */
export async function compareArtifact(context: Context, view: ProposalView): Promise<Comparison> {
  const { repository } = context
  const artifact = (view.branch?.front ?? view.front)?.artifact
  if (!artifact) return { proposed: new Map(), onMain: new Map() }
  const source = view.branch ?? (view.onMain ? undefined : view.archived)
  const main = await repository.tip(MAIN)
  const onMain = await artifactFiles(main, artifact)
  return { proposed: source ? await artifactFiles(await repository.snapshot(source.commit), artifact) : onMain, onMain: source ? onMain : new Map() }
}

/** The case for a proposal as it was written for people: the body of its Markdown, wherever that is kept. */
export async function caseFor(context: Context, view: ProposalView): Promise<string> {
  const source = view.branch ?? (view.onMain ? undefined : view.archived)
  const tip = source ? await context.repository.snapshot(source.commit) : await context.repository.tip(MAIN)
  const path = proposalPath(view.id)
  const bytes = await tip?.read(path)
  return bytes ? parseMarkdown(Buffer.from(bytes).toString('utf8'), { file: path }).body : ''
}
