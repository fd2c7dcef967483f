import { describe, expect, it } from 'vitest'
import { git } from '../helpers/temporary.js'
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

describe('a rule that many sessions say', () => {
  it('quotes as many as anybody reads, and keeps the others beside it', async () => {
    const project = newProject()
    const words = (at: number): string => (at % 7 === 0 ? 'Never force-push to main.' : 'Please never force-push to the main branch')
    await ingest(project, `${Array.from({ length: 60 }, (_, at) => said(`s${at}`, `2026-07-${String(1 + at % 28).padStart(2, '0')}T10:00:00Z`, words(at))).join('\n')}\n`)
    const distill = async (): Promise<unknown> => cliJson(['distill', '--all'], { cwd: project.root })
    expect(await distill()).toMatchObject({ proposals: [{ title: 'Never force-push to main.' }], support: [] })
    expect(await distill()).toMatchObject({ proposals: [], support: [] })
    const { evidence, supporters, id, branch } = await cliJson(['review', 'show', 'latest'], { cwd: project.root }) as { evidence: { trace: string; state: string }[]; supporters: string[]; id: string; branch: string }
    expect([evidence.length, new Set(evidence.map(({ trace }) => trace)).size, new Set(supporters).size]).toEqual([60, 60, 60])
    expect(evidence.filter(({ state }) => state !== 'holds')).toEqual([])
    expect((await cli(['review', 'show', 'latest'], { cwd: project.root })).stdout).toContain('10 further sessions:')
    expect(git(project.store, 'ls-tree', '-r', '--name-only', 'ledger', `support/${id}/`).trim().split('\n')).toHaveLength(10)
    expect(git(project.store, 'show', `${branch}:proposals/${id}.md`).match(/traceSha256/g)).toHaveLength(50)
    expectCivil(await cli(['review', 'approve', id, '--yes'], { cwd: project.root }), 0)
    const decision = git(project.store, 'ls-tree', '-r', '--name-only', 'main', 'decisions/').trim().split('\n')[0] as string
    expect((JSON.parse(git(project.store, 'show', `main:${decision}`)) as { support: string[] }).support).toHaveLength(60)
    for (const args of [['check'], ['audit']]) expectCivil(await cli(args, { cwd: project.root }), 0)
    expectSound(project)
  })
})

describe('distillation.languages', () => {
  it('leaves out what was said in another language, and has it again once the policy allows it', async () => {
    const project = newProject()
    await ingest(project, `${said('en', '2026-08-01T10:00:00Z', 'Never force-push to main.')}\n${said('de', '2026-08-02T10:00:00Z', 'Bitte immer den Linter laufen lassen, bevor du etwas committest.')}\n`)
    const titles = async (): Promise<string[]> => (await cliJson(['distill', '--all', '--dry-run'], { cwd: project.root }) as { proposals: { title: string }[] }).proposals.map(({ title }) => title).sort()
    const all = await titles()
    expect(all).toEqual([expect.stringMatching(/immer den Linter/i), 'Never force-push to main.'])
    const set = async (...value: string[]): Promise<unknown> => cliJson(['policy', 'set', 'distillation.languages', ...value, '--reason', 'test'], { cwd: project.root })
    await set('["en"]')
    expect(await titles()).toEqual(['Never force-push to main.'])
    await set('["de"]')
    expect(await titles()).toEqual([expect.stringMatching(/immer den Linter/i)])
    await set('--default')
    expect(await titles()).toEqual(all)
    expectCivil(await cli(['policy', 'set', 'distillation.languages', '["english"]', '--reason', 'test'], { cwd: project.root }), 2)
    expectSound(project)
  })
})

describe('distill --explain', () => {
  it('says what came of a session, and why nothing more', async () => {
    const project = newProject()
    await ingest(project, `${said('rule', '2026-07-01T10:00:00Z', 'Never force-push to main. Please rename the file.')}\n${said('order', '2026-08-02T10:00:00Z', 'Please rename the file.')}\n`)
    const explain = async (id: string): Promise<string> => {
      const result = await cli(['distill', id, '--explain', '--dry-run'], { cwd: project.root })
      expectCivil(result, 0)
      return result.stdout
    }
    expect(await explain('rule')).toMatch(/said \(0\.\d\d\): Never force-push to main\. → proposal [0-9a-f]{12}/)
    expect(await explain('order')).toMatch(/no lesson in 1 message of people; the nearest:\n {4}-?0\.\d\d of 0\.50: Please rename the file\. \(.*an order for now/)
    expect(await explain('order')).toContain('left out: it has no evaluation that holds: skillloop eval --stale')
    await cli(['eval', '--all'], { cwd: project.root })
    expect(await explain('order')).toMatch(/left out: its score is \d+, its result is called unknown/)
    await cli(['distill', '--all'], { cwd: project.root })
    expect(await explain('rule')).toMatch(/→ [0-9a-f]{12}, known already/)
    expect(await cliJson(['distill', '--all', '--explain', '--dry-run'], { cwd: project.root })).toMatchObject({ explained: [{}, {}] })
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
