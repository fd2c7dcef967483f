import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/kernel/canonical-json.js'
import { cli, cliJson, expectCivil, expectSound, fsckReport, ingest, memory, propose, reworded, sessionLine, states, tree, write, type Project } from '../cli/support.js'
import { skillloopAsync } from '../helpers/skillloop.js'
import { as, bareRepository, cloneFrom, firstStore, ok, plainGit, run, tipOf } from './support.js'

const commit = (project: Project, path: string, text: string, message = 'by hand'): void => {
  write(project.store, path, text)
  plainGit(project.store, 'add', '-A')
  plainGit(project.store, 'commit', '-qm', message)
}

async function pair(): Promise<{ bare: string; one: Project; two: Project }> {
  as('Ada')
  const bare = bareRepository()
  const one = await firstStore(bare)
  return { bare, one, two: await cloneFrom(bare) }
}

async function inStep(bare: string, ...projects: Project[]): Promise<void> {
  for (const project of [...projects, ...projects]) await ok(project, 'sync')
  for (const project of projects) {
    expect(tipOf(project.store)).toBe(tipOf(bare))
    expectSound(project)
  }
  expect(fsckReport(bare)).toBe('')
}

describe('main', () => {
  it('is a union of what both sides decided meanwhile', async () => {
    const { bare, one, two } = await pair()
    const [a, b] = [memory('Use tabs.'), memory('Use pnpm.')]
    for (const [project, lesson] of [[one, a], [two, b]] as const) {
      await propose(project, lesson)
      await ok(project, 'review', 'approve', lesson.id)
    }
    await inStep(bare, one, two)
    for (const project of [one, two]) expect(await states(project)).toEqual({ [a.id]: 'approved', [b.id]: 'approved' })
  })

  it('is left to a person where both sides changed one path, and nothing is pushed', async () => {
    const { bare, one, two } = await pair()
    commit(one, 'README.md', 'ours\n')
    commit(two, 'README.md', 'theirs\n')
    await ok(one, 'sync')
    const before = [tipOf(two.store), tipOf(bare)]
    const result = await run(two, 'sync')
    expectCivil(result, 3)
    expect(result.stdout).toMatch(/both sides changed README\.md\n {2}to do: .*merge origin\/main/)
    expect([tipOf(two.store), tipOf(bare)]).toEqual(before)
    expect(() => plainGit(two.store, 'merge', '-q', 'origin/main')).toThrow()
    commit(two, 'README.md', 'both\n')
    await inStep(bare, one, two)
    expect(readFileSync(join(one.store, 'README.md'), 'utf8')).toBe('both\n')
  })

  it.each(['restore', 'accept'] as const)('rewritten there: alarm, nothing lost, and then --rewritten %s', async (how) => {
    const { bare, one, two } = await pair()
    const lesson = memory('Use tabs.')
    await propose(one, lesson)
    await ok(one, 'review', 'approve', lesson.id)
    await inStep(bare, one, two)
    const good = tipOf(bare)
    plainGit(bare, 'update-ref', 'refs/heads/main', `${good}~1`)
    // A plain fetch in between hides nothing.
    plainGit(two.store, 'fetch', '-q', 'origin')
    for (let i = 0; i < 2; i++) {
      const result = await run(two, 'sync')
      expectCivil(result, 1)
      expect(result.stdout).toMatch(/ALARM: main of origin was rewritten/)
      expect(tipOf(two.store)).toBe(good)
      expect(tipOf(bare)).not.toBe(good)
    }
    expectCivil(await run(two, 'sync', '--rewritten', how), 0)
    expect(tipOf(bare)).toBe(tipOf(two.store))
    expect(await states(two)).toEqual(how === 'restore' ? { [lesson.id]: 'approved' } : {})
    expect(plainGit(two.store, 'for-each-ref', '--format=%(objectname)', 'refs/skillloop/kept')).toContain(good)
    expectSound(two)
    expect(await ok(two, 'sync')).toBe('in step with origin\n')
  })

  it('accepting a rewrite carries over what was done here since', async () => {
    const { bare, one, two } = await pair()
    commit(one, 'notes.md', 'one\n')
    await inStep(bare, one, two)
    plainGit(bare, 'update-ref', 'refs/heads/main', `${tipOf(bare)}~1`)
    commit(two, 'mine.md', 'two\n')
    expectCivil(await run(two, 'sync'), 1)
    expectCivil(await run(two, 'sync', '--rewritten', 'accept'), 0)
    expect(tree(two, 'main')).toContain('mine.md')
    expect(tree(two, 'main')).not.toContain('notes.md')
    expect(tipOf(bare)).toBe(tipOf(two.store))
    expectSound(two)
  })

  it('a merge that is reverted there, as a host\'s button does it, is a revocation, and its files come back', async () => {
    const { bare, one, two } = await pair()
    const lesson = memory('Use tabs.')
    await propose(one, lesson)
    await ok(one, 'review', 'approve', lesson.id)
    await inStep(bare, one, two)
    as('Bob')
    plainGit(two.store, 'revert', '-m', '1', '--no-edit', 'HEAD')
    plainGit(two.store, 'push', '-q', bare, 'main')
    as('Ada')
    expect(await ok(one, 'sync')).toMatch(/was taken out: memory.*use-tabs.md, by Bob/)
    expect(await states(one)).toEqual({ [lesson.id]: 'revoked' })
    expectCivil(await run(one, 'check'), 0)
    await inStep(bare, one, two)
    expect(await states(two)).toEqual({ [lesson.id]: 'revoked' })
  })

  it('bytes that were edited there and merged are nobody\'s decision', async () => {
    const { bare, one, two } = await pair()
    const lesson = memory('Use tabs.')
    await propose(one, lesson)
    await ok(one, 'review', 'publish', lesson.id)
    await ok(two, 'sync')
    plainGit(two.store, 'switch', '-q', lesson.branch)
    commit(two, lesson.path, reworded(readFileSync(join(two.store, lesson.path), 'utf8'), 'Use spaces.\n'))
    plainGit(two.store, 'switch', '-q', 'main')
    plainGit(two.store, 'merge', '-q', '--squash', lesson.branch)
    plainGit(two.store, 'commit', '-qm', 'edited in the browser')
    plainGit(two.store, 'push', '-q', bare, 'main')
    await ok(one, 'sync')
    expect(await states(one)).toEqual({ [lesson.id]: 'altered' })
    await ok(one, 'review', 'approve', lesson.id)
    await inStep(bare, one, two)
    expect(await states(two)).toEqual({ [lesson.id]: 'approved' })
  })

  it('decides nothing where the policy asks for decisions', async () => {
    const { bare, one, two } = await pair()
    commit(one, 'policy.json', '{"schemaVersion":1,"review":{"requireDecision":true}}\n')
    const lesson = memory('Use tabs.')
    await propose(one, lesson)
    plainGit(one.store, 'merge', '-q', '--no-ff', '-m', 'merge', lesson.branch)
    await inStep(bare, one, two)
    expect(await states(two)).toEqual({ [lesson.id]: 'altered' })
  })

  it('two that decided against each other meet in a dispute on both machines', async () => {
    const { bare, one, two } = await pair()
    const lesson = memory('Use tabs.')
    await propose(one, lesson)
    await ok(one, 'review', 'publish', lesson.id)
    await ok(two, 'sync')
    await ok(one, 'review', 'approve', lesson.id)
    as('Bob')
    await ok(two, 'review', 'reject', lesson.id, '--reason', 'no')
    await inStep(bare, one, two)
    for (const project of [one, two]) expect(await states(project)).toEqual({ [lesson.id]: 'disputed' })
  })

  it('a commit with a secret does not leave this machine, also when a later one takes it out', async () => {
    const { bare, one } = await pair()
    const before = tipOf(bare)
    commit(one, 'notes.md', `token ghp_${'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'.slice(0, 36)}\n`)
    commit(one, 'notes.md', 'nothing\n')
    const result = await run(one, 'sync')
    expectCivil(result, 1)
    expect(result.stderr).toMatch(/holds what looks like a .*notes\.md, line 1/)
    expect(result.stderr).not.toContain('ghp_a1B2')
    expect(tipOf(bare)).toBe(before)
  })

  it('that takes no pushes gets its decisions by a branch, squashed there or merged', async () => {
    const { bare, one, two } = await pair()
    writeFileSync(join(bare, 'hooks', 'update'), '#!/bin/sh\n[ "$1" = refs/heads/main ] && [ -z "$LET_THROUGH" ] && { echo "GH006: Protected branch update failed for refs/heads/main." >&2; exit 1; }\nexit 0\n')
    chmodSync(join(bare, 'hooks', 'update'), 0o755)
    const lesson = memory('Use tabs.')
    await propose(one, lesson)
    await ok(one, 'review', 'approve', lesson.id)
    const said = await ok(one, 'sync')
    const branch = /skillloop\/main-[0-9a-f]{8}/.exec(said)?.[0] ?? ''
    expect(said).toMatch(/takes changes by pull request: merge the branch skillloop\/main-/)
    expect(tipOf(bare, branch)).toBe(tipOf(one.store))
    await ok(one, 'sync')
    plainGit(two.store, 'fetch', '-q', 'origin')
    plainGit(two.store, 'merge', '-q', '--squash', `origin/${branch}`)
    plainGit(two.store, 'commit', '-qm', 'squashed there')
    plainGit(bare, 'fetch', '-q', two.store, '+main:main')
    // The content is there: nothing is left to be pushed, and no second request is made.
    await ok(one, 'sync')
    expect(await ok(one, 'sync')).toBe('in step with origin\n')
    expect(plainGit(bare, 'branch', '--format=%(refname:short)')).toBe('main')
    for (const project of [one, two]) expect(await states(project)).toEqual({ [lesson.id]: 'approved' })
    expectSound(one)
  })
})

