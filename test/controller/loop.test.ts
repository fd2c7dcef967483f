import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { watch } from '../../src/app/watch.js'
import { isQuiet, type Watched } from '../../src/policy/quiet.js'
import { afterTick, dueAt, type Schedule } from '../../src/policy/schedule.js'
import { bothWays, cli, cliJson, expectCivil, newProject, write } from '../cli/support.js'
import { connectedProject, lesson, LESSONS } from './support.js'

const HOUR = 3600_000
const hourly: Schedule = { intervalSeconds: 3600, failures: 0 }

describe('a schedule', () => {
  it.each([
    ['the first', hourly, 0, true], ['too early', { ...hourly, lastAt: 0 }, HOUR / 2, false], ['on time', { ...hourly, lastAt: 0 }, HOUR, true],
    ['a timer a little early', { ...hourly, lastAt: 0 }, HOUR - 30_000, true], ['after a night', { ...hourly, lastAt: 0 }, 9 * HOUR, true],
    ['after a failure', { ...hourly, lastAt: 0, failures: 1 }, HOUR, false], ['and then', { ...hourly, lastAt: 0, failures: 1 }, 2 * HOUR, true],
    ['after many failures, once a day', { ...hourly, lastAt: 0, failures: 40 }, 23 * HOUR, false], ['still', { ...hourly, lastAt: 0, failures: 40 }, 24 * HOUR, true],
    ['weekly after failures stays weekly', { intervalSeconds: 604_800, failures: 9, lastAt: 0 }, 604_800_000, true], ['the clock set back', { ...hourly, lastAt: 10 * HOUR }, 0, true]
  ] as const)('%s', (_name, schedule, now, due) => expect(dueAt(schedule, now).due).toBe(due))

  it('missed ones run as one, whatever the gap; the clock may jump', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: -30 * HOUR, max: 200 * HOUR }), { minLength: 1, maxLength: 30 }), (jumps) => {
      let now = 1000 * HOUR
      let schedule: Schedule = hourly
      for (const jump of jumps) {
        now += jump
        if (!dueAt(schedule, now).due) continue
        schedule = afterTick(schedule, now, false)
        expect(dueAt(schedule, now).due).toBe(false)
        expect(dueAt(schedule, now + HOUR).due).toBe(true)
      }
    }))
  })
})

describe('loop tick', () => {
  it('runs what is due and nothing else, logs it, and comes back later after failures', async () => {
    const project = await connectedProject({ 'in/0.jsonl': `${lesson('s0', LESSONS[0] ?? '')}\n` })
    const at = (time: string, ...args: string[]) => cli(['loop', 'tick', '--json', ...args], { cwd: project.root, env: { SKILLLOOP_NOW: `2026-08-10T${time}:00.000Z` } })
    expect(JSON.parse((await at('09:00', '--log')).stdout)).toMatchObject({ code: 0, counts: { ingested: 1 } })
    expect(JSON.parse((await at('09:30')).stdout)).toMatchObject({ skipped: { at: '2026-08-10T10:00:00.000Z' } })
    expect(JSON.parse((await at('09:30', '--force')).stdout)).toMatchObject({ code: 0 })
    expect(JSON.parse((await at('10:20')).stdout)).toMatchObject({ skipped: { why: 'it is not time yet' } })
    await cliJson(['policy', 'set', 'ingestion.sources', '[{"runtime":"hermes-db","paths":["gone.db"]}]', '--reason', 'x'], { cwd: project.root })
    expect((await at('10:30', '--log')).code).toBe(3)
    expect(JSON.parse((await at('11:30')).stdout)).toMatchObject({ skipped: { why: 'waits longer after 1 that failed' } })
    expect((await at('12:30')).code).toBe(3)
    expect(JSON.parse((await at('15:00')).stdout)).toMatchObject({ skipped: { why: 'waits longer after 2 that failed' } })
    const logs = await cliJson(['logs'], { cwd: project.root }) as { event: string; level: string }[]
    expect(logs.map(({ event }) => event)).toEqual(['tick begins', 'tick ended', 'tick begins', 'left out', 'tick ended'])
    expect(logs.at(-1)?.level).toBe('error')
    expect(readFileSync(join(project.store, 'local/log/skillloop.log'), 'utf8')).not.toContain('\n\n')
    const status = await cliJson(['loop', 'status'], { cwd: project.root, env: { SKILLLOOP_NOW: '2026-08-10T15:00:00.000Z' } })
    expect(status).toMatchObject({ failures: 2, due: false })
  })

  it('schedule says how often; nonsense is refused', async () => {
    const { root: cwd } = newProject()
    expect(await cliJson(['loop', 'schedule', '--interval', 'daily'], { cwd })).toMatchObject({ intervalSeconds: 86_400 })
    expect(await cliJson(['loop', 'schedule', '--interval-seconds', '120'], { cwd })).toMatchObject({ intervalSeconds: 120 })
    for (const args of [[], ['--interval-seconds', '5'], ['--interval', 'yearly'], ['--interval', 'daily', '--interval-seconds', '60']]) await bothWays(['loop', 'schedule', ...args], { cwd }, 2)
  })
})

