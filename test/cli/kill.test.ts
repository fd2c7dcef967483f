import { cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { killed, look } from '../helpers/killed.js'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { cli, expectCivil, fsckReport, memory, newProject, propose, seeded, sessionLine, skill, states, write, type Project } from './support.js'

// More by hand: SKILLLOOP_TEST_KILLS=25 kills a hundred.
const KILLS = Number(process.env['SKILLLOOP_TEST_KILLS'] ?? 5)
const random = seeded(20260810)

/** The commits, files and states that must come out however often it was interrupted. */
async function outcome(project: Project): Promise<object> {
  const tree = (ref: string): string => git(project.store, 'ls-tree', '-r', ref)
  return { main: tree('main'), ledger: tree('ledger'), states: await states(project), branches: git(project.store, 'for-each-ref', '--format=%(refname)') }
}

function copyOf(project: Project): Project {
  const root = temporaryFolder()
  cpSync(project.root, root, { recursive: true })
  return { root, store: join(root, '.skillloop') }
}

const figures = { kills: 0, interrupted: 0, midway: 0, badFsck: 0, lost: 0, dirty: 0, locks: 0 }

/** Kills `args` again and again on copies of a store; after each, one plain run must give what an uninterrupted one gives. */
async function survives(begun: Project, args: string[], kept: string[]): Promise<void> {
  const whole = copyOf(begun)
  expectCivil(await cli(args, { cwd: whole.root }), 0)
  const expected = await outcome(whole)
  for (let n = 0; n < KILLS; n++) {
    const project = copyOf(begun)
    const before = look(project)
    const { finished } = await killed(project, args, 1 + Math.floor(random() * 12), 300 + random() * 1200)
    figures.kills++
    if (!finished) figures.interrupted++
    if (!finished && look(project) !== before) figures.midway++
    const report = fsckReport(project.store)
    if (report !== '') figures.badFsck++
    expect(report).toBe('')
    const ledger = git(project.store, 'ls-tree', '-r', '--name-only', 'ledger')
    for (const path of kept) {
      if (!ledger.includes(path)) figures.lost++
      expect(ledger).toContain(path)
    }
    expectCivil(await cli(['status'], { cwd: project.root }), 0)
    const run = await cli(args, { cwd: project.root })
    // Where it was finished in all but name, it may say so.
    if (run.code !== 0) expect(run.stdout + run.stderr).toMatch(/is (approved|rejected)/)
    expect(await outcome(project)).toEqual(expected)
    const status = git(project.store, 'status', '--porcelain')
    if (status !== '') figures.dirty++
    expect(status).toBe('')
    expect(fsckReport(project.store)).toBe('')
    const locks = readdirSync(join(project.store, '.git'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.lock'))
    if (locks.length > 0) figures.locks++
    expect(locks).toEqual([])
    expect(existsSync(join(project.store, 'local/checkout.json'))).toBe(false)
  }
}

describe('kill -9', () => {
  const few = Array.from({ length: 3 }, (_, n) => sessionLine(`few-${n}`))
  const many = Array.from({ length: 60 }, (_, n) => sessionLine(`many-${n}`, `please ${'look '.repeat(300)} ${n}`))

  it.each([['few sessions', few], ['many sessions', many]])('amid ingest of %s: nothing lost, and the next run makes it whole', async (_name, lines) => {
    const project = newProject()
    write(project.root, 'before.jsonl', sessionLine('before'))
    expectCivil(await cli(['ingest', 'generic', 'before.jsonl'], { cwd: project.root }), 0)
    const kept = git(project.store, 'ls-tree', '-r', '--name-only', 'ledger', 'traces/').trim().split('\n')
    write(project.root, 'in.jsonl', lines.join('\n'))
    await survives(project, ['ingest', 'generic', 'in.jsonl'], kept)
  })

  it('amid review approve: the tree in step, the decision made once', async () => {
    const project = newProject()
    const [one, two] = [memory('Use pnpm.'), skill()]
    for (const lesson of [one, two]) await propose(project, lesson)
    await survives(project, ['review', 'approve', one.id, two.id], [])
  })

  it('amid review reject', async () => {
    const project = newProject()
    const lesson = memory('Use pnpm.')
    await propose(project, lesson)
    await survives(project, ['review', 'reject', lesson.id, '--reason', 'no'], [])
  })

  it('leaves figures', () => {
    if (KILLS > 5) process.stderr.write(`${JSON.stringify(figures)}\n`)
    expect(figures).toMatchObject({ kills: 4 * KILLS, badFsck: 0, lost: 0, dirty: 0, locks: 0 })
  })
})
