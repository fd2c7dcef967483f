import { parseMarkdown } from '../../kernel/front-matter.js'
import { artifactDigest, type ArtifactFiles } from '../../kernel/hash.js'
import { isOneFile, MAIN } from '../../kernel/layout.js'
import { artifactFiles } from '../artifacts.js'
import { problemsOfFile } from '../check-file.js'
import type { Context } from '../context.js'
import { histories, nameOf } from '../history.js'
import { versionsOf } from '../../proposals/history/versions.js'
import type { ProposalView } from '../proposals.js'
import { isUnacceptedDanger, riskOf } from '../risk.js'
import { secretsIn } from '../secret-guard.js'

/** A memory or skill that a target is to have. */
export interface InForce {
  view: ProposalView
  kind: 'memory' | 'skill'
  /** Path on main. */
  path: string
  files: ArtifactFiles
  /** ISO times at which its first and its last version came into force. */
  since: string
  changed: string
}

/** What is approved, or was, and reaches no target now. */
export interface Withheld {
  path: string
  reason: string
  /** What was written of it before stays where it is until somebody decides. */
  stays: boolean
}

/**
 * Which files of an artifact are in force for a target: those on main unless something says otherwise, such as a rollout
 * that gives an earlier version to most. undefined: the target is to have none of it.
 * @param target the target as it is recorded
 */
export type ChooseVersion = (artifact: Pick<InForce, 'path' | 'files'>, target: string) => Promise<ArtifactFiles | undefined>

/** Every memory and skill that may reach an agent, by path, each having passed the last gates; and what may not, and why. */
export async function inForce(context: Context, views: readonly ProposalView[]): Promise<{ artifacts: InForce[]; withheld: Withheld[] }> {
  const main = await context.repository.tip(MAIN)
  const lives = await histories(context)
  const [artifacts, withheld]: [InForce[], Withheld[]] = [[], []]
  for (const view of views) {
    const { onMain, standing } = view
    if (!onMain || onMain.kind === 'training-plan' || onMain.action === 'retire') continue
    const { path } = onMain.artifact
    if (standing.state === 'altered' || standing.state === 'disputed') withheld.push({ path, reason: `${standing.state}: ${standing.reason}`, stays: false })
    if (standing.state !== 'approved') continue
    const files = await artifactFiles(main, onMain.artifact)
    const reason = await unfit(context, view, files)
    if (reason !== undefined) withheld.push({ path, reason, stays: true })
    else {
      const life = lives.get(path)
      const versions = life ? versionsOf(life) : []
      artifacts.push({ view, kind: onMain.kind, path, files, since: versions[0]?.at ?? '', changed: versions.at(-1)?.at ?? '' })
    }
  }
  return { artifacts: artifacts.sort((a, b) => (a.path < b.path ? -1 : 1)), withheld }
}

/** Each with the files that are in force for one target, without those that it is to have none of. */
export async function chosenFor(artifacts: readonly InForce[], target: string, choose: ChooseVersion): Promise<InForce[]> {
  const chosen: InForce[] = []
  for (const artifact of artifacts) {
    const files = await choose(artifact, target)
    if (files) chosen.push({ ...artifact, files })
  }
  return chosen
}

async function unfit(context: Context, view: ProposalView, files: ArtifactFiles): Promise<string | undefined> {
  const path = view.onMain?.artifact.path ?? ''
  if (artifactDigest(files) !== view.mainDigest) return 'its bytes are not those that were decided on'
  if (isUnacceptedDanger(context, await riskOf(context, view))) return 'its scan says dangerous, and nobody has accepted that: read skillloop review show, then approve it with --accept-risk, or revoke it'
  for (const [name, bytes] of files) {
    const [secret] = secretsIn(bytes, context.fileRules)
    if (secret) return `${name} has what looks like a secret (${secret.kind}), in line ${secret.line}: edit or revoke it`
  }
  const main = isOneFile(path) ? path : `${path}/SKILL.md`
  const bytes = isOneFile(path) ? [...files.values()][0] : files.get('SKILL.md')
  const problem = bytes ? problemsOfFile(main, bytes)[0] ?? (isOneFile(path) ? undefined : misnamed(path, bytes)) : 'is missing'
  return problem === undefined ? undefined : `${main.split('/').at(-1) ?? main}: ${problem}`
}

/** Agents look a skill up by its folder. */
function misnamed(path: string, bytes: Uint8Array): string | undefined {
  const { data, body } = parseMarkdown(Buffer.from(bytes).toString('utf8'), { file: path })
  if (data['name'] !== nameOf(path)) return 'its name is not that of its folder'
  return body.trim() === '' ? 'it has no instructions' : undefined
}
