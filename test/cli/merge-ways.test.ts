import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { sha256 } from '../../src/kernel/hash.js'
import { cli, cliJson, expectCivil, expectSound, memory, newProject, propose, reworded, skill, states, tree, write, type Example, type Project } from './support.js'

const run = (project: Project, ...args: string[]) => cli(args, { cwd: project.root })
const inStore = (project: Project, ...args: string[]): string => git(project.store, ...args)

async function proposed(...examples: Example[]): Promise<Project> {
  const project = newProject()
  for (const example of examples) await propose(project, example)
  return project
}

/** A plain `git commit` on main of a file's new content; null removes it. */
function commitByHand(project: Project, path: string, text: string | null): void {
  if (text === null) rmSync(join(project.store, path))
  else write(project.store, path, text)
  inStore(project, 'add', '-A')
  inStore(project, 'commit', '-qm', 'by hand')
}

const onMain = (project: Project, path: string): string => inStore(project, 'show', `main:${path}`)

/** Everything that must hold after any of the ways: states, git's own view, the check, the story. */
async function expectState(project: Project, expected: Record<string, string>, told: RegExp): Promise<void> {
  expect(await states(project)).toEqual(expected)
  expectSound(project)
  const isQuiet = Object.values(expected).every((state) => state !== 'altered' && state !== 'disputed')
  expectCivil(await run(project, 'check'), isQuiet ? 0 : 1)
  const log = await run(project, 'log')
  expectCivil(log, 0)
  expect(log.stdout).toMatch(told)
  const lesson = Object.keys(expected)[0] ?? ''
  expectCivil(await run(project, 'review', 'show', lesson), 0)
  expectCivil(await run(project, 'review', 'diff', lesson), 0)
  rmSync(join(project.store, 'index.sqlite'))
  expect(await states(project)).toEqual(expected)
}

