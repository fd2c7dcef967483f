import { okfBundle, type Knowledge } from '../datasets/okf.js'
import { refused } from '../kernel/errors.js'
import { MAIN } from '../kernel/layout.js'
import { withPersonalOf } from '../redaction/redaction-rules.js'
import type { TargetFolder } from '../targets/folder.js'
import { agentGate, type AgentGate } from './agent-gate.js'
import { artifactFiles } from './artifacts.js'
import type { Context } from './context.js'
import { proposalViews, type ProposalView } from './proposals.js'
import { secretsIn } from './secret-guard.js'

export interface OkfResult {
  files: string[]
  concepts: number
  /** Approved things that were left out, and why. */
  refused: { path: string; reason: string }[]
}

/** Writes what is approved as a bundle of the Open Knowledge Format. */
export async function exportOkf(context: Context, target: TargetFolder, { dryRun }: { dryRun: boolean }): Promise<OkfResult> {
  const [known, left]: [Knowledge[], OkfResult['refused']] = [[], []]
  const views = proposalViews(context)
  const gate = agentGate(context, views)
  for (const view of views) {
    if (view.standing.state !== 'approved' || !view.onMain || view.onMain.action === 'retire') continue
    const one = await knowledgeOf(context, view, gate)
    if (typeof one === 'string') left.push({ path: view.onMain.artifact.path, reason: one })
    else known.push(one)
  }
  const bundle = okfBundle(known)
  const rules = withPersonalOf(context.fileRules, context.redaction)
  for (const [path, text] of bundle) {
    const [secret] = secretsIn(Buffer.from(text), rules)
    if (secret) throw refused(`${path} would have what looks like a secret or personal data (${secret.kind}), in line ${secret.line}`, { fix: 'edit or revoke what it is from; nothing was written' })
  }
  if (!dryRun) for (const [path, text] of bundle) await target.write(path, text)
  return { files: [...bundle.keys()], concepts: known.length, refused: left }
}

async function knowledgeOf(context: Context, view: ProposalView, gate: AgentGate): Promise<Knowledge | string> {
  const { onMain, supporters, decisions, id } = view
  if (!onMain) return 'it is not on main'
  if (onMain.kind === 'training-plan') return 'it is a plan of training'
  const files = await artifactFiles(await context.repository.tip(MAIN), onMain.artifact)
  const reason = await gate(view, files)
  if (reason !== undefined) return reason
  const text = files.get('SKILL.md') ?? [...files.values()][0]
  if (!text) return 'it has no text'
  const approvedAt = decisions.map(({ decision }) => decision).filter(({ verb }) => verb === 'approve').map(({ at }) => at).sort().at(-1)
  return { proposal: id, kind: onMain.kind, title: onMain.title, path: onMain.artifact.path, text: Buffer.from(text).toString('utf8'), sessions: supporters, ...(approvedAt !== undefined && { approvedAt }) }
}
