import { isoTime } from '../../kernel/clock.js'
import { environment } from '../../kernel/errors.js'
import { LEDGER, MAIN } from '../../kernel/layout.js'
import { plural } from '../../kernel/text.js'
import type { Ground } from '../../proposals/audit/ground.js'
import { finding, Openings } from '../../proposals/audit/openings.js'
import type { AuditFinding, PolicyChange, SettledFinding } from '../../proposals/audit/types.js'
import { KINDS } from '../../datasets/kinds/all.js'
import { resolveCommit } from '../check.js'
import type { Context } from '../context.js'
import type { DatasetTools } from '../dataset-tools.js'
import { rebuildDataset } from '../datasets.js'
import type { Memo } from '../ingest-hermes.js'
import { chainFrom } from './chain.js'
import { checkpointOf, type Checkpoint } from './checkpoint.js'
import { weighClaims, type Claim } from './claims.js'
import { firstGround, readGround } from './ground-at.js'
import { judgeRefs, lastingRefs } from './refs.js'
import { nowOf, recordedRewrites } from './rewrites.js'
import { walkBranches } from './walk-branches.js'
import { walkLedger } from './walk-ledger.js'
import { walkMain, type WalkedMain } from './walk-main.js'

export interface AuditResult {
  /** False where anything is found that no lawful way leads to. */
  ok: boolean
  /** Commits that were looked at, along first parents. */
  commits: { main: number; ledger: number }
  /** The commits before the first that were looked at; absent: from the beginning. */
  since?: { main?: string; ledger?: string }
  findings: AuditFinding[]
  /** Found, and no longer so: a person has decided on it since, or it was put back. */
  settled: SettledFinding[]
  policyChanges: PolicyChange[]
  /** What is not wrong but worth knowing, e.g. sessions that are not in this clone. */
  notes: string[]
}

export interface AuditRequest {
  /** A commit of main; what comes before is taken as it is. */
  since?: string | undefined
  /** What the last audit on this machine saw. */
  memo: Memo
  /** What datasets are made again with. */
  tools: DatasetTools
}

/**
 * Walks the history of main and the ledger and holds every commit against the rules of its first parent. From where the
 * last audit on this machine was, else from the beginning. Writes nothing but that, in the store's `local/`.
 * @throws SkillLoopError (2) where there is no commit `since`, (3) where the history is not whole here
 */
export async function audit(context: Context, { since, memo, tools }: AuditRequest): Promise<AuditResult> {
  const { repository } = context
  const checkpoint = checkpointOf(await memo.read())
  const refs = await lastingRefs(context)
  const [main, ledger] = [refs.get(MAIN), refs.get(LEDGER)]
  if (main === undefined || ledger === undefined) throw environment(`the branch ${main === undefined ? 'main' : 'ledger'} is missing`, { place: { file: repository.gitdir }, fix: 'restore it from its reflog or a clone' })
  const rewrites = checkpoint ? await recordedRewrites(context) : new Map<string, never>()
  const rewritten = checkpoint ? await judgeRefs(context, checkpoint, refs, rewrites) : []
  const whole = since === undefined && rewritten.length === 0 ? checkpoint?.walked : undefined
  const from = since === undefined ? whole : await sinceCommit(context, since, main, ledger)
  const [mainChain, ledgerChain] = [await chainFrom(repository, main, from?.main), await chainFrom(repository, ledger, from && await nowOf(context, from.ledger, rewrites))]

  const ledgerOpenings = new Openings(whole?.ledgerOpen)
  const walkedLedger = await walkLedger(context, ledgerOpenings, ledgerChain.chain)
  const ground = await groundBefore(context, whole, mainChain.start)
  const walked = await walkMain(context, ground, mainChain.chain, mainChain.start)
  const branches = await walkBranches(context, main)
  const claims = await weighClaims(context, [...whole?.claims ?? [], ...walkedLedger.claims, ...walked.claims], walkedLedger.superseded)
  const notes: string[] = []
  const manifests = await judgeManifests(context, tools, walked, notes)
  if (claims.missing.size > 0) notes.push(`${plural(claims.missing.size, 'session')} that something rests on ${claims.missing.size === 1 ? 'is' : 'are'} not here: hashes are on record, contents cannot be compared`)

  for (const { commit, path, found } of manifests) ground.openings.add(`manifest:${path}`, { finding: finding('manifest-broken', { commit, path }, found) })
  const findings = distinct([...rewritten, ...ground.openings.findings(), ...ledgerOpenings.findings(), ...claims.findings, ...branches])
  if (rewritten.length === 0) await memo.write(nextCheckpoint(context, refs, { since, checkpoint, main, ledger, ground, ledgerOpenings, claims: claims.open }))
  return {
    ok: !findings.some(({ severity }) => severity === 'error'),
    commits: { main: mainChain.chain.length, ledger: ledgerChain.chain.length },
    ...((mainChain.start ?? ledgerChain.start) !== undefined && { since: { ...(mainChain.start !== undefined && { main: mainChain.start }), ...(ledgerChain.start !== undefined && { ledger: ledgerChain.start }) } }),
    findings, settled: [...ground.openings.settled, ...ledgerOpenings.settled], policyChanges: ground.policyChanges, notes
  }
}

