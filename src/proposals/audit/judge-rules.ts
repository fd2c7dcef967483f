import { canonicalJson } from '../../kernel/canonical-json.js'
import { ALLOWED_SIGNERS, fileKind } from '../../kernel/layout.js'
import type { Policy } from '../../kernel/types.js'
import { withDefaults, type FullPolicy } from '../../policy/policy.js'
import { madeByReviewer, nameOf, type Ground } from './ground.js'
import type { MainChange, MainStep, Origin, PolicyChange } from './types.js'

/** The rules are changed by those whom the rules before name; whoever may not changes nothing of what is in force. */
export function judgeRules(ground: Ground, step: MainStep): void {
  for (const change of step.changes) {
    const { path, before, after } = change
    if (path === 'policy.json') judgePolicy(ground, step, change)
    else if (path === ALLOWED_SIGNERS) judgeSigners(ground, step, change)
    else if (path === 'store.json' && before) {
      if (restores(ground, path, after?.oid)) ground.openings.settle(path, step.commit, () => 'put back')
      else ground.find(path, 'store-altered', step, path, `by ${nameOf(step)}`, { good: before.oid })
    } else if (fileKind(path) === 'manifest') {
      if (restores(ground, path, after?.oid)) ground.openings.settle(path, step.commit, () => 'put back')
      else if (before) ground.find(path, after ? 'manifest-edited' : 'manifest-removed', step, path, `by ${nameOf(step)}`, { good: before.oid })
    }
  }
}

function judgePolicy(ground: Ground, step: MainStep, change: MainChange): void {
  const { state, openings } = ground
  const { path, before, after } = change
  const isGood = after !== undefined && change.problems.length === 0 && change.document !== undefined
  const next = isGood ? withDefaults(change.document as Policy) : undefined
  const keys = next ? changedKeys(state.policy, next) : []
  if (before === undefined && step.parents === 1 && !ground.hasPolicy) {
    // The store begins: whoever made it set its rules.
    ground.hasPolicy = true
    if (next) state.policy = next
    return
  }
  if (restores(ground, path, after?.oid)) {
    openings.settle(path, step.commit, () => 'put back')
    return
  }
  ground.policyChanges.push(...changesBy(step, path).map((made) => ({ commit: made.commit, path, author: made.author, committer: made.committer, keys })))
  const trouble = troubleWith(ground, step, path)
  if (trouble) ground.find(path, 'policy-tampered', step, path, `${trouble}${keys.length > 0 ? `; ${keys.map(({ key, before: was, after: is }) => `${key}: ${short(was)} → ${short(is)}`).join(', ')}` : ''}`, { good: before?.oid })
  else if (!next) ground.find(path, 'policy-invalid', step, path, change.problems.join('; ') || `it was removed by ${nameOf(step)}`, { good: before?.oid })
  else {
    state.policy = next
    openings.settle(path, step.commit, () => 'decided')
  }
}

function judgeSigners(ground: Ground, step: MainStep, { path, before, after }: MainChange): void {
  if (restores(ground, path, after?.oid)) {
    ground.openings.settle(path, step.commit, () => 'put back')
    return
  }
  ground.policyChanges.push(...changesBy(step, path).map((made) => ({ commit: made.commit, path, author: made.author, committer: made.committer, keys: [] })))
  const trouble = troubleWith(ground, step, path)
  if (trouble) ground.find(path, 'signers-tampered', step, path, trouble, { good: before?.oid })
  else {
    ground.signers = after?.oid
    ground.openings.settle(path, step.commit, () => 'decided')
  }
}

/** The commits that changed it: those merged where a merge brought it as it was there, else this one. */
function changesBy(step: MainStep, path: string): (MainStep | Origin)[] {
  const merged = step.origins.get(path) ?? []
  const isMerged = step.changes.some((change) => change.path === path && change.fromOther)
  return isMerged && merged.length > 0 ? [...merged] : [step]
}

function troubleWith(ground: Ground, step: MainStep, path: string): string | undefined {
  const { policy } = ground.state
  for (const made of changesBy(step, path)) {
    const isVouchedFor = made !== step && madeByReviewer(step, policy) && isSignedEnough(ground, step)
    if (isVouchedFor) continue
    if (!madeByReviewer(made, policy)) return `by ${nameOf(made)}, who is no reviewer (${made.commit})`
    if (!isSignedEnough(ground, made)) return `by ${nameOf(made)}, without a good signature${made.signed && 'problem' in made.signed ? `: ${made.signed.problem}` : ''}`
  }
  return undefined
}

/** Where nobody's key is on main yet, the first one cannot be signed for. */
function isSignedEnough(ground: Ground, { signed }: Pick<MainStep, 'signed'>): boolean {
  return ground.state.policy.review.signed === 'none' || ground.signers === undefined || (signed !== undefined && 'by' in signed)
}

function restores(ground: Ground, key: string, oid: string | undefined): boolean {
  return oid !== undefined && ground.openings.about(key).some(({ good }) => good === oid)
}

function short(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** Keys of a policy that say something else than before. */
function changedKeys(before: FullPolicy, after: FullPolicy): PolicyChange['keys'] {
  const sections = (policy: FullPolicy): [string, unknown][] => Object.entries(policy).flatMap(([section, keys]): [string, unknown][] =>
    (typeof keys === 'object' ? Object.entries(keys).map(([key, value]): [string, unknown] => [`${section}.${key}`, value]) : [[section, keys]]))
  const was = new Map(sections(before))
  return sections(after).filter(([key, value]) => canonicalJson(value ?? null) !== canonicalJson(was.get(key) ?? null)).map(([key, value]) => ({ key, before: was.get(key), after: value }))
}
