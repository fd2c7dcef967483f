import { readFileSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Rewrite } from '../../src/kernel/types.js'
import { skillloop } from '../helpers/skillloop.js'
import { git } from '../helpers/temporary.js'
import { allObjects, cli, cliJson, expectCivil, expectSound, fsckReport, ingest, newProject, sessionLine, states, tree, type Project } from './support.js'

const run = (project: Project, ...args: string[]) => cli(args, { cwd: project.root })
const json = (project: Project, ...args: string[]) => cliJson(args, { cwd: project.root })
const inStore = (project: Project, ...args: string[]): string => git(project.store, ...args)
const PRIVATE = 'My neighbour Ottilie Brandt in Lübeck owes four hundred crowns'
const TOLD = 'From now on, always use pnpm instead of npm in this repository.'
const SESSIONS = [sessionLine('s-before', 'look at the build'), sessionLine('s-private', `${PRIVATE}. Can you look at it?`, [{ role: 'user', content: TOLD }, { role: 'assistant', content: 'Noted.' }]), sessionLine('s-after', 'look at the tests')]

async function done(project: Project, ...args: string[]): Promise<string> {
  const result = await run(project, ...args)
  expectCivil(result, 0)
  return result.stdout
}

/** A ledger of some commits, of which those after the first have the private session. */
async function stocked(): Promise<{ project: Project; trace: string }> {
  const project = newProject()
  for (const line of SESSIONS) await ingest(project, `${line}\n`)
  await done(project, 'eval', '--all')
  await done(project, 'rate', 's-private', 'good', '--note', `${PRIVATE}, he said`)
  const { id } = await json(project, 'traces', 'show', 's-private') as { id: string }
  return { project, trace: id }
}

const forget = (project: Project, trace: string, ...more: string[]) => json(project, 'forget', trace, '--reason', 'the person asked for it', '--yes', ...more) as Promise<Forgotten>
interface Forgotten { from: string; paths: string[]; commits: number; carriers: { refs: string[]; quotes: { ref: string; path: string; isThere: boolean }[]; pullRequests: string[] }; datasets: object[]; remotes: string[]; done: { to: string; tip: string; rewritten: number; recorded?: string; left: string[] } }
const recordOf = (project: Project): Rewrite => JSON.parse(inStore(project, 'show', `main:${tree(project, 'main').find((path) => path.startsWith('decisions/ledger/')) ?? ''}`)) as Rewrite

