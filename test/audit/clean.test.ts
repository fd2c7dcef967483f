import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Policy } from '../../src/kernel/types.js'
import { cli, cliJson, ingest, memory, propose, reworded, seeded, sessionLine, skill, type Example, type Project } from '../cli/support.js'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { audit, cliAs, commitAs, expectClean, gitAs, governed, mail, onMain, setPolicy, type Who } from './support.js'

function cloneOf(project: Project): Project {
  const root = temporaryFolder()
  cpSync(project.store, join(root, '.skillloop'), { recursive: true })
  return { root, store: join(root, '.skillloop') }
}

type Way = (project: Project, lesson: Example, who: Who) => unknown

/** Lawful ways on which something comes to main. */
const ways: Record<string, Way> = {
  'review approve': (project, { id }, who) => cliAs(who, project, 'review', 'approve', id),
  'git merge': (project, { branch }, who) => gitAs(who, project, 'merge', '-q', '--no-ff', '-m', 'merge', branch),
  'git merge --ff-only, else a merge': (project, { branch }, who) => { try { gitAs(who, project, 'merge', '-q', '--ff-only', branch) } catch { gitAs(who, project, 'merge', '-q', '--no-ff', '-m', 'merge', branch) } },
  'a squash': (project, { branch }, who) => { gitAs(who, project, 'merge', '-q', '--squash', branch); gitAs(who, project, 'commit', '-qm', 'squashed'); gitAs(who, project, 'branch', '-qD', branch) },
  'a rebase': (project, { branch }, who) => { gitAs(who, project, 'rebase', '-q', 'main', branch); gitAs(who, project, 'switch', '-q', 'main'); gitAs(who, project, 'merge', '-q', '--ff-only', branch) },
  'a cherry-pick': (project, { branch }, who) => { gitAs(who, project, 'cherry-pick', branch); gitAs(who, project, 'branch', '-qD', branch) },
  'an edit by a person, then review approve': async (project, { id, branch, path }, who) => {
    const file = path.startsWith('skills/') ? `${path}/SKILL.md` : path
    const text = reworded(git(project.store, 'show', `${branch}:${file}`), 'Said in other words.\n')
    gitAs(who, project, 'checkout', '-q', branch)
    commitAs(who, project, { [file]: text })
    gitAs(who, project, 'checkout', '-q', 'main')
    await cliAs(who, project, 'review', 'approve', id)
  },
  'review approve in another clone, pulled': async (project, { id, branch }, who) => {
    const other = cloneOf(project)
    await cliAs(who, other, 'review', 'approve', id)
    gitAs('Grace', project, 'pull', '-q', '--no-rebase', '--no-edit', other.store, 'main')
    gitAs('Grace', project, 'branch', '-qD', branch)
  },
  'review approve in another clone, merged into a main that has moved': async (project, { id, branch }, who) => {
    const other = cloneOf(project)
    await cliAs(who, other, 'review', 'approve', id)
    commitAs('Grace', project, { 'README.md': `${id}\n` })
    gitAs('Grace', project, 'pull', '-q', '--no-rebase', '--no-edit', other.store, 'main')
    gitAs('Grace', project, 'branch', '-qD', branch)
  },
  'review approve in another clone, squashed here by the same person': async (project, { id, branch }, who) => {
    const other = cloneOf(project)
    await cliAs(who, other, 'review', 'approve', id)
    gitAs(who, project, 'fetch', '-q', other.store, 'main')
    gitAs(who, project, 'merge', '-q', '--squash', 'FETCH_HEAD')
    gitAs(who, project, 'commit', '-qm', 'squashed')
    gitAs(who, project, 'branch', '-qD', branch)
  },
  'review approve, squashed by somebody else while the branch is still there': async (project, { id, branch }, who) => {
    const other = cloneOf(project)
    await cliAs(who, other, 'review', 'approve', id)
    // The branch with the decision, as a host has it after its merge.
    gitAs('Grace', project, 'fetch', '-q', other.store, 'main')
    gitAs('Grace', project, 'update-ref', `refs/remotes/origin/${branch}`, 'FETCH_HEAD^2')
    gitAs('Grace', project, 'merge', '-q', '--squash', `origin/${branch}`)
    gitAs('Grace', project, 'commit', '-qm', 'squashed')
    gitAs('Grace', project, 'branch', '-qD', branch)
  },
  'a merge on a host: its own address commits': (project, { branch }, who) => {
    const tree = git(project.store, 'merge-tree', '--write-tree', 'main', branch).trim()
    const commit = git(project.store, '-c', `user.name=${who}`, 'commit-tree', tree, '-p', 'main', '-p', branch, '-m', 'Merge pull request').trim()
    gitAs(who, project, 'merge', '-q', '--ff-only', commit)
  }
}