describe('proposals', () => {
  it('are not pushed before somebody publishes them', async () => {
    const { bare, one } = await pair()
    await propose(one, memory('Use tabs.'))
    await ok(one, 'sync')
    expect(plainGit(bare, 'branch', '--list', 'proposal/*')).toBe('')
  })

  it('whose branch was deleted there without a decision stay here, and are told', async () => {
    const { bare, one } = await pair()
    const lesson = memory('Use tabs.')
    await propose(one, lesson)
    await ok(one, 'review', 'publish', lesson.id)
    plainGit(bare, 'branch', '-D', lesson.branch)
    expect(await ok(one, 'sync')).toMatch(/is gone from origin, and main decides nothing: it stays here/)
    expect(await states(one)).toEqual({ [lesson.id]: 'pending' })
    await ok(one, 'review', 'publish', lesson.id)
    expect(tipOf(bare, lesson.branch)).toBe(tipOf(one.store, lesson.branch))
  })

  it('that two machines made alike are one; the evidence of the second speaks for it', async () => {
    const { bare, one, two } = await pair()
    const lesson = memory('Use tabs.')
    await propose(one, lesson)
    const other = structuredClone(lesson.proposal.front)
    other.evidence = [{ ...other.evidence[0]!, trace: 'ffffffffffffffffffff' }]
    await propose(two, { ...lesson, proposal: { ...lesson.proposal, front: other } })
    await ok(one, 'review', 'publish', lesson.id)
    expect(await ok(two, 'sync')).toMatch(/its own evidence supports that one now/)
    expect(tipOf(two.store, lesson.branch)).toBe(tipOf(bare, lesson.branch))
    expect(tree(two, 'ledger')).toContain(`support/${lesson.id}/ffffffffffffffffffff.json`)
    expectCivil(await run(two, 'check'), 0)
  })

  it('edited on both sides at one place are left to a person', async () => {
    const { one, two } = await pair()
    const lesson = memory('Use tabs.')
    await propose(one, lesson)
    await ok(one, 'review', 'publish', lesson.id)
    await ok(two, 'sync')
    for (const [project, words] of [[one, 'Use two spaces.\n'], [two, 'Use four spaces.\n']] as const) {
      const text = reworded(plainGit(project.store, 'show', `${lesson.branch}:${lesson.path}`), words)
      expectCivil(await cli(['review', 'edit', lesson.id, '--file', '-'], { cwd: project.root, input: text }), 0)
    }
    await ok(one, 'sync')
    const before = tipOf(two.store, lesson.branch)
    const result = await run(two, 'sync')
    expectCivil(result, 3)
    expect(result.stdout).toContain(lesson.path)
    expect(tipOf(two.store, lesson.branch)).toBe(before)
  })
})

