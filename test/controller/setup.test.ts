import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { git, temporaryFolder } from '../helpers/temporary.js'
import { bothWays, cli, cliJson, expectCivil, expectSound, newProject, write } from '../cli/support.js'
import { connectedProject, lesson, LESSONS, tick } from './support.js'

/** A Claude Code session as that writes it, in its own folder. */
function claudeHome(): string {
  const folder = temporaryFolder()
  const row = (n: number, type: string, message: object): string => JSON.stringify({ type, uuid: `u${n}`, parentUuid: n === 0 ? null : `u${n - 1}`, sessionId: 'c1', cwd: '/home/ada/shop', version: '2.0.0', timestamp: `2026-08-01T10:00:0${n}.000Z`, message })
  write(folder, 'projects/-home-ada-shop/c1.jsonl', [row(0, 'user', { role: 'user', content: 'Please look at the build. We use pnpm here, not npm.' }), row(1, 'assistant', { role: 'assistant', content: [{ type: 'text', text: 'I will use pnpm.' }] })].join('\n') + '\n')
  return folder
}

describe('setup', () => {
  it('from nothing to the first proposal in one command, writing nothing but the store', async () => {
    const cwd = temporaryFolder()
    const home = claudeHome()
    const result = await cliJson(['setup', '--connect', 'claude-code', '--start', '--yes'], { cwd, env: { CLAUDE_CONFIG_DIR: home } }) as { connected: object[]; tick: { controller: { proposals: { title: string }[] } } }
    expect(result.connected).toEqual([{ runtime: 'claude-code' }])
    expect(result.tick.controller.proposals.map(({ title }) => title).join()).toMatch(/pnpm/)
    expectSound({ root: cwd, store: join(cwd, '.skillloop') })
    expect(git(join(cwd, '.skillloop'), 'log', '-1', '--format=%s', 'main')).toContain('Policy:')
  })

  it('asks on a terminal: shows what is read, and no means nothing', async () => {
    const cwd = temporaryFolder()
    const env = { CLAUDE_CONFIG_DIR: claudeHome() }
    const no = await cli(['setup', '--connect', 'claude-code'], { cwd, env, answer: 'n' })
    expectCivil(no, 1)
    expect(no.stderr).toContain('will read, and never write to:')
    expect(existsSync(join(cwd, '.skillloop'))).toBe(false)
    expectCivil(await cli(['setup', '--connect', 'claude-code'], { cwd, env, answer: 'y' }), 0)
    expect(existsSync(join(cwd, '.skillloop'))).toBe(true)
  })

  it('asks nobody elsewhere, and takes nothing for granted', async () => {
    const cwd = temporaryFolder()
    const { text } = await bothWays(['setup'], { cwd, env: { CLAUDE_CONFIG_DIR: claudeHome() } }, 1)
    expect(text).toMatch(/claude-code +1 file/)
    expect(existsSync(join(cwd, '.skillloop'))).toBe(false)
  })

  it('sets what it is told, keeps what was connected, and is the same when it is run again', async () => {
    const project = newProject()
    const options = { cwd: project.root }
    write(project.root, 'logs/a.jsonl', `${lesson('a', LESSONS[0] ?? '')}\n`)
    await cliJson(['setup', '--connect', 'auto=logs', '--auto-export', '--max-sessions', '7', '--min-score', '60', '--dataset-out', 'out/d.jsonl', '--yes'], options)
    await cliJson(['setup', '--connect', 'hermes', '--db-path', 'h/state.db', '--max-sessions', '7', '--yes'], options)
    const main = git(project.store, 'rev-parse', 'main')
    await cliJson(['setup', '--connect', 'auto=logs', '--max-sessions', '7', '--yes'], options)
    expect(git(project.store, 'rev-parse', 'main')).toBe(main)
    expect((await cliJson(['policy', 'show'], options) as { policy: object }).policy).toMatchObject({ ingestion: { maxSessions: 7, sources: [{ runtime: 'auto', paths: ['logs'] }, { runtime: 'hermes-db', paths: ['h/state.db'] }] }, dataset: { minScore: 60, autoExport: true, out: 'out/d.jsonl' } })
  })

  it.each([[['--connect', 'claud-code'], 'did you mean claude-code?'], [['--connect', 'generic'], 'no place of its own'], [['--connect', 'codex', '--db-path', 'x'], 'not connected'], [['--connect', 'auto='], 'empty'], [['--min-score', '101'], 'no score']])('refuses %j: %s', async (args, told) => {
    const cwd = temporaryFolder()
    expect((await bothWays(['setup', ...args, '--yes'], { cwd }, 2)).text).toContain(told)
    expect(existsSync(join(cwd, '.skillloop'))).toBe(false)
  })
})