describe('a proposal becomes part of main', () => {
  const way: Record<string, { does: (project: Project, branch: string, id: string) => unknown; told: RegExp }> = {
    'review approve': { does: (project, _branch, id) => run(project, 'review', 'approve', id, '--reason', 'seen it'), told: /approved memory.*by Grace: seen it/ },
    'review approve, with main checked out elsewhere': { does: (project, _branch, id) => { inStore(project, 'switch', '-qc', 'elsewhere'); return run(project, 'review', 'approve', id) }, told: /approved/ },
    'review approve of the branch that is checked out': { does: async (project, branch, id) => { inStore(project, 'switch', '-q', branch); await run(project, 'review', 'approve', id); inStore(project, 'switch', '-q', 'main') }, told: /approved/ },
    'git merge': { does: (project, branch) => inStore(project, 'merge', '-q', '--no-ff', '-m', 'merge', branch), told: /merged memory.*without a decision/ },
    'git merge --ff-only': { does: (project, branch) => inStore(project, 'merge', '-q', '--ff-only', branch), told: /merged memory/ },
    'git merge --squash': { does: (project, branch) => { inStore(project, 'merge', '-q', '--squash', branch); inStore(project, 'commit', '-qm', 'squashed') }, told: /merged memory/ },
    'git merge, branch deleted': { does: (project, branch) => { inStore(project, 'merge', '-q', '--no-ff', '-m', 'merge', branch); inStore(project, 'branch', '-qD', branch) }, told: /merged memory/ },
    'git rebase': { does: (project, branch) => { commitByHand(project, 'README.md', 'other\n'); inStore(project, 'rebase', '-q', 'main', branch); inStore(project, 'switch', '-q', 'main'); inStore(project, 'merge', '-q', '--ff-only', branch) }, told: /merged memory/ },
    'git cherry-pick': { does: (project, branch) => { commitByHand(project, 'README.md', 'other\n'); inStore(project, 'cherry-pick', branch); inStore(project, 'branch', '-qD', branch) }, told: /merged memory/ },
    'approved in another clone, pushed here as a squash': {
      does: async (project, branch, id) => {
        const other = cloneOf(project)
        await run(other, 'review', 'approve', id)
        inStore(project, 'fetch', '-q', other.store, 'main')
        inStore(project, 'merge', '-q', '--squash', 'FETCH_HEAD')
        inStore(project, 'commit', '-qm', 'squashed')
        inStore(project, 'branch', '-qD', branch)
      },
      told: /approved memory/
    }
  }

  it.each(Object.entries(way))('by %s', async (_name, { does, told }) => {
    const lesson = memory('Never force-push to main.')
    const project = await proposed(lesson)
    await does(project, lesson.branch, lesson.id)
    await expectState(project, { [lesson.id]: 'approved' }, told)
    expect(tree(project, 'main')).toContain(lesson.path)
    // Whatever branch is left over, saying yes again changes nothing on main.
    const before = inStore(project, 'rev-parse', 'main')
    await run(project, 'review', 'approve', lesson.id)
    expect(inStore(project, 'rev-parse', 'main')).toBe(before)
    expect(inStore(project, 'branch', '--list', 'proposal/*')).toBe('')
    const applied = await cliJson(['apply', '--target', 'agent'], { cwd: project.root })
    expect(applied).toMatchObject({ written: [lesson.path], refused: [] })
  })

  it('a skill with all of its files, by review approve and by git merge', async () => {
    for (const does of Object.values(way).slice(0, 4)) {
      const lesson = skill()
      const project = await proposed(lesson)
      await does.does(project, lesson.branch, lesson.id)
      expect(await states(project)).toEqual({ [lesson.id]: 'approved' })
      expect(tree(project, 'main').filter((path) => path.startsWith('skills/'))).toEqual(['skills/release-a-version/SKILL.md', 'skills/release-a-version/scripts/tag.sh'])
      inStore(project, 'switch', '-q', 'main')
      expectSound(project)
    }
  })

  it('several at once; one that cannot be stops none of the others', async () => {
    const [one, two, three] = [memory('Use tabs.'), memory('Use pnpm.'), memory('Never deploy on a Friday.')]
    const project = await proposed(one, two, three)
    const result = await run(project, 'review', 'approve', one.id, 'ffffffffffff', two.id.slice(0, 8), three.id)
    expectCivil(result, 2)
    expect(result.stdout).toMatch(/not approved: ffffffffffff/)
    await expectState(project, { [one.id]: 'approved', [two.id]: 'approved', [three.id]: 'approved' }, /Friday|friday/)
    expect(inStore(project, 'branch', '--list', 'proposal/*')).toBe('')
  })

  it('edited by review edit, then approved: the edited bytes are in force', async () => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    const text = reworded(inStore(project, 'show', `${lesson.branch}:${lesson.path}`), 'Use pnpm, not npm.\n')
    const edited = await cli(['review', 'edit', lesson.id, '--file', '-'], { cwd: project.root, input: text })
    expectCivil(edited, 0)
    expect((await run(project, 'review', 'diff', lesson.id)).stdout).toContain('+Use pnpm, not npm.')
    expectCivil(await run(project, 'review', 'approve', lesson.id), 0)
    await expectState(project, { [lesson.id]: 'approved' }, /approved memory/)
    expect(onMain(project, lesson.path)).toBe(text)
  })

  it.each([['', /front matter/], ['---\ntype: x\n---\nhello\n', /valid memory/]])('an edit that breaks the format is refused: %j', async (text, told) => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    const before = inStore(project, 'rev-parse', lesson.branch)
    const result = await cli(['review', 'edit', lesson.id, '--file', '-'], { cwd: project.root, input: text })
    expectCivil(result, 2)
    expect(result.stderr).toMatch(told)
    expect(inStore(project, 'rev-parse', lesson.branch)).toBe(before)
  })
})

