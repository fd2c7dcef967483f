import { environment, refused } from '../kernel/errors.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { MAIN, proposalPath } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import type { ProposalFrontMatter } from '../kernel/types.js'
import { mergeFiles } from '../proposals/merge-files.js'
import { renderProposal } from '../proposals/render.js'
import type { ObjectBatch } from '../store/objects/object-batch.js'
import type { Signature } from '../store/objects/encode.js'
import type { Snapshot } from '../store/repository.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import { artifactFiles } from './artifacts.js'
import type { Context } from './context.js'
import { checkArtifact } from './edit.js'

/** A proposal as one after the other made it: first as it was proposed, then with each person's change. */
export interface Version { files: ArtifactFiles; author: Signature; message: string }

export interface Replay {
  front: ProposalFrontMatter
  /** The case for it. */
  body: string
  versions: readonly Version[]
  /** What stood at its path when it was made. */
  base: ArtifactFiles
  /** Its own bytes where they do not fit main's. */
  takeOwn: boolean
}

export interface Replayed {
  front: ProposalFrontMatter
  files: ArtifactFiles
  commits: { edits: Map<string, FileEdit>; message: string; author: Signature }[]
  main: Snapshot
}

/**
 * Makes the commits of a proposal anew for what is on main now; nothing is moved. What the proposal promises is the
 * first version as it comes out there, so the case keeps apart from people's changes.
 * @throws SkillLoopError (3) naming the files where its changes do not fit, (1) where nothing would be left to change
 */
export async function replay({ repository }: Context, batch: ObjectBatch, given: Replay): Promise<Replayed> {
  const main = await repository.tip(MAIN)
  if (!main) throw environment('the branch main is missing', { fix: 'restore it from a clone' })
  const { artifact } = given.front
  const there = await artifactFiles(main, artifact)
  let [before, files]: [ArtifactFiles, ArtifactFiles] = [given.base, there]
  const commits: Replayed['commits'] = []
  const front = { ...given.front, action: there.size > 0 ? 'update' as const : 'add' as const }
  for (const [n, version] of given.versions.entries()) {
    const merged = mergeFiles(before, files, version.files, given.takeOwn ? 'theirs' : undefined)
    if (merged.conflicts.length > 0 && !given.takeOwn) throw doesNotFit(given.front, merged.conflicts)
    const edits = new Map<string, FileEdit>()
    const put = async (path: string, bytes: Uint8Array): Promise<void> => void edits.set(path, { oid: await batch.add('blob', bytes), mode: '100644' })
    if (n === 0) {
      front.artifact = { path: artifact.path, digest: artifactDigest(merged.files), ...(there.size > 0 && { replaces: artifactDigest(there) }) }
      await put(proposalPath(front.id), Buffer.from(renderProposal({ front, body: bodyFor(given.body, artifact.replaces, front.artifact.replaces) })))
    }
    for (const name of files.keys()) if (!merged.files.has(name)) edits.set(pathOf(artifact.path, name), null)
    for (const [name, bytes] of merged.files) await put(pathOf(artifact.path, name), bytes)
    commits.push({ edits, message: version.message, author: version.author })
    ;[before, files] = [version.files, merged.files]
  }
  checkArtifact(front.kind, artifact.path, files)
  if (there.size > 0 && artifactDigest(files) === artifactDigest(there)) throw refused(`main has at ${artifact.path} just what ${front.id} would put there`, { fix: `turn it down: skillloop review reject ${front.id} --reason "main has it already"` })
  return { front, files, commits, main }
}

const HOW_TO = '## How to read and decide'

/** The case says what it would replace: where that is another by now, it says so too. */
function bodyFor(body: string, before: string | undefined, now: string | undefined): string {
  if (before === now || now === undefined) return body
  if (before !== undefined && body.includes(before)) return body.replaceAll(before, now)
  const note = `## Since it was proposed\n\nMain has got something at its path; it would now replace that (\`${now}\`).\n\n`
  return body.includes(HOW_TO) ? body.replace(HOW_TO, () => note + HOW_TO) : `${body.trimEnd()}\n\n${note}`
}

function pathOf(artifact: string, name: string): string {
  return artifact.endsWith('.md') ? artifact : `${artifact}/${name}`
}

function doesNotFit({ id, title, artifact }: ProposalFrontMatter, names: readonly string[]): Error {
  return environment(`main has changed the same lines as ${excerpt(title, 60)}: ${names.map((name) => pathOf(artifact.path, name)).join(', ')}`, {
    expected: 'changes in different places', fix: `skillloop review rebase ${id} --take-proposal to put its bytes in place of main's, then edit it; or reject it`
  })
}
