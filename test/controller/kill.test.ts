import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { killed, look } from '../helpers/killed.js'
import { cli, cliJson, expectCivil, expectSound, fsckReport, seeded, write } from '../cli/support.js'
import { connectedProject, copyOf, lesson, LESSONS, outcome, tick } from './support.js'

// More by hand: SKILLLOOP_TEST_KILLS=200.
const KILLS = Number(process.env['SKILLLOOP_TEST_KILLS'] ?? 12)

it('killed at any point, the next tick does what was left, exactly once: the same trees, report included', { timeout: KILLS * 20_000 }, async () => {
  const random = seeded(20260811)
  const begun = await connectedProject({}, [{ runtime: 'generic', paths: ['in'] }, { runtime: 'generic', paths: ['more'] }])
  for (let n = 0; n < 24; n++) write(begun.root, `${n % 2 === 0 ? 'in' : 'more'}/${n}.jsonl`, `${lesson(`k${n}`, LESSONS[n % LESSONS.length] ?? '', `2026-07-${String(1 + n).padStart(2, '0')}`)}\n`)
  write(begun.root, 'in/bad.jsonl', 'not json\n')
  for (const [key, value] of [['dataset.minScore', '10'], ['dataset.minRecords', '2'], ['dataset.minTokens', '1'], ['dataset.out', 'data/train.jsonl'], ['dataset.autoExport', 'true']]) await cliJson(['policy', 'set', key ?? '', value ?? '', '--reason', 'x'], { cwd: begun.root })
  const whole = copyOf(begun)
  const run = await tick(whole)
  expect(run).toMatchObject({ code: 2, counts: { ingested: 24, evaluated: 24, proposals: LESSONS.length } })
  const expected = outcome(whole)
  await tick(whole)
  expect(outcome(whole)).toEqual(expected)
  const figures = { kills: 0, interrupted: 0, midway: 0, resumed: 0 }
  for (let n = 0; n < KILLS; n++) {
    const project = copyOf(begun)
    const before = look(project)
    const { finished } = await killed(project, ['controller', 'run'], 1 + Math.floor(random() * 30), 20_000)
    figures.kills++
    if (!finished) figures.interrupted++
    if (!finished && look(project) !== before) figures.midway++
    expect(fsckReport(project.store)).toBe('')
    const next = await tick(project)
    if (next.resumed) figures.resumed++
    expect(next.code).toBe(2)
    expect(outcome(project)).toEqual(expected)
    await tick(project)
    expect(outcome(project)).toEqual(expected)
    expectSound(project)
    const locks = readdirSync(join(project.store, '.git'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.lock'))
    expect(locks).toEqual([])
    if (n === 0) expectCivil(await cli(['check'], { cwd: project.root }), 0)
  }
  if (KILLS > 5) process.stderr.write(`${JSON.stringify(figures)}\n`)
  expect(figures.midway).toBeGreaterThan(0)
})