describe('bytes that nobody decided on', () => {
  async function editedThenMerged(): Promise<[Project, Example]> {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    const text = reworded(inStore(project, 'show', `${lesson.branch}:${lesson.path}`), 'Use pnpm, not npm.\n')
    expectCivil(await cli(['review', 'edit', lesson.id, '--file', '-'], { cwd: project.root, input: text }), 0)
    inStore(project, 'merge', '-q', '--no-ff', '-m', 'merge', lesson.branch)
    return [project, lesson]
  }

  it('edited and merged by plain git: altered until approved as it stands', async () => {
    const [project, lesson] = await editedThenMerged()
    await expectState(project, { [lesson.id]: 'altered' }, /merged memory/)
    const refused = await run(project, 'apply', '--target', 'agent')
    expectCivil(refused, 1)
    expect(refused.stdout).toMatch(/altered/)
    expect(existsSync(join(project.root, 'agent', lesson.path))).toBe(false)
    expectCivil(await run(project, 'review', 'approve', lesson.id), 0)
    await expectState(project, { [lesson.id]: 'approved' }, /approved memory/)
    expectCivil(await run(project, 'apply', '--target', 'agent'), 0)
  })

  it('changed on main by hand: altered, never applied over what was', async () => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    await run(project, 'review', 'approve', lesson.id)
    expectCivil(await run(project, 'apply', '--target', 'agent'), 0)
    const applied = readFileSync(join(project.root, 'agent', lesson.path), 'utf8')
    commitByHand(project, lesson.path, onMain(project, lesson.path).replace('Use pnpm.', 'Use curl | sh.'))
    const byHand = inStore(project, 'rev-parse', 'main').trim()
    await expectState(project, { [lesson.id]: 'altered' }, /changed without a review: memory/)
    expectCivil(await run(project, 'apply', '--target', 'agent'), 1)
    expectCivil(await run(project, 'apply', '--target', 'other'), 1)
    expect(existsSync(join(project.root, 'other'))).toBe(false)
    expect([applied, undefined]).toContain(existsSync(join(project.root, 'agent', lesson.path)) ? readFileSync(join(project.root, 'agent', lesson.path), 'utf8') : undefined)
    inStore(project, 'revert', '--no-edit', byHand)
    expect(await states(project)).toEqual({ [lesson.id]: 'approved' })
    expectCivil(await run(project, 'apply', '--target', 'agent'), 0)
    expect(readFileSync(join(project.root, 'agent', lesson.path), 'utf8')).toBe(applied)
  })

  it('removed from main by hand, or put there without a proposal', async () => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    await run(project, 'review', 'approve', lesson.id)
    commitByHand(project, lesson.path, null)
    await expectState(project, { [lesson.id]: 'altered' }, /changed without a review/)
    inStore(project, 'revert', '--no-edit', 'HEAD')
    commitByHand(project, 'memory/semantic/mine.md', '---\nschemaVersion: 1\n---\nmine\n')
    const checked = await run(project, 'check')
    expectCivil(checked, 1)
    expect(checked.stdout).toMatch(/no proposal on main accounts for it/)
    expect((await cliJson(['apply', '--target', 'agent'], { cwd: project.root }) as { written: string[] }).written).toEqual([lesson.path])
  })

  it('a policy that asks for decisions takes a plain merge for altered, and review approve settles it', async () => {
    const [plain, decided] = [memory('Use tabs.'), memory('Use pnpm.')]
    const project = await proposed(plain, decided)
    commitByHand(project, 'policy.json', '{"schemaVersion":1,"review":{"requireDecision":true}}\n')
    inStore(project, 'merge', '-q', '--no-ff', '-m', 'merge', plain.branch)
    expectCivil(await run(project, 'review', 'approve', decided.id), 0)
    await expectState(project, { [plain.id]: 'altered', [decided.id]: 'approved' }, /changed the policy/)
    expectCivil(await run(project, 'review', 'approve', plain.id), 0)
    await expectState(project, { [plain.id]: 'approved', [decided.id]: 'approved' }, /approved/)
  })
})

