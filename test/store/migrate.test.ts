import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { migrate } from '../../src/app/migrate.js'
import { LEDGER } from '../../src/kernel/layout.js'
import { migrateFiles, type Files, type Migration } from '../../src/store/migrations.js'
import { LostRace } from '../../src/store/refs/ref-store.js'
import { Repository } from '../../src/store/repository.js'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { cli, cliJson, expectSound, fsckReport, ingest, newProject, sessionLine, type Project } from '../cli/support.js'

/** Two steps such as a change of a stored format would need: one of every trace, one that builds on it and takes a file away. */
const STEPS: readonly Migration[] = [
  { to: 2, says: 'traces say who took them in', ledger: async (files) => new Map(await Promise.all((await files.list('traces')).map(async (path): Promise<[string, string]> => [path, (await files.read(path)).replace('{', '{"by":"x",')]))) },
  { to: 3, says: 'rules lie in a folder', main: async (files) => new Map([['rules/policy.json', await files.read('policy.json')], ['policy.json', null]]), ledger: async (files) => new Map(await Promise.all((await files.list('traces')).map(async (path): Promise<[string, string]> => [path, (await files.read(path)).replace('"by":"x"', '"by":"y"')]))) }
]
const who = { name: 'Ada', email: 'ada@example.org', at: 1786352400000 }
const tree = (project: Project, ref: string): string => git(project.store, 'ls-tree', '-r', ref)
const open = (project: Project) => ({ repository: new Repository(project.store, { fsync: false }), committer: () => Promise.resolve(who) })

async function filled(): Promise<Project> {
  const project = newProject()
  await ingest(project, ['a', 'b', 'c'].map((id) => sessionLine(id)).join('\n'))
  return project
}

describe('migrate', () => {
  it('has nothing to do in a store of today, and makes no commit', async () => {
    const project = await filled()
    const before = git(project.store, 'rev-parse', 'main', 'ledger')
    expect(await cliJson(['migrate'], { cwd: project.root })).toEqual({ from: 1, to: 1, steps: [], branches: [] })
    expect((await cli(['migrate', '--dry-run'], { cwd: project.root })).stdout).toContain('Nothing to do')
    expect(git(project.store, 'rev-parse', 'main', 'ledger')).toBe(before)
  })

  it('makes one commit a branch of all steps, and a revert of it gives the very bytes back', async () => {
    const project = await filled()
    const before = [tree(project, 'main'), tree(project, 'ledger')]
    const commits = Number(git(project.store, 'rev-list', '--count', 'ledger'))
    const planned = await migrate(open(project), { dryRun: true }, STEPS)
    expect([tree(project, 'main'), tree(project, 'ledger')]).toEqual(before)
    const done = await migrate(open(project), { dryRun: false }, STEPS)
    expect(done.branches.map(({ branch, paths }) => ({ branch, paths }))).toEqual(planned.branches)
    expect(done).toMatchObject({ from: 1, to: 3, steps: [{ to: 2 }, { to: 3 }], branches: [{ branch: 'ledger' }, { branch: 'main', paths: ['policy.json', 'rules/policy.json', 'store.json'] }] })
    expect(Number(git(project.store, 'rev-list', '--count', 'ledger'))).toBe(commits + 1)
    const path = tree(project, 'ledger').split('\n').find((line) => line.includes('traces/'))!.split('\t')[1]!
    expect(git(project.store, 'show', `ledger:${path}`)).toMatch(/^\{"by":"y",/)
    expect(readFileSync(join(project.store, 'rules/policy.json'), 'utf8')).not.toBe('')
    expect(await migrate(open(project), { dryRun: false }, STEPS)).toMatchObject({ from: 3, to: 3, branches: [] })
    expect(fsckReport(project.store)).toBe('')
    git(project.store, 'revert', '--no-edit', 'main')
    const other = temporaryFolder()
    git(other, 'clone', '-q', '-b', 'ledger', project.store, 'clone')
    git(join(other, 'clone'), '-c', 'user.name=A', '-c', 'user.email=a@example.org', 'revert', '--no-edit', 'HEAD')
    git(join(other, 'clone'), 'push', '-q', 'origin', 'ledger')
    expect([tree(project, 'main'), tree(project, 'ledger')]).toEqual(before)
    await expectSound(project)
  })

  it('stopped between the branches, goes on with the one that is left', async () => {
    const whole = await filled()
    await migrate(open(whole), { dryRun: false }, STEPS)
    const project = await filled()
    const stopped = open(project)
    const commit = stopped.repository.commit.bind(stopped.repository)
    stopped.repository.commit = async (ref, ...rest) => (ref === LEDGER ? commit(ref, ...rest) : Promise.reject(new LostRace(ref, undefined)))
    await expect(migrate(stopped, { dryRun: false }, STEPS)).rejects.toThrow(LostRace)
    expect(tree(project, 'ledger')).toBe(tree(whole, 'ledger'))
    expect(fsckReport(project.store)).toBe('')
    expect(await migrate(open(project), { dryRun: false }, STEPS)).toMatchObject({ from: 1, branches: [{ branch: 'main' }] })
    expect(tree(project, 'main')).toBe(tree(whole, 'main'))
  })

  it('a newer store, also a clone of one, is refused by name and left as it is', async () => {
    const project = await filled()
    await migrate(open(project), { dryRun: false }, STEPS)
    const before = git(project.store, 'rev-parse', 'main', 'ledger')
    const { root } = { root: temporaryFolder() }
    for (const [args, cwd] of [[['status'], project.root], [['migrate'], project.root], [['init', '--from', project.store], root]] as const) {
      const run = await cli([...args], { cwd })
      expect(run.code).toBe(3)
      expect(run.stderr).toMatch(/format version 3; this SkillLoop reads up to 1/)
    }
    expect(git(project.store, 'rev-parse', 'main', 'ledger')).toBe(before)
  })

  it('shows a step what the one before it made', async () => {
    const files: Files = { list: () => Promise.resolve(['a/1', 'a/2']), read: (path) => Promise.resolve(path) }
    const seen: string[][] = []
    const changes = await migrateFiles('main', files, [
      { to: 2, says: '', main: () => Promise.resolve(new Map([['a/2', null], ['a/3', 'new'], ['b', 'else']])) },
      { to: 3, says: '', main: async (now) => { seen.push(await now.list('a'), [await now.read('a/1'), await now.read('a/3')]); return new Map([['a/1', 'x']]) } }
    ])
    expect(seen).toEqual([['a/1', 'a/3'], ['a/1', 'new']])
    expect([...changes.keys()]).toEqual(['a/2', 'a/3', 'b', 'a/1', 'store.json'])
  })
})
