import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { withIndex } from '../../src/app/compose.js'
import { pushMemories, type PushOptions, type PushResult } from '../../src/app/memory-push.js'
import { initialPolicy } from '../../src/policy/policy.js'
import { canonicalJson } from '../../src/kernel/canonical-json.js'
import type { MemoryBackend as BackendPolicy } from '../../src/kernel/types.js'
import { openMemoryBackend } from '../../src/targets/memory-backends/open.js'
import { cli, cliJson, expectCivil, expectSound, memory, newProject, propose, write, type Project } from '../cli/support.js'
import { BIN } from '../helpers/skillloop.js'
import { cleanEnvironment, git } from '../helpers/temporary.js'
import { mem0, type Service } from './services.js'

const LESSONS = ['Never force-push to main.', 'The API tests need Docker.', 'Releases go out on Tuesdays.']

function backends(project: Project, ...specs: Partial<BackendPolicy>[]): BackendPolicy[] {
  const all = specs.map((spec) => ({ name: 'work', kind: 'mem0', url: 'http://127.0.0.1:1', scope: { agent_id: 'skillloop' }, write: true, ...spec }) as BackendPolicy)
  const full = initialPolicy()
  write(project.store, 'policy.json', canonicalJson({ ...full, store: { ...full.store, fsync: false }, memory: { backends: all } }))
  git(project.store, 'commit', '-qam', 'policy')
  return all
}

async function started(service: Service, spec: Partial<BackendPolicy> = {}): Promise<{ project: Project; push: (options?: PushOptions) => Promise<PushResult>; waits: number[] }> {
  const project = newProject()
  for (const lesson of LESSONS) {
    const example = memory(lesson)
    await propose(project, example)
    await cliJson(['review', 'approve', example.id], { cwd: project.root })
  }
  const [policy] = backends(project, { url: service.url, ...spec })
  const waits: number[] = []
  const sleep = (ms: number): Promise<void> => { waits.push(ms); return Promise.resolve() }
  const world = { project: project.root, clock: { now: () => Date.UTC(2026, 7, 10, 9) }, progress: () => undefined, variable: (name: string) => (name === 'MEM_TOKEN' ? 't-1' : undefined) }
  let sent: unknown
  const memo = { read: () => Promise.resolve(sent), write: (value: unknown) => { sent = JSON.parse(JSON.stringify(value)); return Promise.resolve() } }
  const push = async (options: PushOptions = {}): Promise<PushResult> => withIndex(world, (context) => pushMemories(context, {
    backend: openMemoryBackend(policy!, { variable: world.variable, sleep }), space: policy!.space ?? '', write: policy!.write === true, sent: memo, sleep
  }, options))
  return { project, push, waits }
}

const texts = (service: Service): string[] => [...service.kept.values()].map(({ memory: text }) => text).sort()
const NOTHING = { added: [], updated: [], deleted: [], refused: [], unsure: [] }

