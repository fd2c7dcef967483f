import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { skillloopAsync, type Run } from '../helpers/skillloop.js'
import { cleanEnvironment, git, temporaryFolder } from '../helpers/temporary.js'
import { cli, cliJson, expectCivil, expectSound, memory, newProject, propose, sessionLine, states, tree, write, type Project } from '../cli/support.js'
import { TRIES } from './faulty.js'
import { leftovers } from './scenes.js'

const ROUNDS = TRIES > 10 ? 20 : 2

async function inTurn(does: (n: number) => Promise<void>): Promise<void> {
  for (let n = 0; n < ROUNDS; n++) await does(n)
}

/** Native git, whatever comes of it: two may be in each other's way, and then the second says so. */
function plainGit(folder: string, ...args: string[]): Promise<{ code: number | null; stderr: string }> {
  return new Promise((done) => {
    const child = spawn('git', ['-C', folder, ...args], { stdio: ['ignore', 'ignore', 'pipe'], env: cleanEnvironment() })
    let stderr = ''
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
    child.on('close', (code) => done({ code, stderr }))
  })
}

it('eight processes of mixed commands beside native commits, gc and fetch: no update lost, no lock left, nothing hangs', { timeout: 120_000 + ROUNDS * 60_000 }, async () => {
  const project = newProject()
  const clone = join(temporaryFolder(), 'clone.git')
  const approving = Array.from({ length: ROUNDS }, (_, n) => memory(`Prefer the ${'abcdefghijklmnopqrstuvwxyz'[n % 26] ?? ''}${'klmnopqrstuvwxyz'[Math.floor(n / 26)] ?? ''} way of doing it.`))
  const rejecting = Array.from({ length: ROUNDS }, (_, n) => memory(`Never take the ${'abcdefghijklmnopqrstuvwxyz'[n % 26] ?? ''}${'klmnopqrstuvwxyz'[Math.floor(n / 26)] ?? ''} road to work.`))
  for (const lesson of [...approving, ...rejecting]) await propose(project, lesson)
  expectCivil(await cli(['ingest', 'generic', '-'], { cwd: project.root, input: sessionLine('first') }), 0)
  git(project.root, 'clone', '-q', '--bare', project.store, clone)
  git(project.store, 'worktree', 'add', '-q', '-b', 'notes', join(project.root, 'notes'), 'main')
  const start = async (...args: string[]): Promise<Run> => skillloopAsync(args, { cwd: project.root })
  const fine = async (...args: string[]): Promise<void> => expectCivil(await start(...args), 0)
  const take = (who: string) => async (n: number): Promise<void> => fine('ingest', 'generic', write(project.root, `in/${who}-${n}.jsonl`, `${sessionLine(`${who}-${n}`)}\n${sessionLine('everybodys', 'hello', Array.from({ length: n }, (_, i) => ({ role: 'user', content: `more ${i}` })))}`))
  let notes = 0
  let isOver = false
  const beside = (async () => {
    for (let n = 0; !isOver; n++) {
      if ((await plainGit(join(project.root, 'notes'), 'commit', '-q', '--allow-empty', '-m', `note ${n}`)).code === 0) notes++
      if (n % 3 === 1) await plainGit(project.store, 'gc', '-q')
      if (n % 3 === 2) await plainGit(clone, 'fetch', '-q', 'origin', '+refs/heads/*:refs/heads/*')
    }
  })()
  await Promise.all([
    inTurn(take('left')), inTurn(take('right')),
    inTurn(async (n) => fine('review', 'approve', approving[n]?.id ?? '')),
    inTurn(async (n) => fine('review', 'reject', rejecting[n]?.id ?? '', '--reason', 'no')),
    inTurn(async () => fine('eval', '--stale')),
    inTurn(async (n) => fine('policy', 'set', 'dataset.minRecords', String(n + 1), '--reason', `round ${n}`)),
    inTurn(async (n) => expectCivil(await start('rate', 'latest', 'good', '--note', `round ${n}`), 0)),
    inTurn(async (n) => fine(...(n % 2 === 0 ? ['status', '--json'] : ['check'])))
  ])
  isOver = true
  await beside
  const list = await cliJson(['traces', 'list', '--limit', '1000'], { cwd: project.root }) as { nativeId: string; messages: number }[]
  expect(list.map(({ nativeId }) => nativeId).sort()).toEqual(['everybodys', 'first', ...['left', 'right'].flatMap((who) => Array.from({ length: ROUNDS }, (_, n) => `${who}-${n}`))].sort())
  expect(list.find(({ nativeId }) => nativeId === 'everybodys')?.messages).toBe(2 + ROUNDS - 1)
  expect(await states(project)).toEqual(Object.fromEntries([...approving.map(({ id }) => [id, 'approved']), ...rejecting.map(({ id }) => [id, 'rejected'])]))
  expect(tree(project, 'ledger').filter((path) => path.startsWith('events/'))).toHaveLength(ROUNDS)
  expect(git(project.store, 'log', '--format=%s', 'main').split('\n').filter((subject) => /policy|dataset\.minRecords/i.test(subject)).length).toBeGreaterThanOrEqual(ROUNDS)
  expect(git(project.store, 'log', '--oneline', 'notes', '^main').trim().split('\n').filter(Boolean)).toHaveLength(notes)
  expect(leftovers(project)).toEqual([])
  git(project.store, 'worktree', 'remove', '--force', join(project.root, 'notes'))
  expectSound(project)
  expectCivil(await cli(['check'], { cwd: project.root }), 0)
  expectCivil(await cli(['eval', '--stale'], { cwd: project.root }), 0)
})
