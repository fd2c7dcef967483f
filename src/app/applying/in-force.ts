import type { ArtifactFiles } from '../../kernel/hash.js'
import { MAIN } from '../../kernel/layout.js'
import { agentGate } from '../agent-gate.js'
import { artifactFiles } from '../artifacts.js'
import type { Context } from '../context.js'
import { histories } from '../history.js'
import { versionsOf } from '../../proposals/history/versions.js'
import type { ProposalView } from '../proposals.js'

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
  const gate = agentGate(context, views)
  const [artifacts, withheld]: [InForce[], Withheld[]] = [[], []]
  for (const view of views) {
    const { onMain, standing } = view
    if (!onMain || onMain.kind === 'training-plan' || onMain.action === 'retire') continue
    const { path } = onMain.artifact
    if (standing.state === 'altered' || standing.state === 'disputed') withheld.push({ path, reason: `${standing.state}: ${standing.reason}`, stays: false })
    if (standing.state !== 'approved') continue
    const files = await artifactFiles(main, onMain.artifact)
    const reason = await gate(view, files)
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
