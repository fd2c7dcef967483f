import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { cli, cliJson, expectCivil, newProject, sessionLine, states, write, type Project } from '../cli/support.js'
import { lesson, LESSONS } from '../controller/support.js'
import { laterVersion } from './later-version.js'

export interface Scene {
  /** The project before the command. */
  before: Project
  args: string[]
  /** Words that the command may refuse with when it is said again and all was done already. */
  done?: RegExp
  /** Another version of the command line, whose stores this one may not read. */
  bin?: string
}

export const SCENES = ['ingest', 'eval', 'distill', 'approve', 'reject', 'revoke', 'apply', 'apply after a revocation', 'export', 'quarantine', 'forget', 'sync', 'policy set', 'controller run', 'maintain', 'migrate', 'init'] as const
export type SceneName = (typeof SCENES)[number]

/** Commands, each at a moment of a project's life that it is for. Each use is of a copy. */
export async function makeScenes(): Promise<Record<SceneName, Scene>> {
  const empty = newProject()
  for (let n = 0; n < 8; n++) write(empty.root, `in/${n}.jsonl`, `${lesson(`s${n}`, LESSONS[n % LESSONS.length] ?? '', `2026-07-0${1 + n}`)}\n`)
  write(empty.root, 'more.jsonl', Array.from({ length: 30 }, (_, n) => sessionLine(`more-${n}`, `please ${'look '.repeat(200)} ${n}`)).join('\n'))
  await run(empty, 'policy', 'set', 'dataset.minScore', '10', '--reason', 'x')
  const ingested = await after(empty, 'ingest', 'generic', 'in')
  const judged = await after(ingested, 'eval', '--all')
  const proposed = await after(judged, 'distill', '--all')
  const [one, two, three] = Object.keys(await states(proposed)).sort()
  if (!one || !two || !three) throw new Error('the lessons make at least three proposals')
  const approved = await after(proposed, 'review', 'approve', one, two)
  const revoked = await after(await after(approved, 'apply', '--target', 'agent'), 'review', 'revoke', one, '--reason', 'x')
  const shared = copyOf(approved)
  git(shared.root, 'init', '-q', '--bare', 'remote.git')
  await run(shared, 'remote', 'add', 'origin', join(shared.root, 'remote.git'))
  const connected = await after(empty, 'policy', 'set', 'ingestion.sources', JSON.stringify([{ runtime: 'generic', paths: ['in'] }]), '--reason', 'test')
  const root = temporaryFolder()
  const trace = (await cliJson(['traces', 'list'], { cwd: judged.root }) as { id: string }[])[0]?.id ?? ''
  return {
    'ingest': kept(empty, ['ingest', 'generic', 'in', 'more.jsonl']),
    'eval': kept(ingested, ['eval', '--stale']),
    'distill': kept(judged, ['distill', '--all']),
    'approve': kept(proposed, ['review', 'approve', one, two], /is approved/),
    'reject': kept(proposed, ['review', 'reject', three, '--reason', 'no'], /is rejected/),
    'revoke': kept(approved, ['review', 'revoke', one, '--reason', 'no'], /is revoked/),
    'apply': kept(approved, ['apply', '--target', 'agent']),
    'apply after a revocation': kept(revoked, ['apply', '--target', 'agent']),
    'export': kept(judged, ['export', 'sft', '--out', 'data/train.jsonl', '--splits', 'train=0.5,test=0.5']),
    'quarantine': kept(approved, ['quarantine', trace, '--reason', 'poisoned'], /quarantine/),
    'forget': kept(judged, ['forget', trace, '--reason', 'asked', '--yes'], /forgotten/),
    'sync': kept(shared, ['sync']),
    'policy set': kept(approved, ['policy', 'set', 'dataset.minScore', '20', '--reason', 'x']),
    'controller run': kept(connected, ['controller', 'run']),
    'maintain': kept(await scattered(approved), ['maintain', '--no-git']),
    'migrate': { ...kept(judged, ['migrate']), bin: laterVersion(join(keep, 'later')) },
    'init': kept({ root, store: join(root, '.skillloop') }, ['init'], /there is a store already/)
  }
}