describe('the ledger', () => {
  it('stays here unless the policy names where it may go; then it is a union, by the fixed rule', async () => {
    const { bare, one, two } = await pair()
    expectCivil(await ingest(one, sessionLine('a')), 0)
    await ok(one, 'sync')
    expect(plainGit(bare, 'branch', '--list', 'ledger')).toBe('')
    commit(one, 'policy.json', canonicalJson({ schemaVersion: 1, ledger: { publishTo: [bare] } }))
    await ok(one, 'sync')
    expect(plainGit(bare, 'branch', '--list', 'ledger')).toMatch(/ledger/)
    expectCivil(await ingest(two, sessionLine('b')), 0)
    // The same session, gone on: more messages stand, whoever syncs first.
    expectCivil(await ingest(two, sessionLine('a', 'please look at a', [{ role: 'user', content: 'and more' }, { role: 'assistant', content: 'Yes.' }])), 0)
    await ok(two, 'sync')
    await ok(two, 'sync')
    await ok(one, 'sync')
    expect(tipOf(one.store, 'ledger')).toBe(tipOf(two.store, 'ledger'))
    const list = await cliJson(['traces', 'list'], { cwd: one.root }) as { messages: number }[]
    expect(list.map(({ messages }) => messages).sort()).toEqual([2, 4])
    expectSound(one)
    expect(fsckReport(bare)).toBe('')
  })

  it('does not bring back what was forgotten: not from there, and not from here', async () => {
    const { bare, one, two } = await pair()
    commit(one, 'policy.json', canonicalJson({ schemaVersion: 1, ledger: { publishTo: [bare] } }))
    expectCivil(await ingest(one, sessionLine('a')), 0)
    expectCivil(await ingest(one, sessionLine('b')), 0)
    await ok(one, 'sync')
    await ok(two, 'sync')
    await ok(two, 'sync')
    const [{ id } = { id: '' }] = await cliJson(['traces', 'list'], { cwd: one.root }) as { id: string }[]
    await ok(one, 'forget', id, '--reason', 'private', '--yes')
    const first = await run(one, 'sync')
    expectCivil(first, 1)
    expect(first.stdout).toContain(`ledger of origin still has the session ${id}`)
    const other = await run(two, 'sync')
    expectCivil(other, 1)
    expect(other.stdout).toContain(`skillloop forget ${id}`)
    await ok(two, 'forget', id, '--reason', 'private', '--yes')
    expect(tipOf(two.store, 'ledger')).toBe(tipOf(one.store, 'ledger'))
    plainGit(one.store, 'push', '-q', '--force', bare, 'ledger')
    for (const store of [one, two]) await run(store, 'sync', '--rewritten', 'accept')
    for (const store of [one, two]) {
      expect(await ok(store, 'sync')).toBe('in step with origin\n')
      expect(await cliJson(['traces', 'list'], { cwd: store.root })).toHaveLength(1)
      expectSound(store)
    }
  })
})