describe('forget', () => {
  it('takes a session out of every commit and every object; a tombstone and a record stay', async () => {
    const { project, trace } = await stocked()
    const before = inStore(project, 'rev-list', '--reverse', 'ledger').trim().split('\n')
    expect(allObjects(project.store)).toContain('Ottilie')
    const result = await forget(project, trace)
    expect(result).toMatchObject({ commits: 4, carriers: { refs: [], quotes: [], pullRequests: [] }, done: { rewritten: 4, left: [] } })
    expect(result.paths.map((path) => path.split('/')[0])).toEqual(['evaluations', 'events', 'traces'])
    expect(allObjects(project.store)).not.toContain('Ottilie')
    expect(inStore(project, 'grep', '-c', trace, 'ledger')).toMatch(/^ledger:events\/2026\/08\/[^/]*-forget-[0-9a-f]{12}\.json:1\n$/)
    // What came before it is as it was, commit by commit; what came after has the same words and times.
    const after = inStore(project, 'rev-list', '--reverse', 'ledger').trim().split('\n')
    expect(after.slice(0, 2)).toEqual(before.slice(0, 2))
    const { commits, from, to, forms } = recordOf(project)
    expect({ from, to }).toEqual({ from: before.at(-1), to: after.at(-2) })
    expect(before.map((oid) => commits[oid] ?? oid)).toEqual(after.slice(0, -1))
    expect(forms).toHaveLength(1)
    expect(JSON.parse(inStore(project, 'show', `ledger:${tree(project, 'ledger').find((path) => path.includes('-forget-')) ?? ''}`))).toMatchObject({ kind: 'forget', trace, traceSha256: forms[0], note: 'the person asked for it', by: { name: 'Grace' } })
    expect(readFileSync(join(project.store, 'index.sqlite'), 'latin1')).not.toContain('Ottilie')
    for (const name of readdirSync(join(project.store, 'local'))) expect(readFileSync(join(project.store, 'local', name), 'latin1')).not.toContain('Ottilie')
    expectCivil(await run(project, 'check'), 0)
    expect(await done(project, 'log')).toMatch(/took the session .* out of the ledger's history, by Grace: the person asked for it/)
    expectSound(project)
  })

  it('does not let it come in again, and says so', async () => {
    const { project, trace } = await stocked()
    await forget(project, trace)
    const again = await ingest(project, `${SESSIONS.join('\n')}\n`)
    expectCivil(again, 0)
    expect(again.stdout).toMatch(/forgotten by Grace/)
    expect(allObjects(project.store)).not.toContain('Ottilie')
    expect(await json(project, 'status')).toMatchObject({ traces: 2, damaged: 0 })
  })

  it('asks first; a script has to say --yes, and a dry run changes nothing', async () => {
    const { project, trace } = await stocked()
    const before = inStore(project, 'for-each-ref')
    const args = ['forget', trace, '--reason', 'asked for']
    expectCivil(await run(project, ...args), 1)
    expectCivil(await cli(args, { cwd: project.root, answer: 'yes' }), 1)
    expect(await done(project, ...args, '--dry-run')).toMatch(/to be taken out of 4 commits/)
    expectCivil(await run(project, 'forget', trace, '--yes'), 2)
    expectCivil(await run(project, 'forget', 'ffffff', '--reason', 'x', '--yes'), 2)
    expect(inStore(project, 'for-each-ref')).toBe(before)
    const asked = await cli(args, { cwd: project.root, answer: trace.slice(0, 10) })
    expectCivil(asked, 0)
    expect(asked.stderr).toMatch(/cannot be taken back/)
    expectSound(project)
  })

  it('names every ref, quote, tag, pull request and dataset that carries it, and removes the bytes once nothing does', async () => {
    const { project, trace } = await stocked()
    await done(project, 'distill', '--all')
    const all = await json(project, 'review', 'list') as { id: string; branch: string }[]
    const [proposal] = all
    inStore(project, 'branch', 'draft', proposal?.branch ?? '')
    await done(project, 'review', 'approve', proposal?.id ?? '')
    await done(project, 'eval', '--stale')
    await done(project, 'export', 'sft', '--out', 'x.jsonl', '--min-score', '0')
    inStore(project, 'tag', '-a', 'backup', 'ledger', '-m', `what ${PRIVATE} was about`)
    inStore(project, 'update-ref', 'refs/remotes/origin/ledger', 'ledger')
    inStore(project, 'remote', 'add', 'origin', 'https://example.org/store.git')
    const { carriers, datasets, remotes, done: made } = await forget(project, trace)
    expect(carriers.refs).toEqual(['refs/tags/backup', 'refs/remotes/origin/ledger'])
    const quoted = carriers.quotes.map(({ ref, path }) => `${ref} ${path}`)
    expect(quoted).toContain(`main proposals/${proposal?.id ?? ''}.md`)
    expect(quoted).toContainEqual(expect.stringMatching(/^main memory\/.*pnpm/))
    expect(quoted).toContain('main (message of the commit)')
    expect(quoted).toContain('refs/tags/backup (message of the tag)')
    expect([...carriers.pullRequests].sort()).toEqual(all.map(({ id }) => id).sort())
    expect([datasets.length, remotes]).toEqual([1, ['origin']])
    expect(made.left.length).toBeGreaterThan(0)
    expect(allObjects(project.store)).toContain('Ottilie')
    expectSound(project)
    inStore(project, 'tag', '-d', 'backup')
    inStore(project, 'branch', '-rd', 'origin/ledger')
    expect(await done(project, 'forget', trace, '--reason', 'the rest', '--yes')).toMatch(/forgotten already/)
    expect(allObjects(project.store)).not.toContain('Ottilie')
    expect(await json(project, 'impact', trace)).toMatchObject({ trace: { here: false, forgotten: 'by Grace on 2026-08-10' }, datasets: [{}] })
    expect((await states(project))[proposal?.id ?? '']).toBe('approved')
    expectSound(project)
  })

  it('comes to the same commits in another clone, and merges there by plain git', async () => {
    const { project, trace } = await stocked()
    const clone = newProject()
    rmSync(clone.store, { recursive: true })
    await done(clone, 'init', '--from', project.store)
    await forget(project, trace)
    inStore(clone, 'fetch', '-q', project.store, 'main')
    inStore(clone, 'merge', '-q', 'FETCH_HEAD')
    const { done: there } = await forget(clone, trace)
    expect(there.recorded).toBeUndefined()
    expect(inStore(clone, 'rev-parse', 'ledger')).toBe(inStore(project, 'rev-parse', 'ledger'))
    expect(inStore(clone, 'rev-parse', 'main')).toBe(inStore(project, 'rev-parse', 'main'))
    expect(fsckReport(clone.store)).toBe('')
  })

  it('of two sessions, one after the other; a manifest made before still finds its ledger', async () => {
    const { project, trace } = await stocked()
    await done(project, 'eval', '--stale')
    await done(project, 'export', 'sft', '--out', 'x.jsonl', '--min-score', '0')
    await forget(project, (await json(project, 'traces', 'show', 's-after') as { id: string }).id)
    await forget(project, trace)
    expect(tree(project, 'main').filter((path) => path.startsWith('decisions/ledger/'))).toHaveLength(2)
    const verified = await run(project, 'dataset', 'verify', 'latest')
    expectCivil(verified, 1)
    expect(verified.stdout.match(/is not here/g)).toHaveLength(2)
    expectCivil(await run(project, 'check'), 0)
    expectSound(project)
  })

  it('is told where the old ledger was merged back in', async () => {
    const { project, trace } = await stocked()
    const old = inStore(project, 'rev-parse', 'ledger').trim()
    inStore(project, 'branch', 'old', 'ledger')
    await forget(project, trace)
    inStore(project, 'switch', '-q', 'ledger')
    inStore(project, 'merge', '-q', '--no-edit', old)
    expectCivil(await run(project, 'forget', trace, '--reason', 'x', '--yes'), 1)
    inStore(project, 'switch', '-q', 'main')
    const checked = await run(project, 'check')
    expectCivil(checked, 1)
    expect(checked.stdout).toMatch(/has the session .* again/)
    inStore(project, 'branch', '-D', 'old')
    await forget(project, trace)
    expect(allObjects(project.store)).not.toContain('Ottilie')
    expectCivil(await run(project, 'check'), 0)
    expectSound(project)
  })

  it('as a process of its own', async () => {
    const { project, trace } = await stocked()
    expectCivil(skillloop(['forget', trace, '--reason', 'asked for'], { cwd: project.root }), 1)
    const result = skillloop(['forget', trace, '--reason', 'asked for', '--yes'], { cwd: project.root })
    expectCivil(result, 0)
    expect(result.stdout).toMatch(/no longer in \.git\/objects/)
    expectSound(project)
  })
})
