import { afterEach, describe, expect, it } from 'vitest'
import { pullRequests } from '../../src/hosting/rest/pull-requests.js'
import { cli, expectCivil, expectSound, memory, newProject, propose, states, type Project } from '../cli/support.js'
import { fakeHost, type FakeHost } from './fake-host.js'
import { as, plainGit, tipOf } from './support.js'
import { temporaryFolder } from '../helpers/temporary.js'
import { join } from 'node:path'

const TOKEN = 'not-a-real-token-0123456789'
let host: FakeHost
afterEach(async () => host.close())

const env = (): Record<string, string> => ({ GITHUB_TOKEN: TOKEN, GITHUB_API_URL: host.api, GITHUB_SERVER_URL: host.url })
const run = (project: Project, ...args: string[]) => cli(args, { cwd: project.root, env: env() })
async function ok(project: Project, ...args: string[]): Promise<string> {
  const result = await run(project, ...args)
  expectCivil(result, 0)
  expect(result.stdout + result.stderr).not.toContain(TOKEN)
  return result.stdout
}

async function published(kind: 'github' | 'gitea', ...more: string[]): Promise<{ project: Project; lesson: ReturnType<typeof memory> }> {
  as('Ada')
  host = await fakeHost(kind, TOKEN)
  const project = newProject()
  await ok(project, 'remote', 'add', 'origin', `${host.url}/acme/store.git`)
  await ok(project, 'sync')
  const lesson = memory('Never use <b>, ask @octocat and see #12.')
  await propose(project, lesson)
  await ok(project, 'review', 'publish', lesson.id, ...more)
  return { project, lesson }
}

