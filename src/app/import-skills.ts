import { badInput, SkillLoopError } from '../kernel/errors.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { MAIN, proposalBranch } from '../kernel/layout.js'
import { excerpt } from '../kernel/text.js'
import { adaptSkill, type AdaptedSkill } from '../proposals/import/adapt-skill.js'
import { findSkills, type FoundSkill, type SourceFile } from '../proposals/import/find-skills.js'
import { importId, importProposal } from '../proposals/import/import-proposal.js'
import type { ThreatReport } from '../threats/types.js'
import type { Context } from './context.js'
import { decisionIds, proposalViews } from './proposals.js'
import { propose } from './propose.js'
import { scanArtifact } from './scan-artifact.js'
import { secretsIn } from './secret-guard.js'

/** Where skills are imported from, with all files there that may belong to one. */
export interface SkillSource {
  /** Host and path of a repository, or a folder's name: never a path on this machine. */
  address: string
  commit?: string
  files: readonly SourceFile[]
}

/** What became of a skill that was found. */
export interface ImportedSkill {
  /** Its folder within the source, and the name that it has here. */
  from: string
  name: string
  /** proposed: now, or would be; pending, in force, decided: there was such a proposal already; refused: it cannot be taken. */
  outcome: 'proposed' | 'pending' | 'in force' | 'decided' | 'refused'
  proposal?: string
  branch?: string
  license?: string
  scan?: { verdict: ThreatReport['verdict']; findings: number }
  changes: readonly string[]
  /** Why it was refused, or what was decided. */
  reason?: string
}

/**
 * Proposes the skills of a source, each on a branch of its own. The same bytes again are the same proposal, wherever
 * they are from; nothing gets to main but by a review.
 * @param only names or folders of those that are wanted; all when empty
 * @throws SkillLoopError (2) where there is no skill, or none of that name
 */
export async function importSkills(context: Context, source: SkillSource, only: readonly string[], options: { dryRun: boolean }): Promise<ImportedSkill[]> {
  const all = findSkills(source.files)
  if (all.length === 0) throw badInput(`there is no skill in ${source.address}`, { expected: 'a folder with a SKILL.md in it, or folders of such' })
  const results: ImportedSkill[] = []
  const met = new Set<string>()
  for (const found of all) {
    const folder = found.path.split('/').at(-1) ?? found.path
    const adapted = attempt(found, folder === '.' ? source.address.split('/').at(-1) ?? '' : folder)
    const name = typeof adapted === 'string' ? folder : adapted.name
    if (only.length > 0 && !only.some((wanted) => wanted === name || wanted === found.path || wanted === folder)) continue
    for (const wanted of [name, found.path, folder]) met.add(wanted)
    if (typeof adapted === 'string') results.push({ from: found.path, name, outcome: 'refused', changes: [], reason: adapted })
    else if (results.some((other) => other.name === name && other.outcome !== 'refused')) results.push({ from: found.path, name, outcome: 'refused', changes: adapted.changes, reason: `another skill of the source is called ${name}, too` })
    else results.push(await importOne(context, source, found, adapted, options))
  }
  const missing = only.find((wanted) => !met.has(wanted))
  if (missing !== undefined) throw badInput(`there is no skill ${missing} in ${source.address}`, { expected: `one of: ${all.map(({ path }) => path).slice(0, 20).join(', ')}` })
  return results
}

/** The skill as it would be stored, or why it cannot be. */
function attempt(found: FoundSkill, folder: string): AdaptedSkill | string {
  if (found.problems.length > 0) return `${found.problems.slice(0, 3).join('; ')}${found.problems.length > 3 ? `; and ${found.problems.length - 3} more` : ''}`
  try {
    return adaptSkill(found.files, folder, { file: `${found.path}/SKILL.md` })
  } catch (error) {
    if (error instanceof SkillLoopError) return error.message
    throw error
  }
}

async function importOne(context: Context, source: SkillSource, found: FoundSkill, skill: AdaptedSkill, { dryRun }: { dryRun: boolean }): Promise<ImportedSkill> {
  const { name, files, changes } = skill
  const threats = scanArtifact(files, context.fileRules)
  const license = skill.license ?? licenseIn(found.files) ?? licenseIn(topOf(source))
  const told: Omit<ImportedSkill, 'outcome'> = { from: found.path, name, changes, scan: { verdict: threats.verdict, findings: threats.findings.length }, ...(license !== undefined && { license }) }
  const secret = [...files].flatMap(([path, bytes]) => secretsIn(bytes, context.fileRules).map(({ kind, line }) => `${path}:${line} looks like a secret (${kind})`))[0]
  if (secret !== undefined) return { ...told, outcome: 'refused', reason: secret }
  const digest = artifactDigest(files)
  const replaces = context.index.digestAt(MAIN, `skills/${name}`)
  const id = importId(name, digest)
  const known = proposalViews(context).find((view) => view.id === id)
  if (replaces === digest) return { ...told, outcome: 'in force', ...(known && { proposal: id }) }
  if (known?.standing.state === 'pending') return { ...told, outcome: 'pending', proposal: id }
  if (known && ['rejected', 'revoked', 'disputed'].includes(known.standing.state)) return { ...told, outcome: 'decided', proposal: id, reason: known.standing.reason }
  const proposal = importProposal({
    name, files, changes, threats, replaces, description: skill.description, executables: found.executables, after: known ? decisionIds(known) : [],
    source: { address: excerpt(source.address, 500), path: excerpt(found.path, 500), ...(source.commit !== undefined && { commit: source.commit }), digest: artifactDigest(found.files), ...(license !== undefined && { license }) }
  }, context.version)
  const branch = proposalBranch(proposal.front)
  if (!dryRun) await propose(context, proposal, branch)
  return { ...told, outcome: 'proposed', proposal: id, branch: branch.replace('refs/heads/', '') }
}

const LICENSE_FILE = /^(?:LICEN[CS]E|COPYING|UNLICENSE)(?:[.-][A-Za-z0-9.-]+)?$/i

/** The title of a licence file at the top, which is how most say which one it is. */
function licenseIn(files: ArtifactFiles): string | undefined {
  const bytes = [...files].find(([path]) => LICENSE_FILE.test(path))?.[1]
  const title = bytes && Buffer.from(bytes.subarray(0, 2000)).toString('utf8').split('\n').map((line) => line.trim()).find((line) => line !== '')
  return title ? excerpt(title, 200) : undefined
}

function topOf({ files }: SkillSource): ArtifactFiles {
  return new Map(files.flatMap((file) => ('bytes' in file && !file.path.includes('/') ? [[file.path, file.bytes] as const] : [])))
}