/** What is trusted before a commit of main: of the ledger, all up to the last commit that is not younger. */
async function sinceCommit(context: Context, since: string, main: string, ledger: string): Promise<{ main: string; ledger: string }> {
  const { repository } = context
  const commit = await resolveCommit(context, since)
  const { start } = await chainFrom(repository, main, commit)
  if (start === undefined) throw environment(`${since} is not part of main`, { expected: 'a commit or branch that main rests on', fix: 'see skillloop log' })
  const { committer: { at } } = await repository.commitData(start)
  const { chain } = await chainFrom(repository, ledger, undefined)
  let last = 0
  // Up to the first that is younger: one further on that says it is older is looked at.
  while (last + 1 < chain.length && (await repository.commitData(chain[last + 1] ?? '')).committer.at <= at) last++
  return { main: start, ledger: chain[last] ?? ledger }
}

async function groundBefore(context: Context, from: Checkpoint['walked'], start: string | undefined): Promise<Ground> {
  const ground = start === undefined ? firstGround() : await readGround(context, start)
  if (!from || start === undefined) return ground
  for (const [key, openings] of from.open) for (const opening of openings) ground.openings.add(key, opening)
  for (const id of from.untrusted) ground.trusted.delete(id)
  // The rules that are in force, which may not be those that lie there.
  if (start === from.main) {
    ground.signers = from.signers
    ground.state.policy = from.policy
  }
  return ground
}

interface Audited { since: string | undefined; checkpoint: Checkpoint | undefined; main: string; ledger: string; ground: Ground; ledgerOpenings: Openings; claims: Claim[] }

function nextCheckpoint(context: Context, refs: ReadonlyMap<string, string>, { since, checkpoint, main, ledger, ground, ledgerOpenings, claims }: Audited): Checkpoint {
  const { state, trusted, signers, openings } = ground
  const whole = {
    main, ledger, policy: state.policy, ...(signers !== undefined && { signers }), untrusted: [...state.decisionIds].filter((id) => !trusted.has(id)),
    open: openings.entries(), ledgerOpen: ledgerOpenings.entries(), claims
  }
  // A part of the history says nothing of the rest: the next audit begins where the last whole one was.
  const walked = since === undefined ? whole : checkpoint?.walked
  return { version: 1, at: isoTime(context.clock.now()), refs: Object.fromEntries(refs), ...(walked && { walked }) }
}

/** Datasets that can be made again from what is here are made again, and must be the same. */
async function judgeManifests(context: Context, tools: DatasetTools, { manifests }: WalkedMain, notes: string[]): Promise<{ commit: string; path: string; found: string }[]> {
  const broken: { commit: string; path: string; found: string }[] = []
  for (const { commit, path, manifest } of manifests) {
    const { version } = KINDS[manifest.kind]
    if (manifest.generator.recordVersion !== version) {
      notes.push(`${path} was made by other record rules (${manifest.generator.recordVersion}, here ${version}), and was not made again`)
      continue
    }
    if (manifest.options.tokenizer?.includes('@')) {
      notes.push(`${path} was fitted with a tokenizer's file, ${manifest.options.tokenizer}, and was not made again: skillloop dataset verify --tokenizer <file>`)
      continue
    }
    const { missing, changed, incomplete } = await rebuildDataset(context, tools, manifest, {})
    if (missing.length > 0) notes.push(`${path}: ${plural(missing.length, 'session')} of it ${missing.length === 1 ? 'is' : 'are'} not here, so it was not made again whole`)
    if (changed.length > 0 || (missing.length === 0 && incomplete.length > 0)) broken.push({ commit, path, found: changed.length > 0 ? `not as it was: ${changed.join(', ')}` : `cannot be made again: ${incomplete.join(', ')}` })
  }
  return broken
}

function distinct(findings: AuditFinding[]): AuditFinding[] {
  return [...new Map(findings.map((one) => [[one.code, one.ref, one.commit, one.path, one.what].join('\0'), one])).values()]
}
