import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { cli, cliJson, newProject, write, type Project } from '../cli/support.js'

export interface TickJson {
  counts: Record<string, number>
  controller: { stages: { name: string; outcome: string; note?: string }[]; proposals: { id: string; title: string }[]; waits: { pending: number }; readiness: { ready: boolean; records: number; reasons: string[] } }
  troubles: { where: string; problem: string; code: number }[]
  code: number
  resumed: boolean
  commit?: string
}

/** A session in which a person says a lesson, as a line. */
export function lesson(id: string, text: string, day = '2026-08-01'): string {
  return JSON.stringify({
    session_id: id, started_at: `${day}T10:00:00Z`,
    messages: [{ role: 'user', content: `Please look at the build of ${id}. ${text}` }, { role: 'assistant', content: 'I looked at it.', tool_calls: [{ id: `c-${id}`, type: 'function', function: { name: 'terminal', arguments: '{"command":"npm test"}' } }] }, { role: 'tool', tool_call_id: `c-${id}`, content: '{"output":"Tests: 3 passed","exit_code":0}' }, { role: 'assistant', content: 'Done, all tests pass.' }]
  })
}

export const LESSONS = ['Never force-push to main.', 'We use pnpm here, not npm.', 'Always run the linter before you commit.', 'From now on answer in short sentences.']

/** A project whose controller reads files of a folder in it. */
export async function connectedProject(files: Record<string, string>, sources: object[] = [{ runtime: 'generic', paths: ['in'] }]): Promise<Project> {
  const project = newProject()
  for (const [name, text] of Object.entries(files)) write(project.root, name, text)
  await cliJson(['policy', 'set', 'ingestion.sources', JSON.stringify(sources), '--reason', 'test'], { cwd: project.root })
  return project
}

/** A tick, whatever comes of it. */
export async function tick(project: Project, env: Record<string, string> = {}): Promise<TickJson> {
  const run = await cli(['controller', 'run', '--json'], { cwd: project.root, env })
  return JSON.parse(run.stdout) as TickJson
}

/** Everything that must be the same however a store came to it. */
export function outcome(project: Project): { main: string; ledger: string; branches: string } {
  const tree = (ref: string): string => git(project.store, 'ls-tree', '-r', ref)
  return { main: tree('main'), ledger: tree('ledger'), branches: git(project.store, 'for-each-ref', '--format=%(refname) %(tree)', 'refs/heads/proposal') }
}

export function copyOf(project: Project): Project {
  const root = temporaryFolder()
  cpSync(project.root, root, { recursive: true })
  return { root, store: join(root, '.skillloop') }
}
