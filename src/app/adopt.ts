import { diffLines } from 'diff'
import { badInput, refused } from '../kernel/errors.js'
import { artifactDigest, proposalId, type ArtifactFiles } from '../kernel/hash.js'
import { isOneFile, proposalBranch } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import type { Origin } from '../kernel/types.js'
import { proposalFrom } from '../proposals/compose.js'
import type { ThreatReport } from '../threats/types.js'
import { checkArtifact } from './edit.js'
import { ADOPT, load, type Machine } from './apply.js'
import { changedArtifact } from './applying/changed-artifact.js'
import { withDiff } from './applying/compare.js'
import type { InForce } from './applying/in-force.js'
import { onRecord } from './applying/on-record.js'
import type { Target } from './applying/resolve-target.js'
import type { Context } from './context.js'
import { findArtifact, histories, nameOf } from './history.js'
import { proposalViews } from './proposals.js'
import { propose } from './propose.js'
import { scanArtifact } from './scan-artifact.js'

export interface Adopted {
  id: string
  branch: string
  path: string
  /** From what is in force to what stands in the target. */
  diff: string
  verdict: ThreatReport['verdict']
  /** The same change was proposed before, and waits. */
  isNew: boolean
}

/** Changed lines that the proposal names as nobody's known words; a reviewer reads the rest in the diff. */
const MAX_LINES = 60

/**
 * Makes a proposal of what somebody changed in a memory or skill where it was applied. Nothing there is touched; approved,
 * the change is in force everywhere.
 * @param given its name or path, on main or in the target
 * @throws SkillLoopError (1) where nothing was changed, or the change was turned down before, (2) where it is no longer what it has to be
 */
export async function adopt(context: Context, machine: Machine, target: Target, given: string): Promise<Adopted> {
  const { artifacts, views } = await load(context)
  const { history: { path } } = findArtifact(await histories(context), nameIn(target, given))
  const artifact = artifacts.find((one) => one.path === path)
  if (!artifact) throw refused(`${path} is not in force`, { fix: 'see skillloop review list --all' })
  const there = new Set([...onRecord(views).get(target.record)?.values() ?? []].flatMap(({ of }) => [...of.keys()]))
  const files = await changedArtifact(machine.folder(target.root), target, artifact, artifacts.filter((one) => there.has(one.path)))
  if (!files) throw badInput(`${path} is not in ${target.record}, or cannot be told from the rest there`, { expected: 'a memory or skill that was applied there' })
  if (artifactDigest(files) === artifactDigest(artifact.files)) throw refused(`${path} is in ${target.record} as it is in force; there is nothing to adopt`)
  checkArtifact(artifact.kind, path, files)
  return proposeChange(context, target, artifact, files)
}

/** A path within a skills folder names the skill, whatever the folder is called. */
function nameIn({ place, record }: Target, given: string): string {
  const path = given.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/$/, '')
  const below = path.startsWith(`${record}/`) ? path.slice(record.length + 1) : undefined
  if (below === undefined) return given
  return place.form === 'skills' ? below.split('/')[0] ?? given : below
}

async function proposeChange(context: Context, target: Target, artifact: InForce, files: ArtifactFiles): Promise<Adopted> {
  const { kind, path, view } = artifact
  const front = view.onMain
  if (!front) throw refused(`${path} is not in force`)
  const subject = `adopted ${artifactDigest(files).slice(7, 19)} ${front.subject}`
  const id = proposalId(kind, subject)
  const before = proposalViews(context).find((other) => other.id === id)
  if (before && before.standing.state !== 'pending') {
    throw refused(`this change was proposed before, and is ${before.standing.state}: ${before.standing.reason}`, { fix: `skillloop review reopen ${id}, or change it again` })
  }
  const threats = scanArtifact(files, context.fileRules)
  const diff = [...new Set([...artifact.files.keys(), ...files.keys()])].sort().flatMap((name) => {
    const place = isOneFile(path) ? path : `${path}/${name}`
    const [old, fresh] = [artifact.files.get(name), files.get(name)]
    return old && fresh && Buffer.compare(Buffer.from(old), Buffer.from(fresh)) === 0 ? [] : [withDiff(place, old, fresh).diff ?? `${place}: no text\n`]
  }).join('')
  const proposal = proposalFrom({
    id, kind, subject, title: excerpt(`Adopt a change to ${nameOf(path)} made in ${target.record}`, 200), basis: 'inferred', path, files,
    evidence: front.evidence, origins: changedLines(artifact.files, files), threats, after: [], strength: 1,
    why: [`What was applied to ${target.record} was changed there, and this makes the change everybody's, or turns it down for good.`],
    doubts: ['Who changed it is not known: a person, or an agent or program that may write there.', 'The evidence is that of the version it changes; nothing but the change itself speaks for the change.']
  }, { replaces: artifactDigest(artifact.files), distiller: { name: ADOPT, version: context.version } })
  const isNew = !before && await propose(context, proposal, proposalBranch(proposal.front))
  return { id, branch: proposalBranch(proposal.front).replace('refs/heads/', ''), path, diff, verdict: threats.verdict, isNew }
}

/** Each new line as words from a file: the reviewer is told first that they may be an outsider's. */
function changedLines(before: ArtifactFiles, after: ArtifactFiles): Origin[] {
  const lines = [...after].flatMap(([name, bytes]) => (
    diffLines(textOf(before.get(name)), textOf(bytes)).filter(({ added }) => added).flatMap(({ value }) => value.split('\n')).map((line) => line.trim())
  ))
  return [...new Set(lines.filter((line) => /\p{L}/u.test(line)))].slice(0, MAX_LINES).map((line) => ({ text: excerpt(line, 400), from: ['tool'] }))
}

function textOf(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? []).toString('utf8')
}
