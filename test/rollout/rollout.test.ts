import { describe, expect, it } from 'vitest'
import { assignedVersion } from '../../src/rollout/assign.js'
import { cli, cliJson, expectCivil, expectSound, newProject, propose, skill, states, tree, write, type Project } from '../cli/support.js'
import { git } from '../helpers/temporary.js'
import { json, text, twoVersions } from './support.js'

/** A session that reads the skill from our server, or from its file, and whose tests then pass or not. */
function session(id: string, day: string, { worked = true, by = 'mcp' as 'mcp' | 'file' | 'none' } = {}): string {
  const load = by === 'mcp' ? { name: 'mcp__skillloop__read_skill', arguments: '{"name":"release-a-version"}' } : { name: 'read_file', arguments: '{"path":"/home/x/.claude/skills/release-a-version/SKILL.md"}' }
  const call = (n: number, fn: object, content: string): object[] => [{ role: 'assistant', content: '', tool_calls: [{ id: `c${n}`, type: 'function', function: fn }] }, { role: 'tool', tool_call_id: `c${n}`, content }]
  return JSON.stringify({
    session_id: id, started_at: `${day}T10:00:00Z`, resolved: worked,
    messages: [
      { role: 'user', content: `Please release version ${id}.` }, ...(by === 'none' ? [] : call(1, load, '{"output":"# Release a version","exit_code":0}')),
      ...call(2, { name: 'terminal', arguments: '{"command":"npm test"}' }, worked ? '{"output":"Tests: 3 passed","exit_code":0}' : '{"output":"Tests: 3 failed","exit_code":1}'),
      { role: 'assistant', content: worked ? 'Done, all tests pass.' : 'The tests fail and I could not mend it.' }
    ]
  })
}

const uses = (project: Project): string[] => tree(project, 'ledger').filter((path) => path.includes('-skill-'))

describe('the use of skills', () => {
  it('is recorded once by session, however often it is looked at, and shown', async () => {
    const project = await twoVersions()
    write(project.root, 'in/a.jsonl', `${session('s1', '2026-08-21', { by: 'file' })}\n${session('s2', '2026-08-22', { by: 'file', worked: false })}\n${session('s0', '2026-07-01', { by: 'file' })}\n${session('s3', '2026-08-23', { by: 'none' })}\n`)
    const first = await json(project, '2026-08-24', 'controller', 'run') as { counts: Record<string, number>; controller: { stages: { name: string; outcome: string }[] } }
    expect(first.counts['uses']).toBe(2)
    expect(first.controller.stages.find(({ name }) => name === 'observe')).toMatchObject({ outcome: 'done' })
    const before = uses(project)
    expect(before).toHaveLength(2)
    const again = await json(project, '2026-08-25', 'controller', 'run')
    expect(again).not.toHaveProperty('commit')
    // What a machine remembers of its ticks may be lost: looking at everything again finds nothing more.
    write(project.store, 'local/controller.json', '{}')
    await json(project, '2026-08-26', 'controller', 'run')
    expect(uses(project)).toEqual(before)
    expect(await json(project, '2026-08-26', 'skills', 'list')).toMatchObject([{ use: { sessions: 2, worked: 1, failed: 1, successRate: 0.9, lastUsed: '2026-08-22T10:00:00.000Z', how: { runtime: 2 } } }])
    expect(await text(project, '2026-08-26', 'skills', 'show', 'release-a-version')).toMatch(/used in 2 sessions \(2 by its log\); 1 worked, 1 failed, lately 90 %/)
    await text(project, '2026-08-26', 'check')
    expectSound(project)
  })
})

