import { chmodSync, cpSync, existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { MaintainResult } from '../../src/app/compose-maintain.js'
import { killed } from '../helpers/killed.js'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { cli, cliJson, expectCivil, expectSound, fsckReport, ingest, memory, newProject, propose, seeded, sessionLine, type Project } from '../cli/support.js'

const NOW = '2036-01-01T00:00:00.000Z'
const later = { SKILLLOOP_NOW: NOW }

/** A store with three packs, loose objects and a loose object that nothing reaches. */
async function filled(): Promise<Project & { lost: string }> {
  const project = newProject()
  for (const batch of ['a', 'b', 'c']) await ingest(project, Array.from({ length: 40 }, (_, i) => sessionLine(`${batch}${i}`)).join('\n'))
  await ingest(project, sessionLine('alone'))
  const [one, two] = [memory('Use tabs.'), memory('Use pnpm.')]
  for (const lesson of [one, two]) await propose(project, lesson)
  expectCivil(await cli(['review', 'reject', one.id, '--reason', 'no'], { cwd: project.root }), 0)
  writeFileSync(join(project.root, 'lost'), 'nothing reaches this')
  const lost = git(project.store, 'hash-object', '-w', join(project.root, 'lost')).trim()
  return { ...project, lost }
}

const everything = (project: Project): string => git(project.store, 'for-each-ref', '--format=%(refname) %(objectname)') + git(project.store, 'ls-tree', '-r', 'ledger') + git(project.store, 'ls-tree', '-r', 'main')
const names = (project: Project, folder: string): string[] => readdirSync(join(project.store, '.git/objects', folder))

describe.each(['--no-git', '--git'])('maintain %s', (how) => {
  it('joins packs and loose objects, changes nothing that is stored, and has nothing to do then', async () => {
    const project = await filled()
    const before = everything(project)
    const planned = await cliJson(['maintain', how, '--dry-run'], { cwd: project.root }) as MaintainResult
    expect(planned.before.packs).toBe(3)
    expect(planned.after).toEqual(planned.before)
    const done = await cliJson(['maintain', how], { cwd: project.root }) as MaintainResult
    expect(done).toMatchObject({ packed: planned.packed, joined: 3, pruned: 0 })
    expect(done.after).toMatchObject({ packs: 1 })
    expect(done.after.loose).toBeLessThanOrEqual(1)
    expect(everything(project)).toBe(before)
    expect(git(project.store, 'cat-file', '-e', project.lost)).toBe('')
    await expectSound(project)
    if (how === '--no-git') expect(await cliJson(['maintain', how], { cwd: project.root })).toMatchObject({ packed: 0, joined: 0, pruned: 0 })
    expectCivil(await cli(['traces', 'show', 'a7'], { cwd: project.root }), 0)
  })

  it('removes what nothing reaches once it is old, and not what a log or Git\'s index leads to', async () => {
    const project = await filled()
    writeFileSync(join(project.store, 'staged.txt'), 'added by hand')
    git(project.store, 'add', '-f', 'staged.txt')
    const staged = git(project.store, 'rev-parse', ':staged.txt').trim()
    git(project.store, 'commit', '-q', '--allow-empty', '-m', 'taken back')
    const logged = git(project.store, 'rev-parse', 'HEAD').trim()
    git(project.store, 'reset', '-q', '--soft', 'HEAD~')
    git(project.store, 'add', '-f', 'staged.txt')
    const done = await cliJson(['maintain', how], { cwd: project.root, env: { SKILLLOOP_NOW: new Date(Date.now() + 20 * 86_400_000).toISOString() } }) as MaintainResult
    expect(done.pruned).toBe(1)
    expect(() => git(project.store, 'cat-file', '-e', project.lost)).toThrow()
    for (const oid of [staged, logged]) expect(git(project.store, 'cat-file', '-e', oid)).toBe('')
    expect(fsckReport(project.store)).toBe('')
  })
})

describe('maintain', () => {
  it('leaves packs with deltas, and those that somebody keeps, alone', async () => {
    const project = await filled()
    git(project.store, 'repack', '-a', '-d', '-q', '-f', '--depth=5')
    const packs = names(project, 'pack').sort()
    await ingest(project, Array.from({ length: 40 }, (_, i) => sessionLine(`d${i}`)).join('\n'))
    expect(await cliJson(['maintain', '--no-git'], { cwd: project.root })).toMatchObject({ after: { packs: 2 } })
    for (const name of packs) expect(names(project, 'pack')).toContain(name)
    await expectSound(project)
  })

  it('names an object that is damaged and changes nothing', async () => {
    const project = await filled()
    const pack = names(project, 'pack').find((name) => name.endsWith('.pack'))!
    const path = join(project.store, '.git/objects/pack', pack)
    const copy = join(temporaryFolder(), 'copy')
    cpSync(path, copy)
    const bytes = readFileSync(path)
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 30) ^ 0xff, bytes.length - 30)
    chmodSync(path, 0o600)
    writeFileSync(path, bytes)
    const before = names(project, 'pack').sort()
    const run = await cli(['maintain', '--no-git'], { cwd: project.root })
    expect(run.code).toBe(3)
    expect(run.stderr).toMatch(/damaged|cannot be read/)
    expect(names(project, 'pack').sort()).toEqual(before)
    cpSync(copy, path)
    await expectSound(project)
  })

  it('lets go of what the policy keeps no longer', async () => {
    const project = await filled()
    const archived = (): string => git(project.store, 'for-each-ref', 'refs/skillloop/archive')
    expect(archived()).not.toBe('')
    await cliJson(['maintain', '--no-git'], { cwd: project.root, env: later })
    expect(archived()).not.toBe('')
    await cliJson(['policy', 'set', 'retention.archiveDays', '30', '--reason', 'test'], { cwd: project.root })
    expect(await cliJson(['maintain', '--dry-run', '--no-git'], { cwd: project.root, env: later })).toMatchObject({ letGo: [{ movedAt: '2026-08-10T09:00:00.000Z' }] })
    expect(archived()).not.toBe('')
    await cliJson(['maintain', '--no-git'], { cwd: project.root, env: later })
    expect(archived()).toBe('')
    await expectSound(project)
    expect((await cli(['audit'], { cwd: project.root })).code).toBe(0)
  })

  it('killed anywhere, loses nothing and is finished by the next one', async () => {
    const begun = await filled()
    for (const folder of readdirSync(join(begun.store, '.git/objects')).filter((name) => name.length === 2)) for (const name of names(begun, folder)) utimesSync(join(begun.store, '.git/objects', folder, name), 1, 1)
    const before = everything(begun)
    const random = seeded(7)
    for (let n = 0; n < Number(process.env['SKILLLOOP_TEST_KILLS'] ?? 5); n++) {
      const root = temporaryFolder()
      cpSync(begun.root, root, { recursive: true, preserveTimestamps: true })
      const project = { root, store: join(root, '.skillloop') }
      await killed(project, ['maintain', '--no-git'], 1 + Math.floor(random() * 12), 200 + random() * 1500)
      expect(fsckReport(project.store)).toBe('')
      expect(everything(project)).toBe(before)
      expect(await cliJson(['maintain', '--no-git'], { cwd: root })).toMatchObject({ after: { packs: 1, loose: 0 } })
      expect(fsckReport(project.store)).toBe('')
      expect(everything(project)).toBe(before)
      expect(existsSync(join(project.store, '.git/objects/pack'))).toBe(true)
    }
  })
})
