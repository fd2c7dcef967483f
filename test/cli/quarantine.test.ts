import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { skillloop } from '../helpers/skillloop.js'
import { git } from '../helpers/temporary.js'
import { cli, cliJson, expectCivil, expectSound, ingest, newProject, sessionLine, states, tree, type Project } from './support.js'

const run = (project: Project, ...args: string[]) => cli(args, { cwd: project.root })
const json = (project: Project, ...args: string[]) => cliJson(args, { cwd: project.root })
const inStore = (project: Project, ...args: string[]): string => git(project.store, ...args)

interface Known { id: string; title: string; state: string; branch?: string; supporters: string[] }

async function done(project: Project, ...args: string[]): Promise<string> {
  const result = await run(project, ...args)
  expectCivil(result, 0)
  return result.stdout
}

/** Two sessions, each with a rule of its own that a person gave; both evaluated, both rules proposed. */
async function taught(): Promise<{ project: Project; pnpm: Known; tabs: Known }> {
  const project = newProject()
  await ingest(project, `${sessionLine('s-pnpm', 'From now on, always use pnpm instead of npm in this repository.')}\n${sessionLine('s-tabs', 'From now on, always indent Go files with tabs, never with spaces.')}\n`)
  await done(project, 'eval', '--all')
  await done(project, 'distill', '--all')
  const list = await json(project, 'review', 'list') as Known[]
  const of = (word: string): Known => list.find(({ title }) => title.includes(word)) ?? (() => { throw new Error(`nothing of ${word} was proposed`) })()
  return { project, pnpm: of('pnpm'), tabs: of('tabs') }
}

const idOf = async (project: Project, native: string): Promise<string> => (await json(project, 'traces', 'show', native) as { id: string }).id
const pathOf = (project: Project, word: string): string => tree(project, 'main').find((path) => path.startsWith('memory/') && path.includes(word)) ?? ''

describe('a session in quarantine', () => {
  it('is judged, learned from, counted and exported no more, until it is let out', async () => {
    const { project, pnpm } = await taught()
    const trace = await idOf(project, 's-pnpm')
    const exported = async (): Promise<number> => (await json(project, 'export', 'sft', '--out', 'x.jsonl', '--min-score', '0') as { manifest: { records: unknown[] } }).manifest.records.length
    expect(await exported()).toBe(2)
    await done(project, 'quarantine', trace, '--reason', 'the issue it read was planted')
    expect(await exported()).toBe(1)
    expect(readFileSync(join(project.root, 'x.jsonl'), 'utf8')).not.toContain('pnpm')
    expectCivil(await run(project, 'eval', trace), 1)
    expectCivil(await run(project, 'distill', trace), 1)
    expect(await json(project, 'status')).toMatchObject({ traces: 2, quarantined: 1, evaluations: { fresh: 1, missing: 0 } })
    expect((await json(project, 'review', 'show', pnpm.id) as Known).supporters).toEqual([])
    const refused = await run(project, 'review', 'approve', pnpm.id)
    expectCivil(refused, 1)
    expect(refused.stdout).toMatch(/in quarantine: the issue it read was planted/)
    expect(await done(project, 'quarantine')).toContain(trace)
    expectCivil(await run(project, 'quarantine', trace), 2)
    await done(project, 'quarantine', trace, '--lift', '--reason', 'a false alarm')
    expectCivil(await run(project, 'quarantine', trace, '--lift', '--reason', 'again'), 1)
    expect(await exported()).toBe(2)
    await done(project, 'review', 'approve', pnpm.id)
    expect((await json(project, 'status') as { evaluations: object }).evaluations).toMatchObject({ fresh: 2, stale: 0 })
    expectCivil(await run(project, 'check'), 0)
    expectSound(project)
  })

  it('is not proposed anew, also after its proposal was rejected', async () => {
    const { project, pnpm } = await taught()
    await done(project, 'quarantine', await idOf(project, 's-pnpm'), '--reason', 'planted')
    await done(project, 'review', 'reject', pnpm.id, '--reason', 'planted')
    expect(await json(project, 'distill', '--all')).toMatchObject({ proposals: [], sessions: 1 })
    expect((await states(project))[pnpm.id]).toBe('rejected')
  })
})

const WAYS: Record<string, (project: Project, id: string, branch: string) => unknown> = {
  'review approve': (project, id) => done(project, 'review', 'approve', id, '--reason', 'right'),
  'git merge': (project, _id, branch) => inStore(project, 'merge', '-q', '--no-ff', '-m', 'merge', branch),
  'git merge --squash': (project, _id, branch) => { inStore(project, 'merge', '-q', '--squash', branch); inStore(project, 'commit', '-qm', 'squashed'); inStore(project, 'branch', '-qD', branch) }
}