describe('status', () => {
  it('tells sources, what waits, readiness and what to do next', async () => {
    const project = await connectedProject({ 'in/0.jsonl': `${lesson('s0', LESSONS[0] ?? '')}\n` }, [{ runtime: 'generic', paths: ['in'] }, { runtime: 'hermes-db', paths: ['gone.db'] }])
    const options = { cwd: project.root }
    expect(await cliJson(['status'], options)).toMatchObject({ next: ['skillloop controller run   take in, judge and propose what is new'] })
    const { controller: { proposals: [first] } } = await tick(project)
    const later = await cliJson(['status'], { ...options, env: { SKILLLOOP_NOW: '2026-08-10T11:00:00.000Z' } })
    expect(later).toMatchObject({
      sources: [{ name: 'generic in', lagSeconds: 7200 }, { name: 'hermes-db gone.db', problem: expect.stringContaining('no such file') as string }], proposals: { pending: 1 }, oldest: { id: first?.id }, readiness: { needed: 10 }, ticks: { code: 3, troubles: 1, interrupted: false }
    })
    expect((later as { next: string[] }).next).toEqual(['skillloop doctor           what is wrong with the sources', `skillloop review show ${first?.id ?? ''}`, 'skillloop service install  a tick every hour'])
    const { text } = await bothWays(['status'], options, 0)
    expect(text).toMatch(/sources +generic in: read just now/)
  })
})

describe('doctor', () => {
  interface Doctor { findings: { name: string; health: string; fixed?: boolean; remedy?: string }[] }
  const healthOf = ({ findings }: Doctor): Record<string, string> => Object.fromEntries(findings.map(({ name, health, fixed }) => [name, fixed ? 'fixed' : health]))

  it('finds nothing wrong with a good store, and changes nothing', async () => {
    const project = await connectedProject({ 'in/0.jsonl': `${lesson('s0', LESSONS[0] ?? '')}\n` })
    await tick(project)
    const found = await cliJson(['doctor'], { cwd: project.root }) as Doctor
    expect(found.findings.filter(({ health }) => health === 'bad')).toEqual([])
    expectSound(project)
  })

  it('names what is wrong with its remedy, and mends what can be mended only when told', async () => {
    const project = await connectedProject({ 'in/0.jsonl': `${lesson('s0', LESSONS[0] ?? '')}\n` }, [{ runtime: 'generic', paths: ['in'] }, { runtime: 'generic', paths: ['gone'] }])
    const options = { cwd: project.root }
    await tick(project)
    chmodSync(project.store, 0o755)
    const lock = join(project.store, '.git/refs/heads/main.lock')
    writeFileSync(lock, '')
    utimesSync(lock, 1_700_000_000, 1_700_000_000)
    const leftover = join(project.store, '.git/objects/tmp_obj_1')
    writeFileSync(leftover, '')
    utimesSync(leftover, 1_700_000_000, 1_700_000_000)
    writeFileSync(join(project.store, 'index.sqlite'), 'SQLite format 3\0 and then nonsense'.padEnd(8192, 'x'))
    git(project.store, 'remote', 'add', 'origin', 'https://ada:secret@example.org/x.git')
    const { json, text } = await bothWays(['doctor'], options, 1)
    expect(healthOf(json as Doctor)).toMatchObject({ permissions: 'bad', locks: 'bad', leftovers: 'note', sources: 'bad', remotes: 'bad', integrity: 'ok', policy: 'ok' })
    expect(text).not.toContain('secret@')
    for (const { health, remedy } of (json as Doctor).findings) if (health === 'bad') expect(remedy).toBeTypeOf('string')
    expect(existsSync(lock) && existsSync(leftover)).toBe(true)
    const fixed = healthOf(JSON.parse((await cli(['doctor', '--fix', '--json'], options)).stdout) as Doctor)
    expect(fixed).toMatchObject({ permissions: 'fixed', locks: 'fixed', leftovers: 'fixed', sources: 'bad' })
    expect(existsSync(lock) || existsSync(leftover)).toBe(false)
    expect(statSync(project.store).mode & 0o077).toBe(0)
    expect(healthOf(JSON.parse((await cli(['doctor', '--json'], options)).stdout) as Doctor)).toMatchObject({ permissions: 'ok', locks: 'ok', index: 'ok' })
  })

  it('says so of a lost object, a clock set back, a tick that was interrupted, and where there is no store', async () => {
    const project = await connectedProject({ 'in/0.jsonl': `${lesson('s0', LESSONS[0] ?? '')}\n` })
    await tick(project)
    const state = join(project.store, 'local/controller.json')
    writeFileSync(state, JSON.stringify({ ...JSON.parse(readFileSync(state, 'utf8')) as object, run: { begunAt: '2026-08-10T09:00:00.000Z', ledger: git(project.store, 'rev-parse', 'ledger').trim(), proposals: [] } }))
    const oid = git(project.store, 'rev-parse', 'ledger^{tree}').trim()
    rmSync(join(project.store, '.git/objects', oid.slice(0, 2), oid.slice(2)))
    const { json } = await bothWays(['doctor'], { cwd: project.root, env: { SKILLLOOP_NOW: '2020-01-01T00:00:00.000Z' } }, 1)
    expect(healthOf(json as Doctor)).toMatchObject({ integrity: 'bad', clock: 'bad' })
    const empty = temporaryFolder()
    mkdirSync(join(empty, 'x'))
    expect((await bothWays(['doctor'], { cwd: empty }, 1)).text).toContain('there is no .skillloop')
  })
})
