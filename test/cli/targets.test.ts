import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { characters } from '../../src/targets/forms/memory-text.js'
import { snapshot } from '../targets/support.js'
import { temporaryFolder } from '../helpers/temporary.js'
import { cli, cliJson, expectCivil, expectSound, memory, newProject, propose, skill, states, withPolicy, write, type Example, type Project } from './support.js'

/** A project within a home, with approved things. */
interface Place extends Project { home: string; run: (...args: string[]) => ReturnType<typeof cli> }

async function approved(...examples: Example[]): Promise<Place> {
  const home = temporaryFolder()
  const project = newProject()
  const run = (...args: string[]): ReturnType<typeof cli> => cli(args, { cwd: project.root, env: { HOME: home } })
  for (const example of examples) {
    await propose(project, example)
    expectCivil(await run('review', 'approve', example.id), 0)
  }
  return { ...project, home, run }
}

const inStore = (path: string): boolean => path === '.skillloop'
const text = (folder: string, path: string): string => readFileSync(join(folder, path), 'utf8')

const TARGETS = ['agents', 'claude', 'github', 'pi', 'opencode', 'agents-user', 'claude-user', 'codex-user', 'copilot-user', 'pi-user', 'opencode-user',
  'agents-md', 'claude-md', 'claude-md-user', 'codex-md-user', 'memory-md:agent', 'hermes', 'hermes-pending', 'okf:knowledge', 'plain']

describe('one skill and three memories, in every target', () => {
  it('go there, stay away from what is not theirs, and go away again: nothing of the user is lost, byte by byte', { timeout: 300_000 }, async () => {
    const [told, first, second, third] = [skill(), memory('Use pnpm.'), memory('Call the user Ada.', undefined, { scope: 'user' }), memory('CI has no network.', undefined, { scope: 'environment' })]
    const place = await approved(told, first, second, third)
    const { root, home, run } = place
    withPolicy(place, 'apply', { hermesPending: true })
    // What is the user's own, of every kind.
    write(root, 'AGENTS.md', '\ufeff# House rules\r\n\r\nBe kind.\r\n')
    write(root, 'CLAUDE.md', 'no newline at the end')
    write(home, '.claude/CLAUDE.md', '')
    write(root, '.claude/skills/mine/SKILL.md', 'mine')
    write(root, '.agents/skills/release-a-version/notes.txt', 'beside it\n')
    write(home, '.hermes/config.yaml', 'skills: {}\n')
    write(home, '.hermes/pending/skills/0badcafe.json', '{}')
    write(root, 'knowledge/readme.md', 'about\n')
    const before = [snapshot(root, inStore), snapshot(home)]

    const applied = await run('apply', '--target', ...TARGETS)
    expectCivil(applied, 0)
    const tree = [...snapshot(root, inStore).keys(), ...[...snapshot(home).keys()].map((path) => `~/${path}`)]
    expect(tree.map((path) => path.replace(/[0-9a-f]{8,12}\.(md|json)$/, '<id>.$1'))).toMatchSnapshot()
    expect(applied.stdout).toContain(`external_dirs:\n    - ${join(place.store, 'local/in-force/skills')}`)
    expect(existsSync(join(place.store, 'local/in-force/skills/release-a-version/SKILL.md'))).toBe(true)
    expect(text(root, 'AGENTS.md')).toBe('\ufeff# House rules\r\n\r\nBe kind.\r\n<!-- skillloop:begin (kept by `skillloop apply`) -->\r\n## Learned and approved\r\n\r\n- Call the user Ada.\r\n- CI has no network.\r\n- Use pnpm.\r\n<!-- skillloop:end -->\r\n')
    expect(text(root, 'CLAUDE.md')).toMatch(/^no newline at the end<!-- skillloop:begin[^]*<!-- skillloop:end -->$/)
    expect(text(home, '.claude/CLAUDE.md')).toMatch(/Learned and approved\n\n- Call the user Ada\.\n<!--/)
    expect(text(root, 'agent/MEMORY.md')).toBe('CI has no network.\n§\nUse pnpm.')
    expect(text(root, 'agent/USER.md')).toBe('Call the user Ada.')
    expectSound(place)

    // Again: nothing to do, nothing committed.
    const head = text(place.store, '.git/refs/heads/main')
    expectCivil(await run('apply', '--target', ...TARGETS), 0)
    expect(text(place.store, '.git/refs/heads/main')).toBe(head)
    expect((await run('apply', '--status')).stdout).not.toMatch(/behind|drifted/)

    // By hand, then again: shown with its difference, and left alone.
    const byHand = (path: string, change: (was: string) => string): void => writeFileSync(path, change(readFileSync(path, 'utf8')))
    byHand(join(root, '.claude/skills/release-a-version/SKILL.md'), (was) => `${was}2. Tell everybody.\n`)
    byHand(join(root, 'AGENTS.md'), (was) => was.replace('Use pnpm.', 'Use npm.').replace('Be kind.', 'Be very kind.'))
    byHand(join(root, 'agent/MEMORY.md'), (was) => was.replace('pnpm', 'yarn'))
    const changed = [snapshot(root, inStore), snapshot(home)]
    const again = await run('apply', '--target', ...TARGETS)
    expectCivil(again, 1)
    expect(again.stdout).toMatch(/! release-a-version\/SKILL\.md: it was changed there since it was applied/)
    expect(again.stdout).toMatch(/\+2\. Tell everybody\./)
    expect(again.stdout).toMatch(/-- Use pnpm\.\n *\+- Use npm\./)
    expect([snapshot(root, inStore), snapshot(home)]).toEqual(changed)
    const drift = await run('apply', '--status')
    expectCivil(drift, 1)
    expect(drift.stdout).toMatch(/\.claude\/skills {2}drifted: 1 left alone/)

    // Revoked: gone where nobody changed it.
    expectCivil(await run('review', 'revoke', told.id, first.id, '--reason', 'outdated'), 0)
    expect((await run('status')).stdout).toMatch(/targets .*behind/)
    expectCivil(await run('apply', '--target', ...TARGETS), 1)
    expect(existsSync(join(root, '.agents/skills/release-a-version/SKILL.md'))).toBe(false)
    expect(existsSync(join(home, '.codex/skills'))).toBe(true)
    expect(text(root, 'AGENTS.md')).toContain('Use npm.')
    expect(text(root, 'CLAUDE.md')).not.toContain('pnpm')
    expect(text(root, '.claude/skills/release-a-version/SKILL.md')).toContain('Tell everybody.')

    // Put back what was changed, and unapply everything: the user's own is as it was.
    byHand(join(root, 'AGENTS.md'), (was) => was.replace('Use npm.', 'Use pnpm.').replace('Be very kind.', 'Be kind.'))
    byHand(join(root, 'agent/MEMORY.md'), (was) => was.replace('yarn', 'pnpm'))
    byHand(join(root, '.claude/skills/release-a-version/SKILL.md'), (was) => was.replace('2. Tell everybody.\n', ''))
    expectCivil(await run('unapply'), 0)
    expect(snapshot(root, inStore)).toEqual(before[0])
    expect(snapshot(home)).toEqual(before[1])
    expect((await run('unapply')).stdout).toMatch(/nothing was applied anywhere/)
    expect(await states(place)).toMatchObject({ [second.id]: 'approved', [third.id]: 'approved' })
    expectSound(place)
    expectCivil(await run('check'), 0)
    expectCivil(await run('audit'), 0)
  })
})

