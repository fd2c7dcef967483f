import { isoTime } from '../../kernel/clock.js'
import { environment } from '../../kernel/errors.js'
import { artifactDigest } from '../../kernel/hash.js'
import { MAIN } from '../../kernel/layout.js'
import { plural } from '../../kernel/text.js'
import type { Decision } from '../../kernel/types.js'
import { renderDecision } from '../../proposals/decisions.js'
import type { Context } from '../context.js'
import { decisionIds, type ProposalView } from '../proposals.js'
import type { Steps } from './compare.js'
import type { InForce } from './in-force.js'
import type { PathOnRecord } from './on-record.js'
import type { PieceKind } from '../../targets/forms/places.js'
import type { Piece } from './pieces.js'

type Applied = NonNullable<Decision['applied']>

/** What one artifact's decision says of a target. */
interface Note { files: Record<string, string>; removed: string[]; leaves: Record<string, string>; as: PieceKind }

/** What was done to a target, on main: a decision for each artifact that came, changed or went. @returns the commit */
export async function record(context: Context, views: readonly ProposalView[], done: { target: string; steps: Pick<Steps, 'write' | 'record' | 'remove' | 'gone'>; artifacts: readonly InForce[]; paths: ReadonlyMap<string, PathOnRecord> }): Promise<string> {
  const { target, steps, artifacts, paths } = done
  const who = await context.person()
  const batch = context.repository.batch()
  const edits = new Map<string, { oid: string; mode: '100644' }>()
  for (const [path, note] of notesFor(steps, paths)) {
    const inForce = artifacts.find((artifact) => artifact.path === path)
    const view = inForce?.view ?? viewOf(views, path, target)
    const digest = inForce ? artifactDigest(inForce.files) : view?.mainDigest ?? view?.onMain?.artifact.digest
    if (!view || digest === undefined) continue
    const decision: Decision = {
      schemaVersion: 1, proposal: view.id, verb: 'apply', at: isoTime(context.clock.now()), by: { name: who.name, email: who.email },
      artifact: { path, digest }, after: decisionIds(view), applied: appliedOf(target, note)
    }
    const { path: file, text } = renderDecision(decision)
    edits.set(file, { oid: await batch.add('blob', Buffer.from(text)), mode: '100644' })
  }
  const counts = [plural(steps.write.length + steps.record.length, 'file'), `${steps.remove.length + steps.gone.length} removed`]
  const commit = await context.repository.commit(MAIN, batch, () => Promise.resolve({ edits, message: `Apply to ${target}: ${counts.join(', ')}` }), { who })
  if (!commit) throw environment('what was applied could not be recorded', { fix: 'run apply again' })
  return commit
}

/** By artifact what is to be noted. Of a file that several are in, only those that came or went have a note, or the newest one where none did. */
function notesFor(steps: Pick<Steps, 'write' | 'record' | 'remove' | 'gone'>, paths: ReadonlyMap<string, PathOnRecord>): Map<string, Note> {
  const notes = new Map<string, Note>()
  const noteOf = (artifact: string, as: PieceKind): Note => {
    const note = notes.get(artifact) ?? { files: {}, removed: [], leaves: {}, as }
    notes.set(artifact, { ...note, as: as === 'file' ? note.as : as })
    return notes.get(artifact) ?? note
  }
  const put = ({ path, as, of, sha256 }: Piece): void => {
    const before = paths.get(path)?.of ?? new Map<string, string>()
    const came = of.filter((artifact) => !before.has(artifact))
    const went = [...before.keys()].filter((artifact) => !of.includes(artifact))
    for (const artifact of went) {
      const note = noteOf(artifact, as)
      note.removed.push(path)
      note.leaves[path] = sha256
    }
    for (const artifact of came.length > 0 ? came : went.length > 0 ? [] : of.slice(-1)) noteOf(artifact, as).files[path] = sha256
  }
  for (const { piece } of steps.write) put(piece)
  for (const piece of steps.record) put(piece)
  for (const { path, of } of [...steps.remove, ...steps.gone]) for (const artifact of of) noteOf(artifact, 'file').removed.push(path)
  return notes
}

function appliedOf(target: string, { files, removed, leaves, as }: Note): Applied {
  return { target, files, ...(as !== 'file' && { as }), ...(removed.length > 0 && { removed: [...new Set(removed)].sort() }), ...(Object.keys(leaves).length > 0 && { leaves }) }
}

/** The proposal that a note on an artifact no longer in force goes to: the last whose bytes were put there. */
function viewOf(views: readonly ProposalView[], path: string, target: string): ProposalView | undefined {
  const of = views.filter(({ front, onMain }) => (onMain ?? front)?.artifact.path === path && onMain)
  const applied = (view: ProposalView): string => view.decisions.filter(({ decision }) => decision.applied?.target === target).map(({ decision }) => decision.at).sort().at(-1) ?? ''
  return of.sort((a, b) => (applied(a) < applied(b) ? 1 : -1))[0]
}
