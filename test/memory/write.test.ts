import { describe, expect, it } from 'vitest'
import { countWords, rank } from '../../src/distillation/text/rank.js'
import { bothWays, cli, cliJson, expectCivil, expectSound, memory, newProject, propose, states } from '../cli/support.js'
import { git } from '../helpers/temporary.js'

interface Written { id: string; by: string; already?: string; doubts: string[] }

describe('memory', () => {
  it('takes what a person at a terminal writes for a person\'s, and all else for an agent\'s', async () => {
    const project = newProject()
    const cwd = project.root
    const person = await cliJson(['memory', 'write', 'We use pnpm in this repository, never npm.'], { cwd, answer: '' }) as Written
    const agent = await cliJson(['memory', 'write', 'The API tests need Docker.'], { cwd }) as Written
    const said = await cliJson(['memory', 'user', 'write', 'Prefers short answers.', '--as-agent'], { cwd, answer: '' }) as Written
    expect([person.by, agent.by, said.by]).toEqual(['person', 'agent', 'agent'])
    expect(await states(project)).toMatchObject({ [person.id]: 'pending', [agent.id]: 'pending', [said.id]: 'pending' })
    const list = await cliJson(['review', 'list'], { cwd }) as { id: string; trust: { level: string } }[]
    expect(Object.fromEntries(list.map(({ id, trust }) => [id, trust.level]))).toEqual({ [person.id]: 'medium', [agent.id]: 'low', [said.id]: 'low' })
    expect((await bothWays(['memory', 'read'], { cwd }, 0)).text).toMatch(/^no memories are in force/)
    for (const id of [person.id, agent.id, said.id]) await cliJson(['review', 'approve', id], { cwd })
    expect(await cliJson(['memory', 'read'], { cwd })).toMatchObject({ memories: [{ text: 'We use pnpm in this repository, never npm.', scope: 'project' }, { text: 'The API tests need Docker.' }] })
    expect((await bothWays(['memory', 'user', 'read'], { cwd }, 0)).text).toMatch(/^Prefers short answers\.\n {4}memory\/semantic\/prefers-short-answers\.md, user/)
    expect((await bothWays(['memory', 'search', 'package manager npm'], { cwd }, 0)).text).toContain('We use pnpm')
    expect((await bothWays(['memory', 'search', 'kubernetes'], { cwd }, 0)).text).toContain('none of the 3 memories')
    expect(await cliJson(['memory', 'search', 'docker', '--backend', 'store'], { cwd })).toMatchObject([{ text: 'The API tests need Docker.', isOwn: true }])
    expect((await cliJson(['memory', 'write', 'We use pnpm in this repository, never npm.'], { cwd, answer: '' }) as Written).already).toBe('it is in force already')
    const contrary = await cliJson(['memory', 'write', 'We use npm in this repository, never pnpm.'], { cwd, answer: '' }) as Written
    expect(contrary.doubts.join(' ')).toMatch(/what is in force, in memory\/\w+\/we-use-pnpm/)
    expectSound(project)
    expectCivil(await cli(['check'], { cwd }), 0)
    expectCivil(await cli(['audit'], { cwd }), 0)
  })

  it('lets an agent\'s word never add to what speaks for something', async () => {
    const project = newProject()
    const waiting = memory('Use tabs everywhere.')
    await propose(project, waiting)
    const before = git(project.store, 'rev-parse', 'ledger')
    for (let i = 0; i < 3; i++) await cli(['memory', 'write', 'Use tabs everywhere.', '--as-agent'], { cwd: project.root })
    const list = await cliJson(['review', 'list'], { cwd: project.root }) as { supporters?: unknown[]; sessions?: number; title: string }[]
    expect(list.filter(({ title }) => title.startsWith('Use tabs')).length).toBeGreaterThan(0)
    expect(git(project.store, 'ls-tree', '-r', '--name-only', 'ledger')).not.toContain('support/')
    expect(before).toMatch(/^[0-9a-f]{40}/)
  })

  for (const [what, text] of [['nothing', '  '], ['too much', 'x'.repeat(1001)], ['a backend that there is not', 'x']] as const) {
    it(`refuses ${what}, in words`, async () => {
      const { root } = newProject()
      await bothWays(['memory', 'write', text, ...(text === 'x' ? ['--backend', 'nowhere'] : [])], { cwd: root }, 2)
    })
  }
})

describe('rank', () => {
  const texts = [
    { item: 'release', key: 'release', parts: [{ text: 'How to release a version: run the tests, tag, publish', weight: 1 }] },
    { item: 'tests', key: 'tests', parts: [{ text: 'The tests need Docker', weight: 1 }] },
    { item: '日本', key: '日本', parts: [{ text: 'テストはドッカーが必要です', weight: 1 }] }
  ]
  for (const [query, expected] of [
    ['docker tests', ['tests', 'release']], ['RELEASING', ['release']], ['ドッカー', ['日本']], ['nothing here', []], ['', []], ['((( \u0000 .*', []], ['x '.repeat(100_000), []]
  ] as const) {
    it(`finds ${JSON.stringify(query.slice(0, 20))}`, () => {
      expect(rank(query, countWords(texts)).map(({ item }) => item)).toEqual(expected)
    })
  }

  it('gives the same order whatever the order it is given', () => {
    const many = Array.from({ length: 50 }, (_, i) => ({ item: i, key: String(i).padStart(2, '0'), parts: [{ text: `word${i % 5} same`, weight: 1 }] }))
    expect(rank('same word3', countWords(many.toReversed()))).toEqual(rank('same word3', countWords(many)))
  })
})
