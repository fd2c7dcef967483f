import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { cli, expectCivil, newProject, type Project } from '../cli/support.js'
import type { Run } from '../helpers/skillloop.js'
import { cleanEnvironment, temporaryFolder } from '../helpers/temporary.js'

/** Who acts from now on, by the command line and by plain git. */
export function as(name: string): void {
  for (const role of ['AUTHOR', 'COMMITTER']) Object.assign(process.env, { [`GIT_${role}_NAME`]: name, [`GIT_${role}_EMAIL`]: `${name.toLowerCase()}@example.org` })
}

/** Plain git as whoever acts. */
export function plainGit(folder: string, ...args: string[]): string {
  const identity = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^GIT_(AUTHOR|COMMITTER)_/.test(name))) as Record<string, string>
  return execFileSync('git', ['-C', folder, ...args], { encoding: 'utf8', env: cleanEnvironment(identity), stdio: ['ignore', 'pipe', 'pipe'] }).trim()
}

export function bareRepository(): string {
  const bare = join(temporaryFolder(), 'hub.git')
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', bare], { env: cleanEnvironment() })
  return bare
}

export const run = (project: Project, ...args: string[]): Promise<Run> => cli(args, { cwd: project.root })

/** Runs what must succeed and returns what it printed. */
export async function ok(project: Project, ...args: string[]): Promise<string> {
  const result = await run(project, ...args)
  expectCivil(result, 0)
  return result.stdout
}

/** A store whose origin is `url`, in step with it. */
export async function firstStore(url: string): Promise<Project> {
  const project = newProject()
  await ok(project, 'remote', 'add', 'origin', url)
  await ok(project, 'sync')
  return project
}

/** Another machine's store, begun from what is at `url`. */
export async function cloneFrom(url: string): Promise<Project> {
  const root = temporaryFolder()
  const project = { root, store: join(root, '.skillloop') }
  await ok(project, 'init', '--from', url)
  return project
}

export const tipOf = (folder: string, ref = 'main'): string => plainGit(folder, 'rev-parse', ref)