describe('a rollout', () => {
  it('is told where there is nothing to roll out, or nothing that runs', async () => {
    const project = await twoVersions()
    expectCivil(await cli(['rollout', 'start', 'nothing', '--percent', '10'], { cwd: project.root }), 2)
    expectCivil(await cli(['rollout', 'start', 'release-a-version'], { cwd: project.root }), 2)
    expectCivil(await cli(['rollout', 'start', 'release-a-version', '--percent', '60', '--without', '50'], { cwd: project.root }), 2)
    expectCivil(await cli(['rollout', 'promote', 'release-a-version'], { cwd: project.root }), 1)
    expect(await text(project, '2026-08-21', 'rollout', 'status')).toMatch(/nothing is being rolled out/)
  })

  it('goes from start to promote by files on main, which check, log and audit know', async () => {
    const project = await twoVersions()
    await text(project, '2026-08-21', 'rollout', 'start', 'release-a-version', '--percent', '10', '--reason', 'careful')
    expectCivil(await cli(['rollout', 'start', 'release-a-version', '--percent', '20'], { cwd: project.root }), 1)
    await text(project, '2026-08-22', 'rollout', 'set', 'release-a-version', '--percent', '50')
    expect(await json(project, '2026-08-22', 'rollout', 'status')).toMatchObject([{ version: 2, previous: 1, rollout: { state: 'running', percent: 50 } }])
    await text(project, '2026-08-23', 'rollout', 'promote', 'release-a-version')
    expect(await json(project, '2026-08-23', 'rollout', 'status')).toMatchObject([{ rollout: { state: 'promoted' } }])
    expect(await text(project, '2026-08-23', 'log')).toMatch(/promoted skills\/release-a-version[^]*began to roll out skills\/release-a-version to 10 %, by .*: careful/)
    await text(project, '2026-08-23', 'check')
    const steps = tree(project, 'main').filter((path) => path.startsWith('decisions/rollout/'))
    expect(steps).toHaveLength(3)
    git(project.store, 'rm', '-q', steps[0] ?? '')
    git(project.store, 'commit', '-qm', 'gone')
    expectCivil(await cli(['audit'], { cwd: project.root }), 1)
  })

  it('apply follows it: the version before, none, or the new one', async () => {
    const project = await twoVersions()
    const tag = async (day: string): Promise<string> => {
      await text(project, day, 'apply', '--target', 'agent')
      return git(project.root, 'hash-object', 'agent/skills/release-a-version/scripts/tag.sh').trim()
    }
    const now = await tag('2026-08-21')
    await text(project, '2026-08-22', 'rollout', 'start', 'release-a-version', '--percent', '0')
    expect(await tag('2026-08-23')).not.toBe(now)
    await text(project, '2026-08-24', 'rollout', 'promote', 'release-a-version')
    expect(await tag('2026-08-25')).toBe(now)
  })

  it.each(['propose', 'perform'])('that does harm: the guard, set to %s, goes back', async (guard) => {
    const project = await twoVersions()
    await json(project, '2026-08-20', 'policy', 'set', 'rollout.guard', guard, '--reason', 'test')
    const { step } = await json(project, '2026-08-21', 'rollout', 'start', 'release-a-version', '--percent', '50') as { step: { rollout: string } }
    const shares = { rollout: step.rollout, skill: 'skills/release-a-version', percent: 50, without: 0, hasPrevious: true }
    const lines = Array.from({ length: 60 }, (_, n) => session(`r${n}`, '2026-08-22', { worked: assignedVersion(shares, `r${n}`) === 'previous' }))
    write(project.root, 'in/a.jsonl', `${lines.join('\n')}\n`)
    const ran = await json(project, '2026-08-23', 'controller', 'run') as { controller: { stages: { name: string; note?: string }[] } }
    expect(ran.controller.stages.find(({ name }) => name === 'observe')?.note).toMatch(/the new version does harm/)
    const [status] = await json(project, '2026-08-23', 'rollout', 'status') as { rollout: { state: string }; comparison: { against: string; judged: { verdict: string } } }[]
    expect(status).toMatchObject({ rollout: { state: guard === 'perform' ? 'aborted' : 'running' }, comparison: { against: 'previous', judged: { verdict: 'fall-back' } } })
    const pending = Object.entries(await states(project)).filter(([, state]) => state === 'pending')
    expect(pending).toHaveLength(1)
    expect(await text(project, '2026-08-23', 'rollout', 'status', 'release-a-version')).toMatch(/it does harm: fall back/)
    const again = await json(project, '2026-08-24', 'controller', 'run')
    expect(again).not.toHaveProperty('commit')
    // A person merges it: the bytes of v1 are in force again, and the rollout decides nothing any more.
    await text(project, '2026-08-25', 'review', 'approve', pending[0]?.[0] ?? '', '--reason', 'it broke releases')
    expect(git(project.store, 'show', 'main:skills/release-a-version/scripts/tag.sh')).toBe('git tag v1\n')
    expect(await json(project, '2026-08-25', 'rollout', 'status')).toEqual([])
    await text(project, '2026-08-25', 'check')
    await text(project, '2026-08-25', 'audit')
    expectSound(project)
  })
})