describe('a lawful history raises nothing', () => {
  it.each(Object.entries(ways))('%s', async (_name, way) => {
    for (const lesson of [memory('Use tabs.'), skill()]) {
      const project = governed()
      await propose(project, lesson)
      await way(project, lesson, 'Linus')
      await expectClean(project)
      await cliAs('Grace', project, 'review', 'revoke', lesson.id, '--reason', 'outdated')
      await expectClean(project)
      // From the beginning it is the same.
      git(project.store, 'status')
      expect((await audit(project, '--since', git(project.store, 'rev-list', '--max-parents=0', 'main').trim())).findings).toEqual([])
    }
  })

  const strict: Policy['review'] = { reviewers: [mail('Grace'), mail('Linus')], requireDecision: true, authorMayApprove: false }
  it.each(['review approve', 'review approve in another clone, pulled', 'review approve in another clone, merged into a main that has moved', 'review approve, squashed by somebody else while the branch is still there'])('by strict rules: %s', async (name) => {
    const project = governed(strict)
    const lesson = memory('Use tabs.')
    await propose(project, lesson)
    await ways[name]?.(project, lesson, 'Linus')
    await expectClean(project)
  })

  it('two reviewers, the second later on the same branch', async () => {
    const project = governed({ requiredReviewers: 2, requireDecision: true })
    const lesson = memory('Use tabs.')
    await propose(project, lesson)
    const other = cloneOf(project)
    await cliAs('Linus', other, 'review', 'approve', lesson.id)
    const [path = ''] = git(other.store, 'ls-tree', '-r', '--name-only', lesson.branch, 'decisions').trim().split('\n')
    gitAs('Linus', project, 'checkout', '-q', lesson.branch)
    commitAs('Linus', project, { [path]: git(other.store, 'show', `${lesson.branch}:${path}`) })
    gitAs('Grace', project, 'checkout', '-q', 'main')
    await cliAs('Grace', project, 'review', 'approve', lesson.id)
    await expectClean(project)
  })

  it('reviewers who change the policy are told, and not accused', async () => {
    const project = governed({ reviewers: [mail('Grace')] })
    const commit = setPolicy('Grace', project, { requiredReviewers: 2 })
    const { findings, policyChanges } = await audit(project)
    expect(findings).toEqual([])
    expect(policyChanges).toContainEqual(expect.objectContaining({ commit, path: 'policy.json', keys: [{ key: 'review.requiredReviewers', before: 1, after: 2 }] }))
  })

  it('what was wrong and is decided on, put back or replaced since is settled', async () => {
    const project = governed()
    const lesson = memory('Use tabs.')
    await propose(project, lesson)
    await cliAs('Grace', project, 'review', 'approve', lesson.id)
    const text = onMain(project, lesson.path)
    const one = commitAs('Linus', project, { [lesson.path]: reworded(text, 'By hand.\n') })
    commitAs('Grace', project, { [lesson.path]: text })
    const two = commitAs('Linus', project, { [lesson.path]: reworded(text, 'By hand again.\n') })
    expect((await audit(project)).findings.map(({ commit }) => commit)).toEqual([two])
    await cliAs('Grace', project, 'review', 'approve', lesson.id, '--reason', 'read it')
    const result = await audit(project)
    expect(result).toMatchObject({ ok: true, code: 0, findings: [], settled: [{ code: 'artifact-altered', commit: two, how: 'decided' }] })
    const whole = await audit(project, '--since', git(project.store, 'rev-list', '--max-parents=0', 'main').trim())
    expect(whole.settled.map(({ commit, how }) => `${commit} ${how}`)).toEqual([`${one} put back`, `${two} decided`])
  })

  it('a version that is rolled back, a session in quarantine, what it taught retired, the session forgotten', async () => {
    const project = governed()
    expect((await ingest(project, sessionLine('a', 'Always use pnpm, never npm.'))).code).toBe(0)
    expect((await ingest(project, sessionLine('b', 'Please always run the linter before you commit.'))).code).toBe(0)
    await cliAs('Grace', project, 'eval', '--all')
    await cliAs('Grace', project, 'distill', '--all')
    const proposals = await cliJson(['review', 'list'], { cwd: project.root }) as { id: string; title: string; artifact: { path: string } }[]
    for (const { id } of proposals) await cliAs('Linus', project, 'review', 'approve', id)
    await expectClean(project)
    const { id = '', artifact: { path } = { path: '' } } = proposals.find(({ title }) => title.includes('pnpm')) ?? {}
    commitAs('Grace', project, { [path]: reworded(onMain(project, path), 'Use pnpm.\n') })
    await cliAs('Linus', project, 'review', 'approve', id, '--reason', 'shorter')
    await cliAs('Grace', project, 'rollback', path, '--reason', 'too short')
    const [{ trace = '' } = {}] = (await cliJson(['review', 'show', id], { cwd: project.root }) as { evidence: { trace: string }[] }).evidence
    await cliAs('Grace', project, 'quarantine', trace, '--reason', 'planted')
    const [retirement] = await cliJson(['review', 'list'], { cwd: project.root }) as { id: string }[]
    await cliAs('Linus', project, 'review', 'approve', retirement?.id ?? '')
    await audit(project)
    await cliAs('Grace', project, 'forget', trace, '--reason', 'private', '--yes')
    await expectClean(project)
    expect((await audit(project)).findings).toEqual([])
  })

  it('a plain merge that git revert takes back', async () => {
    const project = governed()
    const lesson = memory('Use tabs.')
    await propose(project, lesson)
    gitAs('Grace', project, 'merge', '-q', '--no-ff', '-m', 'merge', lesson.branch)
    gitAs('Grace', project, 'revert', '--no-edit', '-m', '1', 'HEAD')
    await expectClean(project)
  })

  it('real sessions from ingest to the exported dataset, some of them growing', async () => {
    const project = governed()
    const session = (words: string[]): string => JSON.stringify({ session_id: 'grows', started_at: '2026-08-01T10:00:00Z', messages: words.flatMap((content) => [{ role: 'user', content }, { role: 'assistant', content: 'Done.' }]) })
    expect((await ingest(project, session(['Always use pnpm, never npm.']))).code).toBe(0)
    expect((await ingest(project, sessionLine('other', 'Please always run the linter before you commit.'))).code).toBe(0)
    await cliAs('Grace', project, 'eval', '--all')
    await cliAs('Grace', project, 'distill', '--all')
    await expectClean(project)
    for (const { id } of await cliJson(['review', 'list'], { cwd: project.root }) as { id: string }[]) await cliAs('Linus', project, 'review', 'approve', id)
    expect((await ingest(project, session(['Always use pnpm, never npm.', 'And now the tests.']))).code).toBe(0)
    await cliAs('Grace', project, 'rate', 'latest', 'good')
    await cliAs('Grace', project, 'eval', '--stale')
    await cliAs('Grace', project, 'distill', '--all')
    await cliAs('Grace', project, 'export', 'sft', '--out', 'data/a.jsonl', '--min-score', '0')
    await cliAs('Grace', project, 'apply', '--target', 'agent')
    await expectClean(project)
    const { commits } = await audit(project, '--since', git(project.store, 'rev-list', '--max-parents=0', 'main').trim())
    expect(commits.main).toBeGreaterThan(4)
  })

  it('a clone of main alone says what is not here', async () => {
    const project = governed()
    expect((await ingest(project, sessionLine('a', 'Always use pnpm, never npm.'))).code).toBe(0)
    await cliAs('Grace', project, 'eval', '--all')
    await cliAs('Grace', project, 'distill', '--all')
    for (const { id } of await cliJson(['review', 'list'], { cwd: project.root }) as { id: string }[]) await cliAs('Linus', project, 'review', 'approve', id)
    const bare = join(temporaryFolder(), 'bare.git')
    git(temporaryFolder(), 'clone', '-q', '--bare', '--single-branch', '--branch', 'main', project.store, bare)
    const root = temporaryFolder()
    expect((await cli(['init', '--from', bare], { cwd: root })).code).toBe(0)
    const result = await audit({ root, store: join(root, '.skillloop') })
    expect(result).toMatchObject({ findings: [], ok: true })
    expect(result.notes.join()).toMatch(/1 session that something rests on is not here/)
  })
})

