import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { canonicalJson } from '../../src/kernel/canonical-json.js'
import { parseMarkdown, renderMarkdown } from '../../src/kernel/front-matter.js'
import type { Decision, Policy } from '../../src/kernel/types.js'
import { renderDecision } from '../../src/proposals/decisions.js'
import { cli, newProject, write, type Project } from '../cli/support.js'
import { cleanEnvironment, git } from '../helpers/temporary.js'

interface Found { code: string; severity: string; ref: string; commit: string; path?: string; what: string }
export interface Audited { ok: boolean; findings: Found[]; settled: (Found & { how: string; settledIn: string })[]; policyChanges: { commit: string; path: string; author: { email: string }; keys: { key: string }[] }[]; notes: string[]; commits: { main: number; ledger: number } }

/** Whoever does something in a test, by first name. */
export type Who = 'Grace' | 'Linus' | 'Mallory'
export const mail = (who: Who): string => `${who.toLowerCase()}@example.org`

/** The environment by which Git knows somebody. */
function identity(who: Who): Record<string, string> {
  return { GIT_AUTHOR_NAME: who, GIT_AUTHOR_EMAIL: mail(who), GIT_COMMITTER_NAME: who, GIT_COMMITTER_EMAIL: mail(who) }
}

/** Runs the command line as somebody. */
export async function cliAs(who: Who, project: Project, ...args: string[]): Promise<void> {
  const before = { ...process.env }
  Object.assign(process.env, identity(who))
  try {
    const run = await cli(args, { cwd: project.root })
    expect(run.code, run.stdout + run.stderr).toBe(0)
  } finally {
    Object.assign(process.env, before)
  }
}

/** Runs native git in the store as somebody; what it printed, trimmed. */
export function gitAs(who: Who, { store }: Project, ...args: string[]): string {
  return execFileSync('git', ['-C', store, ...args], { encoding: 'utf8', env: { ...cleanEnvironment(), ...identity(who) }, stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

/** Commits files on the branch that is checked out, null for one that is removed; the commit. */
export function commitAs(who: Who, project: Project, files: Record<string, string | null>, message = 'by hand'): string {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) rmSync(join(project.store, path))
    else write(project.store, path, text)
  }
  gitAs(who, project, 'add', '-A')
  gitAs(who, project, 'commit', '-q', '--allow-empty', '-m', message)
  return head(project)
}

/** Commits files on a branch that is not checked out, as the ledger is. */
export function commitOn(who: Who, project: Project, branch: string, files: Record<string, string | null>): string {
  const env = { ...cleanEnvironment(), ...identity(who), GIT_INDEX_FILE: join(project.store, '.git', 'index of a test') }
  const run = (args: string[], input?: string): string => execFileSync('git', ['-C', project.store, ...args], { encoding: 'utf8', env, ...(input !== undefined && { input }) }).trim()
  run(['read-tree', branch])
  for (const [path, text] of Object.entries(files)) {
    if (text === null) run(['update-index', '--force-remove', path])
    else run(['update-index', '--add', '--cacheinfo', `100644,${run(['hash-object', '-w', '--stdin'], text)},${path}`])
  }
  const commit = run(['commit-tree', run(['write-tree']), '-p', branch, '-m', 'by hand'])
  run(['update-ref', `refs/heads/${branch}`, commit])
  return commit
}

export const head = (project: Project, ref = 'HEAD'): string => git(project.store, 'rev-parse', ref).trim()
export const onMain = (project: Project, path: string): string => git(project.store, 'show', `main:${path}`)
export const paths = (project: Project, ref: string, folder: string): string[] => git(project.store, 'ls-tree', '-r', '--name-only', ref, '--', folder).trim().split('\n').filter(Boolean)

/** The audit and its exit code. */
export async function audit(project: Project, ...args: string[]): Promise<Audited & { code: number | null }> {
  const run = await cli(['audit', '--json', ...args], { cwd: project.root })
  expect(run.stdout, run.stderr).toMatch(/^\{/)
  return { ...JSON.parse(run.stdout) as Audited, code: run.code }
}

/** Nothing found, nothing to be settled. */
export async function expectClean(project: Project): Promise<void> {
  const result = await audit(project)
  expect(result.findings).toEqual([])
  expect(result.settled).toEqual([])
  expect(result.code).toBe(0)
}

/** A project whose policy says this of reviews. */
export function governed(review: Policy['review'] = {}): Project {
  const project = newProject()
  if (Object.keys(review).length > 0) setPolicy('Grace', project, review)
  return project
}

/** Commits a change of the policy's review section. */
export function setPolicy(who: Who, project: Project, review: NonNullable<Policy['review']>): string {
  const policy = JSON.parse(readFileSync(join(project.store, 'policy.json'), 'utf8')) as Policy
  return commitAs(who, project, { 'policy.json': canonicalJson({ ...policy, review: { ...policy.review, ...review } }) }, 'policy')
}

/** A decision with some of it changed, at the place that it then has. */
export function forged(text: string, change: Partial<Decision>): Record<string, string> {
  const { path, text: changed } = renderDecision({ ...JSON.parse(text) as Decision, ...change })
  return { [path]: changed }
}

/** Front matter of a Markdown file with some of it changed. */
export function withFront(text: string, change: (data: Record<string, unknown>) => void): string {
  const { data, body } = parseMarkdown(text, { file: 'test' })
  change(data)
  return renderMarkdown({ data, body })
}
