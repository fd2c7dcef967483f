import { appendFileSync, chmodSync, mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { addSession, makeDatabase, V26 } from '../adapters/hermes-support.js'
import { skillloopAsync } from '../helpers/skillloop.js'
import { git } from '../helpers/temporary.js'
import { cli, cliJson, expectCivil, expectSound, tree, write } from '../cli/support.js'
import { connectedProject, lesson, LESSONS, tick } from './support.js'

const files = Object.fromEntries(LESSONS.map((text, n) => [`in/${n}.jsonl`, `${lesson(`s${n}`, text)}\n`]))

describe('a tick', () => {
  it('takes new sessions to proposals, reports it, and has nothing to do the next time', async () => {
    const project = await connectedProject(files)
    const first = await tick(project)
    expect(first).toMatchObject({ code: 0, resumed: false, troubles: [], counts: { ingested: 4, updated: 0, evaluated: 4, proposals: LESSONS.length }, controller: { waits: { pending: LESSONS.length } } })
    expect(first.controller.stages.map(({ name, outcome }) => [name, outcome])).toEqual([['ingest', 'done'], ['evaluate', 'done'], ['distill', 'done'], ['observe', 'nothing-new'], ['export', 'off']])
    const ledger = git(project.store, 'rev-parse', 'ledger')
    const second = await tick(project)
    expect(second).toMatchObject({ code: 0, counts: { ingested: 0, evaluated: 0, proposals: 0 } })
    expect(second).not.toHaveProperty('commit')
    expect(git(project.store, 'rev-parse', 'ledger')).toBe(ledger)
    expect(await cliJson(['controller', 'history'], { cwd: project.root })).toHaveLength(1)
    expect(await cliJson(['controller', 'show'], { cwd: project.root })).toMatchObject({ counts: first.counts })
    expect(git(project.store, 'rev-parse', 'main')).toBe(git(project.store, 'rev-parse', 'main@{0}'))
    expectSound(project)
    expectCivil(await cli(['check'], { cwd: project.root }), 0)
  })

  it('stops at the gate: nothing on main but what a person put there', async () => {
    const project = await connectedProject(files)
    const main = git(project.store, 'rev-parse', 'main')
    await tick(project)
    expect(git(project.store, 'rev-parse', 'main')).toBe(main)
  })

  it('one bad file is told and in the exit code, and in the way of nothing; the same one is not reported again', async () => {
    const project = await connectedProject({ ...files, 'in/bad.jsonl': 'not json\n', 'in/also.jsonl': '{"messages": 3}\n' })
    const first = await tick(project)
    expect(first).toMatchObject({ code: 2, counts: { ingested: 4, evaluated: 4, proposals: LESSONS.length } })
    expect(first.troubles.map(({ where }) => where).join()).toMatch(/bad\.jsonl:1/)
    const again = await tick(project)
    expect(again).toMatchObject({ code: 2 })
    expect(again).not.toHaveProperty('commit')
    rmSync(join(project.root, 'in/bad.jsonl'))
    rmSync(join(project.root, 'in/also.jsonl'))
    expect(await tick(project)).toMatchObject({ code: 0, troubles: [] })
    expect(await cliJson(['controller', 'history'], { cwd: project.root })).toHaveLength(2)
  })

  it('takes in what grew, once, and what it had not read before', async () => {
    const project = await connectedProject(files)
    await tick(project)
    const grown = JSON.parse(lesson('s0', LESSONS[0] ?? '')) as { messages: object[] }
    grown.messages.push({ role: 'user', content: 'Thanks. Use tabs, not spaces, in this project.' })
    write(project.root, 'in/0.jsonl', `${JSON.stringify(grown)}\n`)
    appendFileSync(join(project.root, 'in/1.jsonl'), `${lesson('s9', 'Always write a changelog entry.')}\n`)
    expect(await tick(project)).toMatchObject({ counts: { ingested: 1, updated: 1, evaluated: 2 } })
    expect(tree(project, 'ledger').filter((path) => path.startsWith('traces/'))).toHaveLength(5)
  })

  it('maxSessions lets the newest come first and the rest later, none twice', async () => {
    const project = await connectedProject(files)
    await cliJson(['policy', 'set', 'ingestion.maxSessions', '3', '--reason', 'x'], { cwd: project.root })
    for (let n = 0; n < 4; n++) utimesSync(join(project.root, `in/${n}.jsonl`), 1_780_000_000 + n, 1_780_000_000 + n)
    const first = await tick(project)
    expect(first.counts['ingested']).toBe(3)
    expect(first.controller.stages[0]?.note).toContain('1 more wait')
    expect(await tick(project)).toMatchObject({ counts: { ingested: 1, updated: 0 } })
    expect(await tick(project)).toMatchObject({ counts: { ingested: 0, updated: 0 } })
  })

  it('a source that vanishes or is no database any more keeps no other waiting, and is told until it is back', async () => {
    const sources = [{ runtime: 'hermes-db', paths: ['gone/state.db'] }, { runtime: 'hermes-db', paths: ['other.db'] }, { runtime: 'generic', paths: ['in'] }, { runtime: 'generic', paths: ['vanished'] }]
    const project = await connectedProject({ ...files, 'other.db': 'no database' }, sources)
    const run = await tick(project)
    expect(run.counts['ingested']).toBe(4)
    expect(run.controller.proposals).toHaveLength(LESSONS.length)
    expect(run.code).toBe(3)
    expect(run.troubles.map(({ where, code }) => [where.split(':')[0], code])).toEqual([['hermes-db gone/state.db', 3], ['hermes-db other.db', expect.any(Number)], ['generic vanished', 2]])
    const status = await cliJson(['status'], { cwd: project.root }) as { sources?: { name: string; problem?: string }[] }
    if (status.sources) expect(status.sources.filter(({ problem }) => problem !== undefined)).toHaveLength(3)
    rmSync(join(project.root, 'other.db'))
    expect(await tick(project)).toMatchObject({ code: 3, counts: { ingested: 0 } })
  })

  it('a database that another process has locked is told, keeps no other source waiting, and is read once it is let go', async () => {
    const project = await connectedProject(files, [{ runtime: 'hermes-db', paths: ['state.db'] }, { runtime: 'generic', paths: ['in'] }])
    const holder = makeDatabase(join(project.root, 'state.db'), V26)
    addSession(holder, { id: 'held' }, [{ role: 'user', content: 'hello' }, { role: 'assistant', content: 'ok' }])
    holder.exec('BEGIN EXCLUSIVE')
    const run = await skillloopAsync(['controller', 'run', '--json'], { cwd: project.root })
    holder.exec('ROLLBACK')
    holder.close()
    expect(run.code).toBe(3)
    expect(JSON.parse(run.stdout)).toMatchObject({ counts: { ingested: 4, evaluated: 4, proposals: LESSONS.length }, troubles: [{ where: expect.stringMatching(/^hermes-db state\.db/) as string, problem: expect.stringMatching(/locked/) as string, code: 3 }] })
    expect(await tick(project)).toMatchObject({ code: 0, troubles: [], counts: { ingested: 1, evaluated: 1 } })
    expectSound(project)
  })

  it('the clock jumping back changes nothing that is stored, and stops nothing', async () => {
    const project = await connectedProject(files)
    await tick(project)
    write(project.root, 'in/later.jsonl', `${lesson('later', 'Always write a changelog entry.')}\n`)
    expect(await tick(project, { SKILLLOOP_NOW: '2020-01-01T00:00:00.000Z' })).toMatchObject({ code: 0, counts: { ingested: 1, evaluated: 1 } })
    expectCivil(await cli(['check'], { cwd: project.root }), 0)
    expectSound(project)
  })

  it('a trace that cannot be read is left out and told, whatever the others are', async () => {
    const project = await connectedProject({})
    write(project.root, 'in/0.jsonl', files['in/0.jsonl'] ?? '')
    await cliJson(['ingest', 'generic', 'in'], { cwd: project.root })
    const [path] = tree(project, 'ledger').filter((name) => name.startsWith('traces/'))
    const oid = git(project.store, 'rev-parse', `ledger:${path ?? ''}`).trim()
    await cliJson(['status'], { cwd: project.root })
    const object = join(project.store, '.git/objects', oid.slice(0, 2), oid.slice(2))
    expect(statSync(object).isFile()).toBe(true)
    rmSync(object, { force: true })
    write(project.root, 'in/1.jsonl', files['in/1.jsonl'] ?? '')
    const run = await tick(project)
    expect(run).toMatchObject({ code: 2, counts: { ingested: 1, evaluated: 1, proposals: 1 } })
    expect(run.troubles.map(({ where }) => where.split(' ')[0])).toEqual(['evaluate:', 'distill:'])
  })

  it('two at once: one does it, the other says who, and everything is there once', async () => {
    const project = await connectedProject(Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`in/${n}.jsonl`, `${lesson(`n${n}`, LESSONS[n % 4] ?? '')}\n`])))
    const runs = await Promise.all([0, 1, 2].map(() => skillloopAsync(['controller', 'run', '--json'], { cwd: project.root })))
    expect(runs.map(({ code }) => code).filter((code) => code === 0).length).toBeGreaterThan(0)
    for (const { code, stdout } of runs) {
      expect([0, 3]).toContain(code)
      if (code === 3) expect(JSON.parse(stdout)).toMatchObject({ held: expect.anything() as object })
    }
    expect(tree(project, 'ledger').filter((path) => path.startsWith('traces/'))).toHaveLength(60)
    expect(await tick(project)).toMatchObject({ code: 0, counts: { ingested: 0, evaluated: 0 } })
    expect((await cliJson(['controller', 'history'], { cwd: project.root }) as unknown[]).length).toBe(1)
    expectSound(project)
  })

  it('exports by itself only where the policy says so, when there is enough, and not twice the same', async () => {
    const project = await connectedProject(Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`in/${n}.jsonl`, `${lesson(`n${n}`, `Look at part ${'abcdefghijklm'[n] ?? ''} with care, it is about ${'tax rain gold wood fish silk salt iron corn milk wool clay'.split(' ')[n] ?? ''}.`)}\n`])))
    for (const [key, value] of [['dataset.minScore', '10'], ['dataset.minTokens', '100'], ['dataset.minRecords', '13'], ['dataset.out', 'data/train.jsonl'], ['dataset.autoExport', 'true']]) await cliJson(['policy', 'set', key ?? '', value ?? '', '--reason', 'x'], { cwd: project.root })
    const run = await tick(project)
    expect(run.controller.readiness).toMatchObject({ ready: false, records: 12 })
    await cliJson(['policy', 'set', 'dataset.minRecords', '2', '--reason', 'x'], { cwd: project.root })
    const exported = await tick(project)
    const exportOf = ({ controller }: typeof exported): object | undefined => controller.stages.find(({ name }) => name === 'export')
    expect(exportOf(exported)).toMatchObject({ outcome: 'done' })
    expect(statSync(join(project.root, 'data/train.jsonl')).mode & 0o777).toBe(0o600)
    const main = git(project.store, 'rev-parse', 'main')
    expect(exportOf(await tick(project))).toMatchObject({ outcome: 'nothing-new' })
    expect(git(project.store, 'rev-parse', 'main')).toBe(main)
  })

  it('dry-run stores nothing', async () => {
    const project = await connectedProject(files)
    const refs = git(project.store, 'for-each-ref')
    const run = await cliJson(['controller', 'run', '--dry-run'], { cwd: project.root }) as { controller: { stages: { note?: string }[] } }
    expect(run.controller.stages[0]?.note).toContain('4 new sessions')
    expect(git(project.store, 'for-each-ref')).toBe(refs)
  })

  it('a store that may not be written is named, with exit code 3', async () => {
    const project = await connectedProject(files)
    mkdirSync(join(project.store, 'local'), { recursive: true })
    rmSync(join(project.store, 'local'), { recursive: true })
    writeFileSync(join(project.store, 'local'), '')
    chmodSync(join(project.store, 'local'), 0o400)
    const run = await cli(['controller', 'run', '--json'], { cwd: project.root })
    expectCivil(run, 3)
    expect(run.stdout).toContain('local')
  })
})
