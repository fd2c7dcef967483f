import { cli, cliJson, expectCivil, newProject, propose, skill, write, type Project } from '../cli/support.js'
import { git } from '../helpers/temporary.js'

const NOW = (day: string): Record<string, string> => ({ SKILLLOOP_NOW: `${day}T09:00:00.000Z` })

export async function text(project: Project, day: string, ...args: string[]): Promise<string> {
  const run = await cli(args, { cwd: project.root, env: NOW(day) })
  expectCivil(run, 0)
  return run.stdout
}

export const json = async (project: Project, day: string, ...args: string[]): Promise<unknown> => cliJson(args, { cwd: project.root, env: NOW(day) })

/** A skill with two approved versions, and a controller that reads files. */
export async function twoVersions(): Promise<Project> {
  const project = newProject()
  const first = skill()
  await json(project, '2026-08-01', 'policy', 'set', 'ingestion.sources', '[{"runtime":"generic","paths":["in"]}]', '--reason', 'test')
  await propose(project, first)
  await text(project, '2026-08-02', 'review', 'approve', first.id, '--reason', 'seen')
  write(project.store, 'skills/release-a-version/scripts/tag.sh', 'git tag v2\n')
  git(project.store, 'commit', '-qam', 'by hand')
  await text(project, '2026-08-20', 'review', 'approve', first.id, '--reason', 'right so')
  return project
}