describe('a link instead of copies', () => {
  it('leads into the store, follows what is in force, and takes the place of copies and back', async () => {
    const told = skill()
    const { root, store, run } = await approved(told)
    expectCivil(await run('apply', '--target', 'claude'), 0)
    const copy = snapshot(root, inStore)
    expectCivil(await run('apply', '--target', 'claude', '--link'), 0)
    const path = join(root, '.claude/skills/release-a-version')
    expect(lstatSync(path).isSymbolicLink()).toBe(true)
    expect(text(path, 'SKILL.md')).toBe(text(store, 'skills/release-a-version/SKILL.md'))
    expectCivil(await run('apply', '--target', 'claude'), 0)
    expect(snapshot(root, inStore)).toEqual(copy)
    expectCivil(await run('apply', '--target', 'claude', '--link'), 0)
    expectCivil(await run('review', 'revoke', told.id, '--reason', 'outdated'), 0)
    expectCivil(await run('apply', '--target', 'claude', '--link'), 0)
    expect(existsSync(path)).toBe(false)
    expect(existsSync(join(store, 'local/in-force/skills/release-a-version'))).toBe(false)
  })
  it('never takes the place of somebody else\'s folder or link, and nothing is written through one', async () => {
    const { root, run } = await approved(skill())
    const elsewhere = temporaryFolder()
    mkdirSync(join(root, '.claude/skills'), { recursive: true })
    symlinkSync(elsewhere, join(root, '.claude/skills/release-a-version'))
    write(root, '.pi/skills/release-a-version/SKILL.md', 'mine')
    write(elsewhere, 'x.md', 'theirs')
    symlinkSync(join(elsewhere, 'x.md'), join(root, 'CLAUDE.md'))
    const before = snapshot(root, inStore)
    for (const link of [['--link'], []]) expectCivil(await run('apply', '--target', 'claude', 'pi', ...link), 1)
    expect(snapshot(root, inStore)).toEqual(before)
    expect(snapshot(elsewhere)).toEqual(new Map([['x.md', 'theirs']]))
  })
})