describe.each(['github', 'gitea'] as const)('%s over HTTP with a token', (kind) => {
  it('opens a pull request once, and doing it again changes nothing', async () => {
    const { project, lesson } = await published(kind, '--reviewer', 'hopper', '--reviewer', 'nobody', '--reviewer', 'acme/core')
    expect(host.pulls).toHaveLength(1)
    const [pull] = host.pulls
    expect(pull).toMatchObject({ head: lesson.branch, state: 'open', reviewers: ['hopper', 'core'] })
    expect(pull?.labels).toEqual(kind === 'github' ? ['skillloop', 'skillloop: memory'] : [1, 2])
    expect(pull?.title).not.toMatch(/[@#<]/)
    expect(pull?.body).toContain(lesson.id)
    const before = JSON.stringify(host.pulls)
    host.calls.length = 0
    expect(await ok(project, 'review', 'publish', lesson.id)).toMatch(/there already, pull request 1 is up to date/)
    expect(JSON.stringify(host.pulls)).toBe(before)
    expect(host.calls.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/labels'))).toEqual([])
    expectSound(project)
  })

  it('brings an open one up to date, and opens no second', async () => {
    const { project, lesson } = await published(kind)
    host.pulls[0]!.body = 'edited by hand'
    expect(await ok(project, 'review', 'publish', lesson.id)).toMatch(/pull request 1 updated/)
    expect(host.pulls).toHaveLength(1)
    expect(host.pulls[0]!.body).toContain(lesson.id)
  })

  it('survives a host that is busy, breaks off, or loses its answer after it has done the work', async () => {
    as('Ada')
    host = await fakeHost(kind, TOKEN)
    const waits: number[] = []
    const now = Date.UTC(2026, 7, 10)
    const pulls = pullRequests({ kind, base: host.api, owner: 'acme', repository: 'store' }, TOKEN, { now: () => now, sleep: (ms) => { waits.push(ms); return Promise.resolve() } }, '1.0.0')
    const project = newProject()
    plainGit(project.store, 'push', '-q', host.bare, 'main', 'main:topic')
    host.faults.push(
      { match: /^GET .*pulls$/, status: 429, headers: { 'retry-after': '7' } }, { match: /^GET .*pulls$/, status: 503 },
      { match: /^GET .*pulls$/, status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now / 1000 + 30) } },
      { match: /^POST .*pulls$/, status: 502, done: true }, { match: /^POST .*labels$/, status: 429, headers: { 'retry-after': new Date(now + 3000).toUTCString() } }
    )
    const { pull, outcome } = await pulls.put({ branch: 'topic', title: 'A title', body: 'A body', labels: ['one'], reviewers: [] })
    expect(pull.number).toBe(1)
    expect(outcome).toBe('opened')
    expect(host.pulls).toHaveLength(1)
    expect(host.faults).toEqual([])
    expect(waits).toEqual([7000, 2000, 30_000, 1000, 3000])
  })

  it('gives up in the end, or at once where it would have to wait too long, and says so', async () => {
    host = await fakeHost(kind, TOKEN)
    const waits: number[] = []
    const pulls = pullRequests({ kind, base: host.api, owner: 'acme', repository: 'store' }, TOKEN, { now: () => 0, sleep: (ms) => { waits.push(ms); return Promise.resolve() } }, '1.0.0')
    for (let i = 0; i < 5; i++) host.faults.push({ match: /pulls/, status: 500 })
    await expect(pulls.find('topic')).rejects.toThrow(/answered 500, 5 times/)
    expect(waits).toEqual([1000, 2000, 4000, 8000])
    host.faults.push({ match: /pulls/, status: 429, headers: { 'retry-after': '3600' } })
    await expect(pulls.find('topic')).rejects.toThrow(/asked again in 60 minutes/)
    const stranger = pullRequests({ kind, base: host.api, owner: 'acme', repository: 'store' }, 'wrong', { now: () => 0, sleep: () => Promise.resolve() }, '1.0.0')
    await expect(stranger.find('topic')).rejects.toThrow(/Bad credentials/)
  })

  it('a main that is protected gets decisions by one pull request, merged with the head that was looked at', async () => {
    const { project, lesson } = await published(kind)
    host.isProtected = true
    await ok(project, 'review', 'approve', lesson.id)
    const before = tipOf(host.bare)
    expect(await ok(project, 'sync')).toMatch(/goes by pull request 2, opened/)
    expect(await ok(project, 'sync')).toMatch(/goes by pull request 2, open already/)
    expect(tipOf(host.bare)).toBe(before)
    // The proposal's own branch stays until main there has the decision.
    expect(plainGit(host.bare, 'branch', '--list', lesson.branch)).not.toBe('')
    await ok(project, 'sync', '--merge')
    expect(host.pulls.map(({ state }) => state)).toEqual(['open', 'closed'])
    await ok(project, 'sync')
    expect(await states(project)).toEqual({ [lesson.id]: 'approved' })
    expect(plainGit(host.bare, 'branch', '--format=%(refname:short)')).toBe('main')
    expectSound(project)
  })

  it('refuses to merge what has moved since it was looked at', async () => {
    const { lesson } = await published(kind)
    const pulls = pullRequests({ kind, base: host.api, owner: 'acme', repository: 'store' }, TOKEN, { now: () => 0, sleep: () => Promise.resolve() }, '1.0.0')
    await expect(pulls.merge(1, 'a'.repeat(40))).rejects.toThrow(/other commits by now/)
    expect(await pulls.merge(1, tipOf(host.bare, lesson.branch))).toBe(tipOf(host.bare))
  })

  it('tells that a pull request was closed, which decides nothing', async () => {
    const { project, lesson } = await published(kind)
    host.pulls[0]!.state = 'closed'
    plainGit(host.bare, 'branch', '-D', lesson.branch)
    expect(await ok(project, 'sync')).toMatch(/pull request 1 was closed\), and main decides nothing/)
    expect(await states(project)).toEqual({ [lesson.id]: 'pending' })
  })

  it('two clones over HTTP agree after each has decided', async () => {
    const { project, lesson } = await published(kind)
    const root = temporaryFolder()
    const other = { root, store: join(root, '.skillloop') }
    await ok(other, 'init', '--from', `${host.url}/acme/store.git`)
    const second = memory('Use tabs.')
    await propose(project, second)
    await ok(project, 'review', 'approve', second.id)
    expect((await run(other, 'sync')).code).toBe(0)
    await ok(other, 'review', 'reject', lesson.id, '--reason', 'no')
    for (const one of [project, other, project, other]) await ok(one, 'sync')
    for (const one of [project, other]) {
      expect(tipOf(one.store)).toBe(tipOf(host.bare))
      expect(await states(one)).toEqual({ [lesson.id]: 'rejected', [second.id]: 'approved' })
      expectSound(one)
    }
  })
})

it('without a token the page to open is told, and a wrong one is never repeated', async () => {
  as('Ada')
  host = await fakeHost('github', TOKEN)
  const project = newProject()
  await ok(project, 'remote', 'add', 'origin', `${host.url}/acme/store.git`)
  const refused = await cli(['sync'], { cwd: project.root })
  expectCivil(refused, 3)
  expect(refused.stderr).toMatch(/wants to know who you are\n.*set GITHUB_TOKEN/)
  const wrong = await cli(['sync'], { cwd: project.root, env: { SKILLLOOP_GIT_TOKEN: 'wrong-token-0123456789' } })
  expectCivil(wrong, 3)
  expect(wrong.stdout + wrong.stderr).not.toContain('wrong-token')
  // Git alone has the token, the API is not known: the page is told.
  const token = { SKILLLOOP_GIT_TOKEN: TOKEN }
  expectCivil(await cli(['sync'], { cwd: project.root, env: token }), 0)
  const lesson = memory('Use tabs.')
  await propose(project, lesson)
  const result = await cli(['review', 'publish', lesson.id], { cwd: project.root, env: token })
  expectCivil(result, 0)
  expect(result.stdout).toContain(`${host.url}/acme/store/compare/main...${lesson.branch}`)
  expect(host.calls).toEqual([])
  expect(plainGit(project.store, 'config', '--list', '--local')).not.toContain(TOKEN)
})
