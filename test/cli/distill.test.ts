import { describe, expect, it } from 'vitest'
import { cli, cliJson, expectCivil, expectSound, ingest, newProject } from './support.js'

const said = (id: string, startedAt: string, words: string): string => JSON.stringify({ session_id: id, started_at: startedAt, messages: [{ role: 'user', content: words }, { role: 'assistant', content: 'ok' }] })

describe('distill', () => {
  it('proposes what sessions since a day speak for; a day that is none is refused', async () => {
    const project = newProject()
    await ingest(project, `${said('old', '2026-07-01T10:00:00Z', 'Never force-push to main.')}\n${said('new', '2026-08-02T10:00:00Z', 'Always run the linter before you commit.')}\n`)
    const titles = async (...args: string[]): Promise<string[]> => (await cliJson(['distill', ...args, '--dry-run'], { cwd: project.root }) as { proposals: { title: string }[] }).proposals.map(({ title }) => title)
    expect(await titles('--all')).toHaveLength(2)
    expect(await titles('--since', '2026-08-01')).toEqual(['Always run the linter before you commit.'])
    expect(await titles('--since', '2026-08-03')).toEqual([])
    expect(await titles('--all', '--kind', 'skill')).toEqual([])
    for (const args of [['distill', '--since', 'soon'], ['distill'], ['distill', '--all', '--since', '2026-08-01'], ['distill', 'latest', '--all'], ['distill', '--all', '--kind', 'dream']]) expectCivil(await cli(args, { cwd: project.root }), 2)
    expectSound(project)
  })
})

describe('skills candidates', () => {
  it('tells what kinds of work lack, and stores nothing', async () => {
    const project = newProject()
    await ingest(project, said('one', '2026-08-02T10:00:00Z', 'hello'))
    const result = await cli(['skills', 'candidates'], { cwd: project.root })
    expectCivil(result, 0)
    expect(result.stdout).toContain('1 session read: 0 candidates, 0 skills ready')
    expectSound(project)
  })
})