describe('what is not SkillLoop\'s', () => {
  it('equal bytes that somebody else put there are never taken out', async () => {
    const told = skill()
    const { root, store, run } = await approved(told)
    const path = write(root, '.claude/skills/release-a-version/SKILL.md', text(store, 'skills/release-a-version/SKILL.md'))
    expectCivil(await run('apply', '--target', 'claude'), 0)
    expectCivil(await run('unapply', '--target', 'claude'), 0)
    expect(existsSync(path)).toBe(true)
    expect(existsSync(join(root, '.claude/skills/release-a-version/scripts'))).toBe(false)
  })
  it('Hermes\' folder is written by nothing but its own target, and that only where the policy says so', async () => {
    const { home, run } = await approved(skill())
    for (const target of ['hermes-pending', join(home, '.hermes/skills'), `memory-md:${join(home, '.hermes/memories')}`, `okf:${join(home, '.hermes')}`]) {
      const refused = await run('apply', '--target', target)
      expectCivil(refused, 1)
      expect(refused.stderr).toMatch(/policy|Hermes/)
    }
    expect(snapshot(home)).toEqual(new Map())
  })
  it('a place outside the project is written when it is named, and never because a policy says so', async () => {
    const place = await approved(skill())
    withPolicy(place, 'apply', { targets: ['claude', 'claude-user'] })
    const refused = await place.run('apply')
    expectCivil(refused, 1)
    expect(refused.stderr).toMatch(/outside this project/)
    expect(snapshot(place.home)).toEqual(new Map())
    withPolicy(place, 'apply', { targets: ['claude', 'docs/learned'] })
    expectCivil(await place.run('apply'), 0)
    expect([...snapshot(place.root, inStore).keys()].filter((path) => path.endsWith('SKILL.md'))).toEqual(['.claude/skills/release-a-version/SKILL.md', 'docs/learned/skills/release-a-version/SKILL.md'])
  })
  it.each([['memory-md', /needs a folder/], ['claude:x', /place of its own/], ['cloude:x', /did you mean claude/]])('a target that is none is told: %s', async (target, told) => {
    const refused = await (await approved()).run('apply', '--target', target)
    expectCivil(refused, 2)
    expect(refused.stderr).toMatch(told)
  })
})

describe('some of it', () => {
  it('is applied and taken out by name, the rest staying as it is', async () => {
    const [first, second] = [memory('Use pnpm.'), memory('Use tabs.')]
    const { root, run } = await approved(first, second, skill())
    expectCivil(await run('apply', '--target', 'agents-md', '--only', 'use-pnpm'), 0)
    expect(text(root, 'AGENTS.md')).not.toContain('tabs')
    expectCivil(await run('apply', '--target', 'agents-md', 'agents', '--only', second.id.slice(0, 8), 'release-a-version'), 0)
    expect(text(root, 'AGENTS.md')).toMatch(/- Use pnpm\.\n- Use tabs\./)
    expectCivil(await run('unapply', '--target', 'agents-md', '--only', first.path), 0)
    expect(text(root, 'AGENTS.md')).not.toContain('pnpm')
    expect(text(root, 'AGENTS.md')).toContain('tabs')
    const none = await run('apply', '--target', 'agents-md', '--only', 'nothing')
    expectCivil(none, 2)
    expect(none.stderr).toMatch(/nothing that was ever approved is called nothing/)
  })
  it('a memory past its day and one that does not fit are left out, and said', async () => {
    const place = await approved(memory('Use the old registry.', undefined, { until: '2026-08-09' }), memory('Use the new one.', undefined, { until: '2026-08-10' }), memory(`Mind ${'12345 '.repeat(60)}long lessons.`))
    withPolicy(place, 'apply', { limits: { 'agents-md': 200 } })
    const applied = await place.run('apply', '--target', 'agents-md')
    expectCivil(applied, 0)
    expect(applied.stdout).toMatch(/use-the-old-registry\.md left out: it held until 2026-08-09/)
    expect(applied.stdout).toMatch(/left out: it does not fit into AGENTS\.md, which takes 200 characters/)
    expect(text(place.root, 'AGENTS.md')).toContain('- Use the new one. (Until 2026-08-10.)')
    expect(characters(text(place.root, 'AGENTS.md').trimEnd())).toBeLessThanOrEqual(200)
    expectCivil(await cli(['apply', '--target', 'agents-md'], { cwd: place.root, env: { SKILLLOOP_NOW: '2026-08-11T00:00:00Z' } }), 0)
    expect(existsSync(join(place.root, 'AGENTS.md'))).toBe(false)
  })
  it('of a skill with a file that was changed nothing is updated, and a dry run writes nothing', async () => {
    const { root, run } = await approved(skill())
    const dry = await run('apply', '--target', 'claude', 'agents-md', '--dry-run')
    expectCivil(dry, 0)
    expect(dry.stdout).toMatch(/\+\+\+ b\/release-a-version\/SKILL\.md/)
    expect(snapshot(root, inStore)).toEqual(new Map())
    write(root, '.claude/skills/release-a-version/SKILL.md', 'mine')
    expectCivil(await run('apply', '--target', 'claude'), 1)
    expect([...snapshot(root, inStore).keys()]).toEqual(['.claude/skills/release-a-version/SKILL.md'])
  })
})