/** Like a pull from another clone, in this one: what was merged on another line of main comes by a merge. */
const byOtherLine: Way = (project, { branch, id }, who) => {
  gitAs(who, project, 'switch', '-qc', 'other-line', 'main')
  gitAs(who, project, 'merge', '-q', '--no-ff', '-m', 'merge', branch)
  gitAs('Grace', project, 'switch', '-q', 'main')
  commitAs('Grace', project, { 'README.md': `${id}\n` })
  gitAs('Grace', project, 'merge', '-q', '--no-ff', '-m', 'pull', 'other-line')
  gitAs('Grace', project, 'branch', '-qD', 'other-line', branch)
}

describe('a long history', () => {
  it('of lawful steps in any order raises nothing, audited at once and bit by bit', async () => {
    const commits = Number(process.env['SKILLLOOP_AUDIT_COMMITS'] ?? 100)
    const random = seeded(Number(process.env['SKILLLOOP_AUDIT_SEED'] ?? 7))
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    // Those that copy the whole store are for short histories.
    const light = [...Object.entries(ways).filter(([name]) => !name.includes('clone') && !name.includes('somebody else')).map(([, way]) => way), byOtherLine]
    const project = governed()
    const inForce: Example[] = []
    let told = 0
    for (let i = 0; Number(git(project.store, 'rev-list', '--count', 'main')) < commits; i++) {
      const lesson = memory(`Lesson ${[...String(i)].map((digit) => 'abcdefghij'[Number(digit)]).join(' ')}.`)
      await propose(project, lesson)
      const who = pick<Who>(['Grace', 'Linus'])
      const at = random()
      if (at < 0.1) await cliAs(who, project, 'review', 'reject', lesson.id, '--reason', 'no')
      else {
        await pick(light)(project, lesson, who)
        inForce.push(lesson)
      }
      if (at > 0.85 && inForce.length > 0) await cliAs(who, project, 'review', 'revoke', inForce.splice(Math.floor(random() * inForce.length), 1)[0]?.id ?? '', '--reason', 'outdated')
      if (at > 0.95) setPolicy(who, project, { maxOpenProposals: 20 + i })
      if (i % 20 === 0) {
        const result = await audit(project)
        told += result.findings.length + result.settled.length
      }
    }
    const whole = await audit(project, '--since', git(project.store, 'rev-list', '--max-parents=0', 'main').trim())
    expect({ told, findings: whole.findings, settled: whole.settled }).toEqual({ told: 0, findings: [], settled: [] })
  }, 3_600_000)
})