describe('memory push', () => {
  for (const dialect of ['platform', 'server'] as const) {
    it(`adds, records, changes and deletes by mem0's ${dialect} API, and does nothing twice`, async () => {
      const service = await mem0(dialect)
      const { project, push } = await started(service, { kind: dialect === 'platform' ? 'mem0' : 'mem0-server', tokenEnv: 'MEM_TOKEN', space: 'shop' })
      expect((await push({ dryRun: true })).added).toHaveLength(3)
      expect(service.kept.size).toBe(0)
      expect((await push()).added).toHaveLength(3)
      expect(texts(service)).toEqual([...LESSONS].sort())
      expect(dialect === 'platform' ? service.headers.authorization : service.headers['x-api-key']).toBe(dialect === 'platform' ? 'Token t-1' : 't-1')
      expect([...service.kept.values()].map(({ metadata }) => metadata)).toContainEqual(expect.objectContaining({ skillloop_key: 'shop:memory/procedural/never-force-push-to-main.md', type: 'procedural', scope: 'project' }))
      const before = git(project.store, 'rev-parse', 'main')
      expect(await push()).toMatchObject({ ...NOTHING, unchanged: expect.arrayContaining(['memory/procedural/the-api-tests-need-docker.md']) as string[] })
      expect(git(project.store, 'rev-parse', 'main')).toBe(before)
      expect(git(project.store, 'show', '--stat', '--format=%s', 'main')).toMatch(/Push to work: 3 memories[\s\S]*-apply-/)
      await cliJson(['review', 'revoke', memory(LESSONS[2]!).id, '--reason', 'no longer'], { cwd: project.root })
      expect((await push()).deleted).toEqual(['memory/procedural/releases-go-out-on-tuesdays.md'])
      expect(texts(service)).toEqual(LESSONS.slice(0, 2).sort())
      expectSound(project)
      expectCivil(await cli(['check'], { cwd: project.root }), 0)
      expect(await cliJson(['memory', 'list'], { cwd: project.root })).toMatchObject([{ applied: ['memory-backend:work'] }, { applied: ['memory-backend:work'] }])
    })
  }

  it('leaves alone what somebody changed there, what is of others, and what is there already', async () => {
    const service = await mem0()
    const { push } = await started(service)
    const scope = JSON.stringify({ agent_id: 'skillloop' })
    service.kept.set('x-1', { id: 'x-1', memory: 'The API tests need Docker.', metadata: {}, scope })
    service.kept.set('x-2', { id: 'x-2', memory: 'Force-push to main.', metadata: {}, scope })
    service.kept.set('x-3', { id: 'x-3', memory: 'Someone else\'s.', metadata: { skillloop_key: 'other:memory/procedural/never-force-push-to-main.md' }, scope })
    const first = await push()
    expect(first.added).toEqual(['memory/procedural/releases-go-out-on-tuesdays.md'])
    expect(first.refused.map(({ path, reason }) => `${path} ${reason}`).sort()).toEqual([
      expect.stringMatching(/never-force-push.*it contradicts what is there: "Force-push to main\." \(x-2\)/), expect.stringMatching(/api-tests.*it is there already, and not by SkillLoop/)
    ])
    expect((await push({ withConflicts: true })).added).toEqual(['memory/procedural/never-force-push-to-main.md'])
    const ours = [...service.kept.values()].find(({ memory: text }) => text.startsWith('Releases'))!
    ours.memory = 'Releases go out on Fridays.'
    const second = await push()
    expect(second.refused).toContainEqual({ path: 'memory/procedural/releases-go-out-on-tuesdays.md', reason: `somebody changed it there (${ours.id})` })
    expect(texts(service)).toContain('Releases go out on Fridays.')
    expect(service.kept.get('x-3')?.memory).toBe('Someone else\'s.')
  })

  it('waits as long as a busy service says, and does what it refused', async () => {
    const service = await mem0()
    const { push, waits } = await started(service)
    let busy = 2
    service.before = ({ path }, response) => {
      if (!path.includes('add') || busy-- <= 0) return false
      response.writeHead(429, { 'retry-after': '7' }).end('{}')
      return true
    }
    expect((await push()).added).toHaveLength(3)
    expect(waits.filter((ms) => ms === 7000)).toHaveLength(2)
    expect(texts(service)).toEqual([...LESSONS].sort())
  })

  it('finds what arrived without an answer, and adds it no second time', async () => {
    const service = await mem0()
    const { push } = await started(service, { seconds: 0.2 })
    let cuts = 2
    const { kept } = service
    service.before = ({ path, body }, response) => {
      if (!path.includes('add') || cuts-- <= 0) return false
      const given = JSON.parse(body) as { messages: { content: string }[]; metadata: Record<string, unknown> }
      kept.set(`late-${cuts}`, { id: `late-${cuts}`, memory: given.messages[0]!.content, metadata: given.metadata, scope: JSON.stringify({ agent_id: 'skillloop' }) })
      // One is cut off, one is never answered: both were done.
      if (cuts === 1) response.destroy()
      return true
    }
    expect((await push()).added).toHaveLength(3)
    expect(texts(service)).toEqual([...LESSONS].sort())
    expect(await push()).toMatchObject(NOTHING)
  })

  it('waits for a service that adds at its leisure, and goes on in the next run where it takes too long', async () => {
    const service = await mem0()
    const { push } = await started(service)
    service.lag = 4
    expect((await push()).added).toHaveLength(3)
    for (const one of [...service.kept.keys()]) service.kept.delete(one)
    service.lag = 60
    const first = await push()
    expect([first.added, first.unsure.length]).toEqual([[], 3])
    service.lag = 0
    const second = await push()
    for (let i = 0; i < 6; i++) await push()
    expect(second.refused).toEqual([])
    expect(texts(service)).toEqual([...LESSONS].sort())
  })

  it('stops where the service breaks, records what was done, and finishes the next time', async () => {
    const service = await mem0()
    const { project, push } = await started(service)
    let adds = 0
    service.before = ({ path, method }, response) => {
      if (method === 'POST' && path.includes('add')) adds++
      if (adds < 2 || path.includes('event')) return false
      response.writeHead(500).end('{}')
      return true
    }
    await expect(push()).rejects.toMatchObject({ code: 3 })
    expect(service.kept.size).toBe(1)
    service.before = () => false
    // Of a write that broke nobody knows: it is looked for once before it is sent again.
    const again = await push()
    expect([again.unchanged.length, again.added.length, again.unsure.length]).toEqual([1, 1, 1])
    expect((await push()).added).toHaveLength(1)
    expect(texts(service)).toEqual([...LESSONS].sort())
    expectSound(project)
  })

  it('makes one of several copies, of its own alone', async () => {
    const service = await mem0()
    const { push } = await started(service)
    await push()
    const [first] = [...service.kept.values()]
    for (const id of ['copy-1', 'copy-2']) service.kept.set(id, { ...first!, id })
    expect((await push()).deleted).toHaveLength(2)
    expect(texts(service)).toEqual([...LESSONS].sort())
  })

  it('reads every page of a long list', async () => {
    const service = await mem0()
    const { push } = await started(service)
    for (let i = 0; i < 250; i++) service.kept.set(`z-${i}`, { id: `z-${i}`, memory: `Fact number ${i} of somebody else.`, metadata: {}, scope: JSON.stringify({ agent_id: 'skillloop' }) })
    await push()
    expect(await push()).toMatchObject(NOTHING)
    expect(service.kept.size).toBe(253)
  })

  it('speaks any JSON API that the policy describes', async () => {
    const service = await mem0('server')
    const { push } = await started(service, {
      kind: 'rest', scope: { user_id: 'team' }, tokenEnv: 'MEM_TOKEN',
      rest: {
        auth: 'X-Key: {token}', item: { id: '/id', text: '/memory', metadata: '/metadata' },
        list: { method: 'GET', path: '/memories?user_id={user_id}', items: '/results' }, search: { method: 'POST', path: '/search', body: { query: '{query}', user_id: '{user_id}', top_k: '{limit}' }, items: '/results' },
        add: { method: 'POST', path: '/memories', body: { messages: [{ role: 'user', content: '{text}' }], user_id: '{user_id}', metadata: '{metadata}', infer: false } },
        update: { method: 'PUT', path: '/memories/{id}', body: { text: '{text}', metadata: '{metadata}' } }, delete: { method: 'DELETE', path: '/memories/{id}' }
      }
    })
    expect((await push()).added).toHaveLength(3)
    expect(service.headers['x-key']).toBe('t-1')
    expect(await push()).toMatchObject(NOTHING)
    expect(texts(service)).toEqual([...LESSONS].sort())
  })

  it('writes nothing unless the policy says so, follows no redirect, and sends no token in the clear', async () => {
    const service = await mem0()
    const { push } = await started(service, { write: false })
    await expect(push()).rejects.toMatchObject({ code: 1, message: 'the policy lets nothing be written to work' })
    expect((await push({ dryRun: true })).added).toHaveLength(3)
    service.before = (_request, response) => { response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(); return true }
    await expect(push({ dryRun: true })).rejects.toMatchObject({ code: 3, message: expect.stringContaining('sends on to another address') as string })
    service.before = (_request, response) => { response.writeHead(200).end(`{"results":${'['.repeat(5000)}${']'.repeat(5000)}}`); return true }
    expect((await push({ dryRun: true })).added).toHaveLength(3)
    service.before = (_request, response) => { response.writeHead(200); response.end('x'.repeat(9 << 20)); return true }
    await expect(push({ dryRun: true })).rejects.toMatchObject({ code: 3, message: expect.stringContaining('has more than') as string })
    const open = (spec: Partial<BackendPolicy>) => () => openMemoryBackend({ name: 'w', kind: 'mem0', url: 'https://api.mem0.ai', scope: { user_id: 'a' }, ...spec } as BackendPolicy, { variable: () => undefined, sleep: () => Promise.resolve() })
    expect(open({ url: 'http://api.mem0.ai' })).toThrow('no address that memories may be sent to')
    expect(open({ url: 'http://localhost.evil.example' })).toThrow('no address')
    expect(open({ tokenEnv: 'NOT_SET' })).toThrow('NOT_SET is not set')
    expect(open({ scope: { user_id: 'a', agent_id: 'b' } })).toThrow('none of mem0\'s')
    expect(open({})).not.toThrow()
  })

  it('is gone on with after kill -9 in the middle, as a process, and doubles nothing', async () => {
    const service = await mem0()
    const { project } = await started(service)
    const options = { cwd: project.root, env: cleanEnvironment({ SKILLLOOP_NOW: '2026-08-10T09:00:00.000Z' }) }
    for (const at of [1, 2, 3]) {
      let adds = 0
      const child = spawn(process.execPath, [BIN, 'memory', 'push', '--backend', 'work'], { ...options, stdio: 'ignore' })
      const gone = new Promise<void>((done) => void child.on('close', () => done()))
      service.before = ({ path }, _response) => {
        // Killed as the add arrives: it is done, and nobody reads the answer.
        if (path.includes('add') && ++adds === at) child.kill('SIGKILL')
        return false
      }
      await gone
    }
    service.before = () => false
    const { code, stderr } = await new Promise<{ code: number | null; stderr: string }>((done) => {
      const child = spawn(process.execPath, [BIN, 'memory', 'push', '--backend', 'work'], { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
      let stderr = ''
      child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString() })
      child.on('close', (code) => done({ code, stderr }))
    })
    expect([code, stderr]).toEqual([0, ''])
    expect(texts(service)).toEqual([...LESSONS].sort())
    expectSound(project)
  })
})