describe('adopt', () => {
  it('makes a local change of a skill a proposal; approved, it is in force and ours again', async () => {
    const place = await approved(skill())
    const { root, run } = place
    expectCivil(await run('apply', '--target', 'claude', 'agents'), 0)
    const path = join(root, '.claude/skills/release-a-version')
    expectCivil(await run('adopt', 'release-a-version', '--target', 'claude'), 1)
    writeFileSync(join(path, 'SKILL.md'), `${text(path, 'SKILL.md')}2. Tell everybody.\n`)
    write(path, 'references/people.md', '# People\n')
    rmSync(join(path, 'scripts/tag.sh'))
    const adopted = await cliJson(['adopt', '.claude/skills/release-a-version', '--target', 'claude'], { cwd: root }) as { id: string; diff: string; isNew: boolean }
    expect(adopted).toMatchObject({ isNew: true, diff: expect.stringMatching(/\+2\. Tell everybody\.[^]*-git tag v1/) as string })
    expect(await cliJson(['adopt', 'release-a-version', '--target', 'claude'], { cwd: root })).toMatchObject({ id: adopted.id, isNew: false })
    const shown = await run('review', 'show', adopted.id)
    expect(shown.stdout).toMatch(/Read this first/)
    expect(shown.stdout).toMatch(/Who changed it is not known/)
    expectSound(place)
    expectCivil(await run('review', 'approve', adopted.id), 0)
    expectCivil(await run('apply', '--target', 'claude', 'agents'), 0)
    expect(snapshot(join(root, '.agents'))).toEqual(snapshot(join(root, '.claude')))
    expect([...snapshot(join(root, '.agents')).keys()]).toEqual(['skills/release-a-version/SKILL.md', 'skills/release-a-version/references/people.md'])
    expect((await run('apply', '--status')).stdout).not.toMatch(/behind|drifted/)
    expectCivil(await run('unapply'), 0)
    expect(snapshot(root, inStore)).toEqual(new Map())
    expectCivil(await run('check'), 0)
    expectCivil(await run('audit'), 0)
  })
  it.each(['agents-md', 'memory-md:agent', 'plain'])('and one of a memory in %s', async (target) => {
    const { root, run, store } = await approved(memory('Use pnpm.'), memory('Use tabs.'))
    expectCivil(await run('apply', '--target', target), 0)
    const file = join(root, { 'agents-md': 'AGENTS.md', 'memory-md:agent': 'agent/MEMORY.md', plain: 'plain/memory/procedural/use-pnpm.md' }[target] ?? '')
    writeFileSync(file, readFileSync(file, 'utf8').replace('Use pnpm.', 'Use pnpm 9.'))
    const { id } = await cliJson(['adopt', 'use-pnpm', '--target', target], { cwd: root }) as { id: string }
    expectCivil(await run('review', 'approve', id), 0)
    expect(text(store, 'memory/procedural/use-pnpm.md')).toMatch(/\n\nUse pnpm 9\.\n$/)
    expectCivil(await run('apply', '--target', target), 0)
    expectCivil(await run('unapply'), 0)
    expect(snapshot(root, inStore)).toEqual(new Map())
  })
  it('proposes nothing that is no skill any more, or that holds a secret', async () => {
    const { root, run, store } = await approved(skill())
    expectCivil(await run('apply', '--target', 'claude'), 0)
    const path = join(root, '.claude/skills/release-a-version/SKILL.md')
    const was = readFileSync(path, 'utf8')
    writeFileSync(path, '# no front matter\n')
    expectCivil(await run('adopt', 'release-a-version', '--target', 'claude'), 2)
    writeFileSync(path, `${was}\nUse ghp_${'aB3dE6gH9j'.repeat(4).slice(0, 36)} to log in.\n`)
    expectCivil(await run('adopt', 'release-a-version', '--target', 'claude'), 1)
    expect(existsSync(join(store, '.git/refs/heads/proposal'))).toBe(false)
  })
})