describe('no', () => {
  it('is a commit with one parent, and keeps the commits in the archive', async () => {
    const lesson = memory('Never test.')
    const project = await proposed(lesson)
    const head = inStore(project, 'rev-parse', lesson.branch).trim()
    expectCivil(await run(project, 'review', 'reject', lesson.id, '--reason', 'nonsense'), 0)
    expect(inStore(project, 'rev-list', '--parents', '-1', 'main').trim().split(' ')).toHaveLength(2)
    expect(inStore(project, 'rev-parse', `refs/skillloop/archive/${lesson.id}`).trim()).toBe(head)
    expect(inStore(project, 'branch', '--list', 'proposal/*')).toBe('')
    expect(tree(project, 'main')).not.toContain(lesson.path)
    await expectState(project, { [lesson.id]: 'rejected' }, /rejected memory.*by Grace: nonsense/)
    expect((await run(project, 'review', 'show', lesson.id)).stdout).toContain('Never test.')
    for (const verb of ['approve', 'reject', 'revoke']) expectCivil(await run(project, 'review', verb, lesson.id, '--reason', 'again'), 1)
    inStore(project, 'gc', '-q', '--prune=now')
    expect(inStore(project, 'cat-file', '-t', head).trim()).toBe('commit')
  })

  it('and merged all the same is disputed, until somebody settles it', async () => {
    for (const [verb, state] of [['approve', 'approved'], ['revoke', 'revoked']] as const) {
      const lesson = memory('Never test.')
      const project = await proposed(lesson)
      inStore(project, 'branch', 'kept', lesson.branch)
      await run(project, 'review', 'reject', lesson.id, '--reason', 'nonsense')
      inStore(project, 'merge', '-q', '--no-ff', '-m', 'merge', 'kept')
      await expectState(project, { [lesson.id]: 'disputed' }, /merged memory/)
      expectCivil(await run(project, 'apply', '--target', 'agent'), 1)
      expectCivil(await run(project, 'review', verb, lesson.id, '--reason', 'settled'), 0)
      await expectState(project, { [lesson.id]: state }, /settled/)
      expect(tree(project, 'main').includes(lesson.path)).toBe(state === 'approved')
    }
  })

  it.each(['approve', 'revoke'] as const)('two clones decide differently: disputed after the merge, settled by %s', async (verb) => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    const other = cloneOf(project)
    await run(project, 'review', 'approve', lesson.id)
    await run(other, 'review', 'reject', lesson.id, '--reason', 'we use npm')
    inStore(project, 'fetch', '-q', other.store, 'main')
    inStore(project, 'merge', '-q', '--no-edit', 'FETCH_HEAD')
    await expectState(project, { [lesson.id]: 'disputed' }, /rejected memory/)
    expectCivil(await run(project, 'review', verb, lesson.id, '--reason', 'settled'), 0)
    await expectState(project, { [lesson.id]: verb === 'approve' ? 'approved' : 'revoked' }, /settled/)
  })

  it('revoked: gone from main and from where it was applied, but not over a local change', async () => {
    const [one, two] = [memory('Use tabs.'), memory('Use pnpm.')]
    const project = await proposed(one, two)
    await run(project, 'review', 'approve', one.id, two.id)
    expectCivil(await run(project, 'apply', '--target', 'agent'), 0)
    writeFileSync(join(project.root, 'agent', two.path), 'my own words\n')
    expectCivil(await run(project, 'review', 'revoke', one.id, two.id, '--reason', 'outdated'), 0)
    await expectState(project, { [one.id]: 'revoked', [two.id]: 'revoked' }, /revoked memory.*outdated/)
    expect(tree(project, 'main').filter((path) => path.startsWith('memory/'))).toEqual([])
    const applied = await run(project, 'apply', '--target', 'agent')
    expectCivil(applied, 1)
    expect(applied.stdout).toMatch(/was changed there/)
    expect(existsSync(join(project.root, 'agent', one.path))).toBe(false)
    expect(readFileSync(join(project.root, 'agent', two.path), 'utf8')).toBe('my own words\n')
    expectSound(project)
  })

  it('an apply that was stopped before its record is made good by the next', async () => {
    const lesson = memory('Use tabs.')
    const project = await proposed(lesson)
    await run(project, 'review', 'approve', lesson.id)
    const text = onMain(project, lesson.path)
    write(join(project.root, 'agent'), lesson.path, text)
    write(project.store, 'local/apply.json', JSON.stringify({ [`agent/${lesson.path}`]: sha256(text) }))
    expectCivil(await run(project, 'apply', '--target', 'agent'), 0)
    const again = inStore(project, 'rev-parse', 'main')
    expectCivil(await run(project, 'apply', '--target', 'agent'), 0)
    expect(inStore(project, 'rev-parse', 'main')).toBe(again)
    await run(project, 'review', 'revoke', lesson.id, '--reason', 'outdated')
    expectCivil(await run(project, 'apply', '--target', 'agent'), 0)
    expect(existsSync(join(project.root, 'agent', lesson.path))).toBe(false)
  })
})

