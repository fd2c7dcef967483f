import { badInput } from '../kernel/errors.js'
import { ARCHIVE, LEDGER, MAIN, PROPOSAL_BRANCHES } from '../kernel/layout.js'
import type { ArtifactFiles } from '../kernel/hash.js'
import { plural } from '../kernel/text.js'
import { extractLessons } from '../distillation/extract.js'
import type { Overheard } from '../distillation/taint/types.js'
import type { RedactionRules } from '../redaction/redaction-rules.js'
import { toSarif } from '../threats/sarif.js'
import { SCANNER } from '../threats/scan.js'
import type { ThreatReport } from '../threats/types.js'
import type { TreeFile } from '../targets/read-tree.js'
import type { Context, StoreContext } from './context.js'
import { readTrace } from './ledger-files.js'
import { proposalViews } from './proposals.js'
import { riskOf, scanApproved } from './risk.js'
import { scanArtifact } from './scan-artifact.js'
import { secretsIn } from './secret-guard.js'

/** A secret somewhere: in which commit, branch or folder, in which file, and what kind; nothing of it. */
interface FoundSecret { where: string; path: string; kind: string; line: number; column: number }

/** A memory or skill and what was found in it. */
interface ScannedArtifact {
  where: string
  artifact: string
  report: ThreatReport
  /** What its approver accepted, and whether the scanner's rules have changed since. */
  accepted?: boolean
  rulesChanged?: boolean
}

export interface ScanResult {
  files: number
  secrets: FoundSecret[]
  artifacts: ScannedArtifact[]
  /** Of a session: what pages and tools told the reader to do or to keep; held back from what is learned. */
  overheard: Overheard[]
  leftOut: { path: string; reason: string }[]
}

function empty(): ScanResult {
  return { files: 0, secrets: [], artifacts: [], overheard: [], leftOut: [] }
}

// Files that an agent might load by themselves, where no skill holds them.
const READ_BY_AGENTS = /\.(?:md|mdx|mdc|markdown|txt|sh|bash|zsh|ps1|psm1|py|js|mjs|cjs|ts|rb|pl)$|(?:^|\/)(?:AGENTS|CLAUDE|GEMINI|SKILL|MEMORY|SOUL|USER)\b[^/]*$/i

/** Looks through files on disk, a folder of skills of others among them, before anything of them is taken over. */
export async function scanTree(files: AsyncIterable<TreeFile>, where: string, rules: RedactionRules, progress: (text: string) => void): Promise<ScanResult> {
  const result = empty()
  const read = new Map<string, Uint8Array>()
  for await (const file of files) {
    if ('leftOut' in file) result.leftOut.push({ path: file.path, reason: file.leftOut })
    else {
      read.set(file.path, file.bytes)
      addSecrets(result, where, file.path, file.bytes, rules)
      progress(`${plural(result.files, 'file')} scanned`)
    }
  }
  for (const [artifact, content] of artifactsAmong(read)) result.artifacts.push({ where, artifact, report: scanArtifact(content, rules) })
  return result
}

/** Each folder with a SKILL.md with all below it; other files that agents read each by itself. */
function artifactsAmong(files: ReadonlyMap<string, Uint8Array>): Map<string, ArtifactFiles> {
  const folders = [...files.keys()].filter((path) => /(?:^|\/)SKILL\.md$/i.test(path)).map((path) => path.replace(/(?:^|\/)SKILL\.md$/i, ''))
  const artifacts = new Map<string, Map<string, Uint8Array>>()
  for (const [path, bytes] of files) {
    // The innermost folder: a skill in a skill is one of its own, and part of the outer one's danger too.
    const inside = folders.filter((folder) => folder === '' || path.startsWith(`${folder}/`))
    if (inside.length === 0 && READ_BY_AGENTS.test(path)) artifacts.set(path, new Map([[path.split('/').at(-1) ?? path, bytes]]))
    for (const folder of inside) {
      const name = folder === '' ? path : path.slice(folder.length + 1)
      artifacts.set(folder === '' ? '.' : folder, (artifacts.get(folder === '' ? '.' : folder) ?? new Map<string, Uint8Array>()).set(name, bytes))
    }
  }
  return artifacts
}

/** Looks through every file at the tip of every branch of the store, its archive too, and every memory and skill that is in force or proposed. */
export async function scanStore(context: Context): Promise<ScanResult> {
  const result = empty()
  const seen = new Set<string>()
  for (const [ref, oid] of await storeRefs(context)) {
    const tip = await context.repository.snapshot(oid)
    for (const file of await tip.files('')) await addBlob(context, result, seen, shortRef(ref), file)
  }
  await addArtifacts(context, result)
  return result
}

