import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, vi } from 'vitest'
import { canonicalJson } from '../../src/kernel/canonical-json.js'
import { parseMarkdown, renderMarkdown } from '../../src/kernel/front-matter.js'
import { proposalId } from '../../src/kernel/hash.js'
import { MAIN, proposalBranch, proposalPath } from '../../src/kernel/layout.js'
import { initialPolicy } from '../../src/policy/policy.js'
import { proposalFrom } from '../../src/proposals/compose.js'
import { renderProposal } from '../../src/proposals/render.js'
import type { Proposal } from '../../src/proposals/types.js'
import { Repository } from '../../src/store/repository.js'
import type { Io } from '../../src/cli/io.js'
import { BIN, type Run, type RunOptions } from '../helpers/skillloop.js'
import { cleanEnvironment, git, temporaryFolder } from '../helpers/temporary.js'
import { distiller, evidenceOf, memoryDraft, skillDraft } from '../proposals/examples.js'

Object.assign(process.env, cleanEnvironment())

type Main = (argv: string[], io: Io) => Promise<number>
// Coverage is counted on the source itself, which it loads instead.
const { main } = await import(pathToFileURL(process.env['SKILLLOOP_TEST_MAIN'] ?? join(dirname(BIN), 'main.js')).href) as { main: Main }

/**
 * Runs the built command line within this process: the same but for starting Node.js, which takes most of the time.
 * What is about processes (signals, locks, memory) starts real ones instead.
 */
export async function cli(args: string[], { cwd, input, env, answer, keys }: RunOptions): Promise<Run> {
  const run: Run = { code: null, stdout: '', stderr: '' }
  const io: Io = {
    cwd, env: { SKILLLOOP_NOW: '2026-08-10T09:00:00.000Z', ...env }, stdin: Readable.from(input === undefined ? [] : [Buffer.from(input)]), isTerminal: false,
    ...(answer !== undefined && { ask: (question: string) => { run.stderr += question; return Promise.resolve(answer) } }),
    ...(keys !== undefined && { key: keysOf(keys) }),
    stdout: (text) => void (run.stdout += text), stderr: (text) => void (run.stderr += text)
  }
  run.code = await main(args, io)
  return run
}

function keysOf(keys: string): () => Promise<string> {
  const left = [...keys]
  return () => Promise.resolve(left.shift() ?? '\u0003')
}

/** Runs something as another person. */
export async function as<T>(name: string, does: () => Promise<T>): Promise<T> {
  for (const role of ['AUTHOR', 'COMMITTER']) {
    vi.stubEnv(`GIT_${role}_NAME`, name)
    vi.stubEnv(`GIT_${role}_EMAIL`, `${name.toLowerCase()}@example.org`)
  }
  try {
    return await does()
  } finally {
    vi.unstubAllEnvs()
  }
}

/** Changes the policy on main. */
export function withPolicy(project: Project, section: 'review' | 'threats' | 'dataset' | 'apply', changes: object): void {
  const full = initialPolicy()
  write(project.store, 'policy.json', canonicalJson({ ...full, store: { ...full.store, fsync: false }, [section]: { ...full[section], ...changes } }))
  git(project.store, 'commit', '-qam', 'policy')
}

/** Runs a command that must succeed and returns what --json printed. */
export async function cliJson(args: string[], options: RunOptions): Promise<unknown> {
  const run = await cli([...args, '--json'], options)
  expectCivil(run, 0)
  return JSON.parse(run.stdout)
}

/** A project with a new store in it. */
export interface Project { root: string; store: string }

// Every test begins with a copy of one store, which is not synced to the disk: that is most of the time otherwise.
const template = join(tmpdir(), `skillloop template ${process.pid}`)
mkdirSync(template)
expectCivil(await cli(['init'], { cwd: template }), 0)
const policy = initialPolicy()
write(join(template, '.skillloop'), 'policy.json', canonicalJson({ ...policy, store: { ...policy.store, fsync: false } }))
git(join(template, '.skillloop'), 'commit', '-qa', '--amend', '--no-edit')
afterAll(() => rmSync(template, { recursive: true, force: true }))

export function newProject(): Project {
  const root = temporaryFolder()
  cpSync(template, root, { recursive: true })
  return { root, store: join(root, '.skillloop') }
}

/** Writes a file below a folder and returns its path. */
export function write(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
  return path
}

/** One session on one line of JSON Lines. */
export function sessionLine(id: string, words = `please look at ${id}`, more: object[] = []): string {
  return JSON.stringify({ session_id: id, started_at: '2026-08-01T10:00:00Z', messages: [{ role: 'user', content: words }, { role: 'assistant', content: 'Done.' }, ...more] })
}

export function ingest(project: Project, text: string | Uint8Array, ...args: string[]): Promise<Run> {
  return cli(['ingest', 'generic', '-', ...args], { cwd: project.root, input: text })
}

