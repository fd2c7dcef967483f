import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { skillloopAsync, type Run } from '../helpers/skillloop.js'
import { cleanEnvironment, git } from '../helpers/temporary.js'
import { cli, cliJson, expectCivil, expectSound, memory, newProject, propose, sessionLine, states, tree, write } from './support.js'

const PROPOSALS = 20
const LANES = 4
const WORDS = ['amber', 'basalt', 'cedar', 'delta', 'ember', 'fjord', 'garnet', 'harbour', 'indigo', 'jasper', 'kelp', 'larch', 'maple', 'nickel', 'opal', 'pewter', 'quartz', 'russet', 'sable', 'topaz']

/** git commit in the checkout itself; where another holds the lock or moves the branch it is tried again, as people do. */
async function plainCommit(folder: string, note: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const code = await new Promise<number | null>((done) => {
      spawn('git', ['-C', folder, 'commit', '-q', '--allow-empty', '-m', note], { stdio: 'ignore', env: cleanEnvironment() }).on('close', done)
    })
    if (code === 0) return
  }
  throw new Error(`git commit never got its turn: ${note}`)
}

it('20 approvals, each tried by two of 4 processes, with ingests and plain git commits between: none lost, none doubled', async () => {
  const project = newProject()
  const lessons = WORDS.slice(0, PROPOSALS).map((word) => memory(`Name it ${word} always.`))
  for (const lesson of lessons) await propose(project, lesson)
  const approvals: { id: string; run: Run }[] = []
  const lane = async (n: number): Promise<void> => {
    // Every proposal is in two lanes, which meet it at different times.
    const own = lessons.filter((_, i) => i % LANES === n || i % LANES === (n + 1) % LANES)
    for (const [i, { id }] of (n % 2 === 0 ? own : own.reverse()).entries()) {
      const run = await skillloopAsync(['review', 'approve', id, '--reason', `lane ${n}`], { cwd: project.root })
      approvals.push({ id, run })
      if (i % 2 > 0) continue
      const file = write(project.root, `in/${n}-${i}.jsonl`, sessionLine(`s-${n}-${i}`))
      expectCivil(await skillloopAsync(['ingest', 'generic', file], { cwd: project.root }), 0)
    }
  }
  const commits = async (): Promise<void> => {
    for (let n = 0; n < PROPOSALS; n++) await plainCommit(project.store, `by hand ${n}`)
  }
  await Promise.all([...Array.from({ length: LANES }, (_, n) => lane(n)), commits()])

  for (const { run } of approvals) if (run.code !== 0) {
    expectCivil(run, 1)
    expect(run.stdout).toMatch(/decided on meanwhile|has moved since|is approved/)
  }
  expect(await states(project)).toEqual(Object.fromEntries(lessons.map(({ id }) => [id, 'approved'])))
  const decided = tree(project, 'main').filter((path) => path.startsWith('decisions/')).map((path) => path.split('/')[1])
  expect(decided.sort()).toEqual(lessons.map(({ id }) => id).sort())
  // What each process was told is what main has: who was told yes is in it, once.
  for (const { id } of lessons) expect(approvals.filter((tried) => tried.id === id && tried.run.code === 0)).toHaveLength(1)
  const notes = git(project.store, 'log', '--format=%s', 'main').split('\n').filter((line) => line.startsWith('by hand'))
  expect(notes.sort()).toEqual(Array.from({ length: PROPOSALS }, (_, n) => `by hand ${n}`).sort())
  expect(await cliJson(['traces', 'list', '--limit', '100'], { cwd: project.root })).toHaveLength(LANES * PROPOSALS / 2 / 2)
  expect(git(project.store, 'branch', '--list', 'proposal/*')).toBe('')
  expectCivil(await cli(['check'], { cwd: project.root }), 0)
  expectSound(project)
}, 600_000)