/** Scans what is in force and what is proposed with today's rules; what was accepted at approval is said. */
export async function scanSkills(context: Context): Promise<ScanResult> {
  const result = empty()
  await addArtifacts(context, result)
  return result
}

/** Looks through every file and message of every commit that any ref reaches, and names the first commit that has it. */
export async function scanHistory(context: StoreContext): Promise<ScanResult> {
  const { repository } = context
  const result = empty()
  const seen = new Set<string>()
  const done = new Set<string>()
  const queue = [...new Set((await repository.refs.list('refs/')).values())]
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    if (done.has(oid)) continue
    done.add(oid)
    const commit = await repository.commitData(oid)
    queue.push(...commit.parents)
    addSecrets(result, oid.slice(0, 10), '(message)', Buffer.from(commit.message), context.fileRules)
    for (const { path, after } of await repository.diff(commit.parents[0], oid)) if (after) await addBlob(context, result, seen, oid.slice(0, 10), { path, ...after })
  }
  return result
}

/** Looks through one session: secrets that were missed, and instructions that came from pages and tools. */
export async function scanTrace(context: Context, id: string): Promise<ScanResult> {
  const row = context.index.trace(id)
  const result = empty()
  addSecrets(result, 'ledger', row.path, await context.repository.blob(row.oid), context.fileRules)
  result.overheard = extractLessons(await readTrace(context, row)).overheard
  return result
}

async function storeRefs(context: StoreContext): Promise<Map<string, string>> {
  const { refs } = context.repository
  const all = new Map([...await refs.list('refs/heads/'), ...await refs.list(ARCHIVE)])
  return new Map([...all].filter(([ref]) => ref === MAIN || ref === LEDGER || ref.startsWith(PROPOSAL_BRANCHES) || ref.startsWith(ARCHIVE)))
}

async function addBlob(context: StoreContext, result: ScanResult, seen: Set<string>, where: string, { path, oid, mode }: { path: string; oid: string; mode: string }): Promise<void> {
  if (seen.has(oid) || !mode.startsWith('100')) return
  seen.add(oid)
  addSecrets(result, where, path, await context.repository.blob(oid), context.fileRules)
  context.progress(`${plural(result.files, 'file')} scanned`)
}

function addSecrets(result: ScanResult, where: string, path: string, bytes: Uint8Array, rules: RedactionRules): void {
  result.files++
  result.secrets.push(...secretsIn(bytes, rules).map((secret) => ({ where, path, ...secret })))
}

async function addArtifacts(context: Context, result: ScanResult): Promise<void> {
  const views = proposalViews(context)
  for (const { path, risk, rulesChanged } of await scanApproved(context, views)) {
    result.artifacts.push({ where: 'main', artifact: path, report: risk.report, accepted: risk.acceptedBy.length > 0, rulesChanged })
  }
  for (const view of views) {
    const path = view.branch?.front.artifact.path
    if (view.standing.state === 'pending' && view.branch && path !== undefined) result.artifacts.push({ where: shortRef(view.branch.ref), artifact: path, report: (await riskOf(context, view)).report })
  }
}

/** Whether a scan is to fail a check: a secret anywhere, or something dangerous that nobody has accepted. */
export function isAlarming({ secrets, artifacts }: ScanResult): boolean {
  return secrets.length > 0 || artifacts.some(({ report, accepted }) => report.verdict === 'dangerous' && accepted !== true)
}

/** The result as SARIF 2.1.0, secrets as findings of their own rules. */
export function asSarif({ secrets, artifacts }: ScanResult): object {
  const reports = artifacts.map(({ artifact, report }) => ({ uriPrefix: /\.\w+$/.test(artifact) ? artifact.slice(0, Math.max(0, artifact.lastIndexOf('/'))) : artifact === '.' ? '' : artifact, report }))
  const leaks = secrets.map(({ path, kind, line, where }) => ({
    rule: `secret/${kind}`, category: 'credential-exposure' as const, severity: 'critical' as const, message: `Looks like a secret (${kind}), in ${where}.`, file: path, line, excerpt: '', seenThrough: []
  }))
  return toSarif([...reports, { uriPrefix: '', report: { scanner: SCANNER, verdict: leaks.length > 0 ? 'dangerous' as const : 'safe' as const, findings: leaks } }])
}

/** @throws SkillLoopError (2) where nothing that can be scanned was named */
export function expectOneTarget(given: readonly boolean[]): void {
  if (given.filter(Boolean).length !== 1) throw badInput('what is to be scanned?', { expected: 'a path, a trace, --all, --history or --skills', fix: 'e.g. skillloop scan --all' })
}

function shortRef(ref: string): string {
  return ref.replace(/^refs\/heads\//, '')
}