describe('loop run', () => {
  it('ends when the condition holds, with 1 when its tries are used up', async () => {
    const project = await connectedProject({ 'in/0.jsonl': `${lesson('s0', LESSONS[0] ?? '')}\n` })
    const options = { cwd: project.root }
    expect(await cliJson(['loop', 'run', '--condition', '{"score_gte":1}', '--interval-seconds', '0'], options)).toMatchObject({ passed: true, iterations: 1 })
    const failed = await bothWays(['loop', 'run', '--require-tag', 'never-there', '--max-iterations', '3', '--interval-seconds', '0'], options, 1)
    expect(failed.json).toMatchObject({ passed: false, iterations: 3, reasons: ['no: the tag never-there is missing', '3 of 3 tries are used up'] })
    write(project.root, 'condition.json', '{"any":[{"labels":["failure"]},{"score_gte":1}]}')
    expect(await cliJson(['loop', 'run', '--condition', '@condition.json', '--forbid-tag', 'x', '--interval-seconds', '0'], options)).toMatchObject({ passed: true })
    for (const args of [[], ['--condition', '{'], ['--condition', '@gone.json'], ['--condition', '{"score_gt":1}'], ['--max-iterations', '0']]) await bothWays(['loop', 'run', ...args], options, 2)
    expect((await bothWays(['loop', 'run', '--condition', '{"score_gt":1}'], options, 2)).text).toContain('did you mean score_gte?')
  })
})

describe('watch', () => {
  it('ticks when sources have been quiet after a change, at once where a hook told the end, and never for nothing', async () => {
    let now = 0
    const looks = ['a', 'a', 'b', 'c', 'c', 'c', 'c', 'c', 'end:d', 'd', 'd', 'd', 'd']
    let at = 0
    const tickedAt: number[] = []
    const ticks = await watch({
      look: () => Promise.resolve({ seen: (looks[at] ?? '').replace('end:', ''), ended: (looks[at] ?? '').startsWith('end:') }), tick: () => Promise.resolve(void tickedAt.push(at)),
      pause: (milliseconds) => Promise.resolve((now += milliseconds, ++at < looks.length)), clock: { now: () => now }, quietMs: 30, everyMs: 10
    })
    expect(tickedAt).toEqual([0, 6, 8])
    expect(ticks).toBe(3)
  })

  it('a clock that was set back delays a tick and loses none', () => {
    const before: Watched = { seen: 'b', ticked: 'a', changedAt: 1000 }
    const first = isQuiet(before, { seen: 'b', ended: false }, 0, 30)
    expect(first.tick).toBe(false)
    expect(isQuiet(first.after, { seen: 'b', ended: false }, 30, 30).tick).toBe(true)
  })

  it('as a process: takes in what comes while it runs, and ends by itself', async () => {
    const project = await connectedProject({ 'in/0.jsonl': `${lesson('s0', LESSONS[0] ?? '')}\n` })
    const running = cli(['watch', '--every-seconds', '1', '--quiet-seconds', '1', '--for-seconds', '9', '--json'], { cwd: project.root })
    await new Promise((done) => setTimeout(done, 2500))
    write(project.root, 'in/1.jsonl', `${lesson('s1', LESSONS[1] ?? '')}\n`)
    const run = await running
    expectCivil(run, 0)
    expect((JSON.parse(run.stdout) as { ticks: number }).ticks).toBeGreaterThan(1)
    expect(await cliJson(['traces', 'list'], { cwd: project.root })).toHaveLength(2)
  })
})
