import { ahead, READ_AHEAD } from '../kernel/ahead.js'
import { badInput } from '../kernel/errors.js'
import { ARCHIVE, fileKind, LEDGER, MAIN, PROPOSAL_BRANCHES } from '../kernel/layout.js'
import { parseMarkdown } from '../kernel/front-matter.js'
import { plural } from '../kernel/text.js'
import type { ProposalFrontMatter } from '../kernel/types.js'
import type { FileChange } from '../store/trees/tree-diff.js'
import type { Snapshot } from '../store/repository.js'
import { problemsOfFile } from './check-file.js'
import type { Context, StoreContext } from './context.js'
import { proposalViews } from './proposals.js'
import { isUnacceptedDanger, scanApproved } from './risk.js'
import { secretsIn } from './secret-guard.js'

export interface CheckResult {
  /** Files looked at; equal bytes at an equal path count once. */
  files: number
  commits: number
  problems: { where: string; path: string; problem: string; line?: number }[]
  /** What is not wrong but worth knowing, e.g. traces that are not in this clone. */
  notes: string[]
}

/**
 * Checks every file on every ref against its schema, hashes and place, and that what refers to something finds it.
 * @param options.withoutLedger in a clone that the ledger was not published to, its absence is no problem
 */
export async function check(context: Context, options: { withoutLedger?: boolean } = {}): Promise<CheckResult> {
  const { repository } = context
  const result: CheckResult = { files: 0, commits: 0, problems: [], notes: [] }
  const seen = new Set<string>()
  const refs = new Map([...await repository.refs.list('refs/heads/'), ...await repository.refs.list(ARCHIVE)])
  for (const [ref, oid] of refs) {
    if (ref !== MAIN && ref !== LEDGER && !ref.startsWith(PROPOSAL_BRANCHES) && !ref.startsWith(ARCHIVE)) continue
    result.commits++
    const tip = await repository.snapshot(oid)
    await checkFiles(context, await tip.files(''), ref.replace(/^refs\/heads\//, ''), seen, result)
  }
  if (!refs.has(LEDGER) && options.withoutLedger) result.notes.push('the ledger is not here')
  else if (!refs.has(LEDGER)) result.problems.push({ where: 'ledger', path: '', problem: 'the branch is missing' })
  await checkReferences(context, result)
  for (const { path, risk } of await scanApproved(context, proposalViews(context))) {
    const [worst] = risk.report.findings.filter(({ severity }) => severity === 'critical')
    if (isUnacceptedDanger(context, risk)) result.problems.push({ where: 'main', path, problem: `its scan says dangerous, and nobody has accepted that${worst ? `: ${worst.message}` : ''}` })
  }
  for (const view of proposalViews(context)) {
    if (view.standing.state === 'altered' || view.standing.state === 'disputed') {
      result.problems.push({ where: 'main', path: view.front?.artifact.path ?? `proposals/${view.id}.md`, problem: `${view.standing.state}: ${view.standing.reason}` })
    }
  }
  return result
}

/**
 * Checks the files that each commit of A..B changed against its first parent; what CI runs on a push.
 * @throws SkillLoopError (2) when the range cannot be read
 */
export async function checkRange(context: StoreContext, range: string): Promise<CheckResult> {
  const match = /^(.*?)\.\.(.+)$/.exec(range)
  if (!match) throw badInput(`${range} is no range`, { expected: 'A..B, commits or branches', fix: 'e.g. --range origin/main..main' })
  const [from, to] = await Promise.all([match[1] ? resolveCommit(context, match[1]) : undefined, resolveCommit(context, match[2] ?? '')])
  const known = new Set(from === undefined ? [] : (await ancestors(context, from, new Set())).map(({ oid }) => oid))
  const result: CheckResult = { files: 0, commits: 0, problems: [], notes: [] }
  const seen = new Set<string>()
  for (const { oid, parent } of (await ancestors(context, to, known)).reverse()) {
    result.commits++
    const changed = (await context.repository.diff(parent, oid)).filter((change): change is FileChange & { after: { oid: string; mode: string } } => change.after !== undefined)
    await checkFiles(context, changed.map(({ path, after }) => ({ path, ...after })), oid.slice(0, 10), seen, result)
  }
  return result
}

async function checkFiles(context: StoreContext, files: { path: string; oid: string; mode: string }[], where: string, seen: Set<string>, result: CheckResult): Promise<void> {
  const unseen = files.filter(({ oid, path }) => !seen.has(`${oid} ${path}`))
  for (const { oid, path } of unseen) seen.add(`${oid} ${path}`)
  const isFile = (mode: string): boolean => mode === '100644' || mode === '100755'
  const read = async (file: typeof unseen[number]) => ({ ...file, bytes: isFile(file.mode) ? await context.repository.blob(file.oid) : undefined })
  for await (const { path, mode, bytes } of ahead(unseen, READ_AHEAD, read)) {
    result.files++
    const problems = bytes ? problemsOfFile(path, bytes) : [mode === '120000' ? 'is a symbolic link' : 'is a submodule']
    result.problems.push(...problems.map((problem) => ({ where, path, problem })), ...(bytes ? secretProblems(bytes, context) : []).map((found) => ({ where, path, ...found })))
    context.progress(`${plural(result.files, 'file')} checked`)
  }
}

function secretProblems(bytes: Uint8Array, { fileRules }: StoreContext): { problem: string; line: number }[] {
  return secretsIn(bytes, fileRules).map(({ kind, line, column }) => ({ line, problem: `has what looks like a secret in line ${line}, column ${column}: ${kind}` }))
}

/** Evaluations and proposals name traces: those that are not here are told, those that are here must fit. */
async function checkReferences(context: Context, result: CheckResult): Promise<void> {
  const traces = new Set(context.index.traces().map(({ data }) => data.id))
  const missing = new Set<string>()
  for (const { path, data } of context.index.allEvaluations()) {
    if (!traces.has(data.traceId)) result.problems.push({ where: 'ledger', path, problem: `evaluates the trace ${data.traceId}, which is not on the ledger` })
  }
  for (const { data } of context.index.usageEvents()) {
    if (data.kind === 'forget' && traces.has(data.trace)) result.problems.push({ where: 'ledger', path: '', problem: `has the session ${data.trace} again, which ${data.by.name} had taken out of it: skillloop forget ${data.trace}` })
  }
  const main = await context.repository.tip(MAIN)
  for (const { path, oid } of await filesOf(main, 'proposals')) {
    if (fileKind(path) !== 'proposal') continue
    try {
      const front = parseMarkdown(Buffer.from(await context.repository.blob(oid)).toString('utf8'), { file: path }).data as unknown as ProposalFrontMatter
      for (const { trace } of front.evidence) if (!traces.has(trace)) missing.add(trace)
    } catch {
      // Told already by the check of the file itself.
    }
  }
  if (missing.size > 0) result.notes.push(`${plural(missing.size, 'trace')} that proposals rest on ${missing.size === 1 ? 'is' : 'are'} not on this ledger`)
  const accounted = new Set(proposalViews(context).flatMap(({ onMain }) => (onMain ? [onMain.artifact.path] : [])))
  for (const artifact of context.index.artifacts()) {
    if (!accounted.has(artifact)) result.problems.push({ where: 'main', path: artifact, problem: 'no proposal on main accounts for it' })
  }
}

async function filesOf(tip: Snapshot | undefined, folder: string): Promise<{ path: string; oid: string }[]> {
  return (await tip?.files(folder)) ?? []
}

/** A commit of the store by its id or a ref's name. @throws SkillLoopError (2) where there is none */
export async function resolveCommit(context: StoreContext, name: string): Promise<string> {
  if (/^[0-9a-f]{40}$/.test(name)) {
    await context.repository.commitData(name).catch((cause: unknown) => {
      throw badInput(`this store has no commit ${name}`, { expected: 'a commit that is here', fix: 'fetch it first', cause })
    })
    return name
  }
  for (const ref of [name, `refs/heads/${name}`, `refs/remotes/${name}`, `refs/tags/${name}`]) {
    const oid = ref.startsWith('refs/') ? await context.repository.refs.read(ref) : undefined
    if (oid) return oid
  }
  throw badInput(`${name} is no commit or branch of this store`, { expected: 'forty hex digits, or a branch such as main or origin/main' })
}

async function ancestors(context: StoreContext, from: string, known: ReadonlySet<string>): Promise<{ oid: string; parent: string | undefined }[]> {
  const found = new Map<string, string | undefined>()
  const queue = [from]
  for (let oid = queue.pop(); oid !== undefined; oid = queue.pop()) {
    if (found.has(oid) || known.has(oid)) continue
    const { parents } = await context.repository.commitData(oid)
    found.set(oid, parents[0])
    queue.push(...parents)
  }
  return [...found].map(([oid, parent]) => ({ oid, parent }))
}
