import { LEDGER } from '../../kernel/layout.js'
import { finding } from '../../proposals/audit/openings.js'
import type { AuditFinding } from '../../proposals/audit/types.js'
import type { Context } from '../context.js'
import { firstParents } from '../../store/history.js'

/** What a stored file says of a session: that its content had this hash, and that an evaluation of it gave this score. */
export interface Claim {
  trace: string
  sha256: string
  score?: number
  /** Where it is said. */
  ref: string
  commit: string
  path: string
}

export interface WeighedClaims {
  findings: AuditFinding[]
  /** Sessions that are not here, and evaluations of them. */
  missing: Set<string>
  /** Those that could not be proven here, to be tried again. */
  open: Claim[]
}

interface Version { commit: string; sha256: string; score?: number }

/**
 * Holds what files say of sessions against the sessions that are here: as they are, or as they once were.
 * @param superseded hashes that a session had earlier, where that is known already
 */
export async function weighClaims(context: Context, claims: readonly Claim[], superseded: ReadonlyMap<string, readonly string[]>): Promise<WeighedClaims> {
  const result: WeighedClaims = { findings: [], missing: new Set(), open: [] }
  const doubtful: Claim[] = []
  for (const claim of claims) {
    const rows = context.index.traceRows(claim.trace)
    if (rows.length === 0) {
      result.missing.add(claim.trace)
      result.open.push(claim)
    } else if (!isTrueNow(context, claim, rows.map(({ data }) => data.sha256), superseded)) doubtful.push(claim)
  }
  if (doubtful.length === 0) return result
  const history = await historyOf(context, new Set(doubtful.flatMap(({ trace }) => [...context.index.traceRows(trace), ...context.index.evaluationsOf(trace)].map(({ path }) => path))))
  for (const claim of doubtful) {
    const traces = context.index.traceRows(claim.trace).flatMap(({ path }) => history.get(path) ?? [])
    const evaluations = context.index.evaluationsOf(claim.trace).flatMap(({ path }) => history.get(path) ?? [])
    if (!traces.some(({ sha256 }) => sha256 === claim.sha256)) {
      const last = traces[0]
      result.findings.push(finding('trace-swapped', { commit: last?.commit ?? claim.commit, ref: 'ledger', path: context.index.traceRows(claim.trace)[0]?.path ?? claim.path },
        `${claim.path} (${claim.ref} ${claim.commit}) rests on ${claim.trace} with the hash ${claim.sha256.slice(0, 12)}…, which it has never had here`))
      result.open.push(claim)
    } else if (claim.score !== undefined && evaluations.length > 0 && !evaluations.some(({ score }) => score === claim.score)) {
      result.findings.push(finding('evidence-edited', { commit: claim.commit, ref: claim.ref, path: claim.path }, `it says that ${claim.trace} was given ${claim.score}; the ledger has never had that, but ${[...new Set(evaluations.map(({ score }) => score))].join(', ')}`))
      result.open.push(claim)
    }
  }
  return result
}

function isTrueNow({ index }: Context, { trace, sha256, score }: Claim, hashes: readonly string[], superseded: ReadonlyMap<string, readonly string[]>): boolean {
  if (!hashes.includes(sha256) && !(superseded.get(trace) ?? []).includes(sha256)) return false
  if (score === undefined) return true
  const evaluations = index.evaluationsOf(trace)
  // A session that nobody has judged here says nothing against it.
  return evaluations.length === 0 || evaluations.some(({ data }) => data.score === score)
}

/** Every version of some files of the ledger, newest first. */
async function historyOf({ repository }: Context, paths: ReadonlySet<string>): Promise<Map<string, Version[]>> {
  const versions = new Map<string, Version[]>()
  const tip = await repository.refs.read(LEDGER)
  if (tip === undefined) return versions
  for await (const { oid, commit } of firstParents(tip, (id) => repository.commitData(id))) {
    for (const { path, after } of await repository.diff(commit.parents[0], oid)) {
      if (!after || !paths.has(path)) continue
      const version = versionOf(oid, await repository.blob(after.oid))
      if (version) versions.set(path, [...(versions.get(path) ?? []), version])
    }
  }
  return versions
}

function versionOf(commit: string, bytes: Uint8Array): Version | undefined {
  try {
    const { sha256, traceSha256, score } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { sha256?: string; traceSha256?: string; score?: number }
    return { commit, sha256: sha256 ?? traceSha256 ?? '', ...(score !== undefined && { score }) }
  } catch {
    return undefined
  }
}
