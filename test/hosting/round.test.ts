import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { cli, expectCivil, expectSound, fsckReport, memory, propose, reworded, states } from '../cli/support.js'
import { as, bareRepository, cloneFrom, firstStore, ok, plainGit, run, tipOf } from './support.js'

it('a round of four people: proposed, squashed by plain git, edited and rebased, rejected; all agree', async () => {
  const bare = bareRepository()
  const [squashed, edited, rejected, open] = [memory('Never force-push to main.'), memory('Use pnpm.'), memory('Always skip the tests.'), memory('Deploy on Mondays.')]

  as('Ada')
  const one = await firstStore(bare)
  for (const lesson of [squashed, edited, rejected, open]) await propose(one, lesson)
  await ok(one, 'review', 'publish', squashed.id, edited.id, rejected.id, open.id)
  expect(plainGit(bare, 'branch', '--list', 'proposal/*').split('\n')).toHaveLength(4)

  as('Bob')
  const two = await cloneFrom(bare)
  expect(Object.values(await states(two))).toEqual(['pending', 'pending', 'pending', 'pending'])
  plainGit(two.store, 'merge', '-q', '--squash', squashed.branch)
  plainGit(two.store, 'commit', '-qm', 'Never force-push')
  plainGit(two.store, 'push', '-q', bare, 'main')
  plainGit(two.store, 'push', '-q', bare, `:${squashed.branch}`)

  as('Cyd')
  const text = reworded(plainGit(one.store, 'show', `${edited.branch}:${edited.path}`), 'Use pnpm, not npm.\n')
  expectCivil(await cli(['review', 'edit', edited.id, '--file', '-'], { cwd: one.root, input: text }), 0)
  plainGit(one.store, 'fetch', '-q', 'origin')
  plainGit(one.store, 'rebase', '-q', 'origin/main', edited.branch)
  plainGit(one.store, 'switch', '-q', 'main')
  plainGit(one.store, 'push', '-q', '--force', bare, edited.branch)

  as('Dan')
  await ok(two, 'review', 'reject', rejected.id, '--reason', 'they are there for a reason')
  const dans = await ok(two, 'sync')
  expect(dans).toMatch(/ALARM: proposal\/memory\/use-pnpm-.* was rewritten on origin: the proposed bytes are others; what was there stays under refs\/skillloop\/kept/)
  expect(dans).toMatch(/was merged: memory.*never-force-push.*, by Bob/)

  as('Cyd')
  const cyds = await ok(one, 'sync')
  expect(cyds).toMatch(/rejected on main: rejected by Dan/)
  await ok(one, 'review', 'approve', edited.id)
  await ok(one, 'sync')
  as('Dan')
  await ok(two, 'sync')
  as('Eve')
  const three = await cloneFrom(bare)

  const agreed = { [squashed.id]: 'approved', [edited.id]: 'approved', [rejected.id]: 'rejected', [open.id]: 'pending' }
  for (const store of [one, two, three]) {
    expect(tipOf(store.store)).toBe(tipOf(bare))
    expect(await states(store)).toEqual(agreed)
    expectSound(store)
    expectCivil(await run(store, 'check'), 0)
    expectCivil(await run(store, 'audit'), 0)
    expect(await ok(store, 'sync')).toBe('in step with origin\n')
  }
  expect(fsckReport(bare)).toBe('')
  expect(plainGit(bare, 'branch', '--list', '--format=%(refname:short)')).toBe(`main\n${open.branch}`)
  expect(plainGit(one.store, 'show', `main:${edited.path}`)).toContain('not npm')
  // Who said yes is in the files, as far as it is known.
  const log = await ok(three, 'log')
  expect(log).toMatch(/approved memory\/procedural\/never-force-push-to-main.md .*by Bob/)
  expect(log).toMatch(/approved memory\/procedural\/use-pnpm.md .*by Cyd/)
  // The commits of what was turned down, and of what was rewritten, are still here.
  expect(plainGit(two.store, 'for-each-ref', '--format=%(refname)', 'refs/skillloop/archive', 'refs/skillloop/kept')).toMatch(/archive.*\n.*kept/)
  expect(existsSync(join(one.root, '.github'))).toBe(false)
  expect(readFileSync(join(one.store, edited.path), 'utf8')).toBe(text)
})
