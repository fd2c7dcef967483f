import { fileKind } from '../../kernel/layout.js'
import type { Decision } from '../../kernel/types.js'
import { isReviewer, mustBeSigned, sameMail } from '../approval.js'
import { madeByReviewer, makers, nameOf, overruled, termsOf, type Ground } from './ground.js'
import { decisionIdOf } from './main-state.js'
import type { MainChange, MainStep, Origin, Signed } from './types.js'

/** Decisions stay as they are, are made by whom they name, by somebody who may, and signed where that is asked for. */
export function judgeDecisions(ground: Ground, step: MainStep): void {
  const changes = step.changes.filter(({ path }) => path.startsWith('decisions/'))
  for (const change of changes) {
    const { path, before, after } = change
    const key = `file:${path}`
    if (before) {
      if (after && restores(ground, key, after.oid)) ground.openings.settle(key, step.commit, () => 'put back')
      else ground.find(key, after ? 'decision-edited' : 'decision-removed', step, path, `${path}, by ${nameOf(step)}`, { good: before.oid })
    } else if (after) {
      if (restores(ground, key, after.oid)) {
        ground.openings.settle(key, step.commit, () => 'put back')
        ground.trusted.add(decisionIdOf(path))
      } else if (change.document !== undefined && change.problems.length === 0 && fileKind(path) === 'decision') judgeNew(ground, step, change, change.document as Decision)
    }
  }
  for (const { path, document, before } of changes) if (!before && document !== undefined && fileKind(path) === 'decision') settleOverruled(ground, step, decisionIdOf(path), document as Decision)
}

const KEPT: ReadonlySet<string | undefined> = new Set(['comment', 'result'])

/** What people said without deciding, and what came of trainings, is only ever added. */
export function judgeRecords(ground: Ground, step: MainStep): void {
  for (const { path, before, after } of step.changes) {
    if (!KEPT.has(fileKind(path))) continue
    const key = `file:${path}`
    if (after && restores(ground, key, after.oid)) ground.openings.settle(key, step.commit, () => 'put back')
    else if (before) ground.find(key, 'record-altered', step, path, `${path}, by ${nameOf(step)}`, { good: before.oid })
  }
}

function restores(ground: Ground, key: string, oid: string): boolean {
  return ground.openings.about(key).some(({ good }) => good === oid)
}

function judgeNew(ground: Ground, step: MainStep, { path }: MainChange, decision: Decision): void {
  const { state } = ground
  const id = decisionIdOf(path)
  const key = `decision:${id}`
  const who = decision.by.email
  const isKnown = ground.openings.about(key).length
  const proposal = state.proposals.get(decision.proposal)
  const terms = termsOf(state.policy, proposal)
  const origins = step.origins.get(path) ?? []
  const fileSignature = step.decisionSignatures.get(path)

  if (proposal && proposal.front.artifact.path !== decision.artifact.path) ground.find(key, 'decision-mismatched', step, path, `it names ${decision.artifact.path}, its proposal ${proposal.front.artifact.path}`)
  const lost = decision.after.filter((other) => !state.decisionIds.has(other))
  if (lost.length > 0) ground.find(key, 'decision-lost', step, path, `it comes after ${lost.join(', ')}`)
  if (decision.verb !== 'apply' && !isReviewer(who, terms)) ground.find(key, 'reviewer-not-allowed', step, path, `${decision.verb} by ${decision.by.name} <${who}>`)

  if (fileSignature && 'problem' in fileSignature) ground.find(key, 'signature-bad', step, path, fileSignature.problem)
  else if (fileSignature && 'unchecked' in fileSignature) ground.find(key, 'signature-unchecked', step, path, fileSignature.unchecked)
  const isProven = fileSignature !== undefined && 'by' in fileSignature
  if (!isProven) judgeAuthorship(ground, step, path, decision, origins)
  if (mustBeSigned(terms, decision.verb) && !isProven && !(fileSignature && 'unchecked' in fileSignature)) judgeSignature(ground, step, path, decision, origins)

  for (const origin of origins) {
    const now = proposal?.oid
    if (decision.verb === 'approve' && now !== undefined && origin.proposalOid !== undefined && origin.proposalOid !== now && step.changes.some((change) => change.path === `proposals/${decision.proposal}.md`)) {
      ground.find(`proposal:${decision.proposal}`, 'evidence-edited', step, `proposals/${decision.proposal}.md`, `it was decided on in ${origin.commit} and was another then`, { good: origin.proposalOid })
    }
  }
  if (ground.openings.about(key).length === isKnown) ground.trusted.add(id)
}

/** The commit that made the decision is by whom it names; where commits were pressed into one, that may not be known. */
function judgeAuthorship(ground: Ground, step: MainStep, path: string, { by, proposal }: Decision, origins: readonly Origin[]): void {
  const made: readonly { commit: string; author: Origin['author']; committer: Origin['committer'] }[] = origins.length > 0 ? origins : [step]
  const isTheirs = (one: Pick<Origin, 'author' | 'committer'>): boolean => makers(one).some((email) => sameMail(email, by.email))
  if (made.some(isTheirs) || (step.elsewhere.get(path) ?? []).some(isTheirs)) return
  const by1 = made.map((one) => `${one.commit} by ${nameOf(one)}`).join('; ')
  const detail = `it names ${by.name} <${by.email}>, and came with ${by1}`
  // A squash brings the decisions of others with the proposal: whoever may decide may bring them.
  const isSquash = [step, ...origins].some(({ parents }) => parents === 1) && step.changes.some((change) => change.path === `proposals/${proposal}.md` && change.after)
    && (origins.length === 0 || step.otherMain)
  if (isSquash && made.some((one) => madeByReviewer(one, ground.state.policy))) {
    ground.openings.note('decision-unproven', step.commit, path, detail)
    return
  }
  ground.find(`decision:${decisionIdOf(path)}`, 'decision-forged', step, path, detail)
}

function judgeSignature(ground: Ground, step: MainStep, path: string, { by, verb }: Decision, origins: readonly Origin[]): void {
  const made: readonly (Signed | undefined)[] = [...(origins.length > 0 ? origins : [step]), ...(step.elsewhere.get(path) ?? [])].map(({ signed }) => signed)
  if (made.some((signed) => signed && 'by' in signed && sameMail(signed.by, by.email))) return
  const unchecked = made.find((signed) => signed && 'unchecked' in signed)
  const key = `decision:${decisionIdOf(path)}`
  if (unchecked && 'unchecked' in unchecked) ground.find(key, 'signature-unchecked', step, path, unchecked.unchecked)
  else ground.find(key, 'unsigned', step, path, `${verb} by ${by.name} <${by.email}>: ${made.flatMap((signed) => (signed && 'problem' in signed ? [signed.problem] : [])).join('; ') || 'neither the decision nor its commit bears one of theirs'}`)
}

/** Whatever was wrong with earlier decisions on it, a person in order has looked at them since. */
function settleOverruled(ground: Ground, step: MainStep, id: string, decision: Decision): void {
  if (decision.verb === 'apply' || !ground.trusted.has(id)) return
  for (const other of overruled(ground.state.decisions(decision.proposal), [id])) ground.openings.settle(`decision:${other}`, step.commit, () => 'decided')
  ground.openings.settle(`proposal:${decision.proposal}`, step.commit, () => 'decided', (opening) => opening.finding.commit !== step.commit)
}