it('four machines that decide and sync at once: no decision lost, none doubled', async () => {
  as('Ada')
  const bare = bareRepository()
  const first = await firstStore(bare)
  const lessons = ['tabs', 'pnpm', 'make', 'vim'].map((word) => memory(`Use ${word}.`))
  for (const lesson of lessons) await propose(first, lesson)
  await ok(first, 'review', 'publish', ...lessons.map(({ id }) => id))
  const machines = [first, await cloneFrom(bare), await cloneFrom(bare), await cloneFrom(bare)]
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => /^GIT_(AUTHOR|COMMITTER)_/.test(name))) as Record<string, string>
  const runs = await Promise.all(machines.map(async ({ root }, i) => {
    const verb = i % 2 === 0 ? ['approve', lessons[i]!.id] : ['reject', lessons[i]!.id, '--reason', 'no']
    return [await skillloopAsync(['review', ...verb], { cwd: root, env }), await skillloopAsync(['sync'], { cwd: root, env })]
  }))
  for (const result of runs.flat()) expectCivil(result, 0)
  for (const machine of machines) await ok(machine, 'sync')
  const expected = Object.fromEntries(lessons.map(({ id }, i) => [id, i % 2 === 0 ? 'approved' : 'rejected']))
  for (const machine of machines) {
    expect(await states(machine)).toEqual(expected)
    expect(tipOf(machine.store)).toBe(tipOf(bare))
    expect(tree(machine, 'main').filter((path) => path.startsWith('decisions/'))).toHaveLength(4)
    expectSound(machine)
  }
  expect(plainGit(bare, 'branch', '--format=%(refname:short)')).toBe('main')
  expect(fsckReport(bare)).toBe('')
}, 120_000)