describe('a later lesson', () => {
  it('takes the place of an earlier one, which is then superseded', async () => {
    const first = memory('Use pnpm.')
    const project = await proposed(first)
    await run(project, 'review', 'approve', first.id)
    const second = memory('Use pnpm, always.', first.proposal.front.artifact.digest)
    // Its artifact stands at the same path.
    second.proposal.front.artifact.path = first.path
    await propose(project, { ...second, proposal: { ...second.proposal, files: new Map([[first.path.split('/').at(-1) ?? '', [...second.proposal.files.values()][0] as Uint8Array]]) } })
    const digest = (await cliJson(['review', 'show', second.id], { cwd: project.root }) as { state: string }).state
    expect(digest).toBe('pending')
    expectCivil(await run(project, 'review', 'approve', second.id), 0)
    await expectState(project, { [first.id]: 'superseded', [second.id]: 'approved' }, /approved memory/)
    expect(onMain(project, first.path)).toContain('always')
  })

  it('conflicts where main was changed at the same path, and says which', async () => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    commitByHand(project, lesson.path, 'something else\n')
    const before = inStore(project, 'rev-parse', 'main')
    for (const _again of [1, 2]) {
      const result = await run(project, 'review', 'approve', lesson.id)
      expectCivil(result, 3)
      expect(result.stdout).toContain(lesson.path)
    }
    expect(inStore(project, 'rev-parse', 'main')).toBe(before)
    expect(tree(project, lesson.branch).filter((path) => path.startsWith('decisions/'))).toEqual([])
    expectSound(project)
    commitByHand(project, lesson.path, null)
    expectCivil(await run(project, 'review', 'approve', lesson.id), 0)
    expect(await states(project)).toEqual({ [lesson.id]: 'approved' })
  })

  it('waits while the person has uncommitted words in its place', async () => {
    const lesson = memory('Use pnpm.')
    const project = await proposed(lesson)
    write(project.store, lesson.path, 'mine, not committed\n')
    const result = await run(project, 'review', 'approve', lesson.id)
    expectCivil(result, 3)
    expect(readFileSync(join(project.store, lesson.path), 'utf8')).toBe('mine, not committed\n')
    rmSync(join(project.store, lesson.path))
    expectCivil(await run(project, 'review', 'approve', lesson.id), 0)
    await expectState(project, { [lesson.id]: 'approved' }, /approved/)
    expect(tree(project, 'main').filter((path) => path.startsWith('decisions/'))).toHaveLength(1)
  })
})

function cloneOf(project: Project): Project {
  const root = temporaryFolder()
  cpSync(project.store, join(root, '.skillloop'), { recursive: true })
  return { root, store: join(root, '.skillloop') }
}
