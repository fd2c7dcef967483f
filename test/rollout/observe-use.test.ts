import { expect, it } from 'vitest'
import { assignedVersion } from '../../src/rollout/assign.js'
import { connect } from '../mcp/support.js'
import { cliJson, expectSound, tree } from '../cli/support.js'
import { json, text, twoVersions } from './support.js'

interface Status { rollout: { id: string }; comparison?: unknown }

it('the server hands each session the version that a rollout deals it, or none, and it is recorded once', async () => {
  const project = await twoVersions()
  await text(project, '2026-08-21', 'rollout', 'start', 'release-a-version', '--percent', '40', '--without', '20')
  const [status] = await json(project, '2026-08-21', 'rollout', 'status') as Status[]
  const shares = { rollout: status?.rollout.id ?? '', skill: 'skills/release-a-version', percent: 40, without: 20, hasPrevious: true }
  const sessions = Array.from({ length: 40 }, (_, n) => `session-${n}`)
  for (const arm of ['new', 'previous', 'none'] as const) {
    const session = sessions.find((each) => assignedVersion(shares, each) === arm) ?? ''
    const { call, client } = await connect(project.root, { args: ['--session', session] })
    const answer = await call('read_skill', { name: 'release-a-version', file: 'scripts/tag.sh' })
    if (arm === 'none') expect(answer).toMatch(/^!the skill release-a-version is not given to agents: a rollout gives this session none of it/)
    else expect(answer).toBe(arm === 'new' ? 'git tag v2\n' : 'git tag v1\n')
    expect(await call('read_skill', { name: 'release-a-version' })).toMatch(arm === 'none' ? /^!/ : /^---/)
    await client.close()
  }
  expect(tree(project, 'ledger').filter((path) => path.includes('-skill-use-'))).toHaveLength(2)
  await cliJson(['check'], { cwd: project.root })
  expectSound(project)
})
