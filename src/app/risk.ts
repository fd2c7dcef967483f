import { refused } from '../kernel/errors.js'
import { artifactDigest, type ArtifactFiles } from '../kernel/hash.js'
import { MAIN } from '../kernel/layout.js'
import { plural } from '../kernel/text.js'
import type { Decision } from '../kernel/types.js'
import { newFindings } from '../threats/delta.js'
import type { RedactionRules } from '../redaction/redaction-rules.js'
import type { ThreatFinding, ThreatReport } from '../threats/types.js'
import { artifactFiles, compareArtifact } from './artifacts.js'
import type { Context, StoreContext } from './context.js'
import type { ProposalView } from './proposals.js'

/** What a scan says of an artifact, and what a person has said to that. */
export interface Risk {
  report: ThreatReport
  /** What was found that is not in the version on main. */
  added: ThreatFinding[]
  /** Whose words the artifact repeats besides the session's own: tool, web, imported. */
  foreign: string[]
  /** Mail addresses of the people who accepted the risk of just these bytes. */
  acceptedBy: string[]
}

/** Scans the files of an artifact, see scanArtifact. */
export type Scan = (files: ArtifactFiles, rules: RedactionRules) => Promise<ThreatReport>

/** Loaded here: what lists is mostly spared the scanner's rules. */
export const scanNow: Scan = async (files, rules) => (await import('./scan-artifact.js')).scanArtifact(files, rules)

/** The risk of what a proposal would put on main, or has put there, as today's scanner sees it. */
export async function riskOf(context: Context, view: ProposalView, scan = scanNow): Promise<Risk> {
  const { proposed, onMain } = await compareArtifact(context, view)
  const report = await scan(proposed, context.fileRules)
  const digest = proposed.size > 0 ? artifactDigest(proposed) : undefined
  const accepted = view.decisions.map(({ decision }) => decision).filter((decision) => decision.artifact.digest === digest && decision.risk?.accepted !== undefined)
  const origins = (view.branch?.front ?? view.front)?.origins ?? []
  const foreign = [...new Set(origins.flatMap(({ from }) => from))].filter((who) => who !== 'person' && who !== 'assistant')
  return { report, added: newFindings(onMain.size > 0 ? await scan(onMain, context.fileRules) : undefined, report).added, foreign, acceptedBy: [...new Set(accepted.map(({ by }) => by.email))] }
}

/** The part of a decision that says what was known of the risk. */
export function riskRecord({ verdict, findings, scanner }: ThreatReport, accepted: string | undefined): NonNullable<Decision['risk']> {
  return { verdict, findings: findings.length, scanner, ...(accepted !== undefined && { accepted }) }
}

/** Whether the policy lets the verdict pass only where a person accepts the risk. */
export function needsAcceptance({ policy }: Pick<StoreContext, 'policy'>, { verdict }: ThreatReport): boolean {
  return verdict === 'dangerous' || (verdict === 'caution' && policy.threats.caution === 'confirm')
}

/** @throws SkillLoopError (1) where the policy does not let these bytes be approved */
export function expectAcceptable(context: Pick<StoreContext, 'policy'>, view: Pick<ProposalView, 'id'>, report: ThreatReport, accepted: string | undefined): void {
  const { threats } = context.policy
  if (report.verdict === 'dangerous' && threats.dangerous === 'refuse') {
    throw refused(`the scan of ${view.id} says dangerous, and the policy lets nothing dangerous be approved${firstFinding(report)}`, { fix: `edit it or turn it down: skillloop review show ${view.id}` })
  }
  if (needsAcceptance(context, report) && accepted === undefined) {
    throw refused(`the scan of ${view.id} says ${report.verdict} (${plural(report.findings.length, 'finding')})${firstFinding(report)}`, {
      expected: 'a person who has read it and accepts the risk', fix: `read skillloop review show ${view.id}, then approve with --accept-risk "why", on a terminal; or edit or reject it`
    })
  }
}

function firstFinding({ findings }: ThreatReport): string {
  const worst = ['critical', 'high', 'medium', 'low'].flatMap((severity) => findings.filter((finding) => finding.severity === severity))[0]
  return worst ? `: ${worst.file}:${worst.line}: ${worst.message}` : ''
}

/** An approved artifact as it stands on main, as today's scanner sees it. */
export interface ScannedArtifact {
  id: string
  path: string
  files: ArtifactFiles
  risk: Risk
  /** What has been found since it was approved: its scanner knew other rules then. */
  rulesChanged: boolean
}

/** Scans what is in force, whatever was said of it when it was approved. */
export async function scanApproved(context: Context, views: readonly ProposalView[]): Promise<ScannedArtifact[]> {
  const main = await context.repository.tip(MAIN)
  const scanned: ScannedArtifact[] = []
  for (const view of views) {
    if (view.standing.state !== 'approved' || !view.onMain || view.onMain.action === 'retire') continue
    const risk = await riskOf(context, view)
    const then = view.decisions.findLast(({ decision }) => decision.verb === 'approve')?.decision.risk?.scanner.rules
    scanned.push({ id: view.id, path: view.onMain.artifact.path, files: await artifactFiles(main, view.onMain.artifact), risk, rulesChanged: then !== undefined && then !== risk.report.scanner.rules })
  }
  return scanned
}

/** True for what must not reach an agent: dangerous, and not accepted by as many people as the policy asks for. */
export function isUnacceptedDanger({ policy }: Pick<StoreContext, 'policy'>, { report, acceptedBy }: Risk): boolean {
  return report.verdict === 'dangerous' && acceptedBy.length < (policy.threats.secondReviewer ? 2 : 1)
}
