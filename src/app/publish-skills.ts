import { environment, refused } from '../kernel/errors.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { plural } from '../kernel/text.js'
import { versionsOf } from '../proposals/history/versions.js'
import { formOf, semantic, type PublishForm } from '../proposals/import/publish-form.js'
import type { Tap } from '../hosting/open-tap.js'
import type { FileEdit } from '../store/trees/tree-edit.js'
import type { TargetFolder } from '../targets/folder.js'
import { agentGate } from './agent-gate.js'
import { artifactFiles } from './artifacts.js'
import type { Context } from './context.js'
import { findArtifact, histories, nameOf } from './history.js'
import { proposalViews } from './proposals.js'

/** A skill in force, as it is to be published. */
export interface Publication {
  name: string
  version: number
  digest: string
  files: ArtifactFiles
  /** Digests of every version that this store ever had, in the form asked for: what may be replaced. */
  ours: ReadonlySet<string>
}

/** What publishing does to one skill's folder there. */
export interface PublicationStep {
  name: string
  version: string
  digest: string
  outcome: 'new' | 'updated' | 'same' | 'refused'
  folder: string
  writes: Map<string, Uint8Array>
  removes: string[]
  reason?: string
}

/**
 * The skills of these names, ready to be given away.
 * @throws SkillLoopError (1) for one that is not in force, dangerous or holds a secret, (2) where there is none of that name
 */
export async function publications(context: Context, names: readonly string[], form: PublishForm): Promise<Publication[]> {
  const all = await histories(context)
  const views = proposalViews(context)
  const gate = agentGate(context, views)
  const found: Publication[] = []
  for (const given of new Set(names)) {
    const { history } = findArtifact(all, given, 'skill')
    const { current } = history
    if (!current) throw refused(`${history.path} is not in force`, { expected: 'a skill that is approved', fix: 'see skillloop skills list' })
    const name = nameOf(history.path)
    const view = views.find(({ id }) => id === current.proposal)
    if (view?.standing.state !== 'approved') throw refused(`${history.path} is ${view?.standing.state ?? 'there without a proposal'}: ${view?.standing.reason ?? ''}`, { expected: 'a skill that is approved as it stands' })
    const filesAt = async (commit: string): Promise<ArtifactFiles> => artifactFiles(await context.repository.snapshot(commit), history)
    const own = await filesAt(current.commit)
    if (artifactDigest(own) !== current.digest) throw refused(`${history.path} holds a link or another thing that is no plain file`, { fix: 'see skillloop check' })
    const reason = await gate(view, own)
    if (reason !== undefined) throw refused(`${history.path}: ${reason}; nothing was published`, { fix: `read skillloop review show ${view.id}` })
    const ours = new Set<string>()
    for (const { commit, number } of versionsOf(history)) ours.add(artifactDigest(formOf(form, name, await filesAt(commit), number)))
    const files = formOf(form, name, own, current.number)
    found.push({ name, version: current.number, digest: artifactDigest(files), files, ours })
  }
  return found
}

/** What has to change in a skill's folder there. Bytes that are none of ours are left as they are. */
export function stepFor({ name, version, digest, files, ours }: Publication, folder: string, there: ArtifactFiles): PublicationStep {
  const step = { name, version: semantic(version), digest, folder, writes: new Map<string, Uint8Array>(), removes: [] }
  const before = artifactDigest(there)
  if (there.size > 0 && before === digest) return { ...step, outcome: 'same' }
  if (there.size > 0 && !ours.has(before)) return { ...step, outcome: 'refused', reason: `${folder} has other bytes than any version of it here: look at them (skillloop skills import), or take them away` }
  return { ...step, outcome: there.size > 0 ? 'updated' : 'new', writes: new Map([...files].map(([path, bytes]) => [`${folder}/${path}`, bytes])), removes: [...there.keys()].filter((path) => !files.has(path)).map((path) => `${folder}/${path}`) }
}

/** Writes steps into a folder on this machine. */
export async function publishToFolder(target: TargetFolder, steps: readonly PublicationStep[]): Promise<void> {
  for (const { writes, removes } of steps) {
    for (const [path, bytes] of writes) await target.write(path, bytes)
    for (const path of removes) await target.remove(path)
  }
}

/**
 * Commits steps on top of a fetched branch and pushes it, from what was looked at and from nothing else.
 * @returns the new commit; undefined where all is there already
 * @throws SkillLoopError (3) where the branch has moved or takes no pushes
 */
export async function publishToTap(context: Context, tap: Tap, steps: readonly PublicationStep[]): Promise<string | undefined> {
  const { repository, branch, commit: tip } = tap
  if (tip === undefined) throw environment('the repository has no commit yet', { fix: 'give it a first one, such as a README, and push that' })
  const ref = `refs/heads/${branch}`
  const who = await context.person()
  await repository.refs.update(ref, undefined, tip, { who, message: 'fetched' })
  const batch = repository.batch()
  const edits = new Map<string, FileEdit>()
  for (const { writes, removes } of steps) {
    for (const [path, bytes] of writes) edits.set(path, { oid: await batch.add('blob', bytes), mode: '100644' })
    for (const path of removes) edits.set(path, null)
  }
  const changed = steps.filter(({ outcome }) => outcome === 'new' || outcome === 'updated')
  const message = `Publish ${changed.map(({ name, version }) => `${name} ${version}`).join(', ')}\n\n${changed.map(({ name, digest }) => `SkillLoop-Skill: ${name} ${digest}`).join('\n')}`
  const commit = await repository.commit(ref, batch, () => Promise.resolve({ edits, message }), { who })
  if (commit === undefined) return undefined
  const [result] = await tap.transport.push([{ ref, expected: tip, to: commit }])
  if (result?.outcome !== 'done') throw environment(`${plural(changed.length, 'skill')} could not be pushed: ${result?.reason ?? 'no answer'}`, { fix: result?.outcome === 'moved' ? 'it has moved on meanwhile: try again' : 'push to another branch, --branch, and open a pull request there' })
  return commit
}