describe('what came from it', () => {
  it.each(Object.entries(WAYS))('is retired by %s: gone from main and from agents, and learned anew only from others', async (_name, way) => {
    const { project, pnpm, tabs } = await taught()
    await done(project, 'review', 'approve', pnpm.id, tabs.id)
    await done(project, 'apply', '--target', 'agent')
    const path = pathOf(project, 'pnpm')
    const trace = await idOf(project, 's-pnpm')
    const { retirements, impact } = await json(project, 'quarantine', trace, '--reason', 'planted') as { retirements: { id: string; path: string; branch: string; isNew: boolean }[]; impact: { proposals: { id: string; applied: string[] }[] } }
    expect(retirements).toEqual([expect.objectContaining({ path, isNew: true })])
    expect(impact.proposals).toEqual([expect.objectContaining({ id: pnpm.id, applied: ['agent'] })])
    const { id = '', branch = '' } = retirements[0] ?? {}
    expect(await states(project)).toMatchObject({ [pnpm.id]: 'approved', [id]: 'pending' })
    expect(await done(project, 'review', 'show', id)).not.toContain('instead of npm')
    expect(await done(project, 'review', 'diff', id)).toMatch(/\+\+\+ \/dev\/null/)
    expectCivil(await run(project, 'review', 'edit', id, '--file', '-'), 2)
    expect(await json(project, 'quarantine', trace, '--reason', 'planted')).toMatchObject({ commit: null, retirements: [{ id, isNew: false }] })
    await way(project, id, branch)
    expect(await states(project)).toEqual({ [pnpm.id]: 'revoked', [tabs.id]: 'approved', [id]: 'approved' })
    expect(tree(project, 'main')).not.toContain(path)
    expectCivil(await run(project, 'check'), 0)
    await done(project, 'apply', '--target', 'agent')
    expect(existsSync(join(project.root, 'agent', path))).toBe(false)
    expect(existsSync(join(project.root, 'agent', pathOf(project, 'tabs')))).toBe(true)
    expect(await done(project, 'memory', 'log', path)).toMatch(/retired by proposal/)
    expect(await done(project, 'log')).toMatch(/retired memory\//)
    expectCivil(await run(project, 'rollback', path, '--reason', 'x'), 1)
    expectCivil(await run(project, 'review', 'revoke', id, '--reason', 'x'), 1)
    rmSync(join(project.store, 'index.sqlite'))
    expect((await states(project))[pnpm.id]).toBe('revoked')
    await done(project, 'quarantine', trace, '--lift', '--reason', 'a false alarm')
    await done(project, 'rollback', path, '--reason', 'a false alarm')
    expect(await states(project)).toMatchObject({ [pnpm.id]: 'approved', [id]: 'superseded' })
    expectCivil(await run(project, 'check'), 0)
    expectSound(project)
  })

  it('stays where a person rejects the retirement; a session that only supported it asks for none', async () => {
    const { project, pnpm } = await taught()
    await done(project, 'review', 'approve', pnpm.id)
    await ingest(project, `${sessionLine('s-again', 'From now on, always use pnpm instead of npm in this repository.')}\n`)
    await done(project, 'distill', '--all')
    const quarantine = async (native: string) => (await json(project, 'quarantine', await idOf(project, native), '--reason', 'planted') as { retirements: { id: string; branch: string }[] }).retirements
    const [first] = await quarantine('s-pnpm')
    await done(project, 'review', 'reject', first?.id ?? '', '--reason', 'the rule is right all the same')
    expect(await quarantine('s-pnpm')).toEqual([])
    expect(await quarantine('s-again')).toEqual([])
    expect(await states(project)).toMatchObject({ [pnpm.id]: 'approved', [first?.id ?? '']: 'rejected' })
    expectCivil(await run(project, 'check'), 0)
    expectSound(project)
  })

  it('is retired on record also where somebody had removed it by hand', async () => {
    const { project, pnpm } = await taught()
    await done(project, 'review', 'approve', pnpm.id)
    const { retirements } = await json(project, 'quarantine', await idOf(project, 's-pnpm'), '--reason', 'planted') as { retirements: { id: string; branch: string }[] }
    const path = pathOf(project, 'pnpm')
    inStore(project, 'rm', '-q', path)
    inStore(project, 'commit', '-qm', 'gone by hand')
    expect(await states(project)).toMatchObject({ [pnpm.id]: 'altered' })
    await done(project, 'review', 'approve', retirements[0]?.id ?? '')
    expect(await states(project)).toMatchObject({ [pnpm.id]: 'revoked', [retirements[0]?.id ?? '']: 'approved' })
    expectSound(project)
  })

  it('two clones quarantine the same session: one retirement after a merge, and a lift that knew of one only', async () => {
    const { project, pnpm } = await taught()
    await done(project, 'review', 'approve', pnpm.id)
    const trace = await idOf(project, 's-pnpm')
    const clone = newProject()
    rmSync(clone.store, { recursive: true })
    await done(clone, 'init', '--from', project.store)
    const here = await json(project, 'quarantine', trace, '--reason', 'planted') as { retirements: { id: string }[] }
    const there = await json(clone, 'quarantine', trace, '--reason', 'private') as { retirements: { id: string }[] }
    expect(there.retirements[0]?.id).toBe(here.retirements[0]?.id)
    await done(clone, 'quarantine', trace, '--lift', '--reason', 'mine was an error')
    expect(await json(clone, 'quarantine')).toEqual([])
    inStore(project, 'fetch', '-q', clone.store, 'ledger')
    inStore(project, 'switch', '-q', 'ledger')
    inStore(project, 'merge', '-q', '--no-edit', 'FETCH_HEAD')
    inStore(project, 'switch', '-q', 'main')
    expect(await json(project, 'quarantine')).toMatchObject([{ trace, reason: 'planted' }])
    expectSound(project)
  })

  it('as a process of its own', async () => {
    const { project } = await taught()
    const result = skillloop(['quarantine', 's-pnpm', '--reason', 'planted'], { cwd: project.root })
    expectCivil(result, 0)
    expect(result.stdout).toMatch(/is in quarantine now/)
  })
})