/** With several packs, loose objects and some that nothing reaches any more. */
async function scattered(before: Project): Promise<Project> {
  const project = copyOf(before)
  for (let round = 0; round < 3; round++) {
    git(project.store, 'repack', '-q')
    write(project.root, `round-${round}.jsonl`, Array.from({ length: 5 }, (_, n) => sessionLine(`round-${round}-${n}`, `look at ${n}`)).join('\n'))
    await run(project, 'ingest', 'generic', `round-${round}.jsonl`)
    git(project.store, 'hash-object', '-w', join(project.root, `round-${round}.jsonl`))
  }
  return project
}

const keep = mkdtempSync(join(tmpdir(), 'skillloop scenes '))
afterAll(() => rmSync(keep, { recursive: true, force: true }))

/** Outlives the test that it was made in. */
function kept(before: Project, args: string[], done?: RegExp): Scene {
  const root = mkdtempSync(join(keep, 's'))
  cpSync(before.root, root, { recursive: true })
  return { before: { root, store: join(root, '.skillloop') }, args, ...(done && { done }) }
}

async function run(project: Project, ...args: string[]): Promise<void> {
  expectCivil(await cli(args, { cwd: project.root }), 0)
}

async function after(before: Project, ...args: string[]): Promise<Project> {
  const project = copyOf(before)
  await run(project, ...args)
  return project
}

export function copyOf(project: Project): Project {
  const root = temporaryFolder()
  cpSync(project.root, root, { recursive: true })
  const moved = { root, store: join(root, '.skillloop') }
  const remote = join(root, 'remote.git')
  if (existsSync(remote) && existsSync(moved.store)) git(moved.store, 'config', 'remote.origin.url', remote)
  return moved
}

/**
 * All that must be the same however a project came to it: trees, branches, states, and files outside the store.
 * @param inParts true where a stage of a tick may have failed and the others gone on: such a tick leaves its own report, of
 *   which the sums are compared, and what it proposed may know less of its sessions
 */
export async function outcome(project: Project, { bin }: Pick<Scene, 'bin'>, inParts = false): Promise<object> {
  const tree = (ref: string): string => git(project.store, 'ls-tree', '-r', ref)
  const ledger = tree('ledger').split('\n')
  const reports = inParts ? ledger.filter((line) => line.includes('\truns/')) : []
  return {
    main: tree('main'), ledger: ledger.filter((line) => !reports.includes(line)), counted: sumOf(reports.map((line) => (JSON.parse(git(project.store, 'cat-file', 'blob', line.split(/\s/)[2] ?? '')) as { counts: Record<string, number> }).counts)), branches: git(project.store, 'for-each-ref', `--format=%(refname)${inParts ? '' : ' %(tree)'}`, 'refs/heads/proposal', 'refs/skillloop'),
    ...(bin === undefined && { states: await states(project) }), files: filesOf(project.root, ['.skillloop', 'remote.git']),
    ...(existsSync(join(project.root, 'remote.git')) && { remote: git(join(project.root, 'remote.git'), 'for-each-ref', '--format=%(refname) %(tree)', 'refs/heads') })
  }
}

function sumOf(counts: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const each of counts) for (const [key, n] of Object.entries(each)) if (key !== 'skipped') sum[key] = (sum[key] ?? 0) + n
  return sum
}

function filesOf(root: string, without: string[]): Record<string, string> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) => !without.includes(path.split('/')[0] ?? '') && statSync(join(root, path)).isFile())
  return Object.fromEntries(files.sort().map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

/** Locks and half-written files that somebody would have to remove by hand. */
export function leftovers(project: Project): string[] {
  return readdirSync(project.store, { recursive: true, encoding: 'utf8' }).filter((name) => /\.lock$/.test(name))
}
