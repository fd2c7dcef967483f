import type { Pointer } from '../../kernel/types.js'
import type { Observation } from '../observations/types.js'
import type { ClaimKind } from './cues/types.js'
import type { PlacedClaim } from './place-claims.js'

export interface JudgedClaim extends PlacedClaim {
  verdict: 'verified' | 'contradicted' | 'unsupported'
  by: Pointer[]
  /** Borne out by the act alone: a service took the change that the claim tells of; whether it was the right one is not shown. */
  act?: true
}

/** Observations that can bear a claim out or contradict it, by the claim's kind. */
const CLASS: Readonly<Record<ClaimKind, (seen: Observation) => boolean>> = {
  'tests-pass': ({ kind }) => kind === 'test',
  'build-passes': ({ kind, what }) => kind === 'build' || (kind === 'lint' && what === 'tsc'),
  'lint-clean': ({ kind }) => kind === 'lint',
  changed: ({ kind }) => kind === 'change',
  deployed: ({ shows, what }) => shows === 'service' || /^(?:git push|gh (?:pr|release)|(?:npm|pnpm|yarn|cargo) publish|twine)/.test(what),
  verified: isCheck, fixed: isCheck, created: isCheck, done: isCheck, partly: isCheck, 'not-done': isCheck
}

/** Changes to prose do not undo a verification. */
const PROSE = /\.(?:md|mdx|rst|adoc)$|(?:^|\/)(?:LICENSE|CHANGELOG|README)[^/]*$/i

/** Whether an observation changed something that earlier checks no longer speak for. */
export function isEdit({ kind, ok, paths }: Observation): boolean {
  return (kind === 'edit' || kind === 'write') && ok !== false && (paths.length === 0 || !paths.every((path) => PROSE.test(path)))
}

/** Whether an observation checks the work: tests, builds, lints, runs, asks a service, or reads back what was written. */
export function isCheck({ kind, shows }: Observation): boolean {
  return kind === 'test' || kind === 'build' || kind === 'lint' || shows !== undefined
}

/** A check whose failure says that the work is not right; a program may exit with an error for good reasons. */
function isHardCheck({ kind, shows }: Observation): boolean {
  return kind === 'change' || kind === 'test' || kind === 'build' || shows === 'service'
}

/**
 * Each claim beside what had been observed when it was made. *verified*: a check of the right class, later than
 * the last edit, went well (for tests: with tests that ran and none that failed); *contradicted*: the last such
 * check failed; *unsupported*: anything else, so an unknown is never a success.
 */
export function judgeClaims(claims: readonly PlacedClaim[], observations: readonly Observation[]): JudgedClaim[] {
  let end = 0
  let edit = -1
  // Claims and observations are both in order, so one pass over both finds what each claim could know of.
  return claims.map((claim) => {
    for (let next = observations[end]; next && next.at.message < claim.at.message; next = observations[++end]) if (isEdit(next)) edit = end
    return { ...claim, ...judge(claim.kind, new Past(observations, edit, end)) }
  })
}

/** What had been observed when a claim was made; read backwards and no further than needed. */
class Past {
  constructor(private readonly all: readonly Observation[], private readonly edit: number, private readonly end: number) {}

  /** The last `count` that pass a test, in order; with `fresh`, only later than the last edit. */
  last(count: number, fresh: boolean, test: (seen: Observation) => boolean): Observation[] {
    const found: Observation[] = []
    for (let at = this.end - 1; at > (fresh ? this.edit : -1) && found.length < count; at--) {
      const seen = this.all[at]
      if (seen && test(seen)) found.push(seen)
    }
    return found.reverse()
  }

  /** The last call with an observation that passes a test: a line that tests two packages passes only if both do. */
  lastCall(fresh: boolean, test: (seen: Observation) => boolean): Observation[] {
    return lastCall(this.last(MOST_IN_A_CALL, fresh, test))
  }
}

const MOST_IN_A_CALL = 20

/** Claims that a change taken by a service bears out. */
const ACTS: ReadonlySet<ClaimKind> = new Set(['changed', 'created', 'done', 'deployed', 'fixed'])

function judge(kind: ClaimKind, past: Past): Pick<JudgedClaim, 'verdict' | 'by' | 'act'> {
  const belongs = CLASS[kind]
  if (kind === 'not-done' || kind === 'partly') {
    const last = past.lastCall(false, (seen) => belongs(seen) && seen.ok !== undefined)
    return last.some(({ ok }) => ok === false) ? { verdict: 'verified', by: pointers(last) } : { verdict: 'unsupported', by: [] }
  }
  // Nobody looked again after the last red run: an edit since then does not make the claim true.
  const specific = kind === 'tests-pass' || kind === 'build-passes' || kind === 'lint-clean'
  const decisive = past.lastCall(!specific, (seen) => belongs(seen) && (specific || isHardCheck(seen)) && (seen.ok !== undefined || seen.counts !== undefined))
  if (decisive.some(({ ok }) => ok === false)) return { verdict: 'contradicted', by: pointers(decisive) }
  const good = past.last(3, true, (seen) => belongs(seen) && bears(kind, seen))
  if (good.length > 0) return { verdict: 'verified', by: pointers(good), ...(kind === 'changed' && { act: true as const }) }
  // "I have cancelled it" of an agent whose tools are a service's: its answer is all that there is to see.
  const acts = ACTS.has(kind) ? past.last(1, true, (seen) => seen.kind === 'change' && seen.ok !== false) : []
  return acts.length > 0 ? { verdict: 'verified', by: pointers(acts), act: true } : { verdict: 'unsupported', by: [] }
}

function bears(kind: ClaimKind, { kind: seen, ok, counts, shows }: Observation): boolean {
  if (kind === 'tests-pass') return ok === true && counts !== undefined && counts.passed > 0 && counts.failed === 0
  // Reading back shows by itself what it shows: outputs of a pipe have no verdict of their own.
  if (kind === 'changed') return ok !== false
  return ok === true || (shows === 'read-back' && seen === 'read' && ok === undefined)
}

/** The observations of the last call among some: a line that tests two packages passes only if both do. */
export function lastCall(observations: readonly Observation[]): Observation[] {
  const last = observations.at(-1)
  return last ? observations.slice(-MOST_IN_A_CALL).filter(({ at }) => at.message === last.at.message && at.call === last.at.call) : []
}

function pointers(observations: readonly Observation[]): Pointer[] {
  const seen = new Map(observations.map(({ at }) => [`${at.message}.${at.call}`, at]))
  return [...seen.values()]
}