/** What a person must never see: a stack trace, a bug report, an unexpected exit code. */
export function expectCivil(run: Run, code: number): void {
  expect(`${run.stdout}\n${run.stderr}`).not.toMatch(/\n\s+at .*[(:]\d+:\d+|this is a bug|node:internal|UnhandledPromise|Error: /)
  expect(run.code, `${run.stdout}\n${run.stderr}`).toBe(code)
}

/** Runs the same command with --json too: the code is the same, and stdout is JSON and nothing else. */
export async function bothWays(args: string[], options: RunOptions, code: number): Promise<{ text: string; json: unknown }> {
  const json = await cli([...args, '--json'], options)
  expectCivil(json, code)
  const parsed: unknown = JSON.parse(json.stdout)
  const run = await cli(args, options)
  expectCivil(run, code)
  return { text: run.stdout + run.stderr, json: parsed }
}

/** Everything that git and the store must agree on after each step. */
export function expectSound(project: Project): void {
  expect(fsckReport(project.store)).toBe('')
  expect(git(project.store, 'status', '--porcelain')).toBe('')
}

/** What git's own check says on either stream, except for what is only unreachable. */
export function fsckReport(folder: string): string {
  const run = spawnSync('git', ['-C', folder, 'fsck', '--strict', '--full', '--no-dangling', '--no-progress'], { encoding: 'utf8', env: cleanEnvironment() })
  return run.stdout + run.stderr + (run.status === 0 ? '' : `exit ${run.status}`)
}

/** The paths on a branch. */
export function tree(project: Project, branch: string): string[] {
  return git(project.store, 'ls-tree', '-r', '--name-only', branch).trim().split('\n')
}

export interface Example { proposal: Proposal; id: string; branch: string; path: string }

/** A memory with the given lesson, not yet proposed. */
export function memory(lesson: string, replaces?: string, more: { scope?: 'user' | 'project' | 'environment'; until?: string } = {}): Example {
  const subject = lesson.toLowerCase().replaceAll(/[^a-z]+/g, ' ').trim()
  const name = subject.replaceAll(' ', '-')
  const id = proposalId('memory', subject)
  const text = renderMarkdown({ data: { schemaVersion: 1, type: 'procedural', scope: 'project', ...more, subject, proposal: id }, body: lesson })
  const path = `memory/procedural/${name}.md`
  return example(proposalFrom({ ...memoryDraft(), id, subject, title: lesson, path, files: new Map([[`${name}.md`, Buffer.from(text)]]), evidence: [evidenceOf(lesson)] }, { distiller, replaces }))
}

/** A skill whose SKILL.md has the given body, or a harmless one. */
export function skill(body?: string): Example {
  const draft = skillDraft()
  const files = body === undefined ? draft.files : new Map([['SKILL.md', Buffer.from(reworded(Buffer.from(draft.files.get('SKILL.md') ?? []).toString(), body))]])
  return example(proposalFrom({ ...draft, files }, { distiller }))
}

function example(proposal: Proposal): Example {
  return { proposal, id: proposal.front.id, branch: proposalBranch(proposal.front).replace('refs/heads/', ''), path: proposal.front.artifact.path }
}

/** Puts a proposal on a branch of its own, as distillation does. */
export async function propose(project: Project, { proposal }: Example): Promise<void> {
  const repository = new Repository(project.store, { fsync: false })
  const batch = repository.batch()
  const put = async (bytes: Uint8Array): Promise<{ oid: string; mode: '100644' }> => ({ oid: await batch.add('blob', bytes), mode: '100644' })
  const { path } = proposal.front.artifact
  const base = path.endsWith('.md') ? path.slice(0, path.lastIndexOf('/')) : path
  const edits = new Map([[proposalPath(proposal.front.id), await put(Buffer.from(renderProposal(proposal)))]])
  for (const [name, bytes] of proposal.files) edits.set(`${base}/${name}`, await put(bytes))
  const main = await repository.tip(MAIN)
  if (!main) throw new Error('no main')
  const who = { name: 'Distiller', email: 'distiller@example.org', at: Date.UTC(2026, 7, 10, 8) }
  await repository.createBranch(proposalBranch(proposal.front), main, batch, { edits, message: `Propose ${proposal.front.title}` }, { who })
}

/** State by id, of everything there ever was. */
export async function states(project: Project): Promise<Record<string, string>> {
  const list = await cliJson(['review', 'list', '--all'], { cwd: project.root }) as { id: string; state: string }[]
  return Object.fromEntries(list.map(({ id, state }) => [id, state]))
}

/** The lesson of a memory said in other words: its file with another body. */
export function reworded(text: string, body: string): string {
  return renderMarkdown({ ...parseMarkdown(text, { file: 'memory' }), body })
}

/** Every object of a repository as plain bytes, reachable or not. */
export function allObjects(folder: string): string {
  return execFileSync('git', ['-C', folder, 'cat-file', '--batch-all-objects', '--batch', '--unordered'], { maxBuffer: 1 << 28, env: cleanEnvironment() }).toString('latin1')
}

/** Numbers that look random and are the same in every run. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
